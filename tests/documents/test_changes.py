"""Each field of a trip, changed, makes a letter untrue exactly where the letter shows it."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from prenotify.documents.changes import changed
from prenotify.documents.content import content_of
from prenotify.documents.letter import letter_text
from prenotify.documents.pdf import filing_pdf
from prenotify.domain.plan import Filing
from prenotify.domain.problems import BadInput
from prenotify.domain.trip import Money, Trip, read_trip
from tests.builders import Data, planned, the_rulebook
from tests.documents.paper import pages
from tests.needs import needs

REFERENCE = "PNSAMPLE-01-TEST"
TODAY = date(2026, 11, 22)
COUNTRIES = {
    form: code for code, country in the_rulebook().countries.items() for form in (f.id for f in country.forms)
}
FORMS = sorted(COUNTRIES)


def everything(country: str, form: str) -> Data:
    """A trip with each field filled in."""
    # Nicaragua asks of those who come by land.
    by = "land" if country == "NI" else "sea"
    keys = {question.key: question for question in the_rulebook().forms[form].questions}
    return {
        "traveller": {
            "name": "Testa Beispielreiter", "name_latin": "TESTA BEISPIELREITER", "nationalities": ["DE"],
            "residence": "DE", "email": "testa@example.org", "phone": "+49 30 0", "address": "Beispielweg 1",
            "birth_date": "1984-05-17", "sex": "F",
            "passport": {"number": "X00TEST01", "country": "DE", "expires": "2035-08-30"},
            "licence": {"number": "TESTLIC01", "expires": "2035-01-18", "permits": ["IDP-1949"]},
            "club_member_number": "1234", "language": "de",
        },
        "vehicle": {
            "kind": "motorcycle", "make": "BMW", "model": "R 1250 GS", "year": 2022, "colour": "white",
            "seats": 2, "engine_cc": 1254, "gross_weight_kg": 465, "plate": "M-XX 0001", "plate_local": "ก",
            "registered_in": "FR", "vin": "WB1TEST0000000001", "engine_number": "TESTENG001",
            "sleeping_place": False, "value": {"amount": 18000, "currency": "EUR"},
            "owner": {"name": "Owner", "address": "Ownerweg 1", "consent": True},
        },
        "carnet": {
            "kind": "cpd", "number": "DE-TEST-0001", "issuer": "ADAC", "valid_from": "2026-12-01",
            "valid_until": "2027-11-30", "excluded_countries": ["IR"], "pages": 25,
        },
        "drivers": [{
            "name": "Bluey Inventedale", "name_latin": "BLUEY", "residence": "AU", "address": "Street 1",
            "passport": {"number": "B0", "country": "AU", "expires": "2033-01-01"},
        }],
        "agent": {"name": "Example KK", "email": "agent@example.com", "power_of_attorney": True},
        "stays": [{
            "country": country,
            "entry": {"port": "Xa", "date": "2027-04-10", "by": by, "vessel": "V1", "bill_of_lading": "B1"},
            "exit": {"port": "Xb", "date": "2027-04-25", "by": "land", "vessel": "V", "bill_of_lading": "B2"},
            "stages": ["Place A", "Place B"], "stage_days": [8, 8], "visa": "e-visa",
            "contact": {"name": "Contact", "address": "Contact Street", "phone": "+1"},
            "answers": {key: _answer(question) for key, question in keys.items()},
        }],
    }  # fmt: skip


def _answer(question: Any) -> Any:
    kinds = {
        "number": 3,
        "date": "2027-04-12",
        "yes_no": True,
        "slot": "2027-04-12 10:00-11:00",
        "email": "a@example.org",
    }
    return question.choices[0] if question.choices else kinds.get(question.type, f"answer {question.key}")


def leaves(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of a model that holds a value, with what it holds."""
    for name, info in model.model_fields.items():
        inner = next(
            (part for part in _parts(info.annotation) if _is_model(part) and part is not Money), None
        )
        if inner is None:
            yield prefix + name, info.annotation
        else:
            many = "0." if get_origin(info.annotation) is tuple else ""
            yield from leaves(inner, f"{prefix}{name}.{many}")


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) in (Union, UnionType, tuple):
        for part in get_args(annotation):
            yield from _parts(part)


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


