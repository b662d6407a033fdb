"""A letter to a desk that reads no English is written in the desk's language, with the English below."""

from datetime import date

import pytest

from prenotify.documents.content import Content, content_of
from prenotify.documents.letter import letter_text
from tests.documents.plans import entered, planned

STAY = {
    "country": "NI",
    "entry": {"port": "Las Manos", "date": "2027-03-20", "by": "land"},
    "exit": {"port": "Peñas Blancas", "date": "2027-03-30", "by": "land"},
    "stages": ["León", "Granada"],
}


@pytest.fixture(scope="module")
def request_to_nicaragua() -> Content:
    (filing,) = planned(entered("t1") | {"stays": [STAY]}, date(2026, 11, 22)).filings
    return content_of(filing, "PNTEST")


def test_the_subject_and_the_dates_are_in_spanish(request_to_nicaragua: Content) -> None:
    assert request_to_nicaragua.subject.startswith("Solicitud de ingreso terrestre 20 de marzo de 2027")


def test_the_spanish_text_comes_first_and_says_the_same_as_the_english(request_to_nicaragua: Content) -> None:
    ask = request_to_nicaragua.ask
    spanish, english = ask[: len(ask) // 2], ask[len(ask) // 2 :]
    assert spanish[0].startswith("Solicito autorización")
    assert "20 de marzo de 2027" in spanish[0]
    assert english[0].startswith("I ask for permission")
    assert "20 March 2027" in english[0]


def test_labels_can_be_read_by_both_sides(request_to_nicaragua: Content) -> None:
    labelled = {
        field.label: field.value for section in request_to_nicaragua.sections for field in section.fields
    }
    assert labelled["Nacionalidad / Nationality"] == "Alemania"
    assert labelled["Placa / Plate"] == "M-XX 0001"


def test_a_letter_in_english_says_nothing_twice() -> None:
    filing = next(f for f in planned(entered("t1")).filings if f.form.id == "indonesia/imi-notice")
    text = letter_text(filing, "PNTEST")
    assert text.count("I shall enter Indonesia") == 1
    assert "Name / " not in text
