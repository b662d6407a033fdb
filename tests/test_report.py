"""The plan as plain text: everything that matters, in words, for a terminal."""

from datetime import date

import pytest

from prenotify.domain.plan import Plan
from prenotify.report import plan_as_text
from tests.builders import TODAY, a_stay, a_trip, planned


def text(*stays: dict[str, object], today: date = TODAY, **groups: object) -> str:
    return plan_as_text(planned(a_trip(*stays, **groups), today))


@pytest.fixture
def everything() -> Plan:
    """A plan with filings, something not filed, advisories of each weight, steps and carnet tasks."""
    return planned(
        a_trip(
            a_stay("ZA", "2026-12-31", "2027-01-20"),
            a_stay("TH", "2027-04-19", "2027-05-15"),
            a_stay("ID", "2027-06-10", "2027-08-15"),
            a_stay("JP", "2027-10-04", "2027-12-10"),
            vehicle={"kind": "van"},
        )
    )


def test_it_begins_with_the_day_it_was_made_for() -> None:
    assert text(a_stay()).splitlines()[0] == "Plan as of 22 November 2026"


def test_each_filing_stands_under_the_day_it_must_leave() -> None:
    lines = text(a_stay("ID", "2027-06-10")).splitlines()
    start = lines.index("3 June 2027  Indonesia: notice to IMI (stay 1, notice)")
    assert lines[start + 1] == "  ready to send"
    assert lines[start + 2] == "  to Ikatan Motor Indonesia (IMI), head office <imi@imi.co.id>"
    assert lines[start + 4] == "  2027-06-03  7 days before 2027-06-10: rule, ADAC"


@pytest.mark.parametrize(
    ("today", "groups", "words"),
    [
        ("2026-11-22", {}, "ready to send"),
        ("2026-11-22", {"carnet": {"number": ""}}, "incomplete: something it needs is missing"),
        (
            "2026-11-22",
            {"traveller": {"passport": {"expires": "2027-01-01"}}},
            "a draft: something stands in its way",
        ),
        ("2027-06-04", {}, "late: its last deadline is past; it can still be sent"),
    ],
)
def test_each_state_is_said_in_words(today: str, groups: dict[str, object], words: str) -> None:
    assert f"\n  {words}\n" in text(a_stay(), today=date.fromisoformat(today), **groups)


def test_what_is_missing_is_named_and_what_is_needed_is_marked() -> None:
    said = text(a_stay(), carnet={"number": ""}, traveller={"phone": ""})
    assert "  missing (needed): carnet.number" in said
    assert "  missing: traveller.phone" in said


def test_blocks_are_named() -> None:
    assert "  held back by PASSPORT_EXPIRES" in text(
        a_stay(), traveller={"passport": {"expires": "2027-01-01"}}
    )


def test_a_recipient_without_an_address_stands_without_brackets() -> None:
    said = text(a_stay("IN"), carnet={"issuer": "OEAMTC"})
    assert "\n  to OEAMTC\n" in said


def test_nothing_of_the_plan_is_left_out(everything: Plan) -> None:
    said = plan_as_text(everything)
    assert everything.filings
    assert everything.not_filed
    assert everything.steps
    assert everything.carnet
    for filing in everything.filings:
        assert filing.form.name.en in said
        assert all(deadline.date.isoformat() in said for deadline in filing.deadlines)
    for left_out in everything.not_filed:
        assert f"Not filed: {left_out.name.en}, stay {left_out.stay} ({left_out.reason})" in said
    for advisory in everything.advisories:
        assert advisory.code in said
        assert advisory.message in said
    for step in everything.steps:
        assert step.row.title in said
    for task in everything.carnet:
        assert f"  {task.task}, " in said
        assert task.message in said


def test_advisories_say_how_grave_they_are_and_for_which_stay(everything: Plan) -> None:
    said = plan_as_text(everything)
    assert "  In the way (stay 2, TH_VEHICLE_NOT_ELIGIBLE): " in said
    assert "  Take care (stay 3, RECIPIENT_UNVERIFIED): " in said
    assert "  Good to know (stay 4, JAF_FEE): " in said


def test_a_task_without_a_last_date_shows_only_its_first(everything: Plan) -> None:
    said = plan_as_text(everything)
    assert "  extend, 19 October 2027 to 2 November 2027: The carnet ends on 30 November 2027" in said
    assert "  return, 10 December 2027: " in said


def test_a_plan_with_nothing_to_say_says_so_shortly() -> None:
    said = plan_as_text(Plan(a_trip(), TODAY, (), (), (), (), ()))
    assert said == "Plan as of 22 November 2026\n"


def test_what_a_traveller_wrote_is_shown_and_not_interpreted() -> None:
    said = text(a_stay("JP"), agent={"name": "%s {stay.entry.port} <b>"})
    assert "%s {stay.entry.port} <b> is named as agent" in said
