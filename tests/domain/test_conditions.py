"""Every condition that rule files may use: a trip for which it holds, and one for which it does not."""

import re
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prenotify.domain.conditions import CONDITIONS, When, read_when
from prenotify.domain.deadlines import months_after
from prenotify.domain.place_names import names_place, plain
from prenotify.domain.trip import Trip
from tests.builders import a_stay, a_trip, facts, holds


class Row(NamedTuple):
    """A condition with a value, and trips on both sides of it; the stay looked at is the last."""

    name: str
    wanted: Any
    holds_for: Trip
    not_for: Trip


def vehicle(**given: Any) -> Trip:
    return a_trip(vehicle=given)


def stay(*given: Any, **more: Any) -> Trip:
    return a_trip(a_stay(*given, **more))


def traveller(**given: Any) -> Trip:
    return a_trip(a_stay("TH", "2027-06-14", "2027-06-20"), traveller=given)


def carnet(**given: Any) -> Trip:
    return a_trip(a_stay("IN", "2027-01-10", "2027-02-10"), carnet=given)


AGENT = {"name": "Example Forwarding KK"}
TABLE = (
    Row("kind", ["car", "van"], vehicle(kind="van"), vehicle(kind="truck")),
    Row("sleeping_place", True, vehicle(sleeping_place=True), vehicle()),
    Row("sleeping_place", False, vehicle(), vehicle(sleeping_place=True)),
    Row("registered_in", ["MY", "SG"], vehicle(registered_in="SG"), vehicle(registered_in="DE")),
    Row("registered_not_in", ["GB", "IE"], vehicle(registered_in="DE"), vehicle(registered_in="IE")),
    Row("gross_weight_over_kg", 3500, vehicle(gross_weight_kg=3501), vehicle(gross_weight_kg=3500)),
    Row("gross_weight_over_kg", 3500, vehicle(gross_weight_kg=3501), vehicle()),
    Row("vehicle_years_over", 21, vehicle(year=2005), vehicle(year=2006)),
    Row("vehicle_years_over", 21, vehicle(year=2005), vehicle()),
    Row("seats_over", 9, vehicle(seats=10), vehicle(seats=9)),
    Row("seats_over", 9, vehicle(seats=10), vehicle()),
    Row("nationality", ["PK"], traveller(nationalities=["DE", "PK"]), traveller(nationalities=["DE"])),
    Row("owner_is_traveller", True, vehicle(), vehicle(owner={"name": "Aunt Invented"})),
    Row("owner_is_traveller", True, vehicle(owner={"name": "Testa Beispielreiter"}),
        vehicle(owner={"name": "Aunt Invented"})),
    Row("owner_is_traveller", False, vehicle(owner={"name": "Aunt Invented"}), vehicle()),
    Row("permits_include", ["IDP-1968"], traveller(licence={"permits": ["IDP-1949", "IDP-1968"]}),
        traveller(licence={"permits": ["IDP-1949"]})),
    Row("permits_include", ["IDP-1949", "IDP-1968"], traveller(licence={"permits": ["IDP-1949", "IDP-1968"]}),
        traveller(licence={"permits": ["IDP-1949"]})),
    Row("permits_lack", ["IDP-1949"], traveller(licence={"permits": ["IDP-1968"]}),
        traveller(licence={"permits": ["IDP-1949"]})),
    Row("permits_lack", ["IDP-1949", "ASEAN"], traveller(licence={"permits": []}),
        traveller(licence={"permits": ["ASEAN"]})),
    Row("carnet_kind", ["ata", "none"], carnet(kind="none"), carnet(kind="cpd")),
    Row("issuing_club_not", ["adac"], carnet(issuer="TCS"), carnet(issuer="ADAC e.V.")),
    Row("issuing_club_not", ["adac"], carnet(issuer="A club nobody knows"), carnet(issuer="")),
    Row("cpd_missing", True, carnet(kind="none"), carnet(kind="cpd")),
    Row("cpd_missing", True, carnet(kind="none"), a_trip(a_stay("MY"), carnet={"kind": "none"})),
    Row("carnet_begins_after_entry", True, carnet(valid_from="2027-01-11"), carnet(valid_from="2027-01-10")),
    Row("carnet_begins_after_entry", True, carnet(valid_from="2027-01-11"), carnet(valid_from="")),
    Row("carnet_ends_before_exit", True, carnet(valid_until="2027-02-09"), carnet(valid_until="2027-02-10")),
    Row("carnet_ends_before_exit", True, carnet(valid_until="2027-02-09"), carnet(valid_until="")),
    Row("carnet_excludes_country", True, carnet(excluded_countries=["EG", "IN"]),
        carnet(excluded_countries=["EG"])),
    Row("passport_ends_before_exit", True, traveller(passport={"expires": "2027-06-19"}),
        traveller(passport={"expires": "2027-06-20"})),
    Row("passport_ends_before_exit", True, traveller(passport={"expires": "2027-06-19"}),
        traveller(passport={"expires": ""})),
    Row("passport_months_after_entry_under", 6, traveller(passport={"expires": "2027-12-13"}),
        traveller(passport={"expires": "2027-12-14"})),
    Row("passport_months_after_entry_under", 6, traveller(passport={"expires": "2027-12-13"}),
        traveller(passport={"expires": ""})),
    Row("stays_past_limit", True, stay("IN", "2027-01-10", "2027-07-10"),
        stay("IN", "2027-01-10", "2027-07-09")),
    Row("stays_past_limit", True, stay("JP", "2027-01-10", "2028-01-10"),
        stay("JP", "2027-01-10", "2028-01-09")),
    Row("overlaps_another_stay", True,
        a_trip(a_stay("MY", "2027-03-01", "2027-03-20"), a_stay("TH", "2027-03-19", "2027-03-30")),
        a_trip(a_stay("MY", "2027-03-01", "2027-03-20"), a_stay("TH", "2027-03-20", "2027-03-30"))),
    Row("stay_days_over", 30, stay("TH", "2027-06-14", "2027-07-14"), stay("TH", "2027-06-14", "2027-07-13")),
    Row("year_days_over", 60,
        a_trip(a_stay("TH", "2027-01-01", "2027-01-31"), a_stay("TH", "2027-06-01", "2027-06-30")),
        a_trip(a_stay("TH", "2027-01-01", "2027-01-30"), a_stay("TH", "2027-06-01", "2027-06-30"))),
    Row("days_to_entry_under", 7, stay("ID", "2026-11-28"), stay("ID", "2026-11-29")),
    Row("entry_by", ["land"], stay("IN", entry={"by": "land"}), stay("IN", entry={"by": "sea"})),
    Row("entry_by", ["land"], stay("IN", entry={"port": "Sunauli"}), stay("IN", entry={"port": "Chennai"})),
    Row("entry_by", ["sea"], stay("IN", entry={"port": "Sunauli", "by": "sea"}),
        stay("IN", entry={"port": "Nowhere known"})),
    Row("entry_not_by", ["sea", "air"], stay("NI", entry={"by": "land"}), stay("NI", entry={"by": "air"})),
    Row("entry_not_by", ["sea", "air"], stay("NI"), stay("IN", entry={"port": "Chennai"})),
    Row("exit_not_by", ["sea", "air"], stay("IR", exit={"by": "land"}), stay("IR", exit={"by": "sea"})),
    Row("exit_not_by", ["sea", "air"], stay("IR"), stay("IR", exit={"by": "air"})),
    Row("entry_port_not", ["Raxaul", "Birgunj"], stay("IN", entry={"port": "Sunauli"}),
        stay("IN", entry={"port": "RAXAUL (land)"})),
    Row("visa", ["e-visa"], stay("IN", visa="e-visa"), stay("IN", visa="paper")),
    Row("visa", ["e-visa"], stay("IN", visa="e-visa"), stay("IN")),
    Row("agent_named", True, a_trip(agent=AGENT), a_trip()),
    Row("agent_named", False, a_trip(), a_trip(agent=AGENT)),
    Row("agent_has_power_of_attorney", True, a_trip(agent=AGENT | {"power_of_attorney": True}),
        a_trip(agent=AGENT)),
    Row("other_drivers", True, a_trip(drivers=[{"name": "Bluey Inventedale"}]), a_trip()),
    Row("road_traffic_1949", ["not_party", "signed_only"], vehicle(registered_in="DE"),
        vehicle(registered_in="AU")),
    Row("road_traffic_1949", ["not_party", "signed_only"], vehicle(registered_in="CH"),
        vehicle(registered_in="SI")),
    Row("road_traffic_1949", ["unknown"], vehicle(registered_in="AQ"), vehicle(registered_in="VN")),
)  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.name}={row.wanted}")
def test_a_condition_holds_for_one_trip_and_not_for_the_other(row: Row) -> None:
    when = {row.name: row.wanted}
    assert holds(when, row.holds_for, len(row.holds_for.stays))
    assert not holds(when, row.not_for, len(row.not_for.stays))


