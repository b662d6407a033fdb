"""A trip erased takes along everything that belongs to it, out of the tables and out of the files."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from prenotify.outbox.answers import AnswerStore
from prenotify.outbox.attachments import AttachmentStore
from prenotify.outbox.links import LinkStore
from prenotify.outbox.seal import Seal
from prenotify.outbox.store import TripStore
from prenotify.outbox.tables import metadata
from prenotify.settings import Settings
from tests.outbox.posted import Office

NOW = datetime(2026, 12, 1, tzinfo=UTC)
MANY_YEARS_ON = NOW.replace(year=2036)
OF_NO_TRIP = {"brake", "desk_day"}
"""Counts that name nobody."""

ERASE: dict[str, Callable[[TripStore, str], object]] = {
    "by its owner": lambda store, trip: store.delete(trip),
    "when its time is over": lambda store, _trip: store.erase_due(MANY_YEARS_ON),
}


def an_office(store: TripStore) -> Office:
    """A trip with something in every table that belongs to trips."""
    office = Office(store)
    first = office.put()
    office.put(message_id="<second@example.org>", answers_to=first.id)
    AttachmentStore(store.engine, store.seal).add(
        office.trip, "passport", "a.jpg", "image/jpeg", b"scan", NOW
    )
    AnswerStore(store.engine, store.seal).add(first.id, "received", date(2026, 12, 2), NOW, note="thanks")
    LinkStore(store.engine).make(office.trip, store.digest.mailbox("testa@example.org"), NOW)
    return office


def rows(store: TripStore) -> dict[str, int]:
    with store.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table.name not in OF_NO_TRIP
        }


@pytest.mark.parametrize("erase", ERASE.values(), ids=ERASE)
def test_no_row_is_left_in_any_table(store: TripStore, erase: Callable[[TripStore, str], object]) -> None:
    office = an_office(store)
    assert all(rows(store).values()), f"nothing is in some table: {rows(store)}"
    erase(store, office.trip)
    assert set(rows(store).values()) == {0}


def test_another_trip_keeps_all_of_its_own(store: TripStore) -> None:
    first = an_office(store)
    kept = store.create({"traveller": {"name": "Testa"}}, NOW)
    store.delete(first.trip)
    assert rows(store) == dict.fromkeys(rows(store), 0) | {"trip": 1}
    assert store.load(kept.reference) == kept


class Marked(Seal):
    """Leaves everything readable, so that it can be looked for in the files."""

    def lock_bytes(self, content: bytes) -> bytes:
        return content


def test_no_byte_of_it_is_left_in_the_files(tmp_path: Path, key: str) -> None:
    store = TripStore.open(Settings(data_dir=tmp_path, data_keys=(key,)))
    marked = AttachmentStore(store.engine, Marked((key,)))
    trip = store.create({}, NOW).reference
    marked.add(trip, "passport", "a.jpg", "image/jpeg", b"MARKED FOR ERASURE" * 1000, NOW)
    one = marked.add(trip, "carnet", "b.jpg", "image/jpeg", b"REMOVED BEFORE" * 1000, NOW)
    assert_in_files(tmp_path, b"REMOVED BEFORE", there=True)
    marked.remove(trip, one.id)
    assert_in_files(tmp_path, b"REMOVED BEFORE", there=False)
    assert_in_files(tmp_path, b"MARKED FOR ERASURE", there=True)
    store.delete(trip)
    assert_in_files(tmp_path, b"MARKED FOR ERASURE", there=False)
    assert_in_files(tmp_path, trip.encode(), there=False)
    store.close()


def assert_in_files(folder: Path, wanted: bytes, *, there: bool) -> None:
    found = [path.name for path in folder.iterdir() if path.is_file() and wanted in path.read_bytes()]
    assert bool(found) == there, found
