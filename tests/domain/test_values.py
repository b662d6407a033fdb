"""What data files may ask of a trip, where it stands there, and how it is said."""

from datetime import date
from typing import Any

import pytest

from prenotify.domain.trip import Money, read_trip
from prenotify.domain.values import (
    VALUE_PATHS,
    english_date,
    fill,
    in_english,
    is_blank,
    placeholders,
    trip_path,
    value_path,
)
from tests.builders import Data, a_stay, a_trip, facts, trip_data

# Not entered but reckoned from what was.
RECKONED = {path for path in VALUE_PATHS if path.split(".")[0] in {"today", "owner", "drivers"}} | {
    "carnet.ends",
    "stay.days",
    "stay.year_days",
    "stay.last_day",
    "stay.overlapping",
}
FULL = trip_data(
    a_stay("IN", "2027-01-10", "2027-02-10", visa="e-visa", answers={"customs_office": "Chennai"}),
    a_stay("JP", "2027-10-04", "2027-10-20", entry={"vessel": "MV Example"}),
    traveller={"nationalities": ["DE", "CH"], "birth_date": "1984-05-17"},
    vehicle={"value": {"amount": 18000, "currency": "EUR"}, "year": 2022, "sleeping_place": True},
    carnet={"excluded_countries": ["EG", "PK"]},
    drivers=[
        {"name": "Bluey Inventedale", "residence": "AU", "address": "1 Example Street"},
        {"name": "Hanako Kakuu", "residence": "JP"},
    ],
    agent={"name": "Example Forwarding KK"},
)


def said(path: str, stay: int = 1, **groups: Any) -> str:
    """A value of the full trip as a letter would say it."""
    return fill(f"{{{path}}}", facts(read_trip(FULL | groups), stay))


@pytest.mark.parametrize("path", sorted(VALUE_PATHS))
def test_every_value_can_be_said_of_a_full_trip_and_of_a_bare_one(path: str) -> None:
    full, bare = facts(read_trip(FULL)), facts(a_trip(a_stay("MY")))
    for one in (full, bare):
        value = VALUE_PATHS[path].get(one)
        assert is_blank(value) == (in_english(value) == "")


@pytest.mark.parametrize("path", sorted(set(VALUE_PATHS) - RECKONED))
def test_every_entered_value_stands_in_the_trip_where_its_path_says(path: str) -> None:
    trip = read_trip(FULL)
    here: Any = trip.model_dump()
    for part in trip_path(path, 2).split("."):
        here = here[int(part) - 1] if part.isdecimal() else here[part]
    value = VALUE_PATHS[path].get(facts(trip, 2))
    assert here == (value.model_dump() if isinstance(value, Money) else value)


def test_paths_of_a_stay_carry_its_number() -> None:
    assert trip_path("stay.entry.port", 3) == "stays.3.entry.port"
    assert trip_path("answers.visit_1", 2) == "stays.2.answers.visit_1"
    assert trip_path("traveller.name", 3) == "traveller.name"


def test_an_answer_is_a_value_whatever_its_key_and_blank_when_it_is_not_given() -> None:
    assert said("answers.customs_office") == "Chennai"
    assert said("answers.customs_office", stay=2) == ""


@pytest.mark.parametrize("path", ["traveler.name", "stay", "stay.answers", "trip", "", "stay.entry"])
def test_what_is_not_in_the_closed_set_is_no_value(path: str) -> None:
    assert value_path(path) is None
    with pytest.raises(LookupError, match="no value is called"):
        fill(f"{{{path}}}" if path else "{x}", facts(a_trip()))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("traveller.nationalities", "Germany, Switzerland"),
        ("traveller.residence", "Germany"),
        ("vehicle.registered_in", "Germany"),
        ("stay.country", "India"),
        ("carnet.excluded_countries", "Egypt, Pakistan"),
        ("traveller.passport.country", "Germany"),
        ("traveller.birth_date", "17 May 1984"),
        ("stay.entry.date", "10 January 2027"),
        ("stay.days", "32"),
        ("stay.year_days", "32"),
        ("stay.last_day", "9 July 2027"),
        ("vehicle.value", "18,000 EUR"),
        ("vehicle.year", "2022"),
        ("vehicle.sleeping_place", "yes"),
        ("agent.power_of_attorney", "no"),
        ("traveller.licence.permits", "IDP-1949"),
        ("owner.name", "Testa Beispielreiter"),
        ("today", "22 November 2026"),
    ],
)
def test_values_are_said_so_that_no_english_reader_can_mistake_them(path: str, words: str) -> None:
    assert said(path) == words


def test_drivers_are_split_by_where_they_live() -> None:
    assert said("drivers.resident", stay=2) == "Hanako Kakuu"
    assert said("drivers.others", stay=2) == "Bluey Inventedale, 1 Example Street"
    assert said("drivers.all", stay=2) == "Bluey Inventedale, Hanako Kakuu"
    assert said("drivers.resident", stay=1) == "", "nobody of them lives in India"


def test_a_driver_who_says_no_residence_is_not_taken_for_a_resident() -> None:
    drivers: list[Data] = [{"name": "Bluey Inventedale"}]
    assert said("drivers.resident", stay=2, drivers=drivers) == ""
    assert said("drivers.others", stay=2, drivers=drivers) == "Bluey Inventedale"


def test_the_owner_is_the_traveller_unless_somebody_else_is_named() -> None:
    owned = a_trip(vehicle={"owner": {"name": "Aunt Invented"}})
    assert fill("{owner.name}", facts(owned)) == "Aunt Invented"


@pytest.mark.parametrize(
    ("value", "blank"), [(None, True), ("", True), ((), True), (0, False), (False, False)]
)
def test_a_no_and_a_zero_are_given(value: Any, blank: bool) -> None:
    assert is_blank(value) is blank


@pytest.mark.parametrize(
    ("amount", "words"),
    [(18000, "18,000 EUR"), (18000.5, "18,000.50 EUR"), (0.25, "0.25 EUR"), (1e9, "1,000,000,000 EUR")],
)
def test_money_is_said_with_its_currency(amount: float, words: str) -> None:
    assert in_english(Money(amount=amount, currency="EUR")) == words


@pytest.mark.parametrize(
    ("day", "words"), [(date(2027, 3, 2), "2 March 2027"), (date(2026, 12, 31), "31 December 2026")]
)
def test_a_date_spells_its_month(day: date, words: str) -> None:
    assert english_date(day) == words


def test_more_values_come_before_those_of_the_trip() -> None:
    words = fill(
        "{form}: {send_by}, {stay.country}", facts(a_trip()), {"form": "F", "send_by": date(2027, 3, 2)}
    )
    assert words == "F: 2 March 2027, Indonesia"


@pytest.mark.parametrize("name", ["{stay.entry.port}", "{{7*7}}", "%s", "\\1 \\g<0>", "{", "}"])
def test_what_a_traveller_wrote_is_said_and_never_read_as_a_template(name: str) -> None:
    words = fill("Dear {traveller.name}, of {stay.country}", facts(a_trip(traveller={"name": name})))
    assert words == f"Dear {name}, of Indonesia"


def test_placeholders_are_found_in_order() -> None:
    assert placeholders("{a.b} and {c}, {not one} {} {{d}}") == ["a.b", "c", "d"]
