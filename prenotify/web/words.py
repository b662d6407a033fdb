"""How dates, numbers and states are said on the pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from prenotify.domain.countries import country_name
from prenotify.domain.deadlines import Lead
from prenotify.domain.plan import Filing
from prenotify.domain.values import english_date, in_english
from prenotify.web.language import gettext as _
from prenotify.web.language import ngettext

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()

FORCES = {
    "rule": "set by rule",
    "floor": "last possible",
    "advice": "our advice, no rule",
}

CONFIDENCE = {
    "A": "the authority itself",
    "B": "a club or an embassy",
    "C": "travellers or press",
    "D": "our inference",
    "high": "confidence high",
    "medium": "confidence medium",
    "low": "confidence low",
}


def confidence(grade: str) -> str:
    """How sure a source is, in words."""
    return _(CONFIDENCE[grade])


def iso_day(found: Any) -> date | None:
    """The day in a stored value, if it is one."""
    try:
        return date.fromisoformat(found)
    except (TypeError, ValueError):
        return None


def weekday(day: date) -> str:
    return _(_WEEKDAYS[day.weekday()])


def long_day(day: date) -> str:
    """Monday 14 December 2026."""
    return f"{weekday(day)} {english_date(day)}"


def short_day(day: date) -> str:
    """Mon 14 Dec 2026, whose parts do not come apart at the end of a line."""
    number, month, year = english_date(day).split(" ")
    return "\u00a0".join((weekday(day)[:3], number, month[:3], year))


def short_date(day: date) -> str:
    """14 Dec 2026."""
    return short_day(day).partition("\u00a0")[2]


def month_year(day: date) -> str:
    _number, month, year = english_date(day).split(" ")
    return f"{month[:3]} {year}"


def number_word(number: int) -> str:
    return _(_NUMBERS[number]) if number < len(_NUMBERS) else str(number)


def counted(number: int, one: str, many: str) -> str:
    """Two filings; 14 filings."""
    return f"{number_word(number)} {ngettext(one, many, number)}"


def away(day: date, today: date) -> str:
    """How far off a day is."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%d day ago", "%d days ago", -days) % -days
    return ngettext("in %d day", "in %d days", days) % days


def lead_in_words(lead: Lead, country: str) -> str:
    """30 working days in Thailand."""
    return f"{lead} in {country_name(country)}" if lead.working else str(lead)


def gist(message: str) -> str:
    """What a message says before it goes into detail: up to its first stop."""
    ends = [end for mark in (". ", ": ", "; ") if (end := message.find(mark)) > 0]
    return message[: min(ends)] if ends else message.rstrip(".")


def said(value: Any) -> str:
    """A stored value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(said(part) for part in value.values())
    if isinstance(value, list):
        return ", ".join(said(part) for part in value)
    day = iso_day(value)
    return english_date(day) if day else in_english(value)


def status_in_words(filing: Filing) -> str:
    """The state of a filing: what it is, and what it lacks."""
    lacking = sum(missing.required for missing in filing.missing)
    match filing.status:
        case "ready":
            return _("Ready: nothing needed is missing")
        case "incomplete":
            return _("Incomplete: %s missing") % counted(lacking, "thing", "things")
        case "late":
            return _("Late: its last day was %s") % long_day(filing.deadlines[-1].date)
    return _("Draft: %s in the way") % counted(len(filing.blocks), "thing stands", "things stand")
