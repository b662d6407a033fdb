"""A language says days, countries, values and messages; English says them as the program does."""

import pickle
from datetime import date

import pytest

from prenotify.domain.deadlines import Lead
from prenotify.domain.messages import Counted, InEnglish, Listed, Message, Sentences
from prenotify.domain.sources import Wording
from prenotify.domain.trip import Money
from prenotify.domain.values import in_english
from prenotify.language import ENGLISH, languages

GERMAN = languages()["de"]
DAY = date(2027, 4, 19)


def test_days_are_written_as_each_language_writes_them() -> None:
    assert (ENGLISH.long_day(DAY), GERMAN.long_day(DAY)) == (
        "Monday 19 April 2027",
        "Montag, 19. April 2027",
    )
    assert (ENGLISH.short_day(DAY), GERMAN.short_day(DAY)) == (
        "Mon\u00a019\u00a0Apr\u00a02027",
        "Mo.,\u00a019.\u00a0Apr.\u00a02027",
    )
    march = date(2027, 3, 2)
    assert (ENGLISH.day(march), GERMAN.day(march)) == ("2 March 2027", "2. März 2027")


def test_months_are_known_by_their_names_here_and_in_english() -> None:
    for typed in ("3", "5."):
        assert GERMAN.month_called(typed) is None
    assert [GERMAN.month_called(typed) for typed in ("März", "maerz", "Mai", "may", "Dez", "december")] == [
        3,
        None,
        5,
        5,
        12,
        12,
    ]


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (Lead(30, working=True), "30 working days", "30 Arbeitstage"),
        (Lead(1), "1 day", "1 Tag"),
        (True, "yes", "ja"),
        (DAY, "19 April 2027", "19. April 2027"),
        (Money(amount=18000, currency="EUR"), "18,000 EUR", "18.000 EUR"),
        (Money(amount=1234.5, currency="EUR"), "1,234.50 EUR", "1.234,50 EUR"),
        (("Delhi", "Goa"), "Delhi, Goa", "Delhi, Goa"),
        (Wording(texts={"en": "Name", "de": "Name, Vorname"}), "Name", "Name, Vorname"),
        (Wording(texts={"en": "Only English"}), "Only English", "Only English"),
        (Counted("{number} year", "{number} years", number=5), "5 years", "5 Jahre"),
        (Message("is missing"), "is missing", "fehlt"),
        (None, "", ""),
    ],
)
def test_a_value_is_said_in_each(value: object, english: str, german: str) -> None:
    assert in_english(value) == ENGLISH.say(value) == english
    assert GERMAN.say(value) == german


def test_countries_have_their_names() -> None:
    assert in_english("DE", is_country=True) == ENGLISH.say("DE", is_country=True) == "Germany"
    assert GERMAN.say(("DE", "CH"), is_country=True) == "Deutschland, Schweiz"
    assert [
        GERMAN.code_for(words) for words in ("österreich", "OSTERREICH", "Austria", "at", "Nirgendwo")
    ] == [
        "AT",
        "AT",
        "AT",
        "AT",
        None,
    ]


def test_a_message_keeps_what_it_was_made_of() -> None:
    cure = Message("write {meant}", meant="DE")
    message = Message(
        "{found} is not a country code; {cure}", found=Message("“{text}”", text="{x}"), cure=cure
    )
    assert message == "“{x}” is not a country code; write DE"
    assert GERMAN.message(message) == "„{x}“ ist kein Länderkürzel; schreiben Sie DE"
    assert GERMAN.message(pickle.loads(pickle.dumps(message))) == GERMAN.message(message)  # noqa: S301
    assert GERMAN.message("a plain text") == "a plain text"


def test_things_in_a_row_are_each_said() -> None:
    listed = Listed(Message("{name} ({day})", name=name, day=DAY) for name in ("ADAC", "DLT"))
    assert in_english(listed) == "ADAC (19 April 2027); DLT (19 April 2027)"
    assert GERMAN.say(listed) == "ADAC (19. April 2027); DLT (19. April 2027)"


def test_texts_of_the_rules_are_found_by_their_english_and_what_they_are() -> None:
    assert GERMAN.listed("Duty") == "Zoll"
    assert GERMAN.organisation("Duty") == GERMAN.source("Duty") == "Duty"
    assert ENGLISH.listed("Duty") == "Duty"
    assert GERMAN.listed("") == GERMAN.dated("") == GERMAN.holiday("") == ""


def test_what_nobody_translated_stays_as_it_is() -> None:
    assert GERMAN.listed("Ask the ferryman") == "Ask the ferryman"
    assert GERMAN.organisation("Touring Club Schweiz (TCS), Carnet de Passages").startswith("Touring Club")


def test_the_date_of_a_source_is_written_as_other_days_are() -> None:
    assert GERMAN.dated("2021-11 / undated") == "Nov. 2021 / ohne Datum"
    assert GERMAN.dated("2025-06-23") == GERMAN.short_date(date(2025, 6, 23))
    assert ENGLISH.dated("2021-11 / undated") == "Nov 2021 / undated"
    assert GERMAN.dated("2018-2022") == "2018-2022"


def test_holidays_of_one_day_are_each_said() -> None:
    both = "HM Queen Sirikit The Queen Mother's Birthday; National Mother's Day"
    assert GERMAN.holiday(both) == "Geburtstag von Königinmutter Sirikit; Muttertag"


def test_sentences_have_a_space_behind_each() -> None:
    excluded = Message("Excluded: {uses}.", uses=InEnglish("all"))
    assert (
        in_english(Sentences([InEnglish("Local insurance."), excluded])) == "Local insurance. Excluded: all. "
    )
    assert in_english(Sentences()) == ""
