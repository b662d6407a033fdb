"""The dossier's six sample trips, with everything it expects of them, under the contract's codes.

docs/dossier-and-contract.md says where the two differ, and what stands.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

import pytest

from prenotify.domain.plan import Plan
from prenotify.domain.planning import plan
from prenotify.domain.trip import Trip, read_trip
from prenotify.tripfile import decode_trip
from tests.builders import advisory, codes, filing_of, the_calendars, the_rulebook
from tests.checkout import ROOT

IMI, DLT = "indonesia/imi-notice", "thailand/dlt-permit"
ADAC, JAF = "india/adac-confirmation", "japan/jaf-verification"


class Filed(NamedTuple):
    """A filing the dossier expects; stays are counted over the whole trip."""

    stay: int
    form: str
    purpose: str
    deadlines: tuple[str, ...]
    """All of them, earliest first."""
    send_by: str


class Sample(NamedTuple):
    today: str
    filed: tuple[Filed, ...]
    not_filed: tuple[tuple[int, str, str], ...] = ()
    """Stay, form, reason."""
    raised: tuple[tuple[str, str, int], ...] = ()
    """Code, severity, stay."""
    absent: tuple[str, ...] = ()
    """Codes whose being raised would contradict the dossier's checks."""
    days: tuple[tuple[int, int], ...] = ()
    """Stay, its length; both ends count."""


SAMPLES = {
    "t1": Sample(
        today="2026-11-21",
        filed=(
            Filed(1, ADAC, "request", ("2026-12-14",), "2026-12-14"),
            Filed(3, DLT, "request", ("2027-03-02", "2027-03-23", "2027-03-30", "2027-04-07"), "2027-03-02"),
            Filed(5, IMI, "notice", ("2027-05-27", "2027-06-03"), "2027-06-03"),
            Filed(6, JAF, "enquiry", ("2027-09-20",), "2027-09-20"),
        ),
        raised=(
            ("JP_REGISTRATION_NOT_1949", "block", 6),
            ("JP_IDP_1968_USELESS", "warn", 6),
            ("CARNET_EXPIRES_BEFORE_EXIT", "block", 6),
            ("TH_AGENCY_REQUIRED", "info", 3),
            ("SOURCES_DISAGREE", "info", 3),
            ("IN_CONFIRMATION_NOT_HAND_CARRIED", "info", 1),
        ),
        absent=("TH_CAMPER_NOT_ELIGIBLE", "TH_VEHICLE_NOT_ELIGIBLE", "TH_STAY_OVER_30_DAYS", "STAYS_OVERLAP"),
        days=((1, 55), (3, 27), (5, 67)),
    ),
    "t2": Sample(
        today="2026-11-21",
        filed=(
            Filed(2, DLT, "request", ("2026-12-01", "2026-12-24", "2027-01-04", "2027-01-11"), "2026-12-01"),
            Filed(4, DLT, "request", ("2027-04-28", "2027-05-21", "2027-05-28", "2027-06-07"), "2027-04-28"),
            Filed(6, DLT, "request", ("2027-09-16", "2027-10-07", "2027-10-15", "2027-10-22"), "2027-09-16"),
        ),
        raised=(
            ("TH_QUOTA_60_EXCEEDED", "block", 6),
            ("TH_PASSPORT_6_MONTHS", "block", 4),
            ("TH_PASSPORT_6_MONTHS", "block", 6),
            ("PASSPORT_EXPIRES", "block", 6),
            ("BORDER_CLOSED", "block", 5),
            ("BORDER_CLOSED", "block", 6),
            ("TH_TRANSLATION", "warn", 2),
            ("TH_TRANSLATION", "warn", 4),
            ("TH_TRANSLATION", "warn", 6),
        ),
        absent=("TH_STAY_OVER_30_DAYS", "TH_VEHICLE_NOT_ELIGIBLE", "STAYS_OVERLAP"),
        days=((2, 24), (4, 30), (6, 10)),
    ),
    "t3": Sample(
        today="2026-11-21",
        filed=(Filed(1, IMI, "notice", ("2027-01-27", "2027-02-03"), "2027-02-03"),),
        not_filed=((3, DLT, "TH_CAMPER_NOT_ELIGIBLE"),),
        raised=(
            ("TH_CAMPER_NOT_ELIGIBLE", "block", 3),
            ("TH_STAY_OVER_30_DAYS", "block", 3),
            ("RECIPIENT_UNVERIFIED", "warn", 1),
        ),
        absent=("CARNET_NOT_YET_VALID", "CARNET_EXPIRES_BEFORE_EXIT", "TH_VEHICLE_NOT_ELIGIBLE"),
        days=((1, 70), (3, 35)),
    ),
    "t4": Sample(
        today="2026-11-21",
        filed=(
            Filed(2, ADAC, "request", ("2027-02-15",), "2027-02-15"),
            Filed(4, JAF, "enquiry", ("2027-04-28",), "2027-04-28"),
        ),
        raised=(
            ("ISSUER_NOT_ADAC", "info", 2),
            ("IN_EVISA_LAND_ENTRY", "block", 2),
            ("JP_REGISTRATION_NOT_1949", "block", 4),
            ("JP_IDP_1968_USELESS", "warn", 4),
        ),
        absent=("CARNET_EXPIRES_BEFORE_EXIT", "STAY_TOO_LONG"),
        days=((2, 28), (4, 40)),
    ),
    "t5": Sample(
        today="2026-11-21",
        filed=(Filed(1, JAF, "request", ("2027-03-22",), "2027-03-22"),),
        raised=(
            ("JAF_AGENT_NEEDS_POA", "warn", 1),
            ("JAF_FEE", "info", 1),
            ("JAF_INFORMATION_SHEET", "info", 1),
        ),
        absent=("JP_REGISTRATION_NOT_1949", "JP_REGISTRATION_DOUBTFUL", "CARNET_EXPIRES_BEFORE_EXIT",
                "JP_IDP_1968_USELESS", "STAY_TOO_LONG"),
        days=((1, 199),),
    ),
    "t6": Sample(
        today="2027-01-05",
        filed=(Filed(1, IMI, "notice", ("2026-12-25", "2027-01-01"), "2027-01-01"),),
        not_filed=((2, DLT, "TH_EXEMPT"),),
        raised=(("DEADLINE_MISSED", "warn", 1), ("TH_EXEMPT", "info", 2)),
        absent=("TH_AGENCY_REQUIRED",),
        days=((1, 29),),
    ),
}  # fmt: skip


