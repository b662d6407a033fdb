"""Pages in the reader's language: how it is chosen and kept, and that nothing is left in another."""

import re
from collections.abc import Iterator
from dataclasses import fields
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from pydantic import BaseModel

from prenotify.domain.directory import Row
from prenotify.domain.english import MONTHS
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Wording
from prenotify.language import read_languages
from tests.test_catalogues import write_invented
from tests.web.test_url_map import Address, walk
from tests.web.visit import Seen, Visitor, day

__all__ = ["walk"]

GERMAN = "de-AT,de;q=0.9,en;q=0.5"
START = {
    "en": "Tell the border before you reach it",
    "de": "Sagen Sie der Grenze Bescheid, bevor Sie dort sind",
}


@pytest.fixture
def german(app: Flask) -> Visitor:
    """Somebody whose browser asks for German."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = GERMAN
    return Visitor(client)


def spoken(seen: Seen) -> str:
    return seen.one("html").get("lang")


def switched(seen: Seen, name: str) -> str:
    """Where the page's own link to another language leads."""
    (link,) = [tag for tag in seen.all("a") if tag.get("hreflang") and tag.text == name]
    return seen.path.partition("?")[0] + link.get("href")


def test_the_browser_s_language_is_spoken(visitor: Visitor, german: Visitor) -> None:
    assert (spoken(visitor.visit("/")), visitor.visit("/").heading) == ("en", START["en"])
    assert (spoken(german.visit("/")), german.visit("/").heading) == ("de", START["de"])


def test_a_language_nobody_translated_is_english(visitor: Visitor) -> None:
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr-FR,fr"
    assert visitor.visit("/").heading == START["en"]
    assert visitor.visit("/?lang=tlh").heading == START["en"]


def test_what_was_chosen_is_kept(german: Visitor) -> None:
    trip = german.sample()
    assert german.visit(switched(german.visit(f"{trip}/plan"), "English")).heading.endswith(
        "14 December 2026"
    )
    assert spoken(german.visit(f"{trip}/")) == "en"
    assert spoken(german.visit(switched(german.visit(f"{trip}/"), "Deutsch"))) == "de"


def test_switching_stays_on_the_page_and_keeps_what_was_asked(visitor: Visitor) -> None:
    there = switched(visitor.visit("/countries?q=land"), "Deutsch")
    assert there == "/countries?q=land&lang=de"
    assert visitor.visit(there).heading == "Länder: „land“"


def test_public_pages_keep_no_cookie_and_say_what_they_depend_on(german: Visitor) -> None:
    by_browser = german.client.get("/countries/th")
    assert "Accept-Language" in by_browser.headers["Vary"]
    by_address = german.client.get("/countries/th?lang=en")
    assert "Vary" not in by_address.headers or "Accept-Language" not in by_address.headers["Vary"]
    for answer in (by_browser, by_address):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_links_to_public_pages_keep_a_language_that_was_chosen(visitor: Visitor, german: Visitor) -> None:
    assert visitor.visit("/").links["Countries"] == "/countries"
    assert visitor.visit("/?lang=de").links["Länder"] == "/countries?lang=de"
    assert visitor.visit("/countries?lang=de").links["Thailand"] == "/countries/th?lang=de"
    assert german.visit("/").links["Länder"] == "/countries"


def test_public_pages_name_their_other_languages(visitor: Visitor) -> None:
    alternates = {
        tag.get("hreflang"): tag.get("href")
        for tag in visitor.visit("/countries/th").all("link")
        if tag.get("rel") == "alternate"
    }
    assert alternates == {"en": "?lang=en", "de": "?lang=de", "x-default": "/countries/th"}


def test_programs_are_answered_in_english(german: Visitor) -> None:
    answer = german.client.post("/api/v1/plan", json={"traveller": {}})
    assert {"path": "vehicle", "message": "is missing"} in answer.get_json()["errors"]
    assert german.client.get("/api/v1/countries/th").get_json()["name"] == "Thailand"


