"""The parts of a plan on paper: a filing, an advisory, a step elsewhere, a task of the carnet.

Sources are named where they are used and listed once at the end, by number.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from prenotify.documents import words
from prenotify.documents.flow import Block
from prenotify.documents.layout import (
    BODY,
    CELL,
    GRID,
    LABEL,
    SMALL,
    STRONG,
    VALUE,
    Text,
    columns,
    paragraph,
    ruled,
    text,
)
from prenotify.documents.marks import colour_of, mark
from prenotify.documents.pen import Pen
from prenotify.documents.reasons import because, holidays, lead_time, standing
from prenotify.documents.tables import table_head, table_row, tick_box, ticks
from prenotify.documents.wrapping import Style
from prenotify.domain.countries import country_name
from prenotify.domain.plan import Advisory, CarnetTask, Filing, Step
from prenotify.domain.sources import Source
from prenotify.domain.values import english_date, trip_path

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE, _WHAT, _STATE = 18.0, 136.0, 374.0
"""Where the columns of a list begin; the tick box stands before the first."""
_ASIDE = 14.0
"""Room for a mark before a word."""


@dataclass(slots=True)
class Citations:
    """Numbers sources in the order they are first cited; one page is one source."""

    numbers: dict[str, int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def cite(self, source: Source) -> str:
        """Its name and number: "ADAC [1]"."""
        if source.url not in self.numbers:
            self.sources.append(source)
            self.numbers[source.url] = len(self.sources)
        return f"{source.name} [{self.numbers[source.url]}]"

    def cite_all(self, sources: Iterable[Source]) -> str:
        return ", ".join(map(self.cite, sources))

    def blocks(self) -> Iterator[Block]:
        """The list of sources."""
        for number, source in enumerate(self.sources, start=1):
            dated = f", {words.PAGE_DATED.format(dated=source.dated)}" if source.dated else ""
            said = f"{source.url}, checked {english_date(source.checked)}{dated}"
            yield columns(
                _stack([(f"[{number}]", SMALL)], 0, 20),
                _stack([(said, SMALL)], 22, GRID.width - 22),
                space_before=2,
            )


def overview_row(filing: Filing) -> Block:
    """A line of the list of letters: a box to tick, the day, what it is, how it stands."""
    following = filing.following
    others = [d for d in filing.deadlines if d is not following and d.force != "rule"]
    notes = [f"{standing(filing, other)} {english_date(other.date)}" for other in others]
    what = [(filing.form.name.en, STRONG), (lead_time(following), SMALL)]
    how = [(words.STATUS_WORDS[filing.status], _coloured(filing.status))]

    def marks(pen: Pen, top: float) -> None:
        tick_box(pen, 0, top)
        mark(pen, filing.status, _STATE, top)

    row = columns(
        _day(filing.send_by, notes),
        _stack(what, _WHAT, _STATE - _WHAT - 10),
        _stack(how, _STATE + _ASIDE, GRID.width - _STATE - _ASIDE),
    )
    return ruled(row, marks)


def _coloured(state: str) -> Style:
    return replace(STRONG, colour=colour_of(state))


def in_the_way(one: Advisory, country: str) -> Block:
    """A line of the list of what stands in the way."""
    where = f"{words.STAY.format(number=one.stay)}, {country}" if one.stay else words.WHOLE_TRIP
    row = columns(
        _stack([(where, STRONG)], _DATE, _WHAT - _DATE - 8),
        _stack([(one.message, BODY)], _WHAT, GRID.width - _WHAT),
    )
    return ruled(row, lambda pen, top: mark(pen, one.severity, 0, top))


def _day(day: date, notes: Sequence[str] = ()) -> list[Text]:
    lines = [(english_date(day), STRONG), *((note, SMALL) for note in (_WEEKDAYS[day.weekday()], *notes))]
    return _stack(lines, _DATE, _WHAT - _DATE - 8)


def _stack(lines: Iterable[tuple[str, Style]], x: float, width: float) -> list[Text]:
    return [text(whole, style, width, x, is_value=True) for whole, style in lines]


def filing_blocks(filing: Filing, today: date, citations: Citations) -> Iterator[Block]:
    """All about one filing: to whom, how it stands, its deadlines side by side, what goes along."""
    for label, said in _facts(filing):
        yield columns(
            _stack([(label, LABEL)], 0, 70), _stack([(said, CELL)], 76, GRID.width - 76), space_before=3
        )
    yield from _deadlines(filing, today, citations)
    not_counted = holidays(min(filing.deadlines, key=lambda deadline: deadline.date))
    if not_counted:
        yield from paragraph(not_counted, SMALL, 4)
    if filing.attachments:
        (title,) = paragraph(words.WORDS["frame.attachments"], STRONG, 8)
        yield replace(title, stays_with_next=True)
        yield from ticks([attachment.text.en for attachment in filing.attachments])


def _facts(filing: Filing) -> Iterator[tuple[str, str]]:
    entry, to = filing.facts.stay.entry, filing.recipient
    address = to.email or words.NO_ADDRESS
    checked = "" if to.verified or not to.email else f" ({words.NOT_CHECKED})"
    yield words.WORDS["frame.to"], f"{to.organisation}, {address}{checked}"
    yield words.ENTRY_LABEL, f"{entry.port}, {english_date(entry.date)}"
    status = words.STATUS_WORDS[filing.status]
    yield words.STATUS_LABEL, ": ".join(filter(None, (status, ", ".join(filing.blocks))))
    if filing.missing:
        yield words.MISSING_LABEL, "; ".join(_missing(filing))


def _missing(filing: Filing) -> Iterator[str]:
    """By section, since a form may ask for more than one name."""
    labels = {
        one.path: words.NEEDED.format(label=one.label.en) if one.required else one.label.en
        for one in filing.missing
    }
    for section in filing.form.sections:
        paths = dict.fromkeys(trip_path(rule.value.path, filing.stay) for rule in section.fields)
        found = [labels.pop(path) for path in paths if path in labels]
        if found:
            yield f"{section.heading.en}: {', '.join(found)}"


def _deadlines(filing: Filing, today: date, citations: Citations) -> Iterator[Block]:
    shares = (9, 7, 7, 24)
    yield replace(table_head(words.DEADLINE_HEAD, shares), space_before=8)
    for deadline in filing.deadlines:
        day = f"{english_date(deadline.date)}, {_WEEKDAYS[deadline.date.weekday()]}"
        checked = f"checked {english_date(deadline.source.checked)}"
        cells = (
            words.DEADLINE_PAST.format(day=day) if deadline.date < today else day,
            standing(filing, deadline),
            str(deadline.lead),
            f"{citations.cite(deadline.source)}, {checked}. {because(filing, deadline)}".rstrip(),
        )
        first = VALUE if deadline is filing.following else CELL
        yield from table_row(cells, shares, (first, first, CELL, CELL))


def advisory(one: Advisory, citations: Citations) -> Block:
    """How grave it is, what it says, who says so, and its code."""
    cited = " · ".join(filter(None, (citations.cite_all(one.sources), one.code)))
    row = columns(
        _stack([(words.SEVERITY_WORDS[one.severity], _coloured(one.severity))], _ASIDE, 80),
        _stack([(one.message, BODY), (cited, SMALL)], 100, GRID.width - 100),
    )
    return ruled(row, lambda pen, top: mark(pen, one.severity, 0, top))


def step_row(step: Step, citations: Citations) -> Block:
    """Something to do elsewhere: by when, what, by which way, who says so."""
    row = step.row
    where = f"{country_name(row.country_iso2)}, {words.STAY.format(number=step.stay).lower()}: {row.channel}"
    details = [part for part in (row.who_must, row.lead_time) if part]
    return _to_do(step.opens, step.due, row.title, [where, *details, citations.cite_all(row.sources)])


def task_row(task: CarnetTask, citations: Citations) -> Block:
    """Something to do about the carnet."""
    title = _capital(words.TASK_WORDS.get(task.task, task.task))
    return _to_do(task.opens, task.closes, title, [task.message, citations.cite_all(task.sources)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _to_do(opens: date | None, due: date | None, title: str, details: Sequence[str]) -> Block:
    what = [(title, STRONG), *((detail, SMALL) for detail in details)]
    return ruled(
        columns(_window(opens, due), _stack(what, _WHAT, GRID.width - _WHAT)),
        lambda pen, top: tick_box(pen, 0, top),
    )


def _window(opens: date | None, due: date | None) -> list[Text]:
    first = words.FROM_ON.format(date=english_date(opens)) if opens else ""
    if due:
        return _day(due, [first] if first else [])
    return _stack([(_capital(first) or words.NO_DATE, STRONG)], _DATE, _WHAT - _DATE - 8)
