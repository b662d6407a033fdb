"""The mark of a trip: another one after whatever happens to what is stored of it."""

from collections.abc import Callable
from typing import Any

import pytest

from prenotify.outbox.attachments import AttachmentStore
from prenotify.outbox.letter import Letter
from prenotify.outbox.store import TripStore
from tests.outbox.posted import NOW, Office


@pytest.fixture
def office(store: TripStore) -> Office:
    return Office(store)


def save(office: Office, _letter: Letter) -> None:
    stored = office.trips.load(office.trip)
    assert stored
    office.trips.save(stored, {"vehicle": {"make": "BMW"}}, NOW)


def attach(office: Office, _letter: Letter) -> None:
    copies = AttachmentStore(office.trips.engine, office.trips.seal)
    copies.add(office.trip, "passport", "pass.jpg", "image/jpeg", b"a picture", NOW)


def put_another(office: Office, _letter: Letter) -> None:
    office.put("<another@prenotify.example.org>")


def claim(office: Office, _letter: Letter) -> None:
    assert list(office.claims.claim(NOW, live=True, most=1))


def send(office: Office, letter: Letter) -> None:
    office.send(letter)


@pytest.mark.parametrize("happen", [save, attach, put_another, claim, send])
def test_it_changes_with_what_is_stored(office: Office, happen: Callable[[Office, Letter], None]) -> None:
    letter = office.put()
    before = mark(office)
    assert mark(office) == before
    happen(office, letter)
    assert mark(office) != before


def test_a_copy_taken_away_and_another_put_there_is_a_change(office: Office) -> None:
    copies = AttachmentStore(office.trips.engine, office.trips.seal)
    first = copies.add(office.trip, "passport", "pass.jpg", "image/jpeg", b"a picture", NOW)
    before = mark(office)
    copies.remove(office.trip, first.id)
    assert mark(office) != before


def test_what_happens_to_another_trip_is_none_of_its_business(office: Office) -> None:
    other = Office(office.trips)
    before = mark(office)
    other.sent()
    save(other, other.put("<second@prenotify.example.org>"))
    attach(other, other.put("<third@prenotify.example.org>"))
    assert mark(office) == before


def test_no_trip_has_no_mark(store: TripStore) -> None:
    assert store.look_at("000000000000") is None


def mark(office: Office) -> tuple[Any, ...]:
    found = office.trips.look_at(office.trip)
    assert found is not None
    return found.mark