def test_countries_and_months_are_understood_by_their_german_names(
    german: Visitor, blank: str, app: Flask
) -> None:
    trip = german.begin()
    typed = {"country": "Österreich", "entry.port": "Wien", "exit.port": "Wien"}
    typed |= day("entry.date", 1, "März", 2027) | day("exit.date", 2, "Mai", 2027)
    german.fill(f"{trip}/stays/new", typed)
    (stay,) = german.trip_file(trip)["stays"]
    assert stay["country"] == "AT"
    assert (stay["entry"]["date"], stay["exit"]["date"]) == ("2027-03-01", "2027-05-02")


def test_what_is_wrong_is_said_in_german(german: Visitor) -> None:
    trip = german.begin()
    typed = {"country": "Deutchland", "entry.port": "Wien"}
    typed |= day("entry.date", 31, 2, 2027) | day("exit.date", 1, 1, "")
    errors = german.refused(f"{trip}/stays/new", typed).errors
    assert errors == [
        "Land: „Deutchland“ kennen wir nicht als Land; meinten Sie Deutschland?",
        "Tag der Einreise: „31“ ist kein Tag dieses Monats, er hat 28",
        "Geben Sie an, wo Sie ausreisen",
        "Tag der Ausreise: das Jahr fehlt noch",
    ]


def test_a_day_before_another_is_named_as_it_is_on_the_page(german: Visitor) -> None:
    trip = german.begin()
    typed = {"country": "Japan", "entry.port": "Kobe", "exit.port": "Kobe"}
    typed |= day("entry.date", 5, 10, 2027) | day("exit.date", 4, 10, 2027)
    assert german.refused(f"{trip}/stays/new", typed).errors == [
        "Tag der Ausreise: 4. Oktober 2027 liegt vor der Einreise am 5. Oktober 2027; "
        "die Ausreise kann nicht zuerst kommen"
    ]


def test_a_trip_file_s_mistakes_are_said_in_german(german: Visitor) -> None:
    seen = german.look("/trips/upload", german.upload("t.json", b'{"trveller": {}}'), 422)
    assert "trveller: ist kein bekannter Schlüssel; meinten Sie traveller?" in seen.text


def test_the_plan_is_german_on_paper_and_in_the_calendar_too(german: Visitor) -> None:
    trip = german.sample()
    text = german.client.get(f"{trip}/documents/plan.ics").text.replace("\r\n ", "")
    assert "Senden bis: Thailand: Genehmigungsdossier" in text
    with pikepdf.open(BytesIO(german.client.get(f"{trip}/documents/plan.pdf").data)) as paper:
        assert paper.Root.Lang == "de"
        assert paper.docinfo.Title == "4 Briefe, der erste bis 14. Dezember 2026"


def test_the_trip_says_in_which_language_to_write_to_its_traveller(visitor: Visitor, german: Visitor) -> None:
    assert german.trip_file(german.sample())["traveller"]["language"] == "de"
    assert "language" not in visitor.trip_file(visitor.sample())["traveller"]


