"""The worker: does what is due when it starts, and stops when it is told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from huey import MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey

from prenotify.desk import Desk
from prenotify.outbox.store import TripStore
from prenotify.settings import Settings
from prenotify.worker import open_queue, with_tasks
from tests.needs import needs, postgres_url, redis_url

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret_key="s", data_keys=(Fernet.generate_key().decode(),))


@pytest.fixture
def store(settings: Settings) -> Iterator[TripStore]:
    store = TripStore.open(settings)
    yield store
    store.close()


def test_its_queue_is_a_file_unless_another_is_named(settings: Settings) -> None:
    assert isinstance(open_queue(settings), SqliteHuey)
    assert (settings.data_dir / "queue.sqlite3").exists()


@needs("redis")
def test_its_queue_may_be_redis(tmp_path: Path) -> None:
    assert isinstance(open_queue(Settings(data_dir=tmp_path, queue_url=redis_url())), RedisHuey)


@needs("postgres")
def test_its_queue_may_be_postgresql(tmp_path: Path) -> None:
    queue = open_queue(Settings(data_dir=tmp_path, queue_url=postgres_url()))
    assert isinstance(queue, PostgresHuey)
    queue.storage.close()


def test_every_hour_it_erases_what_is_due(settings: Settings, store: TripStore) -> None:
    desk = Desk.open(settings)
    reference = store.create({}, LONG_AGO).reference
    queue = with_tasks(MemoryHuey(immediate=True), desk)
    (hourly,) = queue.read_periodic(datetime(2026, 11, 21, 12, 0))  # noqa: DTZ001 - as the queue counts
    assert not queue.read_periodic(datetime(2026, 11, 21, 12, 30))  # noqa: DTZ001
    queue.execute(hourly)
    assert store.load(reference) is None
    desk.trips.close()


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_begins_with_what_is_due_and_stops_when_told(
    settings: Settings, store: TripStore, stop: signal.Signals
) -> None:
    reference = store.create({}, LONG_AGO).reference
    start = "from prenotify.settings import Settings; from prenotify.worker import run_worker;"
    environ = {
        "PATH": os.environ["PATH"],
        "PRENOTIFY_DATA_DIR": str(settings.data_dir),
        "PRENOTIFY_SECRET_KEY": "s",
        "PRENOTIFY_DATA_KEYS": settings.data_keys[0],
    }
    worker = subprocess.Popen([sys.executable, "-c", f"{start} run_worker(Settings.from_env())"], env=environ)
    try:
        _wait_until_gone(store, reference)
        time.sleep(1)  # for its threads to start
        worker.send_signal(stop)
        assert worker.wait(timeout=15) == 0
    finally:
        worker.kill()
        worker.wait()


def _wait_until_gone(store: TripStore, reference: str) -> None:
    ends = time.monotonic() + 20
    while store.load(reference) is not None:
        assert time.monotonic() < ends, "the worker erased nothing in 20 s"
        time.sleep(0.1)
