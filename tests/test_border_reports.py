"""Reports of closed borders: whom they stop, and that they turn into notices by themselves after a year."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from prenotify.domain.deadlines import months_after
from prenotify.domain.plan import Plan
from prenotify.domain.trip import read_trip
from prenotify.tripfile import decode_trip
from tests.builders import TODAY, Data, a_stay, a_trip, advisory, codes, planned, the_rulebook
from tests.checkout import ROOT

CHECKED = date(2026, 11, 22)
LAST_DAY_OF_A_REPORT = months_after(CHECKED, 12)


def by_land(country: str, day: str, port: str) -> Data:
    return a_stay(country, day, entry={"port": port, "by": "land"})


def leg(before: str, after: str, on: str = "2027-06-14", **entry: Any) -> Plan:
    """A plan of two stays; the second begins on the day the first ends."""
    return planned(a_trip(a_stay(before, "2027-06-01", on), a_stay(after, on, on, entry=entry)))


def test_the_second_sample_trip_meets_the_thai_cambodian_border_twice() -> None:
    trip = read_trip(decode_trip("t2.toml", (ROOT / "tests" / "trips" / "t2.toml").read_bytes()))
    found = planned(trip, date(2026, 11, 21))
    closed = [a for a in found.advisories if a.code == "BORDER_CLOSED"]
    assert [(a.stay, a.severity) for a in closed] == [(5, "block"), (6, "block")]
    assert all("23 June 2025" in a.message and "Laos" in a.message for a in closed)
    assert all(len(a.sources) >= 3 for a in closed)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TH", "KH"), ("KH", "TH"), ("PK", "IN"), ("IN", "PK"),
        ("GE", "AZ"), ("TR", "AZ"), ("IR", "AZ"), ("RU", "AZ"), ("AM", "AZ"),
    ],
)  # fmt: skip
def test_a_direct_leg_over_a_closed_border_is_stopped(before: str, after: str) -> None:
    assert "BORDER_CLOSED" in codes(leg(before, after), 2)


@pytest.mark.parametrize(
    ("before", "after"), [("TH", "KH"), ("KH", "TH"), ("PK", "IN"), ("IN", "PK"), ("IR", "AZ")]
)
@pytest.mark.parametrize("by", ["sea", "air"])
def test_the_same_leg_by_sea_or_air_is_not(before: str, after: str, by: str) -> None:
    assert codes(leg(before, after, by=by), 2).isdisjoint({"BORDER_CLOSED", "LAND_BORDER_NOTICE"})


@pytest.mark.parametrize(("before", "after"), [("LA", "TH"), ("LA", "KH"), ("NP", "IN"), ("MY", "TH")])
def test_nor_is_one_from_another_neighbour(before: str, after: str) -> None:
    assert "BORDER_CLOSED" not in codes(leg(before, after), 2)


def test_a_leg_with_weeks_between_is_no_crossing_of_that_border() -> None:
    trip = a_trip(a_stay("TH", "2027-06-01", "2027-06-14"), a_stay("KH", "2027-07-14"))
    assert "BORDER_CLOSED" not in codes(planned(trip), 2)


@pytest.mark.parametrize(
    ("country", "port"),
    [("IN", "Attari"), ("PK", "Wagah (land)"), ("KH", "Poipet"), ("TH", "Aranyaprathet"), ("AZ", "Samur")],
)
def test_a_closed_post_stops_whoever_comes(country: str, port: str) -> None:
    assert "BORDER_CLOSED" in codes(planned(a_trip(by_land(country, "2027-06-14", port))))


def test_azerbaijan_by_ship_is_open() -> None:
    trip = a_trip(a_stay("AZ", "2027-06-14", entry={"port": "Baku (Alat)", "by": "sea"}))
    assert codes(planned(trip)).isdisjoint({"BORDER_CLOSED", "LAND_BORDER_NOTICE"})


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("2026-11-30", False), ("2026-12-01", True), ("2027-01-15", True),
        ("2027-03-31", True), ("2027-04-01", False),
    ],
)  # fmt: skip
def test_the_khunjerab_is_shut_in_winter(entry: str, shown: bool) -> None:
    found = planned(a_trip(a_stay("PK", "2026-11-23", entry), a_stay("CN", entry)))
    assert ("LAND_BORDER_NOTICE" in codes(found, 2)) is shown
    assert "BORDER_CLOSED" not in codes(found, 2)


@pytest.mark.parametrize(("before", "after"), [("PK", "IR"), ("IR", "PK")])
def test_pakistan_and_iran_is_a_notice_with_date_and_age(before: str, after: str) -> None:
    one = advisory(leg(before, after), "LAND_BORDER_NOTICE", 2)
    assert one.severity == "warn"
    assert "16 June 2025" in one.message
    assert "17 months" in one.message


@pytest.mark.parametrize(("country", "port"), [("IN", "Sunauli"), ("PK", "Torkham")])
def test_the_notices_of_2021_are_shown_with_their_age_and_stop_nobody(country: str, port: str) -> None:
    one = advisory(planned(a_trip(by_land(country, "2027-06-14", port))), "LAND_BORDER_NOTICE")
    assert one.severity == "warn"
    assert "5 November 2021" in one.message
    assert "5 years" in one.message


def test_a_report_turns_into_a_notice_by_itself_after_a_year() -> None:
    trip = a_trip(by_land("KH", "2027-12-20", "Poipet"))
    last, next_day = planned(trip, LAST_DAY_OF_A_REPORT), planned(trip, LAST_DAY_OF_A_REPORT + timedelta(1))
    assert "BORDER_CLOSED" in codes(last)
    assert "LAND_BORDER_NOTICE" not in codes(last)
    assert "BORDER_CLOSED" not in codes(next_day)
    assert advisory(next_day, "LAND_BORDER_NOTICE").severity == "warn"


def test_every_report_that_closes_does_so_until_a_year_after_it_was_checked() -> None:
    for report in the_rulebook().reports:
        until = months_after(report.last_checked, 12)
        assert report.code(until) == ("BORDER_CLOSED" if report.closed else "LAND_BORDER_NOTICE")
        assert report.code(until + timedelta(1)) == "LAND_BORDER_NOTICE"


def test_a_report_nobody_had_made_yet_stops_nobody() -> None:
    trip = a_trip(by_land("KH", "2025-06-30", "Poipet"), carnet={"valid_from": "2025-01-01"})
    assert "BORDER_CLOSED" not in codes(planned(trip, date(2025, 6, 22)))
    assert "BORDER_CLOSED" in codes(planned(trip, date(2025, 6, 23)))


def test_without_its_report_the_border_is_open() -> None:
    rules = replace(the_rulebook(), reports=())
    trip = a_trip(by_land("KH", "2027-06-14", "Poipet"))
    assert codes(planned(trip, TODAY, rules)).isdisjoint({"BORDER_CLOSED", "LAND_BORDER_NOTICE"})


def test_every_report_says_its_date_and_age_in_both_languages_and_cites_somebody() -> None:
    for report in the_rulebook().reports:
        assert report.sources
        assert report.reported <= report.last_checked
        for language in ("en", "de"):
            assert "{dated}" in report.says.texts[language]
            assert "{age}" in report.says.texts[language]
