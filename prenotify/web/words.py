"""How dates, numbers and states are said on the pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from prenotify.domain.deadlines import Lead
from prenotify.domain.listing import age_in_years_or_months
from prenotify.domain.plan import CarnetTask, Filing
from prenotify.domain.problems import Problem
from prenotify.domain.sources import Wording
from prenotify.language import N_
from prenotify.web.language import current, ngettext
from prenotify.web.language import gettext as _

_NUMBERS = (
    N_("no"),
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
    N_("eleven"),
    N_("twelve"),
)

FORCES = {
    "rule": N_("set by rule"),
    "floor": N_("last possible"),
    "advice": N_("advice, no rule"),
}

CONFIDENCE = {
    "A": N_("the authority itself"),
    "B": N_("a club or an embassy"),
    "C": N_("travellers or press"),
    "D": N_("our inference"),
    "high": N_("confidence high"),
    "medium": N_("confidence medium"),
    "low": N_("confidence low"),
}


CHANNELS = {
    "web form": N_("web form"),
    "email": N_("e-mail"),
    "post": N_("post"),
    "agency": N_("agency"),
    "at border only": N_("at border only"),
}


def force(name: str) -> str:
    """How hard a deadline is, in words."""
    return _(FORCES[name])


def confidence(grade: str) -> str:
    """How sure a source is, in words."""
    return _(CONFIDENCE[grade])


def channel(name: str) -> str:
    """By which way something is done elsewhere."""
    return _(CHANNELS[name])


def problem_in_words(problem: Problem) -> str:
    """A mistake in a trip file, with its place."""
    message = current().message(problem.message)
    return f"{problem.path}: {message}" if problem.path else begun(message)


def iso_day(found: Any) -> date | None:
    """The day in a stored value, if it is one."""
    try:
        return date.fromisoformat(found)
    except (TypeError, ValueError):
        return None


def country(code: str) -> str:
    return current().country(code)


def wording(words: Wording) -> str:
    """Words of the rules in the page's language; marked as English where they have no other."""
    language = current()
    if language.is_english:
        return words.en
    return language.wording(words) if language.has(words) else marked_english(words.en)


def marked_english(text: str) -> Markup:
    return Markup('<span lang="en">{}</span>').format(text)


def weekday(day: date) -> str:
    return current().weekday(day)


def full_day(day: date) -> str:
    """14 December 2026."""
    return current().day(day)


def long_day(day: date) -> str:
    """Monday 14 December 2026."""
    return current().long_day(day)


def short_day(day: date) -> str:
    """Mon 14 Dec 2026, whose parts do not come apart at the end of a line."""
    return current().short_day(day)


def short_date(day: date) -> str:
    """14 Dec 2026."""
    return current().short_date(day)


def month_year(day: date) -> str:
    return current().month_year(day)


def number_word(number: int) -> str:
    return _(_NUMBERS[number]) if number < len(_NUMBERS) else str(number)


def counted(number: int, one: str, many: str) -> str:
    """Two filings; 14 filings."""
    return f"{number_word(number)} {ngettext(one, many, number)}"


def begun(text: str) -> str:
    """*text* as a sentence begins; the rest of it keeps its capitals, such as those of German nouns."""
    return text[:1].upper() + text[1:]


def uncapitalised(title: str) -> str:
    """A title within a sentence; names in capitals, such as DOT, stay."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def away(day: date, today: date) -> str:
    """How far off a day is."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%d day ago", "%d days ago", -days) % -days
    return ngettext("in %d day", "in %d days", days) % days


def ago(day: date, today: date) -> str:
    """How long ago a day was: 5 years ago, 7 months ago."""
    years, months = age_in_years_or_months(day, today)
    if years:
        return ngettext("%d year ago", "%d years ago", years) % years
    return ngettext("%d month ago", "%d months ago", months) % months


def lead_in_words(lead: Lead, code: str) -> str:
    """30 working days in Thailand."""
    said = current().say(lead)
    return _("%(lead)s in %(country)s") % {"lead": said, "country": country(code)} if lead.working else said


def task_in_words(task: CarnetTask) -> str:
    return current().task(task)


def said(value: Any) -> str:
    """A stored value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(said(part) for part in value.values())
    if isinstance(value, list):
        return ", ".join(said(part) for part in value)
    day = iso_day(value)
    return current().say(day or value)


def status_in_words(filing: Filing) -> str:
    """The state of a filing: what it is, and what it lacks."""
    if filing.is_over:
        return _("Past: the day of entry was %s") % long_day(filing.facts.stay.entry.date)
    lacking = sum(missing.required for missing in filing.missing)
    match filing.status:
        case "ready" if filing.send_by < filing.facts.today:
            return _("Ready, but its day is past")
        case "ready" if filing.despite:
            return _("Ready, but %s in the way of the stay") % _standing(filing.despite)
        case "ready":
            return _("Ready: nothing needed is missing")
        case "incomplete":
            return _("Incomplete: %s missing") % counted(lacking, "thing", "things")
        case "late":
            return _("Late: its last day was %s") % long_day(filing.deadlines[-1].date)
    return _("Draft: %s it back") % counted(len(filing.blocks), "thing holds", "things hold")


def _standing(codes: Sequence[str]) -> str:
    return counted(len(codes), "thing stands", "things stand")


def title_among(filing: Filing, filings: Sequence[Filing]) -> str:
    """What a filing is called; with its stay where the same form is filed for another one too."""
    name = wording(filing.form.name)
    if sum(other.form.id == filing.form.id for other in filings) < 2:
        return name
    return Markup("{}, {}").format(name, _("stay {number}").format(number=filing.stay))
