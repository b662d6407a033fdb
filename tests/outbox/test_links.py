"""Links by mail: they open a trip once, for a day, and only for whom they were sent to."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from prenotify.outbox.brake import Brake
from prenotify.outbox.links import LIFETIME, MOST_AN_HOUR, LinkStore, TooOften
from prenotify.outbox.store import TripStore
from prenotify.outbox.tables import links, trips

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
ADDRESS = "testa.beispielreiter@example.org"
ENTERED = {"traveller": {"email": ADDRESS}}


@pytest.fixture
def trip(store: TripStore) -> str:
    return store.create(ENTERED, NOW).reference


@pytest.fixture
def sent(store: TripStore) -> LinkStore:
    return LinkStore(store.engine)


@pytest.fixture
def address(store: TripStore) -> str:
    return store.digest.mailbox(ADDRESS)


def confirmed(store: TripStore, trip: str) -> str | None:
    with store.engine.connect() as connection:
        return connection.scalar(trips.select().with_only_columns(trips.c.confirmed))


def test_a_link_opens_its_trip_and_confirms_the_address(
    sent: LinkStore, trip: str, address: str, store: TripStore
) -> None:
    secret = sent.make(trip, address, NOW)
    assert sent.state_of(secret, LATER) == "good"
    assert confirmed(store, trip) is None
    assert sent.spend(secret, LATER) == trip
    assert confirmed(store, trip) == address


def test_looking_at_a_link_does_not_spend_it(sent: LinkStore, trip: str, address: str) -> None:
    secret = sent.make(trip, address, NOW)
    for _look in range(3):
        assert sent.state_of(secret, LATER) == "good"
    assert sent.spend(secret, LATER) == trip


def test_it_opens_once(sent: LinkStore, trip: str, address: str) -> None:
    secret = sent.make(trip, address, NOW)
    sent.spend(secret, LATER)
    assert sent.spend(secret, LATER) is None
    assert sent.state_of(secret, LATER) == "spent"
    assert sent.trip_of(secret) == trip


def test_two_at_the_same_moment_open_it_once(sent: LinkStore, trip: str, address: str) -> None:
    secret = sent.make(trip, address, NOW)
    opened: list[str | None] = []
    threads = [Thread(target=lambda: opened.append(sent.spend(secret, LATER))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(opened, key=lambda one: one is None) == [trip, None, None, None]


def test_after_a_day_it_opens_nothing(sent: LinkStore, trip: str, address: str) -> None:
    secret = sent.make(trip, address, NOW)
    assert sent.state_of(secret, NOW + LIFETIME) == "expired"
    assert sent.spend(secret, NOW + LIFETIME) is None


def test_a_newer_one_voids_it(sent: LinkStore, trip: str, address: str) -> None:
    older, newer = sent.make(trip, address, NOW), sent.make(trip, address, LATER)
    assert sent.state_of(older, LATER) == "replaced"
    assert sent.spend(older, LATER) is None
    assert sent.spend(newer, LATER) == trip


def test_another_trip_s_newer_one_does_not(
    sent: LinkStore, trip: str, address: str, store: TripStore
) -> None:
    older = sent.make(trip, address, NOW)
    sent.make(store.create(ENTERED, NOW).reference, address, LATER)
    assert sent.spend(older, LATER) == trip


def test_once_the_trip_has_another_address_the_old_mailbox_opens_nothing(
    sent: LinkStore, trip: str, address: str, store: TripStore
) -> None:
    secret = sent.make(trip, address, NOW)
    loaded = store.load(trip)
    assert loaded
    store.save(loaded, {"traveller": {"email": "other@example.org"}}, LATER)
    assert sent.state_of(secret, LATER) == "replaced"
    assert sent.spend(secret, LATER) is None


def test_a_forged_one_opens_nothing(sent: LinkStore, trip: str, address: str) -> None:
    secret = sent.make(trip, address, NOW)
    for forged in ("", "x", secret[:-1], secret + "A"):
        assert sent.state_of(forged, LATER) == "unknown"
        assert sent.spend(forged, LATER) is None
        assert sent.trip_of(forged) is None


def test_the_table_holds_neither_secret_nor_address(
    sent: LinkStore, trip: str, address: str, store: TripStore
) -> None:
    secret = sent.make(trip, address, NOW)
    with store.engine.connect() as connection:
        stored = str(connection.execute(links.select()).all()) + str(connection.execute(trips.select()).all())
    assert secret not in stored
    assert "beispielreiter" not in stored


def test_an_erased_trip_takes_its_links_along(
    sent: LinkStore, trip: str, address: str, store: TripStore
) -> None:
    secret = sent.make(trip, address, NOW)
    store.delete(trip)
    assert sent.state_of(secret, LATER) == "unknown"
    with store.engine.connect() as connection:
        assert connection.execute(links.select()).all() == []


def test_so_many_an_hour_and_no_more(sent: LinkStore, trip: str, address: str) -> None:
    for minute in range(MOST_AN_HOUR):
        assert sent.may_write_to(address, NOW + timedelta(minutes=minute))
        sent.make(trip, address, NOW + timedelta(minutes=minute))
    with pytest.raises(TooOften):
        sent.make(trip, address, LATER)
    assert not sent.may_write_to(address, LATER)
    an_hour_later = LATER + timedelta(hours=1)
    assert sent.may_write_to(address, an_hour_later)
    sent.make(trip, address, an_hour_later)


def test_several_links_in_one_mail_count_once(sent: LinkStore, address: str, store: TripStore) -> None:
    for _trip in range(MOST_AN_HOUR + 1):
        sent.make(store.create(ENTERED, NOW).reference, address, NOW)
    assert sent.may_write_to(address, LATER)


def test_trips_are_found_by_their_mailbox_however_it_is_written(store: TripStore, trip: str) -> None:
    mailbox = store.digest.mailbox(" Testa.Beispielreiter@EXAMPLE.org ")
    assert [found.reference for found in store.found_by(mailbox)] == [trip]
    assert store.found_by(store.digest.mailbox("other@example.org")) == ()


def test_a_trip_moves_with_its_address(store: TripStore, trip: str) -> None:
    loaded = store.load(trip)
    assert loaded
    store.save(loaded, {"traveller": {"email": "other@example.org"}}, LATER)
    assert store.found_by(store.digest.mailbox(ADDRESS)) == ()
    assert len(store.found_by(store.digest.mailbox("other@example.org"))) == 1


@pytest.mark.parametrize("entered", [{}, {"traveller": []}, {"traveller": {"email": 7}}, {"traveller": {}}])
def test_a_trip_without_an_address_is_found_by_none(store: TripStore, entered: dict[str, object]) -> None:
    store.create(entered, NOW)
    assert store.found_by(store.digest.mailbox("")) == ()


def test_the_brake_lets_each_ask_so_often_an_hour(store: TripStore) -> None:
    brake = Brake(store.engine)
    assert [brake.allows("a", 2, NOW) for _ in range(3)] == [True, True, False]
    assert brake.allows("b", 2, NOW)
    assert not brake.allows("a", 2, NOW + timedelta(minutes=59))
    assert brake.allows("a", 2, NOW + timedelta(minutes=60))
