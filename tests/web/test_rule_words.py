"""Words of rules and letters on a German page: who reads a letter, what a source is, what was changed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from prenotify.desk.going_live import Gap
from prenotify.domain.directory import TERRITORIES
from prenotify.domain.messages import InEnglish, Message, Sentences
from prenotify.domain.plan import Advisory
from prenotify.domain.trip import read_trip
from prenotify.web.refusals import GAPS, gap_in_words
from prenotify.web.rule_words import (
    advisory_in_words,
    contact,
    dated,
    listed,
    organisation,
    source_name,
    value_of_letter,
)
from tests.builders import a_stay, trip_data
from tests.desk.office import Office
from tests.web.live_site import STARTED
from tests.web.live_site import app as app
from tests.web.live_site import clock as clock
from tests.web.live_site import office as office
from tests.web.visit import Visitor

INDIA = a_stay("IN", "2027-03-10", "2027-03-20", answers={"customs_office": "Chennai"})
PROPER_NAMES = {
    "Automobile Club d'Italia (ACI), Carnet de Passages",
    "Real Automóvil Club de España (RACE), Carnet de Passages",
    "Touring Club Schweiz (TCS), Carnet de Passages",
}
"""Organisations that are called the same in every language."""


@pytest.fixture
def german(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/?lang=de"):
        app.preprocess_request()
        yield app


def test_every_organisation_has_german_words(german: Flask, office: Office) -> None:
    rules = office.desk.rulebook
    known = {form.recipient.organisation for form in rules.forms.values()}
    known |= {club.organisation for club in rules.clubs.values()}
    assert {name for name in known if organisation(name) == name} == PROPER_NAMES


def test_what_there_is_to_do_elsewhere_is_german_on_a_german_page(visitor: Visitor) -> None:
    page = visitor.visit("/countries/au?lang=de").text
    assert "Biologische Einfuhrkontrolle des Fahrzeugs" in page
    assert "Keine Frist im Gesetz veröffentlicht" in page
    assert "Vehicle biosecurity clearance" not in page


def test_what_has_no_german_words_is_marked_as_english(german: Flask) -> None:
    assert listed("A step that nobody has put into German") == (
        '<span lang="en">A step that nobody has put into German</span>'
    )
    assert listed("") == ""


def test_every_date_in_words_has_german_ones(german: Flask, office: Office) -> None:
    rows = office.desk.rulebook
    tables = (rows.cpd.values(), rows.ata.values(), rows.road_traffic.values())
    said = {row.source_date for table in tables for row in table}
    english = ("undated", "about", "later", "before", "after", "early", "mid")
    assert [words for words in said if any(one in dated(words) for one in english)] == []
    assert dated("undated") == "ohne Datum"
    assert dated("2021-09") == "Sept. 2021"


def test_advice_of_our_own_is_said_in_german(german: Flask, office: Office) -> None:
    ours = {
        source.name
        for form in office.desk.rulebook.forms.values()
        for source in form.sources.values()
        if "prenotify" in source.name
    }
    assert ours
    assert [name for name in ours if source_name(name) == name] == []


def test_telephone_hours_are_said_in_german(german: Flask, office: Office) -> None:
    phone = office.desk.rulebook.clubs["adac"].phone
    assert "Montag bis Freitag" in contact(phone)


def test_days_of_an_english_letter_are_said_as_the_page_says_them(german: Flask, office: Office) -> None:
    form = office.desk.rulebook.forms["india/adac-confirmation"]
    assert value_of_letter("10 March 2027", form) == "10. März 2027"
    assert value_of_letter("Hotel 99 March 2027", form) == "Hotel 99 March 2027"


def of_the_directory(office: Office) -> Advisory:
    plan = office.desk.plan(read_trip(trip_data(INDIA)), STARTED.date())
    return next(one for one in plan.advisories if one.code == "CARNET_DIRECTORY")


def test_conditions_of_the_directory_are_said_in_german(german: Flask, office: Office) -> None:
    said = advisory_in_words(of_the_directory(office))
    assert "Ein CPD ist vorgeschrieben. Zollbekanntmachung 296/76: Der Inhaber muss Mitglied" in said
    assert "lang=" not in said


def test_conditions_that_stand_in_english_alone_are_marked(german: Flask, office: Office) -> None:
    found = of_the_directory(office)
    conditions = Sentences([Message("Excluded: {uses}.", uses=InEnglish("asking at <the> gate"))])
    strange = replace(found, more=dict(found.more) | {"conditions": conditions})
    marked = '<span lang="en">asking at &lt;the&gt; gate</span>'
    assert f"Ausgeschlossen: {marked}. (Stand der Quellen" in advisory_in_words(strange)


@pytest.mark.parametrize("part", GAPS)
def test_what_keeps_a_letter_here_is_said_in_german(german: Flask, part: str) -> None:
    said = gap_in_words(Gap(part, "english"))
    assert said != GAPS[part]
    assert said[0].isupper()


def test_regions_have_german_names(visitor: Visitor) -> None:
    seen = visitor.visit("/countries?lang=de").text
    assert all(name in seen for name in ("Korsika", "Balearen", "Kanarische Inseln", "Tasmanien", "Azoren"))
    assert len(TERRITORIES) == 6


def test_what_was_changed_is_named_in_german(visitor: Visitor, office: Office) -> None:
    trip = visitor.begin()
    office.reference = trip.rpartition("/")[2]
    office.sent(trip_data(INDIA), STARTED)
    office.keep(trip_data(INDIA, carnet={"valid_until": "2027-12-15"}), STARTED)
    for page in ("letters", "plan"):
        seen = visitor.visit(f"{trip}/{page}?lang=de").text
        assert "Gültig bis: 30. November 2027 → 15. Dezember 2027" in seen, page


def test_an_answer_takes_the_place_of_the_state(visitor: Visitor, office: Office) -> None:
    trip = visitor.begin()
    office.reference = trip.rpartition("/")[2]
    (letter,) = office.sent(trip_data(INDIA), STARTED)
    office.desk.answering.answer(letter, "refused", STARTED.date(), STARTED)
    text = visitor.visit(f"{trip}/letters").text
    assert "They said no" in text.partition("Next:")[0]
    assert "Accepted by the mail server" not in text


def test_a_letter_that_was_stopped_does_not_promise_to_leave(visitor: Visitor, office: Office) -> None:
    trip = visitor.begin()
    office.reference = trip.rpartition("/")[2]
    office.keep(trip_data(INDIA))
    (letter,) = office.submit(STARTED)
    office.desk.sending.letters.hold(letter.id, STARTED)
    text = visitor.visit(f"{trip}/letters").text
    assert "has stopped it for now" in text
    assert "It leaves by itself" not in text