@cache
def trip_of(name: str) -> Trip:
    path = ROOT / f"tests/trips/{name}.toml"
    return read_trip(decode_trip(path.name, path.read_bytes()))


@cache
def plan_of(name: str) -> Plan:
    return plan(trip_of(name), the_rulebook(), the_calendars(), date.fromisoformat(SAMPLES[name].today))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_filed_and_by_when_is_what_the_dossier_expects(name: str) -> None:
    found = [
        Filed(
            filing.stay,
            filing.form.id,
            filing.purpose.purpose,
            tuple(deadline.date.isoformat() for deadline in filing.deadlines),
            filing.send_by.isoformat(),
        )
        for filing in plan_of(name).filings
    ]
    assert found == list(SAMPLES[name].filed)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_not_filed_says_why(name: str) -> None:
    found = tuple((left_out.stay, left_out.form, left_out.reason) for left_out in plan_of(name).not_filed)
    assert found == SAMPLES[name].not_filed


@pytest.mark.parametrize("name", SAMPLES)
def test_every_expected_advisory_is_raised_for_its_stay_with_its_weight(name: str) -> None:
    raised = {(one.code, one.severity, one.stay) for one in plan_of(name).advisories}
    assert not set(SAMPLES[name].raised) - raised


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_raised_that_the_dossiers_checks_rule_out(name: str) -> None:
    assert not codes(plan_of(name)) & set(SAMPLES[name].absent)


@pytest.mark.parametrize("name", SAMPLES)
def test_stays_are_as_long_as_the_dossier_counts(name: str) -> None:
    stays = trip_of(name).stays
    assert [(number, stays[number - 1].days) for number, _days in SAMPLES[name].days] == list(
        SAMPLES[name].days
    )


