"""The state of a filing: ready, incomplete, late, or a draft with something in its way."""

from datetime import date
from typing import Any

import pytest

from prenotify.domain.plan import Status
from tests.builders import (
    TODAY,
    Data,
    a_stay,
    a_trip,
    advisory,
    filing_of,
    planned,
)
from tests.domain.plans import BLOCKED, BOTH, LAST_DAY, NO_NUMBER, TOO_LATE, VISITS, day, indonesia, thailand


@pytest.mark.parametrize(
    ("today", "groups", "status"),
    [
        (TODAY, {}, "ready"),
        (LAST_DAY, {}, "ready"),
        (TOO_LATE, {}, "late"),
        (TODAY, NO_NUMBER, "incomplete"),
        (TOO_LATE, NO_NUMBER, "incomplete"),
        (TODAY, BLOCKED, "draft"),
        (TOO_LATE, BLOCKED, "draft"),
        (TODAY, BOTH, "draft"),
        (TOO_LATE, BOTH, "draft"),
    ],
)
def test_late_gives_way_to_incomplete_and_both_to_draft(today: date, groups: Data, status: Status) -> None:
    assert filing_of(indonesia(today=today, **groups)).status == status


def test_a_filing_is_late_only_once_its_last_deadline_is_past() -> None:
    assert filing_of(thailand(today=day("2027-03-03"))).status == "ready", "three deadlines can still be met"
    assert filing_of(thailand(today=day("2027-04-07"))).status == "ready", "the floor is today"
    assert filing_of(thailand(today=day("2027-04-08"))).status == "late"


def test_a_filing_for_an_entry_long_past_is_late() -> None:
    assert filing_of(indonesia(today=day("2030-01-01"))).status == "late"


def test_what_is_wanted_and_not_required_does_not_hold_a_filing_back() -> None:
    filing = filing_of(indonesia(traveller={"phone": ""}))
    assert filing.status == "ready"
    assert {m.path: m.required for m in filing.missing}["traveller.phone"] is False


def test_what_is_required_is_named_by_its_path_in_the_trip() -> None:
    trip = a_trip(a_stay("MY"), a_stay("JP", "2027-10-04"), vehicle={"registered_in": "AU"})
    filing = filing_of(planned(trip), stay=2)
    assert filing.status == "incomplete"
    assert [m.path for m in filing.missing if m.required] == [
        f"stays.2.answers.{key}" for key in ("visit_1", "visit_2", "visit_3")
    ]


def test_what_is_given_is_not_missing() -> None:
    trip = a_trip(a_stay("JP", "2027-04-05", answers=VISITS), vehicle={"registered_in": "AU"})
    filing = filing_of(planned(trip))
    assert filing.status == "ready"
    assert not any("visit" in m.path for m in filing.missing)


def test_a_value_shown_twice_is_missing_once() -> None:
    for country in ("ID", "TH", "IN", "JP"):
        filing = filing_of(planned(a_trip(a_stay(country, stages=[]), vehicle={"plate": "", "vin": ""})))
        paths = [m.path for m in filing.missing]
        assert len(paths) == len(set(paths))


def test_a_field_is_missing_only_where_it_is_asked_for() -> None:
    by_sea = filing_of(planned(a_trip(a_stay("IN", entry={"by": "sea"}))))
    by_land = filing_of(planned(a_trip(a_stay("IN", entry={"by": "land"}))))
    assert "stays.1.entry.vessel" in [m.path for m in by_sea.missing]
    assert "stays.1.entry.vessel" not in [m.path for m in by_land.missing]


def test_an_owner_who_does_not_travel_writes_a_letter_of_consent() -> None:
    def attached(**vehicle: Any) -> set[str]:
        filing = filing_of(planned(a_trip(a_stay("TH"), vehicle=vehicle)))
        return {attachment.text.en for attachment in filing.attachments}

    assert attached(owner={"name": "Aunt Invented"}) - attached() == {"Consent letter of the owner"}


# What stands in the way ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "stay", "groups"),
    [
        ("CARNET_MISSING", a_stay("IN"), {"carnet": {"kind": "none"}}),
        ("CARNET_NOT_YET_VALID", a_stay("ID", "2026-11-30"), {}),
        ("CARNET_EXPIRES_BEFORE_EXIT", a_stay("ID", "2027-11-20", "2027-12-01"), {}),
        ("CARNET_EXCLUDES_COUNTRY", a_stay("ID"), {"carnet": {"excluded_countries": ["ID"]}}),
        ("PASSPORT_EXPIRES", a_stay("ID", "2027-06-10"), BLOCKED),
        ("STAY_TOO_LONG", a_stay("IN", "2027-01-10", "2027-07-10"), {}),
        ("TH_STAY_OVER_30_DAYS", a_stay("TH", "2027-06-14", "2027-07-14"), {}),
        ("TH_PASSPORT_6_MONTHS", a_stay("TH"), {"traveller": {"passport": {"expires": "2027-12-01"}}}),
        ("IN_EVISA_LAND_ENTRY", a_stay("IN", visa="e-visa", entry={"by": "land"}), {}),
    ],
)
def test_a_block_turns_the_filing_into_a_draft_and_is_named(code: str, stay: Data, groups: Data) -> None:
    filing = filing_of(found := planned(a_trip(stay, **groups)))
    assert filing.status == "draft"
    assert filing.blocks == (code,)
    assert advisory(found, code).severity == "block"
    assert found.needs_attention


def test_a_sound_trip_has_nothing_in_its_way() -> None:
    found = indonesia()
    assert filing_of(found).blocks == ()
    assert [a.code for a in found.advisories if a.severity == "block"] == []
    assert not found.needs_attention


def test_a_block_against_one_stay_leaves_the_others_alone() -> None:
    found = planned(a_trip(a_stay("ID", "2027-06-10"), a_stay("ID", "2027-11-20", "2027-12-01")))
    assert [filing.status for filing in found.filings] == ["ready", "draft"]


def test_the_enquiry_about_a_refused_plate_may_be_sent() -> None:
    filing = filing_of(found := planned(a_trip(a_stay("JP", "2027-10-04"))))
    assert (filing.purpose.purpose, filing.status, filing.blocks) == ("enquiry", "ready", ())
    assert advisory(found, "JP_REGISTRATION_NOT_1949").severity == "block"
    assert found.needs_attention


def test_any_other_block_holds_the_enquiry_back() -> None:
    filing = filing_of(planned(a_trip(a_stay("JP", "2027-10-04", "2027-12-10"))))
    assert (filing.status, filing.blocks) == ("draft", ("CARNET_EXPIRES_BEFORE_EXIT",))


def test_stays_that_overlap_block_each_other() -> None:
    found = planned(
        a_trip(a_stay("ID", "2027-06-01", "2027-06-10"), a_stay("ID", "2027-06-09", "2027-06-20"))
    )
    assert [filing.blocks for filing in found.filings] == [("STAYS_OVERLAP",), ("STAYS_OVERLAP",)]
    assert (
        "This stay and another (stay 2) have more than a day of changeover in common"
        in advisory(found, "STAYS_OVERLAP", 1).message
    )
    assert "another (stay 1)" in advisory(found, "STAYS_OVERLAP", 2).message
