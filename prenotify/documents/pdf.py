"""A filing on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from prenotify.documents.content import Content, Labelled, LabelledSection, content_of
from prenotify.documents.dossier import checklist, cover_blocks
from prenotify.documents.fields import field_rows
from prenotify.documents.flow import Block, Flow, Foot, Info, Piece
from prenotify.documents.layout import (
    ALARM,
    BODY,
    CELL,
    GRID,
    GRIDS,
    GUTTER,
    HALF,
    INK,
    LABEL,
    LEAST_HEIGHT,
    SMALL,
    SOFT,
    STOP,
    STRONG,
    TITLE,
    Text,
    above,
    boxed,
    columns,
    ends,
    evenly,
    heading,
    paragraph,
    second,
    signature,
    stack,
    text,
)
from prenotify.documents.pen import Pen
from prenotify.documents.qr import ROOM, beside_code, code_of
from prenotify.documents.said import Said
from prenotify.documents.tables import table_head, table_row, tick_row, ticks
from prenotify.documents.words import CODE_ALT, DRAFT, DRAFT_BECAUSE
from prenotify.documents.wrapping import Style
from prenotify.domain.plan import Filing

_SUBTITLE = Style(11.5, 15.5, "regular", SOFT)
_ITINERARY = ("frame.number", "frame.place", "frame.date", "frame.crossing")
_DAY_BY_DAY = ("trip.days", "frame.date", "frame.place", "frame.crossing")
_SLOTS = ("choice.choice", "frame.date", "choice.time", "choice.possible")


def filing_pdf(filing: Filing, reference: str) -> bytes:
    """The filing as a PDF on its reader's paper; the same filing and reference always give the same bytes.

    A filing whose status is draft says so on every page and names what stands in its way.
    """
    return content_pdf(content_of(filing, reference))


def content_pdf(content: Content) -> bytes:
    """As `filing_pdf`, for what a filing says or said otherwise."""
    speaks = content.languages
    info = Info(content.title, content.name, content.subject, speaks.own)
    flow = Flow(GRIDS[content.paper], info, speaks.other)
    add_filing(flow, content)
    return flow.pdf(foot_of(content))


def filing_piece(content: Content, bookmarks: tuple[str, ...]) -> Piece:
    """The filing as one document of several in a PDF."""
    return Piece(foot_of(content), bookmarks, content.languages.own, content.languages.other)


def foot_of(content: Content) -> Foot:
    return lambda pen, page, pages: _foot(pen, content, page, pages)


def add_filing(flow: Flow, content: Content) -> None:
    """Place all of the filing, from where the page is on."""
    flow.add([*_opening(content)])
    if content.is_dossier:
        flow.add(cover_blocks(content))
        flow.turn()
    *sections, last = content.sections
    for section in sections:
        _add_section(flow, content, section)
    if content.attachments:
        _add_section(flow, content, last)
    if content.is_dossier:
        flow.turn()
    # Entry and exit alone stand among the fields already.
    if content.is_dossier or len(content.itinerary) > 2:
        _add_itinerary(flow, content)
    _add_end(flow, content, [] if content.attachments else _section(content, last))


def _opening(content: Content) -> Iterator[Block]:
    if content.blocks:
        because = DRAFT_BECAUSE.format(blocks=", ".join(content.blocks))
        yield boxed([(DRAFT, ALARM), (because, BODY)], STOP, 2.0)
    yield from _datelines(content)
    yield columns(
        _party(content.words["frame.from"].in_both, (content.name, *content.sender), 0.0),
        _party(content.words["frame.to"].in_both, content.recipient, HALF + GUTTER),
        space_before=8,
    )
    yield stack([*_titles(content), evenly(content.subject, BODY)], space_before=10)
    if content.banner:
        yield boxed([(str(content.banner), STRONG)], INK, 1.2, space_before=8, other=content.banner.beside)
    yield from _paragraph(content.salutation, 10)
    for before, part in pairwise((Said(""), *content.ask)):
        # What a colon announces is set in.
        yield from _paragraph(part, 5, 14.0 if before.endswith(":") else 0.0)


def _datelines(content: Content) -> Iterator[Block]:
    said, reference, quote = content.prepared_on, content.words["frame.reference"], "frame.quote_reference"
    right = f"{reference} {content.reference} · {content.words[quote]}"
    yield ends(said, right, LABEL, space_before=12)
    if said.beside:
        yield ends(said.beside, content.words[quote].beside, SMALL, is_beside=True)


def _titles(content: Content) -> Iterator[Text]:
    yield evenly(str(content.title), TITLE, "H1")
    if content.title.beside:
        yield replace(evenly(content.title.beside, _SUBTITLE), is_beside=True)


def _paragraph(said: Said, space_before: float, indent: float = 0.0) -> Iterator[Block]:
    """Running text, its second language at its right."""
    if not said.beside:
        yield from paragraph(str(said), space_before=space_before, x=indent)
        return
    width = HALF - indent
    right = second(said.beside, CELL, width, HALF + GUTTER + indent)
    yield columns([text(str(said), CELL, width, indent)], [right], space_before=space_before - 1)


def _party(role: str, lines: Sequence[str], x: float) -> list[Text]:
    """Who writes or is written to: a name, then how to reach them."""
    name, *others = lines
    styled = [(role, LABEL), (name, STRONG), *((line, CELL) for line in others)]
    return [text(whole, style, HALF, x, is_value=True) for whole, style in styled]


def _continued(content: Content, title: Said) -> Block:
    words = content.words["frame.continued"]
    said = Said(words.format(title=title), title.beside and words.beside.format(title=title.beside))
    return replace(heading(said), outline="")


def _add_section(flow: Flow, content: Content, section: LabelledSection) -> None:
    flow.add(_section(content, section), again=_continued(content, section.heading))


def _section(content: Content, section: LabelledSection) -> list[Block]:
    to_follow = content.words["doc.to_follow"].in_both
    rest = [field for field in section.fields if not field.slot]
    rows = [*_slots(content, section.fields), *field_rows(rest, to_follow)]
    # Nothing goes on on a further page for a single row.
    rows[-2:-1] = [replace(one, stays_with_next=True) for one in rows[-2:-1]]
    return [heading(section.heading), *rows]


def _slots(content: Content, fields: Sequence[Labelled]) -> Iterator[Block]:
    """The days among which the reader chooses, each with a box to tick."""
    shares = (3, 6, 3, 3)
    chosen = [(field.label, field.slot) for field in fields if field.slot]
    if chosen:
        yield table_head([content.words[key] for key in _SLOTS], shares)
    for label, slot in chosen:
        yield from tick_row((label, slot.day, slot.hours, ""), shares, {3})


def _add_itinerary(flow: Flow, content: Content) -> None:
    by_day = any(leg.days for leg in content.itinerary[1:-1])
    shares = (2, 7, 8, 4) if by_day else (1, 9, 4, 4)
    head = table_head([content.words[key] for key in (_DAY_BY_DAY if by_day else _ITINERARY)], shares)
    legs = [
        (leg.days, leg.date, leg.place, leg.crossing)
        if by_day
        else (str(leg.number), leg.place, leg.date, leg.crossing)
        for leg in content.itinerary
    ]
    rows = [block for leg in legs for block in table_row(leg, shares, [CELL] * len(leg))]
    title = content.words["trip.itinerary"]
    opens = [replace(one, stays_with_next=True) for one in _paragraph(content.days_open, 4)]
    said = opens if content.days_open else []
    flow.add([heading(title), *said, head, *rows], again=above(_continued(content, title), head))


def _add_end(flow: Flow, content: Content, before: Sequence[Block]) -> None:
    """What goes along, and the signature: on one page with what is *before*, so that none has it alone."""
    enclosed, last, basis = [*before, *_enclosures(content)], [*_closing(content)], _basis(content)
    if _height([*enclosed, *last, basis]) > LEAST_HEIGHT:
        flow.add(enclosed)
        enclosed = []
    flow.add_at_bottom([*enclosed, *last], basis)


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.space_before + block.height for block in blocks)


def _enclosures(content: Content) -> Iterator[Block]:
    if content.is_dossier:
        yield from checklist(content)
    elif content.attachments:
        yield heading(content.words["frame.attachments"])
        yield from ticks([one.whole for one in content.attachments])
    if content.agency_attachments:
        yield heading(content.words["frame.by_agency"])
        yield from ticks([one.whole for one in content.agency_attachments])


def _closing(content: Content) -> Iterator[Block]:
    beside = " ".join(filter(None, (content.declaration.beside, content.closing.beside)))
    yield from _paragraph(Said(f"{content.declaration} {content.closing}", beside), 11)
    for block in _paragraph(content.regards, 4):
        yield replace(block, stays_with_next=True)
    place, signed = content.words["frame.place_date"], content.words["frame.signature"]
    yield signature(place.in_both, signed.in_both, content.name)


def _basis(content: Content) -> Block:
    lines = [text(line, SMALL, GRID.width - ROOM) for line in content.basis]
    said = code_of(content)
    return beside_code(stack(lines, space_before=10), said, CODE_ALT.format(said=said))


def _foot(pen: Pen, content: Content, page: int, pages: int) -> None:
    y = GRID.bottom - 12
    pen.dotted_rule(GRID.left, y, GRID.right, SOFT)
    number = content.words["frame.page_of"].with_values(x=page, y=pages)
    pen.text(GRID.left, y - 13, content.disclaimer, SMALL)
    pen.right_text(GRID.right, y - 13, f"{content.reference} · {number}", SMALL)
    if number.beside:
        pen.right_text(GRID.right, y - 24, number.beside, SMALL)
    if content.blocks:
        pen.text(GRID.left, y - 25, DRAFT, STRONG)
    elif content.disclaimer.beside:
        pen.text(GRID.left, y - 24, content.disclaimer.beside, SMALL)
