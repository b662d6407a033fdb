"""Leads and working days, by the dossier's dates and by a second, naive way to count."""

from datetime import date, timedelta
from functools import cache

import holidays
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prenotify.domain.deadlines import Lead, WorkingDays
from tests.builders import the_calendars

DAY = timedelta(1)

# Entry, then the latest filing days for 30, 15, 10 and 5 working days (core-artifacts, section 3.6).
THAI_VECTORS = {
    "2026-12-14": ("2026-10-29", "2026-11-19", "2026-11-26", "2026-12-03"),
    "2027-01-18": ("2026-12-01", "2026-12-24", "2027-01-04", "2027-01-11"),
    "2027-03-08": ("2027-01-22", "2027-02-12", "2027-02-19", "2027-03-01"),
    "2027-04-19": ("2027-03-02", "2027-03-23", "2027-03-30", "2027-04-07"),
    "2027-05-17": ("2027-03-29", "2027-04-23", "2027-04-30", "2027-05-10"),
    "2027-06-14": ("2027-04-28", "2027-05-21", "2027-05-28", "2027-06-07"),
    "2027-11-01": ("2027-09-16", "2027-10-07", "2027-10-15", "2027-10-22"),
}
LEADS = (30, 15, 10, 5)


@pytest.fixture
def thai() -> WorkingDays:
    """Thailand's working days, by the real rules."""
    return the_calendars()["TH"]


def a_calendar(*off: str, weekend: tuple[int, ...] = (5, 6), until: str | None = None) -> WorkingDays:
    """Working days with these holidays, each called after its date."""
    names = {date.fromisoformat(day): day for day in off}
    return WorkingDays(
        weekend=frozenset(weekend),
        holidays_of=lambda year: {day: name for day, name in names.items() if day.year == year},
        announced_until=date.fromisoformat(until) if until else None,
    )


# A second implementation, which shares nothing with the first: days off straight from the library,
# counted back one day at a time.


@cache
def thai_days_off() -> frozenset[date]:
    listed = holidays.country_holidays(
        "TH", years=range(2023, 2032), categories=("public", "government"), language="en_US"
    )
    worked = ("National Labor Day", "National Children's Day")
    return frozenset(
        day for day, names in listed.items() if any(not n.startswith(worked) for n in names.split("; "))
    )


