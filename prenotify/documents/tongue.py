"""How a filing speaks: in English, or in its reader's language with English beside it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from prenotify.domain.sources import Wording
from prenotify.domain.values import Facts, fill, in_english

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language to fill words and say values in."""

    code: str

    def says(self, wording: Wording, facts: Facts) -> str:
        """*wording* in this language, or in English where the data has no other."""
        return fill(wording.texts.get(self.code) or wording.en, facts, say=self.value)

    def both(self, wording: Wording, facts: Facts) -> str:
        """As `says`, with the English behind it where that differs: a label both sides can read."""
        own = self.says(wording, facts)
        english = fill(wording.en, facts)
        return own if own == english else f"{own} / {english}"

    def value(self, value: Any, is_country: bool = False) -> str:
        """Any value of a trip; dates and countries as this language writes them."""
        if self.code == ENGLISH:
            return in_english(value, is_country)
        if isinstance(value, date):
            return _date(value, self.code)
        if isinstance(value, tuple):
            return ", ".join(self.value(part, is_country) for part in value)
        if is_country and isinstance(value, str):
            return _country(value, self.code)
        return in_english(value)


# Babel is loaded when a letter needs it: most are in English, and it costs a tenth of a second.
@cache
def _date(day: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=language)


@cache
def _country(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale(language).territories.get(code, code))
