"""The way through a country, line by line. A day stands only where the trip says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from prenotify.documents.said import Said
from prenotify.documents.tongue import Tongue
from prenotify.documents.words import MODE_WORDS
from prenotify.domain.trip import Mode, Stay
from prenotify.domain.values import Facts


@dataclass(frozen=True, slots=True)
class Leg:
    """A line of the itinerary: a crossing, or a place on the way."""

    number: int
    place: str
    date: Said = Said("")  # noqa: RUF009 - it never changes
    crossing: Said = Said("")  # noqa: RUF009
    days: str = ""
    """Which days of the stay: "3" or "3–5", where the trip says so."""


def legs_of(facts: Facts, tongue: Tongue, words: Mapping[str, Said]) -> Iterator[Leg]:
    """Entry, places, exit."""
    stay = facts.stay
    entry = _crossing(words["frame.entry"], facts.entry_by, words)
    exit_ = _crossing(words["frame.exit"], stay.exit.by, words)
    yield Leg(1, stay.entry.port, tongue.day(stay.entry.date), entry, "1")
    for number, (place, days) in enumerate(zip(stay.stages, _spans(stay), strict=False), start=2):
        yield _stage(number, place, days, stay.entry.date, tongue)
    last = len(stay.stages) + 2
    yield Leg(last, stay.exit.port, tongue.day(stay.exit.date), exit_, str(stay.days))


def _spans(stay: Stay) -> Iterator[tuple[int, int]]:
    """First and last day at each stage, counted from 1; (0, 0) where the trip does not say."""
    last = 0
    for days in stay.stage_days or (0,) * len(stay.stages):
        first, last = last + 1, last + days
        yield (first, last) if days else (0, 0)


def _stage(number: int, place: str, days: tuple[int, int], entry: date, tongue: Tongue) -> Leg:
    first, last = days
    if not first:
        return Leg(number, place)
    begins, ends = (tongue.day(entry + timedelta(day - 1)) for day in days)
    if first == last:
        return Leg(number, place, begins, days=str(first))
    beside = f"{begins.beside} – {ends.beside}" if begins.beside and ends.beside else ""
    return Leg(number, place, Said(f"{begins} – {ends}", beside), days=f"{first}–{last}")


def _crossing(what: Said, mode: Mode | str | None, words: Mapping[str, Said]) -> Said:
    key = next((key for known, key in MODE_WORDS.items() if known == mode), None)
    if key is None:
        return what
    how = words[key]
    beside = f"{what.beside} {_lowered(how.beside)}" if what.beside and how.beside else ""
    return Said(f"{what} {_lowered(how)}", beside)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
