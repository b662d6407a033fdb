"""The parts of a plan on paper: a filing, an advisory, a step elsewhere, a task of the carnet."""

from collections.abc import Iterable, Iterator
from datetime import date

from prenotify.documents.flow import Block
from prenotify.documents.layout import (
    BODY,
    CELL,
    GRID,
    LABEL,
    SMALL,
    STRONG,
    Text,
    columns,
    heading,
    paragraph,
    ruled,
    stack,
    table,
    text,
    tick_box,
    ticks,
)
from prenotify.documents.marks import colour_of, mark
from prenotify.documents.pen import Pen
from prenotify.documents.reasons import because, cited, holidays, lead_time, standing
from prenotify.documents.words import (
    CARRY,
    DEADLINE_HEAD,
    MISSING,
    NEEDED,
    NO_ADDRESS,
    NO_DATE,
    NOT_CHECKED,
    PAST,
    SEVERITY_WORDS,
    STATUS_WORDS,
    TASK_WORDS,
    WORDS,
)
from prenotify.documents.wrapping import Style
from prenotify.domain.countries import country_name
from prenotify.domain.plan import Advisory, CarnetTask, Filing, Missing, PlannedDeadline, Step
from prenotify.domain.sources import Source
from prenotify.domain.values import english_date

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE_X, _WHAT_X, _STATE_X = 18.0, 132.0, 388.0
_MARK = 14.0


def weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def overview_row(filing: Filing) -> Block:
    """A line of the list of letters: a box to tick, the day, what, and how it stands."""
    following = filing.following
    others = [d for d in filing.deadlines if d is not following and d.force != "rule"]
    when = _dated(filing.send_by, _DATE_X, [f"{standing(filing, d)} {english_date(d.date)}" for d in others])
    state = Style(STRONG.size, STRONG.leading, "bold", colour_of(filing.status))
    what = [
        text(filing.form.name.en, STRONG, _STATE_X - _WHAT_X - 8, _WHAT_X),
        text(lead_time(following), SMALL, _STATE_X - _WHAT_X - 8, _WHAT_X),
    ]
    how = [text(STATUS_WORDS[filing.status], state, GRID.width - _STATE_X - _MARK, _STATE_X + _MARK)]

    def marks(pen: Pen, top: float) -> None:
        tick_box(pen, 0, top)
        mark(pen, filing.status, _STATE_X, top)

    return ruled(columns(when, what, how), marks)


def _dated(day: date, x: float, notes: Iterable[str] = ()) -> list[Text]:
    width = _WHAT_X - _DATE_X - 8
    return [
        text(english_date(day), STRONG, width, x),
        text(weekday(day), SMALL, width, x),
        *(text(note, SMALL, width, x) for note in notes),
    ]


def filing_blocks(filing: Filing, today: date) -> Iterator[Block]:
    """All about one filing: to whom, where it stands, its deadlines side by side, what goes along."""
    yield heading(f"{filing.form.name.en}, stay {filing.stay}")
    for label, value in _facts(filing):
        yield columns([text(label, LABEL, 90)], [text(value, CELL, GRID.width - 96, 96)], space_before=3)
    head, rows = table(DEADLINE_HEAD, [_deadline(filing, d, today) for d in filing.deadlines], (10, 8, 15, 15))
    yield from (_with_space(head), *rows)
    for deadline in filing.deadlines:
        yield from _reasons(filing, deadline)
    if filing.attachments:
        yield from paragraph(WORDS["frame.attachments"], STRONG, 8)
        yield from ticks([attachment.text.en for attachment in filing.attachments])


def _with_space(block: Block) -> Block:
    return Block(block.height, block.draw, 8, stays_with_next=True)
