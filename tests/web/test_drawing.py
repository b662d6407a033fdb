"""Fields and what stands around them, drawn once with blanks and filled in for each traveller."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from prenotify.web.addresses import PAGES
from prenotify.web.pages.days import SlotField
from prenotify.web.pages.drawing import drawn
from prenotify.web.pages.fields import Entry, LineField, NoteField
from prenotify.web.pages.numbers import AmountField
from prenotify.web.pages.page import Page

CAREFUL = '<b>"Zoë\'s" {0} {name} & 50 % \\1</b>'
FILLED: dict[str, Any] = {
    "line": CAREFUL,
    "note": f"{CAREFUL}\nand\nfour\nlines",
    "masked": "C01X00T47",
    "country": "TH",
    "countries": ["DE", "TH"],
    "flag": True,
    "day": "2027-04-19",
    "slot": "2027-04-06 10:00-11:00",
}


class Odd(Page):
    """Kinds that only questions from data have."""

    slot = SlotField("When")
    note = NoteField("Note", hint="With {braces} & more")


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/"):
        yield app


def as_the_macro_draws(app: Flask, field: Entry) -> str:
    macros: Any = app.jinja_env.get_template("_fields.html").module
    return str(macros.entry(field, False, ""))


def of_every_kind(page: type[Page]) -> Iterator[Page]:
    yield page()
    filled = {field.name: value_for(field) for field in page().entries()}
    yield page(nested(filled))
    typed = page(typed=MultiDict({name: CAREFUL for field in page().entries() for name in names_of(field)}))
    typed.accepts()
    yield typed


def value_for(field: Entry) -> Any:
    if isinstance(field, AmountField):
        return 18000.5
    choices = list(getattr(field, "choices", {}))
    return choices[0] if field.kind == "choice" else choices if choices else FILLED[field.kind]


def names_of(field: Entry) -> list[str]:
    return [f"{field.name}-{box}" for box in getattr(field, "boxes", ())] or [field.name]


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        *tables, last = name.split(".")
        inner = found
        for table in tables:
            inner = inner.setdefault(table, {})
        inner[last] = value
    return found


@pytest.mark.parametrize("kind", [*PAGES.values(), Odd], ids=lambda kind: kind.__name__)
def test_a_filled_outline_is_what_the_macro_draws(app: Flask, kind: type[Page]) -> None:
    for _again in range(2):
        for page in of_every_kind(kind):
            for field in page.entries():
                assert drawn([field], (), {}) == as_the_macro_draws(app, field), field.name


class OneLine(Page):
    line = LineField("Line")


def test_what_is_kept_of_a_page_holds_nobodys_words(app: Flask) -> None:
    page = OneLine({"line": "Sigrun Thorvaldsdottir"})
    assert "Sigrun" in drawn(page.entries(), (), {})
    assert page.line.outlines
    assert not any("Sigrun" in outline for outline in page.line.outlines.values())
    assert "Sigrun" not in drawn(OneLine({"line": "Jón"}).entries(), (), {})
    assert not vars(OneLine()).get("data")


def test_a_field_that_is_wanted_says_so_each_time(app: Flask) -> None:
    page = OneLine({"line": "x"})
    marked = [
        "needed before it can be sent" in drawn(page.entries(), wanted, {})
        for wanted in (["line"], [], ["line"])
    ]
    assert marked == [True, False, True]
