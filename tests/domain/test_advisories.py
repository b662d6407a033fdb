"""What a plan says besides: missed deadlines, sources that disagree, fees, borders, quotas."""

from dataclasses import replace

import pytest

from prenotify.domain.plan import plan_as_data
from prenotify.domain.sources import Wording
from tests.builders import (
    TODAY,
    a_stay,
    a_trip,
    advisory,
    codes,
    filing_of,
    planned,
    the_rulebook,
)
from tests.domain.plans import BLOCKED, LAST_DAY, TOO_LATE, checked_on, day, indonesia, thailand


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
