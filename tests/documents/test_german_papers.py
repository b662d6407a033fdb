"""The traveller's own papers in German: what the rules have in English alone is said in German too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from prenotify.documents.ics import calendar
from prenotify.documents.pack import border_pack
from prenotify.documents.plan_pdf import plan_pdf
from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.directory import BorderRow
from prenotify.domain.plan import Advisory, Plan
from prenotify.language import languages
from tests.documents.paper import one_line, text
from tests.documents.plans import NAMES, REFERENCE, entered, planned, reference_of, rulebook, sample
from tests.needs import needs

KNOWING = languages()["de"].with_phrases(rulebook().phrases)
each_trip = pytest.mark.parametrize("name", NAMES)
OURS = ("prenotify's", "A Thai travel agency", "(IMI), head office", "carnet desk", "undated", "before March")
"""English that is ours: no name, no title of somebody else's page."""


def german(plan: Plan) -> str:
    return text(plan_pdf(plan, REFERENCE, languages()["de"]))


def steps() -> Iterator[BorderRow]:
    yield from (row for rows in rulebook().borders.values() for row in rows if row.is_step)


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
            assert one_line(KNOWING.step(english)) in said


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
    pack = border_pack(sample("t1"), REFERENCE, rulebook().phrases, reference_of, language=languages()["de"])
    assert "ADAC (deutsche Seite) [2]" in text(pack)


def test_the_calendar_says_steps_and_sources_in_the_same_words() -> None:
    told = calendar(sample("t4"), REFERENCE, language=languages()["de"]).replace(b"\r\n ", b"").decode()
    assert "Anmeldung der vorübergehenden Ein- und Ausfuhr bei der Fährlinie" in told
    assert "Mindestens 1 Monat vor der Abfahrt" in told
    assert "Rat von prenotify\\, da der ADAC" in told


@needs("pdftotext")
def test_a_plan_that_files_nothing_speaks_by_the_phrases_it_is_given() -> None:
    nothing = replace(sample("t4"), filings=())
    said = text(plan_pdf(nothing, REFERENCE, KNOWING))
    assert "Anmeldung der vorübergehenden Ein- und Ausfuhr bei der Fährlinie" in said


@pytest.mark.parametrize("kind", ["cpd", "ata"])
def test_every_condition_of_the_directory_has_german_words(kind: str) -> None:
    rows = rulebook().cpd if kind == "cpd" else rulebook().ata
    listed = {advice_on(code, kind).more["conditions"].strip() for code in rows if code in COUNTRY_NAMES}
    assert len(listed) > 30
    assert [words for words in listed - {""} if KNOWING.phrase("listed", words) is None] == []


def test_conditions_stand_in_the_sentence_about_the_country() -> None:
    said = KNOWING.advisory(advice_on("JP", "cpd"))
    assert "Ein CPD ist vorgeschrieben. CPD in der Regel nötig. Zulassungen aus Deutschland" in said
    assert "abgefertigt sind. (Stand der Quellen:" in said
    assert "Das Verzeichnis hat keinen Eintrag; den ausstellenden Club oder die Kammer fragen. (" in (
        KNOWING.advisory(advice_on("KR", "cpd"))
    )


@pytest.mark.parametrize("part", ["title", "who_must", "lead_time"])
def test_every_step_elsewhere_has_german_words(part: str) -> None:
    said = {getattr(row, part) for row in steps()} - {""}
    assert [words for words in said if KNOWING.phrase("step", words) is None] == []


def test_an_old_source_is_named_in_german_where_it_is_called_stale() -> None:
    old = planned(entered("t1"), date(2027, 12, 24))
    said = [KNOWING.advisory(one) for one in old.advisories if one.code == "RULE_STALE"]
    assert any("ADAC (ältere deutsche Seite) (21. November 2026)" in one for one in said)


def test_words_that_have_no_phrase_stay_as_they_are() -> None:
    assert KNOWING.organisation("Touring Club Schweiz (TCS), Carnet de Passages").startswith("Touring Club")
    assert KNOWING.dated("2021-09") == "2021-09"
    assert languages()["en"].with_phrases(rulebook().phrases).dated("undated") == "undated"


def test_other_phrases_take_the_place_of_those_before() -> None:
    again = KNOWING.with_phrases(dict(rulebook().phrases))
    assert again is not KNOWING
    assert again.dated("undated") == "ohne Datum"
    assert KNOWING.with_phrases({}).dated("undated") == "undated"
    assert languages()["de"].dated("undated") == "undated"


def test_each_paper_is_the_same_bytes_twice() -> None:
    plan, de = sample("t2"), languages()["de"]
    assert plan_pdf(plan, REFERENCE, de) == plan_pdf(plan, REFERENCE, de)
    assert calendar(plan, REFERENCE, language=de) == calendar(plan, REFERENCE, language=de)
