"""The traveller's own papers in German: what the rules have in English alone is said in German too."""

from dataclasses import replace
from datetime import date

import pytest

from prenotify.documents.ics import calendar
from prenotify.documents.pack import border_pack
from prenotify.documents.plan_pdf import plan_pdf
from prenotify.domain.plan import Advisory, Plan
from prenotify.language import languages
from tests.documents.paper import one_line, text
from tests.documents.plans import NAMES, REFERENCE, entered, planned, reference_of, rulebook, sample
from tests.needs import needs

GERMAN = languages()["de"]
each_trip = pytest.mark.parametrize("name", NAMES)
OURS = ("prenotify's", "A Thai travel agency", "(IMI), head office", "carnet desk", "undated", "before March")
"""English that is ours: no name, no title of somebody else's page."""


def german(plan: Plan) -> str:
    return text(plan_pdf(plan, REFERENCE, GERMAN))


def advice_on(country: str, kind: str) -> Advisory:
    """What the directory says of a country to somebody with such a carnet."""
    trip = entered("t1")
    trip["carnet"]["kind"] = kind
    trip["stays"] = [trip["stays"][0] | {"country": country, "answers": {}}]
    return next(one for one in planned(trip).advisories if one.code == "CARNET_DIRECTORY")


@needs("pdftotext")
@each_trip
def test_nothing_of_ours_is_left_in_english(name: str) -> None:
    said = german(sample(name))
    assert [words for words in OURS if words in said] == []


@needs("pdftotext")
@each_trip
def test_each_step_elsewhere_says_what_who_and_when(name: str) -> None:
    said = german(sample(name))
    for step in sample(name).steps:
        for english in filter(None, (step.row.title, step.row.who_must, step.row.lead_time)):
            assert one_line(GERMAN.listed(english)) in said


@needs("pdftotext")
def test_who_reads_a_letter_is_named_where_it_goes_and_where_nobody_has_looked() -> None:
    said = german(sample("t1"))
    assert "An Thailändisches Reisebüro mit Zugang zum FVP-System" in said
    assert "Für Ikatan Motor Indonesia (IMI), Hauptsitz hat hier" in said


@needs("pdftotext")
def test_sources_and_their_dates_are_named() -> None:
    said = german(sample("t4"))
    assert "ADAC (ältere deutsche Seite) [15]" in said
    assert "Seite datiert: vor März 2025" in said
    assert "Rat von prenotify, da der ADAC keine Frist veröffentlicht" in said


@needs("pdftotext")
def test_the_title_of_somebody_elses_page_stays_as_it_is() -> None:
    assert "DLT, How to apply for FVP [4]" in german(sample("t1"))


@needs("pdftotext")
def test_the_pack_names_sources_in_the_same_words() -> None:
    pack = border_pack(sample("t1"), REFERENCE, rulebook().phrases, reference_of, language=GERMAN)
    assert "ADAC (deutsche Seite) [2]" in text(pack)


def test_the_calendar_says_steps_and_sources_in_the_same_words() -> None:
    told = calendar(sample("t4"), REFERENCE, language=GERMAN).replace(b"\r\n ", b"").decode()
    assert "Anmeldung der vorübergehenden Ein- und Ausfuhr bei der Fährlinie" in told
    assert "Mindestens 1 Monat vor der Abfahrt" in told
    assert "Rat von prenotify\\, da der ADAC" in told


@needs("pdftotext")
def test_a_plan_that_files_nothing_says_them_too() -> None:
    said = german(replace(sample("t4"), filings=()))
    assert "Anmeldung der vorübergehenden Ein- und Ausfuhr bei der Fährlinie" in said


def test_conditions_stand_in_the_sentence_about_the_country() -> None:
    said = GERMAN.advisory(advice_on("JP", "cpd"))
    assert "Ein CPD ist vorgeschrieben. CPD in der Regel nötig. Zulassungen aus Deutschland" in said
    assert "abgefertigt sind. (Stand der Quellen:" in said
    assert "Das Verzeichnis hat keinen Eintrag; den ausstellenden Club oder die Kammer fragen. (" in (
        GERMAN.advisory(advice_on("KR", "cpd"))
    )


def test_what_an_ata_carnet_does_not_cover_stands_behind_what_it_does() -> None:
    assert "lebende Tiere. Handgepäck und Fracht. Ausgeschlossen: Postverkehr; Transit. (Stand" in (
        GERMAN.advisory(advice_on("PH", "ata"))
    )


def test_an_old_source_is_named_in_german_where_it_is_called_stale() -> None:
    old = planned(entered("t1"), date(2027, 12, 24))
    said = [GERMAN.advisory(one) for one in old.advisories if one.code == "RULE_STALE"]
    assert any("ADAC (ältere deutsche Seite) (21. November 2026)" in one for one in said)


@needs("pdftotext")
def test_holidays_that_do_not_count_are_german() -> None:
    assert "6. April 2027 (Chakri-Tag), 13. April 2027 (Songkran" in german(sample("t1"))


def test_each_paper_is_the_same_bytes_twice() -> None:
    plan, de = sample("t2"), GERMAN
    assert plan_pdf(plan, REFERENCE, de) == plan_pdf(plan, REFERENCE, de)
    assert calendar(plan, REFERENCE, language=de) == calendar(plan, REFERENCE, language=de)
