"""The worker: does what is due when it starts, and stops when it is told to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from huey import PostgresHuey, RedisHuey, SqliteHuey

from prenotify.desk import Desk
from prenotify.outbox.seal import BrokenSeal
from prenotify.outbox.store import TripStore
from prenotify.settings import Settings
from prenotify.worker import Sender, Waker, drain, open_queue
from tests.needs import needs, postgres_url, redis_url
from tests.outbox.mail_server import MailServer
from tests.outbox.post_office import PostOffice

DAY = timedelta(1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret_key="s", data_keys=(Fernet.generate_key().decode(),))


@pytest.fixture
def store(settings: Settings) -> Iterator[TripStore]:
    store = TripStore.open(settings)
    yield store
    store.close()


@pytest.fixture
def signals_as_before() -> Iterator[None]:
    """A worker that empties the outbox takes the signals for itself."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


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


def test_every_hour_it_erases_what_is_due_by_its_clock(settings: Settings, store: TripStore) -> None:
    desk, noon = Desk.open(settings), datetime(2026, 11, 21, 12, tzinfo=UTC)
    kept_till_then = noon - timedelta(settings.retention_days)
    moment = noon
    sender = Sender(desk, lambda: moment)
    first = store.create({}, kept_till_then - DAY).reference
    second = store.create({}, kept_till_then).reference
    sender.work_once()
    assert store.load(first) is None
    moment = noon + timedelta(hours=11)
    sender.work_once()
    assert store.load(second) is not None
    moment = noon + timedelta(hours=12)
    sender.work_once()
    assert store.load(second) is None
    desk.trips.close()


@pytest.mark.usefixtures("signals_as_before")
def test_emptying_the_outbox_erases_what_is_due_too(settings: Settings, store: TripStore) -> None:
    reference = store.create({}, LONG_AGO).reference
    drain(settings)
    assert store.load(reference) is None


@pytest.mark.usefixtures("signals_as_before")
def test_it_does_not_begin_without_the_key_that_opens_what_is_stored(
    settings: Settings, store: TripStore
) -> None:
    store.create({"traveller": {}}, datetime.now(UTC))
    another = replace(settings, data_keys=(Fernet.generate_key().decode(),))
    with pytest.raises(BrokenSeal, match="PRENOTIFY_DATA_KEYS: holds no key that opens what is stored"):
        drain(another)
    drain(replace(settings, data_keys=(*another.data_keys, *settings.data_keys)))


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


# Letters ----------------------------------------------------------------------------------------------


def environ(office: PostOffice, smtp_url: str, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PRENOTIFY_DATA_DIR": str(office.settings.data_dir),
        "PRENOTIFY_SECRET_KEY": "s",
        "PRENOTIFY_DATA_KEYS": office.settings.data_keys[0],
        "PRENOTIFY_LIVE": "1",
        "PRENOTIFY_SMTP_URL": smtp_url,
        "PRENOTIFY_MAIL_FROM": "letters@example.org",
        **more,
    }


def until(what: Callable[[], bool], said: str) -> None:
    ends = time.monotonic() + 30
    while not what():
        assert time.monotonic() < ends, said
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.parametrize(
    "queue",
    [
        "sqlite",
        pytest.param("redis", marks=needs("redis")),
        pytest.param("postgres", marks=needs("postgres")),
    ],
)
def test_a_submission_wakes_a_worker_at_once(tmp_path: Path, queue: str) -> None:
    url = {"sqlite": "", "redis": f"{redis_url()}/0", "postgres": postgres_url()}[queue]
    with MailServer() as server:
        office = PostOffice("", Fernet.generate_key().decode(), tmp_path, server.url)
        queued = open_queue(replace(office.settings, queue_url=url))
        queued.flush()  # what an earlier run may have left
        queued.storage.close()
        own = environ(office, server.url, **({"PRENOTIFY_QUEUE_URL": url} if url else {}))
        worker = subprocess.Popen([sys.executable, "-m", "prenotify.cli", "worker"], env=own)
        try:
            office.put(1, due_at=LONG_AGO)
            until(
                lambda: office.letters.untold(1) == () and office.letter().state == "sent", "it did not begin"
            )
            time.sleep(1)  # for the rest of its round
            office.put(2, due_at=LONG_AGO)
            time.sleep(1)
            assert len(server.messages) == 1, "nothing has told it yet"
            with closing(Waker(replace(office.settings, queue_url=url))) as wake:
                wake()
            until(lambda: len(server.messages) == 2, "it was not woken")
        finally:
            worker.terminate()
            assert worker.wait(timeout=20) == 0
            office.close()


@pytest.mark.slow
def test_told_to_stop_it_finishes_the_letter_in_hand(tmp_path: Path) -> None:
    with MailServer() as server:
        server.may_answer.clear()
        office = PostOffice("", Fernet.generate_key().decode(), tmp_path, server.url)
        office.put_many(3, due_at=LONG_AGO)
        own = environ(office, server.url)
        worker = subprocess.Popen([sys.executable, "-m", "prenotify.cli", "worker"], env=own)
        try:
            assert server.begun.wait(30)
            worker.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert worker.poll() is None
            server.may_answer.set()
            assert worker.wait(timeout=20) == 0
        finally:
            worker.kill()
            worker.wait()
        assert office.states() == {"sent": 1, "waiting": 2}
        assert sorted(letter.attempts for letter in office.letters.of_trip(office.trip)) == [0, 0, 1]
        office.close()


def test_a_queue_that_is_away_keeps_no_letter_back(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, queue_url="redis://127.0.0.1:1")
    with closing(Waker(settings)) as wake:
        wake()


def test_once_a_day_it_names_the_rules_that_nobody_has_checked_for_a_year(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk.open(settings)
    hours = [8]
    sender = Sender(desk, lambda: datetime(2028, 1, 1, hours[-1], tzinfo=UTC))
    sender.work_once()
    hours.append(9)
    sender.work_once()
    desk.trips.close()
    named = [record.getMessage() for record in caplog.records if "stale-rule" in record.getMessage()]
    assert named.count("event=stale-rule form=indonesia/imi-notice") == 1