def test_a_new_catalogue_is_a_language_to_choose(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_invented(tmp_path)
    found = read_languages(tmp_path)
    monkeypatch.setattr("prenotify.web.language.languages", lambda: found)
    visitor = Visitor(app.test_client())
    trip = visitor.sample()
    seen = visitor.visit(switched(visitor.visit(f"{trip}/"), "Quenya"))
    assert spoken(seen) == "qya"
    assert "Panie" in seen.links


# The walk: what says the same in both languages must be somebody's name, or marked as English.

_LETTERS = re.compile(r"[A-Za-z]")
_MOST_ALIKE = 12
"""Letters: shorter words may be alike in both languages, such as Plan or Name."""
_SHORT = 3
_ALIKE = (
    "Carnet de Passages en Douane (CPD)",
    "Carnet de Passages (CPD)",
    # What is printed on the papers that are sketched.
    "CARNET DE PASSAGES EN DOUANE",
    "DRIVING LICENCE",
    "P<XXXSURNAME<<GIVEN<<<<<<<<",
)


class _Texts(HTMLParser):
    """The texts of a page that are not marked as being in another language than the page."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.inside, self.texts = language, list[str](), list[str]()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if name not in {"input", "link", "meta", "br", "path", "circle", "use", "option", "line", "rect"}:
            self.inside.append(dict(attributes).get("lang") or (self.inside or [self.language])[-1])
        found = dict(attributes)
        for spoken_too in ("aria-label", "alt", "placeholder", "title"):
            if found.get(spoken_too) and self.inside[-1:] == [self.language]:
                self.texts.append(found[spoken_too] or "")

    def handle_endtag(self, name: str) -> None:
        if self.inside and name != "option":
            self.inside.pop()

    def handle_data(self, text: str) -> None:
        if text.strip() and self.inside[-1:] == [self.language]:
            self.texts.append(" ".join(text.split()))


def texts(page: str, language: str) -> list[str]:
    reader = _Texts(language)
    reader.feed(page)
    return reader.texts


def data_of(rulebook: Rulebook) -> set[str]:
    """Every name, address and date the rules hold; not their words."""
    found: set[str] = set()
    for part in fields(rulebook):
        found |= set(_strings(getattr(rulebook, part.name)))
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Wording):
        return
    if isinstance(value, Row):
        yield from (value.country, value.source_date, *(source.name for source in value.sources))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))
    elif isinstance(value, dict):
        yield from (name for one in value.items() for name in _strings(list(one)))
    elif isinstance(value, list | tuple):
        yield from (name for one in value for name in _strings(one))
    elif isinstance(value, str) and value:
        yield value


def entered_in(trip: Any) -> set[str]:
    return set(_strings(trip))


def any_of(data: set[str]) -> re.Pattern[str]:
    """Any of the data as whole words, the longest first; what is short may be part of any sentence."""
    words = sorted((one for one in data if len(one) > _SHORT), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def left_in_english(english: list[str], german: list[str], data: re.Pattern[str]) -> list[str]:
    """Texts that are the same in both, once all data is taken out of them."""
    alike = set(english) & set(german)
    return [text for text in alike if len(_LETTERS.findall(data.sub(" ", text))) > _MOST_ALIKE]


def test_no_page_has_an_english_sentence_left(
    walk: list[Address], visitor: Visitor, trip: str, rules: Any
) -> None:
    known = data_of(rules.rulebook) | entered_in(visitor.trip_file(trip)) | set(_ALIKE)
    known |= {
        name
        for days in rules.calendars.values()
        for year in (2026, 2027)
        for name in days.holidays_of(year).values()
    }
    known |= {trip.rpartition("/")[2]}
    data = any_of(known)
    pages = [address.path for address in walk if address.is_for_people and "GET" in address.methods]
    pages += [f"/countries/{code}" for code in ("th", "jp", "id", "ni", "us", "au", "mn", "bd", "de")]
    left: dict[str, list[str]] = {}
    for path in pages:
        answers = [visitor.client.get(f"{path}?lang={code}", buffered=True) for code in ("en", "de")]
        if all(answer.status_code == 200 and answer.mimetype == "text/html" for answer in answers):
            english, german = (texts(a.text, code) for a, code in zip(answers, ("en", "de"), strict=True))
            if found := left_in_english(english, german, data):
                left[path] = sorted(found)
    assert left == {}


def test_an_english_sentence_left_is_found() -> None:
    page = "<html lang='{}'><p>{} <b>ADAC e.V., Munich</b> <i lang='en'>Stays in English</i></p></html>"
    english = texts(page.format("en", "Send the carnet back"), "en")
    same, other = page.format("de", "Send the carnet back"), page.format("de", "Das Carnet zurückschicken")
    assert left_in_english(english, texts(same, "de"), any_of({"ADAC e.V., Munich", "a"})) == [
        "Send the carnet back"
    ]
    assert left_in_english(english, texts(other, "de"), any_of({"ADAC e.V., Munich", "a"})) == []


def test_no_german_page_names_a_month_in_english(
    walk: list[Address], german: Visitor, visitor: Visitor
) -> None:
    only_english = [name for name in MONTHS if name not in {"April", "August", "September", "November"}]
    for address in walk:
        if address.is_for_people and "GET" in address.methods:
            answer = visitor.client.get(f"{address.path}?lang=de", buffered=True)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                for text in texts(answer.text, "de"):
                    found = [name for name in only_english if re.search(rf"\d {name} \d", text)]
                    assert not found, f"{address.path}: {text}"
