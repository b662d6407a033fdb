"""Copies of papers: sealed, counted, kept once, gone with their trip."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from prenotify.outbox.attachments import MOST_OF_A_TRIP, AttachmentStore, NoSuchTrip, TooMany
from prenotify.outbox.store import TripStore
from prenotify.outbox.tables import attachments
from tests.outbox.conftest import OpenStore

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = b"a picture of passport X00TEST01"


@pytest.fixture
def trip(store: TripStore) -> str:
    return store.create({}, NOW).reference


@pytest.fixture
def kept(store: TripStore) -> AttachmentStore:
    return AttachmentStore(store.engine, store.seal)


def add(kept: AttachmentStore, trip: str, content: bytes = SECRET, name: str = "pass.jpg") -> str:
    return kept.add(trip, "passport", name, "image/jpeg", content, NOW).id


def test_a_copy_comes_back_as_it_was(kept: AttachmentStore, trip: str) -> None:
    own_id = add(kept, trip)
    assert kept.content_of(trip, own_id) == SECRET
    (one,) = kept.of_trip(trip)
    assert (one.id, one.kind, one.name, one.size) == (own_id, "passport", "pass.jpg", len(SECRET))
    assert one.added == NOW


def test_nothing_of_it_can_be_read_in_the_table(kept: AttachmentStore, trip: str, store: TripStore) -> None:
    add(kept, trip, name="X00TEST01.jpg")
    with store.engine.connect() as connection:
        (row,) = connection.execute(attachments.select()).all()
    stored = b" ".join(part if isinstance(part, bytes) else str(part).encode() for part in row)
    assert b"X00TEST01" not in stored


def test_the_same_copy_sent_twice_is_kept_once(kept: AttachmentStore, trip: str) -> None:
    assert add(kept, trip) == add(kept, trip)
    assert len(kept.of_trip(trip)) == 1


def test_another_trip_does_not_reach_it(kept: AttachmentStore, trip: str, store: TripStore) -> None:
    own_id = add(kept, trip)
    other = store.create({}, NOW).reference
    assert kept.content_of(other, own_id) is None
    assert not kept.remove(other, own_id)
    assert kept.of_trip(other) == ()


def test_a_removed_copy_is_gone(kept: AttachmentStore, trip: str) -> None:
    own_id = add(kept, trip)
    assert kept.remove(trip, own_id)
    assert kept.content_of(trip, own_id) is None
    assert not kept.remove(trip, own_id)


def test_a_trip_takes_so_many_and_no_more(kept: AttachmentStore, trip: str) -> None:
    for number in range(MOST_OF_A_TRIP):
        add(kept, trip, b"%d" % number)
    with pytest.raises(TooMany):
        add(kept, trip, b"one more")
    add(kept, trip, b"0")  # this one is there already
    assert len(kept.of_trip(trip)) == MOST_OF_A_TRIP


def test_an_erased_trip_takes_none(kept: AttachmentStore) -> None:
    with pytest.raises(NoSuchTrip):
        add(kept, "000000000000")


ERASE: dict[str, Callable[[TripStore, str], object]] = {
    "by its owner": lambda store, trip: store.delete(trip),
    "when its time is over": lambda store, _trip: store.erase_due(NOW.replace(year=2028)),
}


@pytest.mark.parametrize("erase", ERASE.values(), ids=ERASE)
def test_a_trip_erased_takes_its_copies_along(
    kept: AttachmentStore, trip: str, store: TripStore, erase: Callable[[TripStore, str], object]
) -> None:
    add(kept, trip)
    erase(store, trip)
    with store.engine.connect() as connection:
        assert connection.execute(attachments.select()).all() == []


def test_another_key_does_not_open_it(kept: AttachmentStore, trip: str, open_store: OpenStore) -> None:
    from cryptography.fernet import Fernet

    from prenotify.outbox.seal import BrokenSeal

    own_id = add(kept, trip)
    other = open_store(keys=(Fernet.generate_key().decode(),))
    with pytest.raises(BrokenSeal):
        AttachmentStore(other.engine, other.seal).content_of(trip, own_id)
