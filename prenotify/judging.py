"""Judges rules that read well but may still be wrong: gaps, overlaps, dead words, codes nobody knows."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

from prenotify.cases import FoundCase
from prenotify.domain.advice import Advice
from prenotify.domain.conditions import CONDITIONS, When
from prenotify.domain.forms import Form, Version
from prenotify.domain.problems import Problem
from prenotify.domain.reports import CLOSED, NOTICE
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import AGE_VALUES, PLANNING_VALUES, Wording
from prenotify.domain.values import placeholders, value_path

PAGE_LANGUAGES = ("en", "de")
"""The languages prenotify speaks to travellers; every text has them."""


def judge_rules(rulebook: Rulebook, cases: Iterable[FoundCase]) -> list[Problem]:
    """Everything that looks wrong in rules that could be read."""
    return [
        *(problem for form in rulebook.forms.values() for problem in _judge_form(form)),
        *_time_zones(rulebook),
        *_short_names(rulebook),
        *_severities(rulebook),
        *_words_of_advisories(rulebook),
        *(problem for form in rulebook.forms.values() for problem in _words_of_form(form)),
        *_codes_of_cases(rulebook, cases),
        *_conditions_nobody_uses(rulebook),
        *_languages(rulebook),
    ]


def known_codes(rulebook: Rulebook) -> set[str]:
    """Every advisory code that some rule can raise."""
    return {advice.code for advice in _all_advice(rulebook)} | set(rulebook.planning) | {CLOSED, NOTICE}


def _all_advice(rulebook: Rulebook) -> Iterator[Advice]:
    yield from rulebook.general
    for country in rulebook.countries.values():
        yield from country.advisories
        for form in country.forms:
            yield from (*form.not_filed, *form.advisories)


def _judge_form(form: Form) -> Iterator[Problem]:
    where = f"forms/{form.id}.toml"
    yield from (Problem(f"{where}, version", said) for said in _versions(form.versions))
    used = {rule.value.path for section in form.sections for rule in section.fields}
    for question in form.questions:
        if f"answers.{question.key}" not in used | form.recipient.named_in:
            yield Problem(f"{where}, question {question.key}", "is asked, and its answer is used nowhere")


def _versions(versions: tuple[Version, ...]) -> Iterator[str]:
    """Versions for everybody must follow each other without a gap or an overlap."""
    spans = sorted(
        (version.from_ or date.min, version.until or date.max)
        for version in versions
        if not version.when.alternatives
    )
    for (_, until), (begins, _) in pairwise(spans):
        if begins <= until:
            yield f"two are in force on {begins}; give the earlier one until = {begins - timedelta(1)}"
        elif begins > until + timedelta(1):
            yield f"none is in force from {until + timedelta(1)} to {begins - timedelta(1)}"


def _time_zones(rulebook: Rulebook) -> Iterator[Problem]:
    for country in rulebook.countries.values():
        if country.timezone not in available_timezones():
            where = f"forms/{country.folder}/country.toml, timezone"
            yield Problem(where, f"{country.timezone} is no time zone; write one such as Asia/Bangkok")


def _short_names(rulebook: Rulebook) -> Iterator[Problem]:
    """A letter's reference tells the forms of a stay apart by them."""
    for country in rulebook.countries.values():
        shorts = [form.short for form in country.forms]
        for form in country.forms:
            if shorts.count(form.short) > 1:
                yield Problem(
                    f"forms/{form.id}.toml, short", f"{form.short} is another form's short name here"
                )


def _severities(rulebook: Rulebook) -> Iterator[Problem]:
    """One code weighs the same wherever it is raised."""
    found: dict[str, set[str]] = {}
    for advice in _all_advice(rulebook):
        found.setdefault(advice.code, set()).add(advice.severity)
    for code, severities in found.items():
        if len(severities) > 1:
            yield Problem(f"forms/, {code}", f"weighs {' and '.join(sorted(severities))}; choose one")


