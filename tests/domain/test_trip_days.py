"""Days in a trip: those of the calendar, in an order that makes sense."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.builders import a_stay, a_trip, trip_data
from tests.domain.wrong_trips import problems, the_problem


@pytest.mark.parametrize(
    "found",
    [
        "2.3.2027", "02/03/2027", "2027-3-2", "20270302", "2 March 2027", "2027-03", "2027-W09-2",
        "2027-03-02T00:00", "soon", "", 20270302, 2027.5, True, [],
        datetime(2027, 3, 2, tzinfo=UTC), time(12),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_date_is_refused_with_an_example(found: Any) -> None:
    path, message = the_problem(a_stay(), a_stay(entry={"date": found}, exit={"date": "2028-01-01"}))
    assert path == "stays.2.entry.date"
    assert "is not a date; write year-month-day, such as 2027-03-02" in message


@pytest.mark.parametrize("day", ["2027-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00"])
def test_a_day_that_is_in_no_calendar_is_refused(day: str) -> None:
    path, message = the_problem(a_stay(entry={"date": day}))
    assert (path, message) == ("stays.1.entry.date", f"“{day}” is not a day of the calendar")


def test_the_29th_of_february_of_a_leap_year_is_a_day() -> None:
    assert a_trip(a_stay("TH", "2028-02-29")).stays[0].entry.date == date(2028, 2, 29)


@pytest.mark.parametrize("day", ["1999-12-31", "2100-01-01", "0001-01-01", "9999-12-31"])
def test_a_crossing_far_from_today_is_taken_for_a_slip(day: str) -> None:
    assert problems(trip_data(a_stay("TH", day))) == {
        f"stays.1.{crossing}.date": f"{day} lies outside 2000 to 2099" for crossing in ("entry", "exit")
    }


def test_the_exit_cannot_come_before_the_entry() -> None:
    assert the_problem(a_stay(), a_stay("TH", "2027-04-19", "2027-04-18")) == (
        "stays.2.exit.date",
        "2027-04-18 is before the entry on 2027-04-19; the exit cannot come first",
    )


def test_a_stay_may_be_one_day_long_and_its_both_ends_count() -> None:
    assert a_trip(a_stay("TH", "2027-04-19", "2027-04-19")).stays[0].days == 1
    assert a_trip(a_stay("TH", "2027-04-19", "2027-05-15")).stays[0].days == 27


def test_a_carnet_cannot_end_before_it_begins() -> None:
    path, message = the_problem(carnet={"valid_from": "2027-12-01", "valid_until": "2027-11-30"})
    assert path == "carnet.valid_until"
    assert "2027-11-30 is before valid_from, 2027-12-01" in message
