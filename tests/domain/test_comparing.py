"""Two plans side by side."""

from datetime import date

from prenotify.domain.comparing import Changes, changes
from prenotify.domain.plan import Plan
from tests.builders import Data, a_stay, a_trip, planned

TODAY = date(2026, 11, 21)
THAILAND = ("TH", "2027-04-19", "2027-05-15")
INDONESIA = ("ID", "2027-06-10", "2027-08-15")


def plan_of(*stays: tuple[str, str, str]) -> Plan:
    entered: list[Data] = [a_stay(*stay) for stay in stays]
    return planned(a_trip(*entered), TODAY)


def compared(before: Plan, after: Plan) -> Changes:
    return changes(before, after)


def test_a_plan_beside_itself_changes_nothing() -> None:
    assert not compared(plan_of(THAILAND, INDONESIA), plan_of(THAILAND, INDONESIA))


def test_a_later_entry_moves_the_one_deadline() -> None:
    found = compared(plan_of(THAILAND, INDONESIA), plan_of(("TH", "2027-05-17", "2027-06-01"), INDONESIA))
    (moved,) = found.filings
    assert moved.before
    assert moved.after
    assert (moved.before.send_by, moved.after.send_by) == (date(2027, 3, 2), date(2027, 3, 29))


def test_a_stay_less_is_a_filing_less_and_its_advisories_gone() -> None:
    found = compared(plan_of(THAILAND, INDONESIA), plan_of(THAILAND))
    (gone,) = found.filings
    assert gone.before
    assert gone.after is None
    assert gone.either.form.id == "indonesia/imi-notice"
    assert {advisory.stay for advisory in found.gone} == {2}
    assert not found.new


def test_an_entry_too_soon_is_told_as_new() -> None:
    in_time, too_soon = plan_of(THAILAND), plan_of(("TH", "2026-11-30", "2026-12-10"))
    assert "DEADLINE_MISSED" in {advisory.code for advisory in compared(in_time, too_soon).new}
    assert "DEADLINE_MISSED" in {advisory.code for advisory in compared(too_soon, in_time).gone}


def test_stays_that_changed_places_are_known_again() -> None:
    before, after = plan_of(THAILAND, INDONESIA), plan_of(INDONESIA, THAILAND)
    crossed = changes(before, after, new_number=lambda number: 3 - number)
    assert all(change.before and change.after for change in crossed.filings)
    assert {advisory.code for advisory in (*crossed.new, *crossed.gone)} <= {"STAYS_OVERLAP"}


def test_the_carnet_s_own_dates_are_compared_too() -> None:
    outside = ("ID", "2027-10-10", "2027-12-20")
    found = compared(plan_of(INDONESIA), plan_of(outside))
    assert "extend" in {change.either.task for change in found.tasks if change.before is None}