def _words_of_advisories(rulebook: Rulebook) -> Iterator[Problem]:
    """What is said names only values that are there when it is said."""
    for advice in rulebook.general:
        yield from _unknown_values(
            "forms/general/advisories.toml", advice.code, advice.says, _with_age(advice)
        )
    for code, rule in rulebook.planning.items():
        for words in (rule.says, rule.says_once_entered or rule.says):
            yield from _unknown_values("forms/general/advisories.toml", code, words, PLANNING_VALUES[code])
    for country in rulebook.countries.values():
        for advice in country.advisories:
            where = f"forms/{country.folder}/country.toml"
            yield from _unknown_values(where, advice.code, advice.says, _with_age(advice))
    for report in rulebook.reports:
        yield from _unknown_values(
            "forms/directory/border-reports.toml", report.into, report.says, AGE_VALUES
        )


def _words_of_form(form: Form) -> Iterator[Problem]:
    asked = frozenset(f"answers.{question.key}" for question in form.questions)
    where = f"forms/{form.id}.toml"
    for advice in (*form.not_filed, *form.advisories):
        yield from _unknown_values(where, advice.code, advice.says, asked | _with_age(advice))
    for purpose in form.purposes:
        for words in purpose.words:
            yield from _unknown_values(where, f"purpose {purpose.purpose}", words, asked)


def _with_age(advice: Advice) -> frozenset[str]:
    return AGE_VALUES if advice.dated else frozenset()


def _unknown_values(file: str, what: str, words: Wording, known: frozenset[str]) -> Iterator[Problem]:
    named = dict.fromkeys(path for text in words.texts.values() for path in placeholders(text))
    for path in named:
        if path not in known and (path.startswith("answers.") or value_path(path) is None):
            yield Problem(f"{file}, {what}", f"{{{path}}} is not there when this is said")


def _codes_of_cases(rulebook: Rulebook, cases: Iterable[FoundCase]) -> Iterator[Problem]:
    known = known_codes(rulebook)
    for found in cases:
        where = f"{found.file}, “{found.case.says}”"
        expect = found.case.expect
        if not expect.model_fields_set:
            yield Problem(where, "expects nothing")
        for code in (*expect.codes, *expect.without, *filter(None, [expect.not_filed])):
            if code not in known:
                yield Problem(where, f"names the code {code}, which no rule raises")
    for form in rulebook.forms.values():
        for code in {code for purpose in form.purposes for code in purpose.despite} - known:
            yield Problem(f"forms/{form.id}.toml, despite", f"names the code {code}, which no rule raises")


def _conditions_nobody_uses(rulebook: Rulebook) -> Iterator[Problem]:
    used = {name for when in _all_whens(rulebook) for name in when.names}
    for name in sorted(set(CONDITIONS) - used):
        yield Problem("prenotify/domain/conditions.py", f"{name} is used by no rule; delete it")


def _all_whens(rulebook: Rulebook) -> Iterator[When]:
    yield from (advice.when for advice in _all_advice(rulebook))
    for form in rulebook.forms.values():
        yield from (version.when for version in form.versions)
        yield from (attachment.when for attachment in form.attachments)
        yield from (one.translation for one in form.attachments if one.translation)
        yield from (question.when for question in form.questions)
        yield from (rule.when for section in form.sections for rule in section.fields)
        for purpose in form.purposes:
            yield purpose.when
            yield from (paragraph.when for paragraph in purpose.ask)


def _languages(rulebook: Rulebook) -> Iterator[Problem]:
    """Texts for travellers speak every page language; labels also the reader's own."""
    for advice in _all_advice(rulebook):
        yield from _missing(f"forms/, {advice.code}", advice.says, PAGE_LANGUAGES)
    for form in rulebook.forms.values():
        where = f"forms/{form.id}.toml"
        yield from _missing(f"{where}, name", form.name, PAGE_LANGUAGES)
        for question in form.questions:
            yield from _missing(f"{where}, question {question.key}", question.label, PAGE_LANGUAGES)
        for section in form.sections:
            for rule in section.fields:
                yield from _missing(f"{where}, {rule.value.path}", rule.label, ("de", *form.languages))


def _missing(where: str, words: Wording, languages: Iterable[str]) -> Iterator[Problem]:
    lacking = [code for code in dict.fromkeys(languages) if not words.texts.get(code)]
    if lacking:
        yield Problem(where, f"“{words.en}” is not said in {', '.join(lacking)}")
