"""Letters speak two languages: English and their reader's, whose comes first if it reads no English."""

from datetime import date

import pytest

from prenotify.documents.content import Content, content_of
from prenotify.documents.letter import letter_text
from prenotify.documents.pdf import filing_pdf
from prenotify.documents.said import Said
from prenotify.documents.slots import slot_of
from prenotify.documents.tongue import Tongue, local_date
from prenotify.domain.plan import Filing
from tests.documents.paper import pages, rows
from tests.documents.plans import entered, filing, planned, reference_of
from tests.needs import needs

STAY = {
    "country": "NI",
    "entry": {"port": "Las Manos", "date": "2027-03-20", "by": "land"},
    "exit": {"port": "Peñas Blancas", "date": "2027-03-30", "by": "land"},
    "stages": ["León", "Granada"],
}


def to_the_club(issuer: str, **answers: str) -> Content:
    trip = entered("t1")
    trip["carnet"]["issuer"] = issuer
    trip["stays"][0]["answers"] = answers
    return content_of(filing("india", trip), "PNTEST")


@pytest.fixture(scope="module")
def request_to_nicaragua() -> Content:
    (one,) = planned(entered("t1") | {"stays": [STAY]}, date(2026, 11, 22)).filings
    return content_of(one, "PNTEST")


def test_the_subject_and_the_dates_are_in_spanish(request_to_nicaragua: Content) -> None:
    assert request_to_nicaragua.subject == (
        "Solicitud de ingreso terrestre a Nicaragua 20 de marzo de 2027: Testa Beispielreiter [PNTEST]"
    )


def test_the_spanish_text_comes_first_with_the_english_beside_it(request_to_nicaragua: Content) -> None:
    first = request_to_nicaragua.ask[0]
    assert first.startswith("Solicito autorización")
    assert "20 de marzo de 2027" in first
    assert first.beside.startswith("I ask for permission")
    assert "20 March 2027" in first.beside


def test_the_words_around_it_are_spanish_too(request_to_nicaragua: Content) -> None:
    words = request_to_nicaragua.words
    assert words["frame.attachments"].in_both == "Anexos / Attachments"
    assert words["frame.page_of"].with_values(x=1, y=2).in_both == "Página 1 de 2 / Page 1 of 2"
    assert request_to_nicaragua.itinerary[0].crossing.in_both == "Entrada por tierra / Entry by land"


def test_labels_can_be_read_by_both_sides(request_to_nicaragua: Content) -> None:
    labelled = {
        field.label.in_both: field.value
        for section in request_to_nicaragua.sections
        for field in section.fields
    }
    assert labelled["Nacionalidad / Nationality"] == "Alemania"
    assert labelled["Placa / Plate"] == "M-XX 0001"


@pytest.mark.parametrize(
    ("form", "language", "date_of_entry"),
    [("indonesia", "id", "10 Juni 2027"), ("thailand", "th", "19 เมษายน พ.ศ. 2570"), ("india", "de", "")],
)
def test_the_readers_language_stands_beside_the_english(form: str, language: str, date_of_entry: str) -> None:
    one = filing(form)
    content = content_of(one, "PNTEST")
    assert (content.languages.own, content.languages.other) == ("en", language)
    assert content.title == one.purpose.title.en
    assert content.title.beside == one.purpose.title.texts[language]
    assert all(paragraph.beside for paragraph in content.ask)
    assert content.itinerary[0].date.beside == date_of_entry


def test_dates_within_thai_sentences_say_the_year_twice() -> None:
    assert local_date(date(2027, 1, 18), "th") == "18 มกราคม พ.ศ. 2570"
    assert local_date(date(2027, 1, 18), "id") == "18 Januari 2027"


def test_names_and_codes_are_never_translated(one: Filing) -> None:
    content = content_of(one, reference_of(one))
    values = {field.value for section in content.sections for field in section.fields}
    assert one.facts.trip.traveller.name in values
    assert one.facts.trip.vehicle.vin in values


def test_japanese_is_left_out_while_no_font_here_can_print_it() -> None:
    content = content_of(filing("japan"), "PNTEST")
    assert content.languages.other == ""
    assert "Name / " not in letter_text(filing("japan"), "PNTEST")


def test_a_club_gets_what_it_reads_unless_the_traveller_chooses() -> None:
    assert to_the_club("ADAC").languages.other == "de"
    assert to_the_club("TCS").languages.other == "de"
    assert to_the_club("AAA").languages.other == ""
    assert to_the_club("A club nobody knows").languages.other == ""
    assert to_the_club("ADAC", letter_language="en").languages.other == ""
    assert to_the_club("AAA", letter_language="de").languages.other == "de"


def test_a_sentence_shows_the_gap_of_what_is_still_missing() -> None:
    trip = entered("t1")
    del trip["vehicle"]["vin"], trip["carnet"]["valid_until"]
    filing = next(f for f in planned(trip).filings if f.form.id == "india/adac-confirmation")
    text = " ".join(letter_text(filing, "PNTEST").split())
    assert "chassis number ____, is valid until ____, covers India" in text
    assert "Fahrgestellnummer ____ ausgestellt wurde, bis ____ gültig ist" in text


def values_of(one: Filing) -> dict[str, Said]:
    content = content_of(one, reference_of(one))
    return {str(field.label): field.value for section in content.sections for field in section.fields}


def test_values_that_are_one_of_a_few_stand_in_both_languages() -> None:
    thai = values_of(filing("thailand"))
    assert thai["Vehicle type"].in_both == "Motorcycle / รถจักรยานยนต์"
    assert thai["Gender"].in_both == "Female / หญิง"
    assert thai["Country of registration"].in_both == "Germany / เยอรมนี"
    assert thai["Licence basis (IDP or ASEAN licence)"].startswith("IDP under the 1968 Vienna Convention")
    assert values_of(filing("indonesia"))["Vehicle type"].in_both == "Motorcycle / Sepeda motor"


def test_what_the_traveller_wrote_is_in_no_second_language() -> None:
    thai = values_of(filing("thailand"))
    assert {thai[label].beside for label in ("Make", "Model", "Colour", "Name")} == {""}


def test_a_slot_says_its_weekday_so_that_people_can_check_it() -> None:
    japan = values_of(filing("japan", "t5"))
    assert japan["First choice"] == "Tuesday, 6 April 2027, 10:00–11:00"
    assert slot_of("2027-04-06 10:00-11:00", Tongue("en", "ja")).whole.in_both == (
        "Tuesday, 6 April 2027, 10:00–11:00 / 2027年4月6日（火） 10:00–11:00"
    )


@needs("pdftotext")
def test_the_three_slots_stand_in_a_table_with_a_box_each() -> None:
    one = filing("japan", "t5")
    found = [row for page in pages(filing_pdf(one, "R"), "-layout") for row in rows(page)]
    assert "Choice Date Time Possible" in found
    assert "Second choice Tuesday, 6 April 2027 14:00–15:00" in found


def test_the_thai_letter_has_no_full_stop() -> None:
    last = letter_text(filing("thailand"), "PNTEST").splitlines()[-2:]
    assert last[0] == "เลขที่อ้างอิง PNTEST · โปรดอ้างถึงในการตอบกลับ"
    assert not last[1].endswith(".")
