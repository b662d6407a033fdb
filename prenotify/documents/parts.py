"""What a filing holds between its opening and its end: its sections, and the way through the country."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prenotify.documents.content import Content, Labelled, LabelledSection
from prenotify.documents.fields import field_rows
from prenotify.documents.flow import Block
from prenotify.documents.itinerary import Leg
from prenotify.documents.layout import (
    CELL,
    GUTTER,
    HALF,
    above,
    columns,
    heading,
    paragraph,
    second,
    text,
)
from prenotify.documents.said import Said
from prenotify.documents.tables import not_one_alone, table_head, table_row, tick_row

_ITINERARY = ("frame.number", "frame.place", "frame.date", "frame.crossing")
_DAY_BY_DAY = ("trip.days", "frame.date", "frame.place", "frame.crossing")
_SLOTS = ("choice.choice", "frame.date", "choice.time", "choice.possible")


@dataclass(frozen=True, slots=True)
class Part:
    """A section or the itinerary, and what is repeated where it goes on on a further page."""

    blocks: list[Block]
    again: Block


def parts_of(content: Content) -> Iterator[Part]:
    for section in content.sections:
        yield Part(_section(content, section), _continued(content, section.heading))
    # Entry and exit alone stand among the fields already.
    if content.is_dossier or len(content.itinerary) > 2:
        yield _itinerary(content)


def _section(content: Content, section: LabelledSection) -> list[Block]:
    to_follow = content.words["doc.to_follow"]
    rest = [field for field in section.fields if not field.slot]
    rows = [*_slots(content, section.fields), *field_rows(rest, to_follow)]
    return [heading(section.heading), *not_one_alone(rows)]


def _slots(content: Content, fields: Sequence[Labelled]) -> Iterator[Block]:
    """The days among which the reader chooses, each with a box to tick."""
    shares = (3, 6, 3, 3)
    chosen = [(field.label, field.slot) for field in fields if field.slot]
    if chosen:
        yield table_head([content.words[key] for key in _SLOTS], shares)
    for label, slot in chosen:
        yield from tick_row((label, slot.day, slot.hours, ""), shares, {3})


def _itinerary(content: Content) -> Part:
    by_day = any(leg.days for leg in content.itinerary[1:-1])
    shares = (2, 7, 8, 4) if by_day else (1, 9, 4, 4)
    title, titles = content.words["trip.itinerary"], _DAY_BY_DAY if by_day else _ITINERARY
    head = table_head([content.words[key] for key in titles], shares)
    cells = [_of_leg(leg, by_day) for leg in content.itinerary]
    rows = [block for row in cells for block in table_row(row, shares, [CELL] * len(row))]
    opens = paragraphs(content.days_open, 4) if content.days_open else ()
    said = [replace(one, stays_with_next=True) for one in opens]
    first = replace(head, space_before=5.0 if said else 0.0)
    return Part([heading(title), *said, first, *rows], above(_continued(content, title), head))


def _of_leg(leg: Leg, by_day: bool) -> tuple[str, ...]:
    if by_day:
        return leg.days, leg.date, leg.place, leg.crossing
    return str(leg.number), leg.place, leg.date, leg.crossing


def _continued(content: Content, title: Said) -> Block:
    words = content.words["frame.continued"]
    said = Said(words.format(title=title), title.beside and words.beside.format(title=title.beside))
    return replace(heading(said), outline="")


def paragraphs(said: Said, space_before: float, indent: float = 0.0) -> Iterator[Block]:
    """Running text, its second language at its right."""
    if not said.beside:
        yield from paragraph(str(said), space_before=space_before, x=indent)
        return
    width = HALF - indent
    right = second(said.beside, CELL, width, HALF + GUTTER + indent)
    yield columns([text(str(said), CELL, width, indent)], [right], space_before=space_before - 1)
