"""Pages in the reader's language: how it is chosen and kept."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask

from prenotify.language import read_languages
from tests.test_catalogues import write_invented
from tests.web.visit import Seen, Visitor, day

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
    assert visitor.visit("/countries?lang=de").links["Thailand TH"] == "/countries/th?lang=de"
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