def offices_are_open(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in thai_days_off()


@pytest.mark.parametrize(("entry", "expected"), THAI_VECTORS.items())
def test_the_dossiers_dates_come_out(thai: WorkingDays, entry: str, expected: tuple[str, ...]) -> None:
    found = [thai.nth_before(date.fromisoformat(entry), lead).isoformat() for lead in LEADS]
    assert found == list(expected)


@given(entry=st.dates(date(2024, 1, 1), date(2031, 12, 31)), n=st.integers(1, 60))
@example(entry=date(2024, 1, 1), n=1)
@example(entry=date(2027, 1, 1), n=1)
@example(entry=date(2028, 2, 29), n=60)
def test_exactly_n_working_days_lie_from_the_answer_to_the_day_before_entry(entry: date, n: int) -> None:
    answer = the_calendars()["TH"].nth_before(entry, n)
    assert answer < entry
    days = [answer + DAY * k for k in range((entry - answer).days)]
    assert sum(offices_are_open(day) for day in days) == n
    assert offices_are_open(answer)


@given(entry=st.dates(date(2024, 1, 1), date(2031, 12, 30)), n=st.integers(1, 60))
def test_a_later_entry_is_never_due_earlier_nor_a_longer_lead_later(entry: date, n: int) -> None:
    thai = the_calendars()["TH"]
    assert thai.nth_before(entry, n) <= thai.nth_before(entry + DAY, n)
    assert thai.nth_before(entry, n + 1) < thai.nth_before(entry, n)


@given(
    entry=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    n=st.integers(1, 90),
    off=st.sets(st.dates(date(2023, 1, 1), date(2030, 12, 31)), max_size=120),
    weekend=st.sets(st.integers(0, 6), max_size=5),
)
def test_any_calendar_counts_like_a_walk_back_day_by_day(
    entry: date, n: int, off: set[date], weekend: set[int]
) -> None:
    day, left = entry, n
    while left:
        day -= DAY
        left -= day.weekday() not in weekend and day not in off
    calendar = a_calendar(*(day.isoformat() for day in off), weekend=tuple(weekend))
    assert calendar.nth_before(entry, n) == day


@pytest.mark.parametrize("year", range(2024, 2032))
def test_offices_work_on_labour_day_whatever_stands_in_for_it(thai: WorkingDays, year: int) -> None:
    may = [date(year, 5, 1) + DAY * k for k in range(4)]
    # Coronation Day is the 4th; Visakha Bucha may fall here, and has a name of its own.
    assert not any("Labor" in name for name in thai.holidays_between(may[0], may[-1] + DAY).values())


def test_the_entry_day_is_not_counted_and_the_answer_is(thai: WorkingDays) -> None:
    monday = date(2027, 8, 30)
    assert thai.nth_before(monday, 1) == date(2027, 8, 27), "the Friday before"
    assert thai.nth_before(monday + DAY, 1) == monday
    assert thai.nth_before(date(2027, 8, 28), 1) == date(2027, 8, 27), "a Saturday's entry"


def test_a_count_runs_back_over_new_year(thai: WorkingDays) -> None:
    assert thai.nth_before(date(2027, 1, 4), 1) == date(2026, 12, 30), "31 December and 1 January are off"
    assert thai.nth_before(date(2027, 1, 5), 1) == date(2027, 1, 4)


def test_a_count_may_run_back_over_several_years() -> None:
    everyday = a_calendar(weekend=())
    assert everyday.nth_before(date(2028, 3, 1), 800) == date(2025, 12, 22)
    assert everyday.nth_before(date(2028, 1, 1), 365) == date(2027, 1, 1)
    assert everyday.nth_before(date(2028, 1, 1), 366) == date(2026, 12, 31)


def test_the_weekend_is_the_countrys_own() -> None:
    friday_and_saturday = a_calendar(weekend=(4, 5))
    assert friday_and_saturday.nth_before(date(2027, 8, 29), 1) == date(2027, 8, 26), (
        "Sunday back to Thursday"
    )


def test_a_whole_week_off_moves_the_answer_by_a_week() -> None:
    week = a_calendar("2027-08-23", "2027-08-24", "2027-08-25", "2027-08-26", "2027-08-27")
    assert week.nth_before(date(2027, 8, 30), 1) == date(2027, 8, 20)


@pytest.mark.parametrize("n", [0, -1])
def test_a_lead_is_at_least_one_working_day(thai: WorkingDays, n: int) -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        thai.nth_before(date(2027, 4, 19), n)


def test_the_holidays_that_moved_a_date_are_named_and_weekends_are_not(thai: WorkingDays) -> None:
    assert thai.holidays_between(date(2027, 3, 2), date(2027, 4, 19)) == {
        date(2027, 4, 6): "Chakri Memorial Day",
        date(2027, 4, 13): "Songkran Festival",
        date(2027, 4, 14): "Songkran Festival",
        date(2027, 4, 15): "Songkran Festival",
    }
    # 18 July 2027 is a Sunday: its holiday moved nothing, the day in lieu did.
    july = thai.holidays_between(date(2027, 7, 17), date(2027, 7, 28))
    assert list(july) == [date(2027, 7, 19), date(2027, 7, 20)]


def test_holidays_between_begin_with_the_first_day_and_end_before_the_last() -> None:
    calendar = a_calendar("2026-12-31", "2027-01-01", "2027-01-04")
    assert list(calendar.holidays_between(date(2026, 12, 31), date(2027, 1, 4))) == [
        date(2026, 12, 31),
        date(2027, 1, 1),
    ]


@given(entry=st.dates(date(2024, 1, 1), date(2031, 12, 31)), n=st.integers(1, 60))
def test_days_working_days_holidays_and_weekends_add_up(entry: date, n: int) -> None:
    thai = the_calendars()["TH"]
    first = thai.nth_before(entry, n)
    weekends = sum((first + DAY * k).weekday() >= 5 for k in range((entry - first).days))
    assert (entry - first).days == n + weekends + len(thai.holidays_between(first, entry))


def test_a_count_is_estimated_once_it_meets_a_day_beyond_the_announced_list() -> None:
    calendar = a_calendar(until="2026-12-31")
    assert not calendar.is_estimated(date(2026, 12, 1), date(2027, 1, 1)), "up to 31 December, the last known"
    assert calendar.is_estimated(date(2026, 12, 1), date(2027, 1, 2)), "1 January is in the count"
    assert calendar.is_estimated(date(2027, 3, 1), date(2027, 4, 1))


def test_where_the_data_does_not_say_how_far_the_list_goes_nothing_is_called_estimated() -> None:
    assert not a_calendar().is_estimated(date(2090, 1, 1), date(2090, 2, 1))


def test_a_lead_in_days_counts_calendar_days() -> None:
    assert Lead(7).before(date(2027, 6, 10), None) == date(2027, 6, 3)
    assert Lead(7).before(date(2027, 1, 8), a_calendar("2027-01-01")) == date(2027, 1, 1)
    assert Lead(1).before(date(2028, 3, 1), None) == date(2028, 2, 29)


def test_a_lead_in_working_days_counts_by_the_calendar(thai: WorkingDays) -> None:
    assert Lead(30, working=True).before(date(2027, 4, 19), thai) == date(2027, 3, 2)


def test_a_lead_in_working_days_needs_a_calendar() -> None:
    with pytest.raises(ValueError, match="30 working days needs a calendar"):
        Lead(30, working=True).before(date(2027, 4, 19), None)


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        (Lead(1), "1 day"),
        (Lead(14), "14 days"),
        (Lead(1, working=True), "1 working day"),
        (Lead(30, working=True), "30 working days"),
    ],
)
def test_a_lead_says_what_it_is(lead: Lead, said: str) -> None:
    assert str(lead) == said
