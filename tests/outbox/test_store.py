"""Trips are kept sealed, found by their reference, and gone when their time is up."""

import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError

from prenotify.outbox.database import open_engine
from prenotify.outbox.seal import BrokenSeal
from prenotify.outbox.store import TripChanged, TripStore
from prenotify.outbox.tables import metadata
from prenotify.settings import Settings
from tests.outbox.conftest import OpenStore

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TRIP = {"traveller": {"name": "Łukasz Żółć", "passport": {"number": "X00TEST01"}}}


def leaving(day: str) -> dict[str, object]:
    return {**TRIP, "stays": [{"exit": {"date": "2026-12-01"}}, {"exit": {"date": day}}]}


def test_a_trip_comes_back_as_it_was_kept(store: TripStore) -> None:
    reference = store.create(TRIP, NOON).reference
    kept = store.load(reference)
    assert kept is not None
    assert (kept.entered, kept.version, kept.changed) == (TRIP, 1, NOON)


def test_what_was_taken_out_is_kept_beside_the_trip_until_it_is_saved_without(store: TripStore) -> None:
    first = store.create(TRIP, NOON)
    taken = {"key": "stays", "number": 1, "part": {"country": "IN"}}
    second = store.save(first, TRIP, NOON, aside=taken)
    kept = store.load(first.reference)
    assert kept is not None
    assert (kept.entered, kept.aside) == (TRIP, taken)
    store.save(second, TRIP, NOON)
    kept = store.load(first.reference)
    assert kept is not None
    assert (kept.entered, kept.aside) == (TRIP, None)


def test_another_process_finds_it_too(store: TripStore, open_store: OpenStore) -> None:
    reference = store.create(TRIP, NOON).reference
    found = open_store().load(reference)
    assert found is not None
    assert found.entered == TRIP


def test_a_reference_nobody_was_given_finds_nothing(store: TripStore) -> None:
    assert store.load("0" * 12) is None


def test_references_cannot_be_guessed(store: TripStore) -> None:
    references = {store.create(TRIP, NOON).reference for _ in range(50)}
    assert len(references) == 50
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{12}", reference) for reference in references)


def test_saving_what_was_loaded_replaces_it(store: TripStore) -> None:
    first = store.create(TRIP, NOON)
    second = store.save(first, {"carnet": {"kind": "cpd"}}, NOON)
    assert second.version == 2
    assert store.load(first.reference) == second


def test_saving_over_what_another_tab_saved_is_refused(store: TripStore) -> None:
    first = store.create(TRIP, NOON)
    other = store.save(first, {"carnet": {"kind": "cpd"}}, NOON)
    with pytest.raises(TripChanged):
        store.save(first, {"carnet": {"kind": "none"}}, NOON)
    assert store.load(first.reference) == other


def test_saving_what_was_erased_meanwhile_is_refused(store: TripStore) -> None:
    kept = store.create(TRIP, NOON)
    store.delete(kept.reference)
    with pytest.raises(TripChanged):
        store.save(kept, TRIP, NOON)
    assert store.load(kept.reference) is None


def test_erasing_says_whether_there_was_something_to_erase(store: TripStore) -> None:
    reference = store.create(TRIP, NOON).reference
    assert store.delete(reference)
    assert not store.delete(reference)


def test_a_trip_is_erased_its_days_after_the_last_exit(open_store: OpenStore) -> None:
    store = open_store(retention_days=30)
    kept = store.create(leaving("2027-12-10"), NOON)
    assert kept.erase_after == date(2028, 1, 9)
    assert store.erase_due(datetime(2028, 1, 9, 23, 59, tzinfo=UTC)) == 0
    assert store.erase_due(datetime(2028, 1, 10, tzinfo=UTC)) == 1
    assert store.load(kept.reference) is None


def test_a_trip_without_an_exit_yet_is_erased_its_days_after_the_last_change(open_store: OpenStore) -> None:
    store = open_store(retention_days=7)
    kept = store.save(store.create(TRIP, NOON), TRIP, datetime(2026, 12, 1, tzinfo=UTC))
    assert kept.erase_after == date(2026, 12, 8)


def test_only_what_is_due_is_erased(store: TripStore) -> None:
    soon, later = store.create(TRIP, NOON), store.create(leaving("2027-12-10"), NOON)
    assert store.erase_due(datetime(2027, 6, 1, tzinfo=UTC)) == 1
    assert store.load(soon.reference) is None
    assert store.load(later.reference) == later


@pytest.mark.parametrize(
    "odd", [[], "x", [{"exit": "x"}], ["x"], [{"exit": {"date": "soon"}}], [{"exit": {}}]]
)
def test_an_odd_half_of_a_trip_can_be_kept(store: TripStore, odd: object) -> None:
    assert store.create({"stays": odd}, NOON).erase_after == date(2026, 12, 21)


def test_no_trip_can_be_read_without_a_key(open_store: OpenStore) -> None:
    reference = open_store().create(TRIP, NOON).reference
    with pytest.raises(BrokenSeal):
        open_store(keys=(Fernet.generate_key().decode(),)).load(reference)


def test_an_older_key_still_opens(open_store: OpenStore, key: str) -> None:
    reference = open_store().create(TRIP, NOON).reference
    newer = Fernet.generate_key().decode()
    found = open_store(keys=(newer, key)).load(reference)
    assert found is not None
    assert found.entered == TRIP


def test_what_lies_on_the_disk_names_nobody(tmp_path: Path, key: str) -> None:
    store = TripStore.open(Settings(data_dir=tmp_path, data_keys=(key,)))
    store.create(TRIP, NOON)
    store.close()
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert files
    for secret in ("Łukasz", "X00TEST01", "passport"):
        assert not any(secret.encode() in content for content in files)


def test_a_database_that_answers_says_nothing(store: TripStore) -> None:
    store.ping()


def test_a_database_without_its_tables_is_no_good(tmp_path: Path, key: str) -> None:
    store = TripStore.open(Settings(data_dir=tmp_path, data_keys=(key,)))
    with sqlite3.connect(tmp_path / "prenotify.sqlite3") as connection:
        connection.execute("DROP TABLE trip")
    connection.close()
    with pytest.raises(OperationalError):
        store.ping()
    store.close()


def test_opening_it_again_changes_nothing(store: TripStore, open_store: OpenStore) -> None:
    kept = store.create(TRIP, NOON)
    assert open_store().load(kept.reference) == kept


def test_the_migrations_make_the_tables_the_code_uses(store: TripStore, database_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = open_engine(database_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


@pytest.mark.slow
def test_processes_that_start_at_once_do_not_trip_each_other(database_url: str, key: str) -> None:
    start = (
        "import sys; from prenotify.outbox.store import TripStore; from prenotify.settings import Settings;"
        "TripStore.open(Settings(database_url=sys.argv[1], data_keys=(sys.argv[2],))).ping()"
    )
    command = [sys.executable, "-c", start, database_url, key]
    together = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(6)]
    said = [process.communicate()[1] for process in together]
    assert [process.returncode for process in together] == [0] * 6, "\n".join(said)


def test_many_at_once_lose_nothing(store: TripStore) -> None:
    """Read, change, write from several threads: whoever comes second is told, and tries again."""
    reference = store.create({"count": 0}, NOON).reference

    def add_one(_number: int) -> None:
        while True:
            kept = store.load(reference)
            assert kept is not None
            try:
                store.save(kept, {"count": kept.entered["count"] + 1}, NOON)
            except TripChanged:
                continue
            return

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(60)))
    kept = store.load(reference)
    assert kept is not None
    assert kept.entered == {"count": 60}