def test_every_condition_is_in_the_table() -> None:
    assert {row.name for row in TABLE} == set(CONDITIONS)


def test_all_conditions_of_a_group_must_hold() -> None:
    when = {"kind": ["truck"], "gross_weight_over_kg": 3500}
    assert holds(when, vehicle(kind="truck", gross_weight_kg=4000))
    assert not holds(when, vehicle(kind="truck", gross_weight_kg=3000))
    assert not holds(when, vehicle(kind="car", gross_weight_kg=4000))


def test_one_group_of_several_is_enough() -> None:
    when = [{"kind": ["bus"]}, {"sleeping_place": True}]
    assert holds(when, vehicle(kind="bus"))
    assert holds(when, vehicle(sleeping_place=True))
    assert not holds(when, vehicle(kind="car"))


def test_nothing_asked_always_holds() -> None:
    assert When().holds(facts(a_trip()))
    assert When().names == set()


def test_a_when_knows_which_conditions_it_uses() -> None:
    assert read_when([{"kind": ["bus"]}, {"sleeping_place": True, "kind": ["car"]}]).names == {
        "kind",
        "sleeping_place",
    }


def test_a_when_may_be_called_by_a_name_the_file_gave_it() -> None:
    named = {"big": {"seats_over": 9}}
    assert read_when("big", named) == read_when(named["big"])
    with pytest.raises(ValueError, match=r"bigg is not named under \[conditions\]; did you mean big\?"):
        read_when("bigg", named)


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ({"knd": ["car"]}, "knd is not a known condition; did you mean kind?"),
        ({"__class__": []}, "__class__ is not a known condition; known are agent_has"),
        (
            {"kind": ["tank"]},
            "kind = [\"tank\"] does not fit: Input should be 'motorcycle', 'car'",
        ),
        ({"kind": "car"}, "kind = “car” does not fit"),
        ({"registered_in": ["Germany"]}, "“Germany” is not a country code; write DE"),
        ({"stay_days_over": "long"}, "stay_days_over = “long” does not fit"),
        ({"sleeping_place": "maybe"}, "sleeping_place = “maybe” does not fit"),
        ({"road_traffic_1949": ["partly"]}, 'road_traffic_1949 = ["partly"] does not fit'),
        ({"visa": ["E-Visa"]}, 'visa = ["E-Visa"] does not fit'),
        ({}, "{} is not a table of conditions"),
        ([], "[] is not a table of conditions"),
        ([{}], "[{}] is not a table of conditions"),
        (["kind"], '["kind"] is not a table of conditions'),
        (True, "true is not a table of conditions"),
    ],
    ids=str,
)
def test_a_when_that_makes_no_sense_says_why(when: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_when(when)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2027-06-14", 6, "2027-12-14"),
        ("2027-12-31", 12, "2028-12-31"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-03-15", -6, "2026-09-15"),
        ("2027-08-31", -6, "2027-02-28"),
        ("2027-01-01", -12, "2026-01-01"),
        ("2027-05-05", 0, "2027-05-05"),
    ],
)
def test_months_are_counted_by_the_calendar_and_end_with_the_month(
    day: str, months: int, expected: str
) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), months=st.integers(-120, 120))
def test_months_keep_the_day_or_take_the_months_last(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and months_after(found.replace(day=1), 1) > found)


@pytest.mark.parametrize(
    ("entered", "known"),
    [
        ("Sunauli (land)", "Sunauli"),
        ("NHAVA SHEVA (JNPT)", "Nhava Sheva"),
        ("Mota’ain, to Timor-Leste", "Mota'ain"),
        ("Osaka (Nanko)", "Nanko"),
        ("Kōchi", "kochi"),
        ("  Chennai  ", "Chennai"),
        ("Straße 5", "strasse"),
    ],
)
def test_a_place_is_known_however_it_is_written(entered: str, known: str) -> None:
    assert names_place(entered, known)


@pytest.mark.parametrize(
    ("entered", "known"),
    [("Sunaulipur", "Sunauli"), ("Nhava", "Nhava Sheva"), ("", "Sunauli"), ("Sadao", ""), ("!!!", "Sadao")],
)
def test_a_part_of_a_word_is_not_a_place(entered: str, known: str) -> None:
    assert not names_place(entered, known)


def test_plain_is_stable() -> None:
    assert plain(plain("Łódź–Ümlaut, (Straße)")) == plain("Łódź–Ümlaut, (Straße)")
