"""Rules, steps and notices that nobody has looked at for a year."""

import pytest

from tests.builders import (
    a_stay,
    a_trip,
    codes,
    planned,
)
from tests.domain.plans import day, stale_of


@pytest.mark.parametrize("country", ["RU", "IS"])
def test_a_step_nobody_has_looked_at_for_a_year_says_so(country: str) -> None:
    trip = a_trip(a_stay(country, "2028-06-01", "2028-06-20"), carnet={"valid_until": "2028-12-31"})
    fresh, old = planned(trip, day("2027-11-20")), planned(trip, day("2027-12-22"))
    assert "RULE_STALE" not in codes(fresh)
    assert "(22 November 2026)" in stale_of(old)


def test_the_source_of_an_advisory_that_is_raised_counts_too() -> None:
    camper = {"kind": "motorhome"}
    found = planned(a_trip(a_stay("TH", "2028-01-10", "2028-01-20"), vehicle=camper), day("2027-12-22"))
    assert "motorhome" in stale_of(found)


def test_an_old_notice_says_its_age_itself_and_makes_nothing_stale() -> None:
    found = planned(a_trip(a_stay("IN", "2027-03-01", entry={"by": "land"})), day("2026-11-22"))
    assert "LAND_BORDER_NOTICE" in codes(found)
    assert "RULE_STALE" not in codes(found)


def test_the_limit_that_a_stay_keeps_counts_among_what_the_plan_rests_on() -> None:
    """India's six months come from sources that neither its filing nor an advisory cites."""
    found = planned(a_trip(a_stay("IN", "2028-01-10", "2028-02-10")), day("2027-12-22"))
    assert "STAY_TOO_LONG" not in codes(found)
    assert "circular 13/2001" in stale_of(found)
