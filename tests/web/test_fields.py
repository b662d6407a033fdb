"""Fields understand what people type, and say what they do not understand."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from prenotify.domain.trip import Agent, Carnet, Driver, Stay, Traveller, Vehicle
from prenotify.web.addresses import PAGES
from prenotify.web.pages.choices import YesNoField
from prenotify.web.pages.countries import CountriesField, CountryField, CountryLinesField
from prenotify.web.pages.days import DayField, SlotField
from prenotify.web.pages.fields import Entry, LinesField
from prenotify.web.pages.numbers import AmountField, NumberField
from prenotify.web.pages.page import Page, with_value
from tests.web.visit import day


class OnePage(Page):
    number = NumberField("Number", name="number")
    amount = AmountField("Amount", name="amount")
    country = CountryField("Country", name="country")
    countries = CountriesField("Countries", name="countries")
    country_lines = CountryLinesField("Countries", name="country_lines")
    lines = LinesField("Lines", name="lines")
    yes_no = YesNoField("Yes or no", name="yes_no")
    day = DayField("Day", name="day")
    slot = SlotField("Slot", name="slot")


def typed(name: str, value: Any) -> OnePage:
    values = value if isinstance(value, dict) else {name: value}
    return OnePage(typed=MultiDict(values))


def entry(page: Page, name: str) -> Entry:
    return next(field for field in page.entries() if field.name == name)


def slot(*boxes: object) -> dict[str, str]:
    return day("slot", *boxes[:3]) | {"slot-from": str(boxes[3]), "slot-to": str(boxes[4])}


UNDERSTOOD = [
    ("number", "1254", 1254),
    ("number", " 3 500 ", 3500),
    ("number", "3,500", 3500),
    ("number", "3.500", 3500),
    ("number", "3\u202f500", 3500),
    ("number", "0", 0),
    ("amount", "18000", 18000.0),
    ("amount", "18,000.50", 18000.5),
    ("amount", "18.000,5", 18000.5),
    ("amount", "18’000", 18000.0),
    ("country", "DE", "DE"),
    ("country", "th", "TH"),
    ("country", " thailand ", "TH"),
    ("country", "Côte d'Ivoire", "CI"),
    ("countries", ["Germany", "", "CH"], ["DE", "CH"]),
    ("country_lines", "India\r\n\r\nJP\n", ["IN", "JP"]),
    ("lines", " Java \r\nBali\n\n", ["Java", "Bali"]),
    ("yes_no", "no", False),
    ("day", day("day", 5, 4, 2027), "2027-04-05"),
    ("day", day("day", "05", "04", "2027"), "2027-04-05"),
    ("day", day("day", "5", "april", "2027"), "2027-04-05"),
    ("day", day("day", "5", "Apr", "2027"), "2027-04-05"),
    ("slot", slot(6, 4, 2027, "10:00", "11:00"), "2027-04-06 10:00-11:00"),
    ("slot", slot(6, 4, 2027, "9", "10.30"), "2027-04-06 09:00-10:30"),
]


@pytest.mark.parametrize(("name", "value", "meant"), UNDERSTOOD)
def test_what_people_type_is_understood(name: str, value: Any, meant: Any) -> None:
    page = typed(name, value)
    assert page.accepts()
    assert page.to_entered() == {name: meant}


@pytest.mark.parametrize(("name", "value", "meant"), UNDERSTOOD)
def test_what_is_stored_is_shown_so_that_it_means_the_same_again(name: str, value: Any, meant: Any) -> None:
    shown = entry(OnePage({name: meant}), name).typed
    if isinstance(shown, dict):
        shown = {f"{name}-{box}": text for box, text in shown.items()}
    assert typed(name, shown).to_entered() == {name: meant}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("number", "1e6", "Number: “1e6” is not a whole number; write digits only"),
        ("number", "-1", "Number: “-1” is not a whole number; write digits only"),
        ("number", "9" * 5000, "Number: “" + "9" * 59 + "…” is not a whole number; write digits only"),
        ("amount", "lots", "Amount: “lots” is not an amount; write it like 18000 or 18000.50"),
        ("country", "Qwxz", "Country: “Qwxz” is not a country we know; write its name, "
         "or its two letters such as DE"),
        ("day", day("day", 31, 4, 2027), "Day: “31” is not a day of that month, which has 30"),
        ("day", day("day", 4, 13, 2027), "Day: there is no month “13”; day first, then month"),
        ("day", day("day", 4, 12, 27), "Day: “27” is not a year; write all four digits, such as 2027"),
        ("day", day("day", "", "", 2027), "Day needs a day and a month too"),
        ("slot", slot(6, 4, 2027, "11:00", "10:00"), "Slot: 11:00 to 10:00 ends before it begins"),
        ("slot", slot(6, 4, 2027, "noon", "13"), "Slot: “noon” is not a time; write it like 10:00"),
        ("yes_no", "perhaps", "Yes or no: “perhaps” is not one of the choices"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_named(name: str, value: Any, message: str) -> None:
    page = typed(name, value)
    assert not page.accepts()
    assert page[name].errors == [message]


def test_there_is_always_a_box_for_one_more_country() -> None:
    shown = entry(OnePage({"countries": ["DE", "CH", "AT"]}), "countries")
    assert shown.typed == ["Germany", "Switzerland", "Austria", ""]


def test_a_blank_page_is_no_value_at_all() -> None:
    blank = MultiDict([("number", " "), ("countries", ""), ("lines", "\n")])
    assert OnePage({"number": 4, "other": 5}, blank).to_entered() == {"other": 5}


def test_a_table_left_empty_is_left_out() -> None:
    assert with_value({"a": {"b": {"c": 1}}, "d": 2}, ["a", "b", "c"], None) == {"d": 2}


@pytest.mark.parametrize(
    ("key", "model"),
    [
        ("traveller", Traveller),
        ("vehicle", Vehicle),
        ("carnet", Carnet),
        ("agent", Agent),
        ("stays", Stay),
        ("drivers", Driver),
    ],
)
def test_a_page_marks_as_needed_what_the_trip_requires(key: str, model: type[Any]) -> None:
    page = PAGES[key]()
    assert page.model is model
    required = {name for name, info in model.model_fields.items() if info.is_required()}
    required -= {"entry", "exit"}
    if model is Stay:
        required |= {f"{crossing}.{name}" for crossing in ("entry", "exit") for name in ("port", "date")}
    assert {field.name for field in page.entries() if field.needed} == required
