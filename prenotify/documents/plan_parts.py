"""The parts of a plan on paper: a filing, an advisory, a step elsewhere, a task of the carnet.

Sources are named where they are used and listed once at the end, by number.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from prenotify.documents import words
from prenotify.documents.flow import Block
from prenotify.documents.fonts import unprintable
from prenotify.documents.layout import (
    BODY,
    CELL,
    GRID,
    INK,
    LABEL,
    SMALL,
    STRONG,
    VALUE,
    Text,
    boxed,
    columns,
    paragraph,
    ruled,
    text,
)
from prenotify.documents.marks import colour_of, mark
from prenotify.documents.pen import Pen
from prenotify.documents.reasons import because, held_back_by, holidays, lead_time, standing
from prenotify.documents.tables import table_head, table_row, tick_box, ticks
from prenotify.documents.wrapping import Style
from prenotify.domain.plan import Advisory, CarnetTask, Filing, Plan, PlannedDeadline, Step
from prenotify.domain.sources import Source
from prenotify.domain.trip import Trip
from prenotify.domain.values import trip_path
from prenotify.language import ENGLISH, Language

_DATE, _WHAT, _STATE = 18.0, 136.0, 374.0
"""Where the columns of a list begin; the tick box stands before the first."""
_FEW = 12
_ASIDE = 14.0
"""Room for a mark before a word."""


def in_short(plan: Plan, language: Language = ENGLISH) -> Iterator[str]:
    """Countries and days, vehicle and carnet, a line each."""
    stays, vehicle, carnet = plan.trip.stays, plan.trip.vehicle, plan.trip.carnet
    countries = ", ".join(language.country(stay.country) for stay in stays)
    last = max(stay.exit.date for stay in stays)
    yield f"{countries}: {language.filled(words.SPAN, first=stays[0].entry.date, last=last)}."
    kind = language.gettext(vehicle.kind.capitalize())
    what = " ".join(part for part in (kind, vehicle.plate) if part)
    numbered = language.filled(words.CARNET_NUMBER, number=carnet.number)
    yield f"{what}, {numbered}." if carnet.number else f"{what}."


def unprintable_note(trip: Trip, language: Language = ENGLISH) -> Iterator[Block]:
    """Which characters of the trip no font here has, if any."""
    if missing := unprintable(trip.model_dump_json()):
        said = language.filled(words.UNPRINTABLE, characters=_first_few(missing, language))
        yield boxed([(said, BODY)], INK, 1.2)


def _first_few(named: tuple[str, ...], language: Language) -> str:
    more = (language.filled(words.AND_MORE, count=len(named) - _FEW),) if len(named) > _FEW else ()
    return ", ".join((*named[:_FEW], *more))


@dataclass(slots=True)
class Citations:
    """Numbers sources in the order they are first cited; one page is one source."""

    language: Language = ENGLISH
    numbers: dict[str, int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def cite(self, source: Source) -> str:
        """Its name and number: "ADAC [1]"."""
        if source.url not in self.numbers:
            self.sources.append(source)
            self.numbers[source.url] = len(self.sources)
        return f"{self.language.source(source.name)} [{self.numbers[source.url]}]"

    def cite_all(self, sources: Iterable[Source]) -> str:
        return ", ".join(map(self.cite, sources))

    def blocks(self) -> Iterator[Block]:
        """The list of sources."""
        for number, source in enumerate(self.sources, start=1):
            said = f"{source.url}, {self.language.filled(words.CHECKED, day=source.checked)}"
            if source.dated:
                dated = self.language.dated(source.dated)
                said += f", {self.language.filled(words.PAGE_DATED, dated=dated)}"
            yield columns(
                _stack([(f"[{number}]", SMALL)], 0, 20),
                _stack([(said, SMALL)], 22, GRID.width - 22),
                space_before=2,
            )


def overview_row(filing: Filing, language: Language = ENGLISH) -> Block:
    """A line of the list of letters: a box to tick, the day, what it is, how it stands."""
    following = filing.following
    others = [d for d in filing.deadlines if d is not following and _is_still_told(d, filing.facts.today)]
    notes = [f"{standing(filing, other, language)} {language.day(other.date)}" for other in others]
    what = [(language.wording(filing.form.name), STRONG), (lead_time(following, language), SMALL)]
    how = [(language.gettext(words.STATUS_WORDS[filing.status_today]), _coloured(filing.status_today))]

    def marks(pen: Pen, top: float) -> None:
        tick_box(pen, 0, top)
        mark(pen, filing.status_today, _STATE, top)

    row = columns(
        _day(filing.send_by, language, notes),
        _stack(what, _WHAT, _STATE - _WHAT - 10),
        _stack(how, _STATE + _ASIDE, GRID.width - _STATE - _ASIDE),
    )
    return ruled(row, marks)


def _is_still_told(deadline: PlannedDeadline, today: date) -> bool:
    """Advice whose day is past advises nothing any more."""
    return deadline.force == "floor" or (deadline.force == "advice" and deadline.date >= today)


def _coloured(state: str) -> Style:
    return replace(STRONG, colour=colour_of(state))


def in_the_way(one: Advisory, country: str, language: Language = ENGLISH) -> Block:
    """A line of the list of what stands in the way."""
    stay = language.filled(words.STAY, number=one.stay)
    where = f"{stay}, {country}" if one.stay else language.gettext(words.WHOLE_TRIP)
    row = columns(
        _stack([(where, STRONG)], _DATE, _WHAT - _DATE - 8),
        _stack([(language.advisory(one), BODY)], _WHAT, GRID.width - _WHAT),
    )
    return ruled(row, lambda pen, top: mark(pen, one.severity, 0, top))


def _day(day: date, language: Language, notes: Sequence[str] = ()) -> list[Text]:
    lines = [(language.day(day), STRONG), *((note, SMALL) for note in (language.weekday(day), *notes))]
    return _stack(lines, _DATE, _WHAT - _DATE - 8)


def _stack(lines: Iterable[tuple[str, Style]], x: float, width: float) -> list[Text]:
    return [text(whole, style, width, x, is_value=True) for whole, style in lines]


def filing_blocks(filing: Filing, today: date, citations: Citations) -> Iterator[Block]:
    """All about one filing: to whom, how it stands, its deadlines side by side, what goes along."""
    language = citations.language
    for label, said in _facts(filing, language):
        yield columns(
            _stack([(label, LABEL)], 0, 70), _stack([(said, CELL)], 76, GRID.width - 76), space_before=3
        )
    yield from _deadlines(filing, today, citations)
    not_counted = holidays(min(filing.deadlines, key=lambda deadline: deadline.date), language)
    if not_counted:
        yield from paragraph(not_counted, SMALL, 4)
    if filing.attachments:
        (title,) = paragraph(language.gettext(words.ATTACHMENTS), STRONG, 8)
        yield replace(title, stays_with_next=True)
        yield from ticks([language.wording(attachment.text) for attachment in filing.attachments])


def _facts(filing: Filing, language: Language) -> Iterator[tuple[str, str]]:
    entry, to, say = filing.facts.stay.entry, filing.recipient, language.gettext
    address = to.email or say(words.NO_ADDRESS)
    checked = "" if to.verified or not to.email else f" ({say(words.NOT_CHECKED)})"
    yield say(words.TO), f"{language.organisation(to.organisation)}, {address}{checked}"
    yield say(words.ENTRY_LABEL), f"{entry.port}, {language.day(entry.date)}"
    status, against = say(words.STATUS_WORDS[filing.status_today]), held_back_by(filing, language).values()
    yield say(words.STATUS_LABEL), ": ".join(filter(None, (status, "; ".join(against))))
    if filing.missing:
        yield say(words.MISSING_LABEL), "; ".join(_missing(filing, language))


def _missing(filing: Filing, language: Language) -> Iterator[str]:
    """By section, since a form may ask for more than one name."""
    labels = {
        one.path: language.filled(words.NEEDED, label=one.label) if one.required else language.say(one.label)
        for one in filing.missing
    }
    for section in filing.form.sections:
        paths = dict.fromkeys(trip_path(rule.value.path, filing.stay) for rule in section.fields)
        found = [labels.pop(path) for path in paths if path in labels]
        if found:
            yield f"{language.wording(section.heading)}: {', '.join(found)}"


def _deadlines(filing: Filing, today: date, citations: Citations) -> Iterator[Block]:
    shares, language = (9, 7, 7, 24), citations.language
    yield replace(table_head(tuple(map(language.gettext, words.DEADLINE_HEAD)), shares), space_before=8)
    for deadline in filing.deadlines:
        day = f"{language.day(deadline.date)}, {language.weekday(deadline.date)}"
        checked = language.filled(words.CHECKED, day=deadline.source.checked)
        why = because(filing, deadline, language)
        cells = (
            language.filled(words.DEADLINE_PAST, day=day) if deadline.date < today else day,
            standing(filing, deadline, language),
            language.say(deadline.lead),
            f"{citations.cite(deadline.source)}, {checked}. {why}".rstrip(),
        )
        first = VALUE if deadline is filing.following else CELL
        yield from table_row(cells, shares, (first, first, CELL, CELL))


def advisory(one: Advisory, citations: Citations) -> Block:
    """How grave it is, what it says, and who says so."""
    cited = [(said, SMALL)] if (said := citations.cite_all(one.sources)) else []
    severity = citations.language.gettext(words.SEVERITY_WORDS[one.severity])
    row = columns(
        _stack([(severity, _coloured(one.severity))], _ASIDE, 80),
        _stack([(citations.language.advisory(one), BODY), *cited], 100, GRID.width - 100),
    )
    return ruled(row, lambda pen, top: mark(pen, one.severity, 0, top))


def step_row(step: Step, citations: Citations) -> Block:
    """Something to do elsewhere: by when, what, by which way, who says so."""
    row, language = step.row, citations.language
    stay = language.filled(words.STAY_WITHIN, number=step.stay)
    where = f"{language.country(row.country_iso2)}, {stay}: {language.gettext(row.channel)}"
    details = [language.listed(part) for part in (row.who_must, row.lead_time) if part]
    cited = citations.cite_all(row.sources)
    return _to_do(step.opens, step.due, language.listed(row.title), [where, *details, cited], language)


def task_row(task: CarnetTask, citations: Citations) -> Block:
    """Something to do about the carnet."""
    language = citations.language
    title = _capital(language.gettext(words.TASK_WORDS.get(task.task, task.task)))
    details = [language.task(task), citations.cite_all(task.sources)]
    return _to_do(task.opens, task.closes, title, details, language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _to_do(
    opens: date | None, due: date | None, title: str, details: Sequence[str], language: Language
) -> Block:
    what = [(title, STRONG), *((detail, SMALL) for detail in details)]
    return ruled(
        columns(_window(opens, due, language), _stack(what, _WHAT, GRID.width - _WHAT)),
        lambda pen, top: tick_box(pen, 0, top),
    )


def _window(opens: date | None, due: date | None, language: Language) -> list[Text]:
    first = language.filled(words.FROM_ON, date=opens) if opens else ""
    if due:
        return _day(due, language, [first] if first else [])
    return _stack([(_capital(first) or language.gettext(words.NO_DATE), STRONG)], _DATE, _WHAT - _DATE - 8)
