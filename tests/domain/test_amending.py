"""A letter's stay is found again in a trip that was changed since."""

from prenotify.domain.amending import StayThen, stays_now
from prenotify.domain.trip import Trip
from tests.builders import a_stay, a_trip


def stays(trip: Trip) -> list[StayThen]:
    return [StayThen.of(number, stay) for number, stay in enumerate(trip.stays, start=1)]


def now(before: Trip, after: Trip) -> dict[int, int]:
    """Each stay's number before and after."""
    return {stay.number: number for stay, number in stays_now(stays(before), after).items()}


TH, ID = a_stay("TH", "2027-04-01", "2027-04-20"), a_stay("ID", "2027-06-10", "2027-06-20")
IR_OUT, IR_BACK = a_stay("IR", "2027-01-10", "2027-01-20"), a_stay("IR", "2027-09-10", "2027-09-20")


def test_a_stay_keeps_its_letters_when_another_is_put_before_it() -> None:
    assert now(a_trip(TH, ID), a_trip(IR_OUT, TH, ID)) == {1: 2, 2: 3}


def test_a_stay_that_was_taken_out_is_gone() -> None:
    assert now(a_trip(TH, ID), a_trip(ID)) == {2: 1}


def test_a_stay_whose_dates_and_ports_moved_is_still_the_same() -> None:
    moved = a_stay("ID", "2027-08-01", "2027-08-20", entry={"port": "Batam"})
    assert now(a_trip(TH, ID), a_trip(TH, moved)) == {1: 1, 2: 2}


def test_of_two_stays_in_one_country_the_one_with_the_same_entry_stays() -> None:
    assert now(a_trip(IR_OUT, TH, IR_BACK), a_trip(TH, IR_BACK)) == {2: 1, 3: 2}


def test_no_two_stays_become_one() -> None:
    later = a_stay("IR", "2027-09-12", "2027-09-20")
    assert now(a_trip(IR_OUT, IR_BACK), a_trip(later)) == {2: 1}


def test_stays_that_swap_places_keep_their_letters() -> None:
    assert now(a_trip(IR_OUT, IR_BACK), a_trip(IR_BACK, IR_OUT)) == {1: 2, 2: 1}


def test_another_country_is_another_stay() -> None:
    assert now(a_trip(ID), a_trip(a_stay("MY", "2027-06-10", "2027-06-20"))) == {}
