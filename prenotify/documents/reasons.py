"""Why a letter is due on a day: the lead, its force, who says so, and the holidays in between."""

from collections.abc import Iterator

from prenotify.documents.words import FORCE_WORDS, PLANNED_ON, STANDING_WORDS
from prenotify.domain.plan import Filing, PlannedDeadline
from prenotify.domain.sources import Source
from prenotify.domain.values import english_date


def standing(filing: Filing, deadline: PlannedDeadline) -> str:
    """What a deadline is among those of its filing: the one planned on, an earlier or a later one."""
    return PLANNED_ON if deadline is filing.following else STANDING_WORDS[deadline.force]


def reasons(filing: Filing, deadline: PlannedDeadline) -> Iterator[str]:
    """Sentences, the plainest first."""
    yield lead_time(deadline)
    if said := because(filing, deadline):
        yield said
    yield cited(deadline.source)
    if deadline.holidays:
        yield holidays(deadline)


def lead_time(deadline: PlannedDeadline) -> str:
    return f"{deadline.lead} before entry: {FORCE_WORDS[deadline.force]}."


def cited(source: Source) -> str:
    return f"Source: {source.name}, {source.url}, checked {english_date(source.checked)}."


def holidays(deadline: PlannedDeadline) -> str:
    """The holidays that moved a date; empty when none did."""
    named = ", ".join(f"{english_date(day)} ({name})" for day, name in deadline.holidays.items())
    return f"Holidays that do not count: {named}." if named else ""


def because(filing: Filing, deadline: PlannedDeadline) -> str:
    """What the form's rule adds to a lead; empty when it adds nothing."""
    for rule in filing.version.deadlines:
        same = (rule.lead, rule.force, rule.source) == (deadline.lead, deadline.force, deadline.source)
        if rule.because and same:
            said = rule.because.en
            return f"{said[:1].upper()}{said[1:].rstrip('.')}."
    return ""
