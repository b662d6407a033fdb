"""Why a letter is due on a day, and why it is held back or not written at all."""

from collections.abc import Iterator, Mapping

from prenotify.documents.words import CITED, FORCE_WORDS, HOLIDAYS, LEAD_TIME, PLANNED_ON, STANDING_WORDS
from prenotify.domain.plan import Filing, PlannedDeadline
from prenotify.domain.sources import Source, Wording
from prenotify.language import ENGLISH, Language


def standing(filing: Filing, deadline: PlannedDeadline, language: Language = ENGLISH) -> str:
    """What a deadline is among those of its filing: the one planned on, an earlier or a later one."""
    return language.gettext(PLANNED_ON if deadline is filing.following else STANDING_WORDS[deadline.force])


def reasons(filing: Filing, deadline: PlannedDeadline, language: Language = ENGLISH) -> Iterator[str]:
    """Sentences, the plainest first."""
    yield lead_time(deadline, language)
    if said := because(filing, deadline, language):
        yield said
    yield cited(deadline.source, language)
    if deadline.holidays:
        yield holidays(deadline, language)


def lead_time(deadline: PlannedDeadline, language: Language = ENGLISH) -> str:
    return language.filled(LEAD_TIME, lead=deadline.lead, force=language.gettext(FORCE_WORDS[deadline.force]))


def cited(source: Source, language: Language = ENGLISH) -> str:
    return language.filled(CITED, name=language.source(source.name), url=source.url, checked=source.checked)


def holidays(deadline: PlannedDeadline, language: Language = ENGLISH) -> str:
    """The holidays that moved a date; empty when none did."""
    off = deadline.holidays.items()
    named = ", ".join(f"{language.day(day)} ({language.holiday(name)})" for day, name in off)
    return language.filled(HOLIDAYS, named=named) if named else ""


def held_back_by(filing: Filing, language: Language = ENGLISH) -> dict[str, str]:
    """What stands against a filing: in a few words, by its code."""
    return {code: in_few_words(code, filing.form.phrases, language) for code in filing.blocks}


def in_few_words(code: str, phrases: Mapping[str, Wording], language: Language = ENGLISH) -> str:
    """What a code means; the code itself where phrases.csv has no words for it."""
    key = f"code.{code}"
    return language.wording(phrases[key]) if key in phrases else code


def because(filing: Filing, deadline: PlannedDeadline, language: Language = ENGLISH) -> str:
    """What the form's rule adds to a lead; empty when it adds nothing."""
    for rule in filing.version.deadlines:
        same = (rule.lead, rule.force, rule.source) == (deadline.lead, deadline.force, deadline.source)
        if rule.because and same:
            said = language.wording(rule.because)
            return f"{said[:1].upper()}{said[1:].rstrip('.')}."
    return ""