PATHS = dict(leaves(Trip))
CHOICES = {
    path: next((get_args(p) for p in _parts(kind) if get_origin(p) is Literal), ())
    for path, kind in PATHS.items()
}
# In another language a letter says the same.
_ITS_LANGUAGE = "stays.0.answers.letter_language"
# Another verdict than "untrue": with these changed, the form is not filed any more.
ENDS_IT = {"carnet.kind", "stays.0.entry.by", "vehicle.sleeping_place"}
# Two that hang together: the days make up the stay.
TOGETHER = {"stays.0.entry.date", "stays.0.exit.date", "stays.0.stages"}


def another(path: str, value: Any) -> Any:
    """A value of the same kind, and another one."""
    leaf = path.rsplit(".", 1)[-1]
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case {"amount": amount, **rest}:
            return {"amount": amount + 1, **rest}
        case list() if leaf == "stage_days":
            return [value[0] - 1, value[1] + 1]
        case list():
            return [another(f"{path}.{leaf}", value[0]), *value[1:]]
    if choices := CHOICES.get(path):
        return next(choice for choice in choices if choice != value)
    if leaf == "permits":
        return "ASEAN"
    if leaf == "language":
        return "en" if value != "en" else "de"
    if len(value) == 2 and value.isupper():
        return "AT" if value != "AT" else "CH"
    try:
        return (date.fromisoformat(value) - timedelta(1)).isoformat()
    except ValueError:
        return f"changed.{value}" if "@" in value else f"{value} changed"


def with_change(entered: Data, path: str) -> Data:
    trip = copy.deepcopy(entered)
    *groups, leaf = path.split(".")
    inside: Any = trip
    for group in groups:
        inside = inside[int(group) if group.isdecimal() else group]
    inside[leaf] = another(path, inside[leaf])
    if path in TOGETHER:
        del trip["stays"][0]["stage_days"]
    return trip


@cache
def filing_of(form: str, path: str = "", whole_days: bool = True) -> Filing | None:
    entered = everything(COUNTRIES[form], form)
    if not whole_days:
        del entered["stays"][0]["stage_days"]
    trip = read_trip(with_change(entered, path) if path else entered)
    found = (filing for filing in planned(trip, TODAY).filings if filing.form.id == form)
    filing = next(found, None)
    return filing and replace(filing, status="ready", blocks=())


@cache
def whole_text(form: str, path: str = "", whole_days: bool = True) -> str:
    """All that a reader sees: subject, letter and paper."""
    filing = filing_of(form, path, whole_days)
    assert filing
    return "\n".join(
        (
            content_of(filing, REFERENCE).subject.in_both,
            letter_text(filing, REFERENCE),
            "\f".join(pages(filing_pdf(filing, REFERENCE), "-layout")),
        )
    )


def asked(form: str) -> list[str]:
    return [f"stays.0.answers.{question.key}" for question in the_rulebook().forms[form].questions]


def every_field_of_every_form() -> Iterator[Any]:
    for form in FORMS:
        for path in [
            *(path for path in PATHS if path not in ("stays.0.country", "stays.0.answers")),
            *(path for path in asked(form) if path != _ITS_LANGUAGE),
        ]:
            yield pytest.param(form, path, id=f"{form} {path}")


@needs("pdftotext")
@pytest.mark.parametrize(("form", "path"), [*every_field_of_every_form()])
def test_a_changed_field_is_flagged_exactly_where_the_letter_shows_it(form: str, path: str) -> None:
    whole_days = path not in TOGETHER
    then = filing_of(form, whole_days=whole_days)
    assert then, "the form is filed for this trip"
    try:
        now = filing_of(form, path)
    except BadInput as error:
        pytest.fail(f"the test makes no sound trip of it: {error}")
    if now is None:
        assert path in ENDS_IT
        return
    differs = whole_text(form, path) != whole_text(form, whole_days=whole_days)
    assert bool(changed(then, now, REFERENCE)) == differs


def test_a_letter_is_still_true_when_another_language_is_chosen_for_it() -> None:
    form = "india/adac-confirmation"
    entered = everything("IN", form)
    german, english = (copy.deepcopy(entered) for _ in range(2))
    german["stays"][0]["answers"]["letter_language"] = "de"
    english["stays"][0]["answers"]["letter_language"] = "en"
    then, now = (
        next(f for f in planned(read_trip(trip), TODAY).filings if f.form.id == form)
        for trip in (german, english)
    )
    assert letter_text(then, REFERENCE) != letter_text(now, REFERENCE)
    assert changed(then, now, REFERENCE) == ()