def test_t1_extends_its_carnet_six_to_four_weeks_before_it_ends() -> None:
    extend = next(task for task in plan_of("t1").carnet if task.task == "extend")
    assert (extend.opens, extend.closes) == (date(2027, 10, 19), date(2027, 11, 2))


def test_t1_asks_all_four_desks_and_only_japan_is_held_back() -> None:
    assert {f.form.id: f.status for f in plan_of("t1").filings} == {
        ADAC: "ready",
        DLT: "ready",
        IMI: "ready",
        JAF: "draft",
    }
    assert filing_of(plan_of("t1"), 6).blocks == ("CARNET_EXPIRES_BEFORE_EXIT",)


def test_t1_names_all_four_thai_leads() -> None:
    message = advisory(plan_of("t1"), "SOURCES_DISAGREE", 3).message
    assert all(f"{lead} working days (" in message for lead in (30, 15, 10, 5))


def test_t1_is_told_which_licences_work_in_japan_with_a_translation() -> None:
    message = advisory(plan_of("t1"), "JP_IDP_1968_USELESS", 6).message
    assert "Germany" in message
    assert "official Japanese translation" in message


def test_t2_can_send_its_first_thai_dossier_and_no_other() -> None:
    assert [filing_of(plan_of("t2"), stay).status for stay in (2, 4, 6)] == ["ready", "draft", "draft"]


def test_t2_has_ten_days_left_for_the_first() -> None:
    filing = filing_of(plan_of("t2"), 2)
    assert (filing.send_by - plan_of("t2").today).days == 10


def test_t2_is_over_the_quota_by_four_days() -> None:
    assert "64 days" in advisory(plan_of("t2"), "TH_QUOTA_60_EXCEEDED", 6).message


def test_t2_owes_nothing_to_imi_and_jaf() -> None:
    assert {filing.form.id for filing in plan_of("t2").filings} == {DLT}


def test_t4_asks_the_club_that_issued_the_carnet() -> None:
    recipient = filing_of(plan_of("t4"), 2).recipient
    assert recipient.organisation.startswith("Touring Club Schweiz (TCS)")
    assert recipient.email == "cpd@tcs.ch"


def test_t4_is_offered_raxaul_instead_of_sunauli() -> None:
    assert "Raxaul" in advisory(plan_of("t4"), "IN_EVISA_LAND_ENTRY", 2).message


def test_t4_attaches_its_registration_to_the_enquiry() -> None:
    filing = filing_of(plan_of("t4"), 4)
    assert filing.status == "ready", "an enquiry about the plate may be sent although the plate is in the way"
    assert any("registration" in attachment.text.en.lower() for attachment in filing.attachments)


def test_t5_brings_its_camper_to_japan_without_trouble() -> None:
    filing = filing_of(plan_of("t5"))
    assert (filing.status, filing.blocks) == ("ready", ())


def test_t5_lists_its_drivers_by_where_they_live() -> None:
    filing = filing_of(plan_of("t5"))
    shown = {
        rule.value.path: rule.value.get(filing.facts)
        for section in filing.form.sections
        for rule in section.fields
    }
    assert shown["drivers.resident"] == ("Hanako Kakuu, 1-1-1 Rei-cho, Test-ku, Tokyo",)
    assert shown["drivers.others"] == ("Bluey Inventedale, 1 Example Street, Testville NSW 2000",)


def test_t5_pays_the_fee_of_2027() -> None:
    message = advisory(plan_of("t5"), "JAF_FEE").message
    assert "5,000 yen" in message
    assert "cash" in message


def test_t6_is_four_days_late_and_may_still_send() -> None:
    filing = filing_of(plan_of("t6"))
    assert filing.status == "late"
    assert (plan_of("t6").today - filing.send_by).days == 4


def test_t6_would_have_had_a_thai_deadline_with_another_plate() -> None:
    assert the_calendars()["TH"].nth_before(date(2027, 3, 8), 30) == date(2027, 1, 22)
