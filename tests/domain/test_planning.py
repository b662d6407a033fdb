"""The plan of a trip: which filings are due, by when, in what state, and what to know besides."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from prenotify.domain.address import Address
from prenotify.domain.forms import Deadline
from prenotify.domain.plan import Filing, Plan, Status, plan_as_data
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Source, Wording
from tests.builders import (
    TODAY,
    Data,
    a_stay,
    a_trip,
    advisory,
    codes,
    filing_of,
    planned,
    the_rulebook,
)

VISITS = {
    "visit_1": "2027-04-06 10:00-11:00",
    "visit_2": "2027-04-06 14:00-15:00",
    "visit_3": "2027-04-07 10:00-11:00",
}
IMI = "indonesia/imi-notice"


def indonesia(*, today: date = TODAY, entry: str = "2027-06-10", **groups: Any) -> Plan:
    return planned(a_trip(a_stay("ID", entry), **groups), today)


def thailand(entry: str = "2027-04-19", last: str = "2027-05-15", today: date = TODAY, **groups: Any) -> Plan:
    return planned(a_trip(a_stay("TH", entry, last), **groups), today)


def day(text: str) -> date:
    return date.fromisoformat(text)


def checked_on(checked: str) -> Rulebook:
    """The real rules, with everything about Indonesia last checked on a day."""
    rulebook = the_rulebook()
    country = rulebook.countries["ID"]
    form = country.forms[0]

    def aged(source: Any) -> Any:
        # Not a copy: one keeps what the source has reckoned from its old day.
        return Source.model_validate(source.model_dump() | {"checked": day(checked)})

    assert country.stay_limit is not None
    limit = country.stay_limit.model_copy(
        update={"sources": tuple(aged(source) for source in country.stay_limit.sources)}
    )
    version = form.versions[0].model_copy(
        update={
            "sources": tuple(aged(source) for source in form.versions[0].sources),
            "deadlines": tuple(
                deadline.model_copy(update={"source": aged(deadline.source)})
                for deadline in form.versions[0].deadlines
            ),
        }
    )
    recipient = form.recipient.model_copy(
        update={"sources": tuple(aged(source) for source in form.recipient.sources)}
    )
    form = form.model_copy(update={"versions": (version,), "recipient": recipient})
    country = country.model_copy(update={"forms": (form,), "stay_limit": limit})
    return replace(rulebook, countries={**rulebook.countries, "ID": country})


def with_leads(*leads: tuple[int, str]) -> Rulebook:
    """The real rules, with Indonesia asking for other leads: days and force."""
    rulebook = the_rulebook()
    country = rulebook.countries["ID"]
    form = country.forms[0]
    source = form.versions[0].deadlines[0].source
    deadlines = tuple(
        Deadline.model_validate({"days": n, "force": force, "source": source}) for n, force in leads
    )
    version = form.versions[0].model_copy(update={"deadlines": deadlines})
    form = form.model_copy(update={"versions": (version,)})
    return replace(
        rulebook, countries={**rulebook.countries, "ID": country.model_copy(update={"forms": (form,)})}
    )


# Which filings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "form", "purpose"),
    [
        ("ID", "indonesia/imi-notice", "notice"),
        ("TH", "thailand/dlt-permit", "request"),
        ("IN", "india/adac-confirmation", "request"),
    ],
)
def test_each_border_gets_its_filing(country: str, form: str, purpose: str) -> None:
    filing = filing_of(planned(a_trip(a_stay(country, "2027-04-19", "2027-04-30"))))
    assert (filing.form.id, filing.purpose.purpose) == (form, purpose)


@pytest.mark.parametrize(
    ("plate", "purpose"),
    [
        ("AU", "request"),
        ("HK", "request"),
        ("DE", "enquiry"),
        ("CH", "enquiry"),
        ("SI", "enquiry"),
        ("MC", "enquiry"),
        ("VN", "enquiry"),
        ("AQ", "enquiry"),
    ],
)
def test_japan_is_asked_for_an_appointment_or_first_whether_it_takes_the_plate(
    plate: str, purpose: str
) -> None:
    filing = filing_of(planned(a_trip(a_stay("JP"), vehicle={"registered_in": plate})))
    assert filing.form.id == "japan/jaf-verification"
    assert filing.purpose.purpose == purpose


def test_a_country_without_rules_gets_nothing_filed() -> None:
    assert planned(a_trip(a_stay("AQ"))).filings == ()


def test_each_stay_gets_its_own_filing() -> None:
    found = planned(a_trip(a_stay("ID", "2027-06-10"), a_stay("ID", "2027-08-10")))
    assert [(filing.stay, filing.send_by) for filing in found.filings] == [
        (1, date(2027, 6, 3)),
        (2, date(2027, 8, 3)),
    ]


def test_filings_stand_in_the_order_in_which_they_must_leave_not_of_the_route() -> None:
    found = planned(
        a_trip(
            a_stay("JP", "2027-04-05", "2027-04-10"),
            a_stay("ID", "2027-04-15", "2027-04-18"),
            a_stay("TH", "2027-04-19", "2027-05-15"),
        )
    )
    assert [filing.form.id.split("/")[0] for filing in found.filings] == ["thailand", "japan", "indonesia"]
    assert [filing.send_by for filing in found.filings] == sorted(filing.send_by for filing in found.filings)


def test_what_is_not_eligible_is_not_filed_and_says_why() -> None:
    found = thailand(vehicle={"kind": "motorhome"})
    assert found.filings == ()
    assert [(n.form, n.stay, n.reason) for n in found.not_filed] == [
        ("thailand/dlt-permit", 1, "TH_CAMPER_NOT_ELIGIBLE")
    ]
    assert advisory(found, "TH_CAMPER_NOT_ELIGIBLE").severity == "block"


def test_what_is_not_filed_still_says_what_else_is_in_the_way_and_nothing_about_sending() -> None:
    found = thailand("2027-05-17", "2027-06-20", vehicle={"kind": "motorhome"})
    assert "TH_STAY_OVER_30_DAYS" in codes(found)
    assert not {"TH_AGENCY_REQUIRED", "RECIPIENT_UNVERIFIED", "SOURCES_DISAGREE", "TH_TRANSLATION"} & codes(
        found
    )


def test_an_exempt_plate_needs_no_permit_whatever_the_vehicle_is() -> None:
    found = thailand("2027-03-08", "2027-06-20", vehicle={"kind": "bus", "registered_in": "SG"})
    assert [n.reason for n in found.not_filed] == ["TH_EXEMPT"]
    assert codes(found) & {"TH_VEHICLE_NOT_ELIGIBLE", "TH_STAY_OVER_30_DAYS"} == set()


# Deadlines and the date to plan on ----------------------------------------------------------------------


def test_the_date_to_plan_on_is_the_earliest_rule() -> None:
    filing = filing_of(thailand())
    assert [(d.date.isoformat(), str(d.lead), d.force) for d in filing.deadlines] == [
        ("2027-03-02", "30 working days", "rule"),
        ("2027-03-23", "15 working days", "rule"),
        ("2027-03-30", "10 working days", "rule"),
        ("2027-04-07", "5 working days", "floor"),
    ]
    assert filing.send_by == date(2027, 3, 2)


def test_an_earlier_advice_does_not_move_the_date_to_plan_on() -> None:
    filing = filing_of(indonesia())
    assert [(d.date.isoformat(), d.force) for d in filing.deadlines] == [
        ("2027-05-27", "advice"),
        ("2027-06-03", "rule"),
    ]
    assert filing.send_by == date(2027, 6, 3)
    assert filing.following.force == "rule"


@pytest.mark.parametrize("country", ["IN", "JP"])
def test_without_a_rule_the_earliest_advice_is_the_date_to_plan_on(country: str) -> None:
    filing = filing_of(planned(a_trip(a_stay(country, "2027-10-04"))))
    assert [(d.date.isoformat(), d.force) for d in filing.deadlines] == [("2027-09-20", "advice")]
    assert filing.send_by == date(2027, 9, 20)


@pytest.mark.parametrize(
    ("leads", "send_by"),
    [
        (((7, "rule"), (10, "rule")), 10),
        (((7, "rule"), (30, "floor")), 7),
        (((3, "rule"), (30, "floor"), (60, "advice")), 3),
        (((7, "advice"), (20, "advice"), (30, "floor")), 20),
        (((5, "floor"),), 5),
    ],
)
def test_rules_come_before_advice_and_a_floor_is_the_last_resort(
    leads: tuple[tuple[int, str], ...], send_by: int
) -> None:
    found = planned(a_trip(a_stay("ID", "2027-06-10")), rulebook=with_leads(*leads))
    filing = filing_of(found)
    assert filing.send_by == date(2027, 6, 10) - timedelta(send_by)
    assert [d.date for d in filing.deadlines] == sorted(d.date for d in filing.deadlines)


def test_a_deadline_names_the_holidays_that_moved_it() -> None:
    names = [name for d in filing_of(thailand()).deadlines[:1] for name in d.holidays.values()]
    assert names == ["Chakri Memorial Day", "Songkran Festival", "Songkran Festival", "Songkran Festival"]
    assert filing_of(indonesia()).deadlines[0].holidays == {}


# States of a filing -------------------------------------------------------------------------------------

NO_NUMBER: Data = {"carnet": {"number": ""}}
BLOCKED: Data = {"traveller": {"passport": {"expires": "2027-06-09"}}}
BOTH = NO_NUMBER | BLOCKED
LAST_DAY, TOO_LATE = day("2027-06-03"), day("2027-06-04")


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
        "Stay 2 and this one share more than a changeover day" in advisory(found, "STAYS_OVERLAP", 1).message
    )
    assert "Stay 1 and this one" in advisory(found, "STAYS_OVERLAP", 2).message


# What to know -------------------------------------------------------------------------------------------


def test_a_missed_deadline_names_those_that_can_still_be_met() -> None:
    found = thailand(today=day("2027-03-24"))
    message = advisory(found, "DEADLINE_MISSED").message
    assert "2 March 2027" in message
    later = message.partition("can still be met:")[2]
    assert later.strip() == (
        "30 March 2027 (10 working days, 2016 notification, as reported by Overlandsphere); "
        "7 April 2027 (5 working days, DLT, How to apply for FVP)."
    )


def test_a_deadline_of_today_can_still_be_met() -> None:
    message = advisory(thailand(today=day("2027-04-07")), "DEADLINE_MISSED").message
    assert message.endswith("can still be met: 7 April 2027 (5 working days, DLT, How to apply for FVP).")


def test_a_deadline_is_met_on_its_own_day_and_missed_on_the_next() -> None:
    assert "DEADLINE_MISSED" not in codes(indonesia(today=LAST_DAY))
    found = indonesia(today=TOO_LATE)
    assert advisory(found, "DEADLINE_MISSED").severity == "warn"
    assert advisory(found, "DEADLINE_MISSED").message.endswith("can still be met: none.")


def test_an_advice_that_is_past_is_no_missed_deadline_while_the_rule_can_be_kept() -> None:
    assert "DEADLINE_MISSED" not in codes(indonesia(today=day("2027-05-30")))


def test_sources_that_disagree_are_all_named() -> None:
    message = advisory(thailand(), "SOURCES_DISAGREE").message
    for said in ("30 working days (ADAC)", "15 working days (", "10 working days (", "5 working days (DLT"):
        assert said in message


def test_our_own_advice_is_no_disagreement() -> None:
    assert "SOURCES_DISAGREE" not in codes(indonesia())


def test_a_count_beyond_the_announced_holidays_is_called_an_estimate() -> None:
    assert advisory(thailand(), "CALENDAR_ESTIMATED").severity == "info"
    assert "31 December 2026" in advisory(thailand(), "CALENDAR_ESTIMATED").message
    known = planned(a_trip(a_stay("TH", "2026-12-31", "2027-01-10")), day("2026-10-01"))
    assert "CALENDAR_ESTIMATED" not in codes(known)
    a_day_more = planned(a_trip(a_stay("TH", "2027-01-02", "2027-01-10")), day("2026-10-01"))
    assert "CALENDAR_ESTIMATED" in codes(a_day_more)
    assert "CALENDAR_ESTIMATED" not in codes(indonesia()), "calendar days need no holidays"


def test_an_address_nobody_verified_is_shown_with_a_warning() -> None:
    found = indonesia()
    assert filing_of(found).recipient.email == "imi@imi.co.id"
    assert not filing_of(found).recipient.verified
    assert advisory(found, "RECIPIENT_UNVERIFIED").severity == "warn"


def test_a_configured_and_verified_address_is_used_without_a_warning() -> None:
    trip, own = a_trip(), {IMI: Address(email="desk@example.org", verified=day("2026-11-20"))}
    found = planned(trip, addresses=own)
    assert filing_of(found).recipient.email == "desk@example.org"
    assert filing_of(found).recipient.verified
    assert "RECIPIENT_UNVERIFIED" not in codes(found)


def test_a_configured_address_without_a_verification_is_used_and_warned_about() -> None:
    found = planned(a_trip(), addresses={IMI: Address(email="desk@example.org")})
    assert filing_of(found).recipient.email == "desk@example.org"
    assert "RECIPIENT_UNVERIFIED" in codes(found)


@pytest.mark.parametrize(
    ("today", "verified"),
    [("2026-11-19", False), ("2026-11-20", True), ("2027-11-20", True), ("2027-11-21", False)],
)
def test_a_verification_holds_from_its_day_for_a_year(today: str, verified: bool) -> None:
    address = Address(email="desk@example.org", verified=day("2026-11-20"))
    assert address.is_verified(day(today)) is verified
    found = planned(a_trip(), day(today), addresses={IMI: address})
    assert filing_of(found).recipient.verified is verified
    assert ("RECIPIENT_UNVERIFIED" not in codes(found)) is verified


def test_an_address_for_another_form_changes_nothing() -> None:
    found = planned(
        a_trip(), addresses={"thailand/dlt-permit": Address(email="x@example.org", verified=TODAY)}
    )
    assert filing_of(found).recipient.email == "imi@imi.co.id"


def test_the_club_that_issued_the_carnet_is_the_one_to_ask() -> None:
    def asked(issuer: str) -> tuple[str, str | None]:
        recipient = filing_of(planned(a_trip(a_stay("IN"), carnet={"issuer": issuer}))).recipient
        return recipient.organisation, recipient.email

    assert asked("ADAC") == ("ADAC e.V., Customs Documents / Carnet de Passages", "cdp@adac.de")
    assert asked("TCS") == ("Touring Club Schweiz (TCS), Carnet de Passages", "cpd@tcs.ch")
    assert asked("OEAMTC") == ("OEAMTC", None)


def test_an_address_verified_for_adac_is_not_taken_for_another_clubs() -> None:
    own = {"india/adac-confirmation": Address(email="cdp@adac.de", verified=TODAY)}
    adac = filing_of(planned(a_trip(a_stay("IN")), addresses=own)).recipient
    tcs = filing_of(planned(a_trip(a_stay("IN"), carnet={"issuer": "TCS"}), addresses=own)).recipient
    assert (adac.email, adac.verified) == ("cdp@adac.de", True)
    assert (tcs.email, tcs.verified) == ("cpd@tcs.ch", False)


def test_the_thai_dossier_goes_to_the_agency_the_traveller_names() -> None:
    named = {"agency_name": "Example Tours Co., Ltd.", "agency_email": "agency@example.org"}
    recipient = filing_of(planned(a_trip(a_stay("TH", answers=named)))).recipient
    assert (recipient.organisation, recipient.email, recipient.verified) == (
        "Example Tours Co., Ltd.",
        "agency@example.org",
        False,
    )
    unnamed = filing_of(planned(a_trip(a_stay("TH")))).recipient
    assert "travel agency" in unnamed.organisation
    assert unnamed.email is None


@pytest.mark.parametrize(
    ("today", "stale"), [("2026-11-21", False), ("2027-11-21", False), ("2027-11-22", True)]
)
def test_a_rule_is_stale_a_year_and_a_day_after_somebody_looked(today: str, stale: bool) -> None:
    trip = a_trip(
        a_stay("ID", "2028-06-10"), carnet={"valid_from": "2028-01-01", "valid_until": "2028-12-31"}
    )
    found = planned(trip, day(today), rulebook=checked_on("2026-11-21"))
    assert ("RULE_STALE" in codes(found)) is stale
    if stale:
        assert advisory(found, "RULE_STALE").severity == "warn"
        assert "ADAC (21 November 2026)" in advisory(found, "RULE_STALE").message


def test_a_stale_rule_names_its_sources_as_sources() -> None:
    found = planned(a_trip(a_stay("ID", "2028-06-10")), day("2028-01-01"), rulebook=checked_on("2026-11-21"))
    assert {source.checked for source in advisory(found, "RULE_STALE").sources} == {day("2026-11-21")}


def test_a_code_is_given_once_per_stay_and_once_for_each_stay() -> None:
    found = planned(
        a_trip(a_stay("TH", "2027-04-19", "2027-05-15"), a_stay("TH", "2027-06-14", "2027-06-20"))
    )
    for stay in (1, 2):
        given = [a.code for a in found.advisories if a.stay == stay]
        assert len(given) == len(set(given))
        assert "TH_AGENCY_REQUIRED" in given


def test_of_two_rules_with_one_code_the_first_is_heard() -> None:
    rulebook = the_rulebook()
    (first,) = (rule for rule in rulebook.general if rule.code == "PASSPORT_EXPIRES")
    second = first.model_copy(update={"says": Wording(texts={"en": "Another one."})})
    found = planned(a_trip(**BLOCKED), rulebook=replace(rulebook, general=(*rulebook.general, second)))
    assert advisory(found, "PASSPORT_EXPIRES").message.startswith("The passport ends on 9 June 2027")


def test_advisories_stand_by_stay_and_the_gravest_first() -> None:
    found = planned(
        a_trip(a_stay("JP", "2027-10-04", "2027-12-10"), a_stay("TH", "2027-04-19", "2027-05-30"))
    )
    order = [(a.stay or 0, ("block", "warn", "info").index(a.severity)) for a in found.advisories]
    assert order == sorted(order)


def test_every_message_is_filled_in_and_names_a_source_unless_the_trip_contradicts_itself() -> None:
    found = planned(
        a_trip(
            a_stay("TH", "2027-04-19", "2027-05-30"),
            a_stay("IN", "2027-06-01", "2027-12-31", visa="e-visa", entry={"by": "land"}),
            a_stay("JP", "2027-12-01", "2028-12-31"),
            vehicle={"registered_in": "CH"},
            carnet={"issuer": "TCS", "excluded_countries": ["TH", "IN", "JP"]},
            agent={"name": "Example Forwarding KK"},
            traveller={"passport": {"expires": "2027-06-01"}, "licence": {"permits": ["IDP-1968"]}},
        ),
        day("2027-04-19"),
    )
    assert len(found.advisories) > 20
    for one in found.advisories:
        assert "{" not in one.message, one.code
        assert "None" not in one.message, one.code
        assert one.sources or one.code in {"STAYS_OVERLAP", "PASSPORT_EXPIRES"}, one.code


@pytest.mark.parametrize(("entry", "fee"), [("2026-03-31", "3,000 yen"), ("2026-04-01", "5,000 yen")])
def test_jafs_fee_is_the_one_of_the_day_of_entry(entry: str, fee: str) -> None:
    found = planned(a_trip(a_stay("JP", entry)), day("2026-01-01"))
    assert advisory(found, "JAF_FEE").message.startswith(f"JAF charges {fee}")


def test_a_rule_in_force_is_chosen_by_the_day_of_entry_not_by_today() -> None:
    before = planned(a_trip(a_stay("ID", "2016-08-30")), TODAY)
    since = planned(a_trip(a_stay("ID", "2016-08-31")), TODAY)
    assert (len(before.filings), len(since.filings)) == (0, 1)


@pytest.mark.parametrize(
    ("today", "age"),
    [
        ("2026-11-22", "5 years"),
        ("2026-11-05", "5 years"),
        ("2026-11-04", "4 years"),
        ("2023-11-05", "2 years"),
        ("2023-11-04", "23 months"),
        ("2022-11-06", "12 months"),
    ],
)
def test_an_old_notice_says_how_old_it_is(today: str, age: str) -> None:
    found = planned(a_trip(a_stay("IN", "2027-03-01", entry={"by": "land"})), day(today))
    assert f"A notice of 5 November 2021, now {age} old," in advisory(found, "LAND_BORDER_NOTICE").message


def test_within_a_year_the_same_notice_is_a_closed_border() -> None:
    trip = a_trip(a_stay("IN", "2022-12-01", entry={"by": "land"}))
    closed = planned(trip, day("2022-11-05"))
    assert advisory(closed, "BORDER_CLOSED").severity == "block"
    assert "BORDER_CLOSED" in filing_of(closed).blocks
    assert "BORDER_CLOSED" not in codes(planned(trip, day("2022-11-06")))


def test_an_old_notice_about_land_borders_does_not_concern_a_ship() -> None:
    assert "LAND_BORDER_NOTICE" not in codes(planned(a_trip(a_stay("IN", entry={"by": "sea"}))))


def test_the_quota_says_how_many_days_it_comes_to() -> None:
    found = planned(a_trip(a_stay("TH", "2027-06-14", "2027-07-13", answers={"days_used": 31})))
    assert "61 days" in advisory(found, "TH_QUOTA_60_EXCEEDED").message


def test_the_same_trip_on_the_same_day_gives_the_same_plan() -> None:
    assert plan_as_data(thailand()) == plan_as_data(thailand())


# The plan as data ---------------------------------------------------------------------------------------

TEXT, NUMBER, YES, LIST = str, int, bool, list
SHAPE: dict[str, dict[str, tuple[type, ...]]] = {
    "plan": {
        "today": (TEXT,),
        **dict.fromkeys(("filings", "not_filed", "advisories", "steps", "carnet"), (LIST,)),
    },
    "filings": {
        **dict.fromkeys(("form", "country", "purpose", "status", "send_by"), (TEXT,)),
        "stay": (NUMBER,),
        "deadlines": (LIST,),
        "recipient": (dict,),
        "missing": (LIST,),
        "attachments": (LIST,),
    },
    "deadlines": dict.fromkeys(("date", "lead", "force", "source", "url", "checked"), (TEXT,)),
    "recipient": {"organisation": (TEXT,), "email": (TEXT, type(None)), "verified": (YES,)},
    "not_filed": {"form": (TEXT,), "stay": (NUMBER,), "reason": (TEXT,)},
    "advisories": {
        **dict.fromkeys(("code", "severity", "message"), (TEXT,)),
        "stay": (NUMBER, type(None)),
        "sources": (LIST,),
    },
    "steps": {
        **dict.fromkeys(("step", "country", "title", "channel", "force", "url"), (TEXT,)),
        **dict.fromkeys(("opens", "due"), (TEXT, type(None))),
        "stay": (NUMBER,),
        "sources": (LIST,),
    },
    "carnet": {
        **dict.fromkeys(("task", "message"), (TEXT,)),
        **dict.fromkeys(("opens", "closes"), (TEXT, type(None))),
        "sources": (LIST,),
    },
    "sources": dict.fromkeys(("name", "url", "checked"), (TEXT,)),
}


def has_shape(found: Data, name: str) -> None:
    for key, kinds in SHAPE[name].items():
        assert key in found, f"{name} has no {key}"
        assert isinstance(found[key], kinds), f"{name}.{key} = {found[key]!r}"


@pytest.fixture
def data() -> Data:
    """The plan of a trip that has some of everything, through JSON and back."""
    trip = a_trip(
        a_stay("TH", "2027-04-19", "2027-05-15"),
        a_stay("ID", "2027-06-10", "2027-08-15"),
        a_stay("JP", "2027-10-04", "2027-12-10"),
    )
    camper = a_trip(a_stay("TH", "2027-04-19", "2027-05-15"), vehicle={"kind": "motorhome"})
    south_africa = a_trip(a_stay("ZA", "2026-12-31", "2027-01-20"))
    found, no_permit, with_steps = (
        json.loads(json.dumps(plan_as_data(planned(one)))) for one in (trip, camper, south_africa)
    )
    more = {"not_filed": no_permit["not_filed"], "steps": with_steps["steps"]}
    return dict(found) | more


def test_the_plan_as_data_has_the_contracts_keys_and_kinds(data: Data) -> None:
    has_shape(data, "plan")
    for part in ("filings", "not_filed", "advisories", "steps", "carnet"):
        assert data[part], part
        for one in data[part]:
            has_shape(one, part)
            for source in one.get("sources", ()):
                has_shape(source, "sources")
    for filing in data["filings"]:
        has_shape(filing["recipient"], "recipient")
        assert filing["deadlines"]
        for deadline in filing["deadlines"]:
            has_shape(deadline, "deadlines")
        assert all(isinstance(text, str) for text in filing["missing"] + filing["attachments"])


def test_the_plan_as_data_uses_the_contracts_words(data: Data) -> None:
    assert {f["status"] for f in data["filings"]} <= {"ready", "incomplete", "draft", "late"}
    assert {f["purpose"] for f in data["filings"]} <= {"notice", "request", "enquiry"}
    assert {d["force"] for f in data["filings"] for d in f["deadlines"]} <= {"rule", "floor", "advice"}
    assert {a["severity"] for a in data["advisories"]} <= {"block", "warn", "info"}
    assert {t["task"] for t in data["carnet"]} <= {
        "apply", "follow-up", "extend", "return", "certificate-of-location",
    }  # fmt: skip


def test_the_contracts_example_comes_out(data: Data) -> None:
    assert data["today"] == "2026-11-22"
    permit = data["filings"][0]
    assert {key: permit[key] for key in ("form", "country", "stay", "purpose", "status", "send_by")} == {
        "form": "thailand/dlt-permit",
        "country": "TH",
        "stay": 1,
        "purpose": "request",
        "status": "ready",
        "send_by": "2027-03-02",
    }
    first, *_between, last = permit["deadlines"]
    assert (first["date"], first["lead"], first["force"], first["source"]) == (
        "2027-03-02", "30 working days", "rule", "ADAC",
    )  # fmt: skip
    assert (last["date"], last["lead"], last["force"]) == ("2027-04-07", "5 working days", "floor")
    assert last["source"].startswith("DLT")
    assert permit["missing"][0] == "stays.1.answers.agency_name"
    extend = data["carnet"][0]
    assert (extend["task"], extend["opens"], extend["closes"]) == ("extend", "2027-10-19", "2027-11-02")


def test_a_filing_knows_its_stay_and_country() -> None:
    found: Filing = filing_of(planned(a_trip(a_stay("MY"), a_stay("ID"))), stay=2)
    assert (found.stay, found.country) == (2, "ID")


def test_filings_that_are_incomplete_or_late_need_attention() -> None:
    assert indonesia(carnet={"number": ""}).needs_attention
    assert indonesia(today=TOO_LATE).needs_attention


def test_an_agency_the_traveller_names_has_the_address_the_operator_gave_under_its_name() -> None:
    configured = {"thailand/dlt-permit/example-tours-co-ltd": Address(email="x@example.org", verified=TODAY)}
    named = {"agency_name": "Example Tours Co., Ltd.", "agency_email": "typed@example.org"}
    trip = a_trip(a_stay("TH", "2027-04-19", "2027-05-10", answers=named))
    recipient = filing_of(planned(trip, addresses=configured)).recipient
    assert (recipient.email, recipient.verified) == ("x@example.org", True)
    assert recipient.desk == "thailand/dlt-permit/example-tours-co-ltd"


def test_an_agency_the_traveller_names_is_not_given_the_operators_address() -> None:
    configured = {"thailand/dlt-permit": Address(email="agency-x@example.org", verified=TODAY)}
    stay = a_stay("TH", "2027-04-19", "2027-05-01")
    ours = filing_of(planned(a_trip(stay), addresses=configured)).recipient
    assert (ours.email, ours.verified) == ("agency-x@example.org", True)
    named = a_trip({**stay, "answers": {"agency_name": "Agency Y"}})
    theirs = filing_of(planned(named, addresses=configured)).recipient
    assert (theirs.organisation, theirs.email, theirs.verified) == ("Agency Y", None, False)


def test_a_club_without_a_file_can_be_given_an_address() -> None:
    configured = {"india/adac-confirmation/oamtc": Address(email="club@example.org", verified=TODAY)}
    trip = a_trip(a_stay("IN", "2027-04-19"), carnet={"issuer": "ÖAMTC"})
    found = filing_of(planned(trip, addresses=configured)).recipient
    assert (found.organisation, found.email, found.verified) == ("ÖAMTC", "club@example.org", True)


def stale_of(found: Plan, stay: int = 1) -> str:
    return advisory(found, "RULE_STALE", stay).message


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


def test_an_address_verified_over_a_year_ago_is_named_with_its_day() -> None:
    configured = {IMI: Address(email="desk@example.org", verified=day("2025-11-21"))}
    trip = a_trip(a_stay("ID", "2027-06-10"))
    found = planned(trip, day("2026-11-22"), addresses=configured)
    assert "verified 21 November 2025" in stale_of(found)
    assert "RECIPIENT_UNVERIFIED" in codes(found)


def test_an_old_notice_says_its_age_itself_and_makes_nothing_stale() -> None:
    found = planned(a_trip(a_stay("IN", "2027-03-01", entry={"by": "land"})), day("2026-11-22"))
    assert "LAND_BORDER_NOTICE" in codes(found)
    assert "RULE_STALE" not in codes(found)


@pytest.mark.parametrize(
    ("country", "last", "too_long"),
    [("MX", "2027-06-30", False), ("MX", "2027-07-01", True), ("FR", "2027-12-31", False)],
)
def test_under_an_ata_carnet_the_time_to_re_export_binds(country: str, last: str, too_long: bool) -> None:
    trip = a_trip(a_stay(country, "2027-01-01", last), carnet={"kind": "ata", "valid_until": "2028-06-30"})
    assert ("STAY_TOO_LONG" in codes(planned(trip))) is too_long


def test_another_clubs_member_is_not_told_to_send_the_carnet_to_adac() -> None:
    said = {
        issuer: " ".join(task.message for task in planned(a_trip(carnet={"issuer": issuer})).carnet)
        for issuer in ("ADAC", "TCS")
    }
    assert "80686 München" in said["ADAC"]
    assert "80686 München" not in said["TCS"]
    assert "ask TCS for its own" in said["TCS"]


def test_the_limit_that_a_stay_keeps_counts_among_what_the_plan_rests_on() -> None:
    """India's six months come from sources that neither its filing nor an advisory cites."""
    found = planned(a_trip(a_stay("IN", "2028-01-10", "2028-02-10")), day("2027-12-22"))
    assert "STAY_TOO_LONG" not in codes(found)
    assert "circular 13/2001" in stale_of(found)
