"""The calendar has every date with its reason, and nothing that tells who travels."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from time import sleep
from typing import Any

import pytest
from icalendar import Calendar

from prenotify.documents.ics import calendar
from prenotify.domain.plan import Plan
from tests.documents.plans import FILINGS, NAMES, REFERENCE, entered, filing, planned, reference_of, sample

each_trip = pytest.mark.parametrize("name", NAMES)


def events(plan: Plan) -> list[Any]:
    found = Calendar.from_ical(calendar(plan, REFERENCE))
    return list(found.walk("VEVENT"))


@each_trip
def test_every_deadline_has_an_event_on_its_day(name: str) -> None:
    plan = sample(name)
    days = [str(event["SUMMARY"]) + f" {event['DTSTART'].dt}" for event in events(plan)]
    for one in plan.filings:
        for deadline in one.deadlines:
            what = f"{one.form.name.en} ({deadline.force}, {deadline.lead}) {deadline.date}"
            assert any(day.endswith(what) for day in days)


def test_the_one_planned_on_says_send_by_and_says_why() -> None:
    found = next(event for event in events(sample("t1")) if "30 working days" in event["SUMMARY"])
    assert (
        found["SUMMARY"] == "Send by: Thailand: permit dossier for the agency (DLT) (rule, 30 working days)"
    )
    assert found["DTSTART"].dt == date(2027, 3, 2)
    said = str(found["DESCRIPTION"])
    assert "Source: ADAC, https://www.adac.de/" in said
    assert "checked 21 November 2026" in said
    assert "6 April 2027 (Chakri" in said


@each_trip
def test_each_event_warns_two_weeks_and_three_days_before_and_on_the_day(name: str) -> None:
    for event in events(sample(name)):
        triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        assert triggers == [timedelta(days, hours=9) for days in (-14, -3, 0)]


def test_the_carnets_tasks_are_there_with_both_ends_of_their_window() -> None:
    found = {(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events(sample("t1"))}
    assert ("Carnet, from today: ask for an extension of the carnet", date(2027, 10, 19)) in found
    assert ("Carnet, last day: ask for an extension of the carnet", date(2027, 11, 2)) in found


@each_trip
def test_nothing_tells_who_travels(name: str) -> None:
    trip = sample(name).trip
    told = calendar(sample(name), REFERENCE).replace(b"\r\n ", b"").decode()
    secrets = [
        trip.traveller.name,
        *trip.traveller.name.split(),
        trip.traveller.email,
        trip.traveller.passport.number,
        trip.traveller.licence.number,
        trip.carnet.number,
        trip.vehicle.plate,
        trip.vehicle.vin,
        trip.vehicle.engine_number,
        *(stay.entry.port for stay in trip.stays),
    ]
    assert [secret for secret in secrets if secret and secret in told] == []


@each_trip
def test_every_event_has_a_name_of_its_own(name: str) -> None:
    uids = [str(event["UID"]) for event in events(sample(name))]
    assert len(uids) == len(set(uids))


def test_a_moved_deadline_moves_its_event() -> None:
    later = entered("t1")
    later["stays"][4]["entry"]["date"] = date(2027, 6, 20)

    def notice(plan: Plan) -> Any:
        return next(event for event in events(plan) if "IMI (rule" in event["SUMMARY"])

    before, after = notice(sample("t1")), notice(planned(later))
    assert before["UID"] == after["UID"]
    assert after["DTSTART"].dt == date(2027, 6, 13)


def test_one_filing_alone_brings_only_its_own_deadlines() -> None:
    one = filing("thailand")
    found: list[Any] = Calendar.from_ical(calendar(sample("t1"), REFERENCE, only=one)).walk("VEVENT")
    assert [event["DTSTART"].dt for event in found] == [deadline.date for deadline in one.deadlines]


def test_the_same_plan_gives_the_same_bytes_a_second_later() -> None:
    first = calendar(sample("t1"), REFERENCE)
    sleep(1.1)
    assert calendar(sample("t1"), REFERENCE) == first
    assert b"DTSTAMP:20261121T000000Z" in first


def test_a_plan_without_dates_is_an_empty_calendar() -> None:
    empty = replace(sample("t1"), filings=(), carnet=())
    assert not events(empty)
    assert isinstance(Calendar.from_ical(calendar(empty, REFERENCE)).get("UID"), str)


def test_dates_are_whole_days() -> None:
    assert not any(isinstance(event["DTSTART"].dt, datetime) for event in events(sample("t1")))


def test_every_filing_of_the_six_trips_is_tested() -> None:
    found = [f"{name}-{reference_of(one)}" for name in NAMES for one in sample(name).filings]
    assert sorted(found) == sorted(called.replace("-", f"-{REFERENCE}-", 1) for called in FILINGS)


def test_a_step_to_take_elsewhere_has_the_day_it_opens_and_the_day_it_is_due() -> None:
    stay = {
        "country": "ZA",
        "entry": {"port": "Beitbridge", "date": "2026-12-31", "by": "land"},
        "exit": {"port": "Beitbridge", "date": "2027-01-20", "by": "land"},
    }
    steps = {
        str(event["summary"]).partition(":")[0]: event["dtstart"].dt
        for event in events(planned(entered("t1") | {"stays": [stay]}))
        if "declaration" in str(event["summary"])
    }
    assert steps == {
        "Elsewhere, possible from today": date(2026, 12, 30),
        "Elsewhere, do it by": date(2026, 12, 31),
    }
