"""What the directories add to a stay: their entry for the country, closed borders, steps to take."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.directory import AtaRow, CpdRow
from prenotify.domain.messages import Counted, InEnglish, Message, Sentences
from prenotify.domain.plan import Step
from prenotify.domain.reports import Report
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Source
from prenotify.domain.values import Facts

# Monday to Friday: where a step counts in working days of a country whose holidays no data knows.
_PLAIN_WEEK = WorkingDays(weekend=frozenset({5, 6}), holidays_of=lambda _year: {})

_UNLISTED = "directory.unlisted"
"""The phrase for a country that has no row."""

_CONFIDENCE = {"high": Message("high"), "medium": Message("medium"), "low": Message("low")}

Given = tuple[str, tuple[Source, ...], Mapping[str, Any]]


def directory_entry(facts: Facts, rulebook: Rulebook) -> Iterator[Given]:
    """CARNET_DIRECTORY for every stay, after CARNET_NOT_ACCEPTED where it says so."""
    country, kind = facts.stay.country, facts.trip.carnet.kind
    ata, cpd = rulebook.ata.get(country), rulebook.cpd.get(country)
    row: AtaRow | CpdRow | None = ata if kind == "ata" else cpd
    if kind == "ata":
        listed, said = (f"ata.{ata.accepts}" if ata else _UNLISTED), _of_ata(ata)
        refused = ata is not None and ata.accepts != "yes"
    else:
        listed, said = (f"cpd.{cpd.cpd_status}" if cpd else _UNLISTED), _of_cpd(cpd)
        refused = cpd is not None and cpd.cpd_status == "not_accepted" and kind == "cpd"
    more = {"listed": rulebook.phrases[listed], "conditions": Sentences(said), **_dating(row)}
    sources = row.sources if row else ()
    if refused:
        yield "CARNET_NOT_ACCEPTED", sources, more
    yield "CARNET_DIRECTORY", sources, more


def _of_cpd(row: CpdRow | None) -> Iterator[str]:
    if row and row.conditions:
        yield InEnglish(row.conditions)


def _of_ata(row: AtaRow | None) -> Iterator[str]:
    if row and row.special_rules:
        yield InEnglish(row.special_rules)
    if row and row.excluded_uses:
        yield Message("Excluded: {uses}.", uses=InEnglish(row.excluded_uses))


def _dating(row: CpdRow | AtaRow | None) -> dict[str, str]:
    if row is None:
        return {"dated": Message("none"), "confidence": Message("none")}
    return {"dated": row.source_date, "confidence": _CONFIDENCE[row.confidence]}


def border_reports(facts: Facts, rulebook: Rulebook) -> Iterator[tuple[str, Report, Mapping[str, Any]]]:
    """Each report of a closed border that concerns this entry, as what it amounts to today."""
    before = facts.trip.stays[facts.number - 2] if facts.number > 1 else None
    for report in rulebook.reports_on.get(facts.stay.country, ()):
        if report.concerns(facts.stay, before, facts.entry_by, facts.today):
            more = {"dated": report.reported, "age": age(report.reported, facts.today)}
            yield report.code(facts.today), report, more


def age(day: date, today: date) -> Counted:
    """How old something of *day* is, in words: "5 years", "7 months"."""
    years, months = age_in_years_or_months(day, today)
    if years:
        return Counted("{number} year", "{number} years", number=years)
    return Counted("{number} month", "{number} months", number=months)


def age_in_years_or_months(day: date, today: date) -> tuple[int, int]:
    """Whole years from two on, and no months; or whole months."""
    months = max((today.year - day.year) * 12 + today.month - day.month - (today.day < day.day), 0)
    return (months // 12, 0) if months >= 24 else (0, months)


def steps_of(facts: Facts, rulebook: Rulebook, calendars: Mapping[str, WorkingDays]) -> tuple[Step, ...]:
    """What the traveller must do elsewhere before this border."""
    entry, country = facts.stay.entry.date, facts.stay.country
    return tuple(
        Step(
            row=row,
            stay=facts.number,
            opens=row.opens(entry),
            due=row.due(entry, calendars.get(country, _PLAIN_WEEK)),
        )
        for row in rulebook.borders.get(country, ())
        if row.is_step
    )
