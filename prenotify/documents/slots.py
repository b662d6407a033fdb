"""Days with a time among which the reader chooses."""

from dataclasses import dataclass
from datetime import date

from prenotify.documents.said import Said
from prenotify.documents.tongue import Tongue, local_date


@dataclass(frozen=True, slots=True)
class Slot:
    """A day and its hours."""

    day: Said
    hours: str

    @property
    def whole(self) -> Said:
        beside = f"{self.day.beside} {self.hours}" if self.day.beside else ""
        return Said(f"{self.day}, {self.hours}", beside)


def slot_of(answer: str, tongue: Tongue) -> Slot:
    """The slot that *answer* names: "2027-04-06 10:00-11:00"; a day with its weekday, as people check it."""
    day, _, hours = answer.partition(" ")
    named = date.fromisoformat(day)
    beside = _with_weekday(named, tongue.other) if tongue.other else ""
    return Slot(Said(_with_weekday(named, tongue.own), beside), hours.replace("-", "–"))


def _with_weekday(day: date, language: str) -> str:
    from babel.dates import format_date

    if language == "ja":
        return f"{local_date(day, language)}（{format_date(day, 'E', locale=language)}）"
    locale = "en_GB" if language == "en" else language
    return f"{format_date(day, 'EEEE', locale=locale)}, {local_date(day, locale)}"
