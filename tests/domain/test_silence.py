"""How long silence may last: reckoned in the recipient's working days, at most two reminders."""

from datetime import date

import pytest

from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.silence import (
    MOST_REMINDERS,
    OUR_PATIENCE,
    WEEKDAYS,
    Patience,
    nth_after,
    patience_of,
    routes_to,
    silence_of,
)
from tests.builders import a_stay, a_trip, filing_of, planned, the_calendars, the_rulebook

TUESDAY = date(2026, 12, 1)
THAI = the_calendars()["TH"]


def test_a_desk_has_its_working_days_in_full_before_it_is_asked_again() -> None:
    found = [
        silence_of([TUESDAY], day, Patience(5), WEEKDAYS).step
        for day in (date(2026, 12, 8), date(2026, 12, 9))
    ]
    assert found == ["wait", "remind"]


def test_holidays_of_the_recipient_do_not_count_and_nobody_is_asked_on_one() -> None:
    """In 2026 Thailand does not work on 7 December (in lieu of the 5th) nor on the 10th."""
    found = silence_of([TUESDAY], TUESDAY, Patience(5), THAI)
    assert found.due == date(2026, 12, 11)


def test_the_days_count_from_the_last_reminder() -> None:
    found = silence_of([TUESDAY, date(2026, 12, 9)], date(2026, 12, 16), Patience(5), WEEKDAYS)
    assert (found.step, found.due, found.reminders) == ("wait", date(2026, 12, 17), 1)


def test_after_two_reminders_other_routes_are_named() -> None:
    left = [TUESDAY, date(2026, 12, 9), date(2026, 12, 17)]
    assert len(left) == MOST_REMINDERS + 1
    assert silence_of(left, date(2027, 1, 20), Patience(5), WEEKDAYS).step == "other routes"
    assert silence_of(left, date(2026, 12, 18), Patience(5), WEEKDAYS).step == "wait"


def test_a_letter_that_left_on_a_weekend_counts_from_the_next_working_day() -> None:
    assert silence_of([date(2026, 12, 5)], TUESDAY, Patience(1), WEEKDAYS).due == date(2026, 12, 8)


@pytest.mark.parametrize("form", the_rulebook().forms)
def test_what_no_desk_promises_is_marked_as_our_advice(form: str) -> None:
    rule = the_rulebook().forms[form].recipient
    found = patience_of(rule)
    if rule.answer_within is None:
        assert (found.working_days, found.source) == (OUR_PATIENCE, None)
    else:
        assert found.source == rule.answer_within.source


def test_the_nth_day_after_is_reckoned_over_new_year() -> None:
    office = WorkingDays(frozenset({5, 6}), lambda year: {date(year, 1, 1): "New Year"})
    assert nth_after(office, date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_other_routes_are_those_of_the_data_with_their_sources() -> None:
    india = filing_of(planned(a_trip(a_stay("IN", "2027-01-10", "2027-02-10"))))
    routes = routes_to(india.recipient)
    assert routes.phone.startswith("+49 89")
    assert routes.address[-1] == "Germany"
    assert routes.sources
