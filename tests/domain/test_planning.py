"""Which filings a trip needs, and the day to plan on."""

from datetime import date, timedelta

import pytest

from prenotify.domain.plan import Filing
from tests.builders import (
    a_stay,
    a_trip,
    advisory,
    codes,
    filing_of,
    planned,
)
from tests.domain.plans import TOO_LATE, indonesia, thailand, with_leads


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


def test_a_filing_knows_its_stay_and_country() -> None:
    found: Filing = filing_of(planned(a_trip(a_stay("MY"), a_stay("ID"))), stay=2)
    assert (found.stay, found.country) == (2, "ID")


def test_filings_that_are_incomplete_or_late_need_attention() -> None:
    assert indonesia(carnet={"number": ""}).needs_attention
    assert indonesia(today=TOO_LATE).needs_attention
