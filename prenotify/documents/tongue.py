"""How a filing speaks: in English with its reader's language beside it, or the other way round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from prenotify.documents.fonts import unprintable
from prenotify.documents.said import Said
from prenotify.documents.words import WORDS
from prenotify.domain.plan import Filing
from prenotify.domain.sources import Wording
from prenotify.domain.values import Facts, english_date, fill, in_english

ENGLISH = "en"
DATED_TWICE = frozenset({"id", "th", "ja"})
"""Languages in which the days of a stay stand beside the English: their readers count on it."""
_BUDDHIST_ERA = 543
_GAP = "____"


@dataclass(frozen=True, slots=True)
class Tongue:
    """The two languages of a letter: its own, and the one beside it, if any."""

    own: str
    other: str = ""

    def says(self, wording: Wording, facts: Facts) -> Said:
        """*wording* in both languages; English where the data has no other."""
        beside = _filled(wording, self.other, facts) if self.other else ""
        return Said(_filled(wording, self.own, facts) or fill(wording.en, facts), beside)

    def sentence(self, wording: Wording, facts: Facts) -> Said:
        """As `says`, with a visible gap where a value is still missing."""
        beside = _filled(wording, self.other, facts, _GAP) if self.other else ""
        own = _filled(wording, self.own, facts, _GAP)
        return Said(own or _filled(wording, ENGLISH, facts, _GAP), beside)

    def word(self, key: str, phrases: Mapping[str, Wording]) -> Said:
        """A word that all letters share, its {placeholders} not yet filled."""
        texts = phrases[key].texts if key in phrases else {}
        return Said(texts.get(self.own) or WORDS[key], texts.get(self.other, ""))

    def fixed(self, key: str, phrases: Mapping[str, Wording]) -> Said:
        """A value that a phrase says."""
        texts = phrases[key].texts
        return Said(texts.get(self.own) or texts[ENGLISH], texts.get(self.other, ""))

    def country(self, code: str) -> Said:
        """A country in both languages."""
        beside = in_language(self.other, code, is_country=True) if self.other else ""
        return Said(self.value(code, is_country=True), beside)

    def value(self, value: Any, is_country: bool = False) -> str:
        """Any value of a trip as the letter's own language writes it."""
        return in_language(self.own, value, is_country)

    def day(self, day: date) -> Said:
        """A day of the stay, in the reader's way too where that differs."""
        beside = local_date(day, self.other) if self.other in DATED_TWICE else ""
        return Said(self.value(day), beside)


def tongue_of(filing: Filing) -> Tongue:
    """The languages of *filing*; one that no font here can print is left out."""
    own, reads = filing.form.written_in, filing.recipient.reads
    other = reads if own == ENGLISH else ENGLISH
    if other == own or not prints(filing.purpose.title.texts.get(other, "")):
        return Tongue(own)
    return Tongue(own, other)


def prints(sample: str) -> bool:
    """Whether a font here has every character of *sample*."""
    return bool(sample) and not unprintable(sample)


def _filled(wording: Wording, language: str, facts: Facts, gap: str = "") -> str:
    text = wording.texts.get(language, "")
    return fill(text, facts, say=partial(_in_sentence, language, gap))


def _in_sentence(language: str, gap: str, value: Any, is_country: bool) -> str:
    said = in_language(language, value, is_country) or gap
    # A bare year of the Buddhist era would be taken for one of ours.
    return f"{said} ({english_date(value)})" if language == "th" and isinstance(value, date) else said


def in_language(language: str, value: Any, is_country: bool = False) -> str:
    """Any value of a trip; dates and countries as *language* writes them."""
    if language == ENGLISH:
        return in_english(value, is_country)
    if isinstance(value, date):
        return local_date(value, language)
    if isinstance(value, tuple):
        return ", ".join(in_language(language, part, is_country) for part in value)
    if is_country and isinstance(value, str):
        return _country(value, language)
    return in_english(value)


@cache
def spoken_in(country: str) -> str:
    """The first official language of a country, as CLDR lists them; "" where it lists none."""
    from babel.languages import get_official_languages

    return next(iter(get_official_languages(country, de_facto=True)), "")


# Babel is loaded when a letter needs it: it costs a tenth of a second.
@cache
def local_date(day: date, language: str) -> str:
    """A day with its month in words; in Thai with the year as Thai law counts."""
    from babel.dates import format_date

    if language == "th":
        return f"{format_date(day, 'd MMMM', locale='th')} พ.ศ. {day.year + _BUDDHIST_ERA}"
    return format_date(day, "long", locale=language)


@cache
def _country(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale(language).territories.get(code, code))
