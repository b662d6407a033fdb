"""The earliest entry that still keeps a deadline, counted a second way and by the dossier's dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prenotify.domain.earliest import Earliest, earliest_entry
from tests.builders import a_stay, a_trip, filing_of, planned

DAY = timedelta(1)
THAILAND, IMI, INDIA = "thailand/dlt-permit", "indonesia/imi-notice", "india/adac-confirmation"
COUNTRIES = {THAILAND: "TH", IMI: "ID", INDIA: "IN"}


def earliest(form: str, today: date, entry: date | None = None) -> Earliest:
    plan = planned(a_trip(a_stay(COUNTRIES[form], entry or today)), today)
    filing = filing_of(plan)
    found = earliest_entry(filing.form, filing.facts, filing.following.working_days, today)
    assert found is not None
    return found


def send_by(form: str, entry: date, today: date) -> date:
    return filing_of(planned(a_trip(a_stay(COUNTRIES[form], entry)), today)).send_by


@pytest.mark.parametrize(
    ("form", "today", "entry"),
    [
        (INDIA, "2026-11-21", "2026-12-05"),
        (IMI, "2026-11-21", "2026-11-28"),
        # Thirty Thai working days before Monday 18 January 2027 are up on 1 December (core-artifacts,
        # section 3.6); the weekend before it has as many.
        (THAILAND, "2026-12-01", "2027-01-16"),
        (THAILAND, "2027-03-02", "2027-04-17"),
    ],
)
def test_it_is_the_day_the_lead_comes_to(form: str, today: str, entry: str) -> None:
    found = earliest(form, date.fromisoformat(today))
    assert found.entry == date.fromisoformat(entry)
    assert found.deadline.entry == found.entry


@given(st.sampled_from(sorted(COUNTRIES)), st.dates(date(2026, 9, 1), date(2028, 6, 1)))
def test_a_day_earlier_is_too_late_and_that_day_is_not(form: str, today: date) -> None:
    entry = earliest(form, today).entry
    assert send_by(form, entry, today) >= today
    assert entry == today or send_by(form, entry - DAY, today) < today


def test_it_does_not_depend_on_the_day_the_traveller_had_in_mind() -> None:
    today = date(2027, 3, 10)
    assert earliest(THAILAND, today, today + DAY) == earliest(THAILAND, today, date(2027, 6, 1))
