"""A filing on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from prenotify.documents.content import Content, LabelledSection, content_of
from prenotify.documents.fields import field_rows
from prenotify.documents.flow import Block, Flow, Info
from prenotify.documents.layout import (
    ALARM,
    BODY,
    CELL,
    GRID,
    GUTTER,
    HALF,
    INK,
    LABEL,
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
    signature,
    stack,
    text,
)
from prenotify.documents.pen import Pen
from prenotify.documents.qr import ROOM, beside_code, code_of
from prenotify.documents.said import Said
from prenotify.documents.tables import table_head, table_row, ticks
from prenotify.documents.words import CODE_ALT, DRAFT, DRAFT_BECAUSE
from prenotify.documents.wrapping import Style
from prenotify.domain.plan import Filing

_SUBTITLE = Style(11.5, 15.5, "regular", SOFT)
_HEAD = ("frame.number", "frame.place", "frame.date", "frame.crossing")


def filing_pdf(filing: Filing, reference: str) -> bytes:
    """The filing as a PDF in A4; the same filing and reference always give the same bytes.

    A filing whose status is draft says so on every page and names what stands in its way.
    """
    content = content_of(filing, reference)
    flow = Flow(GRID, Info(title=content.title, author=content.name, subject=content.subject))
    flow.add([*_opening(content)])
    for section in content.sections:
        flow.add(
            [heading(section.heading), *_fields(content, section)], again=_continued(content, section.heading)
        )
    _add_itinerary(flow, content)
    _add_attachments(flow, content)
    flow.add_at_bottom([*_closing(content)], _basis(content))
    return flow.pdf(lambda pen, page, pages: _foot(pen, content, page, pages))


def _opening(content: Content) -> Iterator[Block]:
    if content.blocks:
        because = DRAFT_BECAUSE.format(blocks=", ".join(content.blocks))
        yield boxed([(DRAFT, ALARM), (because, BODY)], STOP, 2.0)
    yield from _datelines(content)
    yield columns(
        _party(content.words["frame.from"].in_both, (content.name, *content.sender), 0.0),
        _party(content.words["frame.to"].in_both, content.recipient, HALF + GUTTER),
        space_before=10,
    )
    yield stack([*_titles(content), evenly(content.subject, BODY)], space_before=13)
    if content.banner:
        other = [(content.banner.beside, BODY)] if content.banner.beside else []
        yield boxed([(str(content.banner), STRONG), *other], INK, 1.2, space_before=10)
    yield from _paragraph(content.salutation, 11)
    for before, part in pairwise((Said(""), *content.ask)):
        # What a colon announces is set in.
        yield from _paragraph(part, 5, 14.0 if before.endswith(":") else 0.0)


def _datelines(content: Content) -> Iterator[Block]:
    said, reference, quote = content.prepared_on, content.words["frame.reference"], "frame.quote_reference"
    right = f"{reference} {content.reference} · {content.words[quote]}"
    yield ends(said, right, LABEL, space_before=12)
    if said.beside:
        yield ends(said.beside, content.words[quote].beside, SMALL)


def _titles(content: Content) -> Iterator[Text]:
    yield evenly(str(content.title), TITLE, "H1")
    if content.title.beside:
        yield evenly(content.title.beside, _SUBTITLE)


def _paragraph(said: Said, space_before: float, indent: float = 0.0) -> Iterator[Block]:
    """Running text, its second language at its right."""
    if not said.beside:
        yield from paragraph(str(said), space_before=space_before, x=indent)
        return
    width = HALF - indent
    right = text(said.beside, CELL, width, HALF + GUTTER + indent)
    yield columns([text(str(said), CELL, width, indent)], [right], space_before=space_before - 1)


def _party(role: str, lines: Sequence[str], x: float) -> list[Text]:
    """Who writes or is written to: a name, then how to reach them."""
    name, *others = lines
    styled = [(role, LABEL), (name, STRONG), *((line, BODY) for line in others)]
    return [text(whole, style, HALF, x, is_value=True) for whole, style in styled]


def _fields(content: Content, section: LabelledSection) -> list[Block]:
    return field_rows(section.fields, content.words["doc.to_follow"].in_both)


def _continued(content: Content, title: Said) -> Block:
    words = content.words["frame.continued"]
    said = Said(words.format(title=title), title.beside and words.beside.format(title=title.beside))
    return replace(heading(said), outline="")


def _add_itinerary(flow: Flow, content: Content) -> None:
    shares = (1, 9, 4, 4)
    head = table_head([content.words[key] for key in _HEAD], shares)
    legs = [(str(leg.number), leg.place, leg.date, leg.crossing) for leg in content.itinerary]
    rows = [block for leg in legs for block in table_row(leg, shares, [CELL] * len(leg))]
    title = content.words["trip.itinerary"]
    flow.add([heading(title), head, *rows], again=above(_continued(content, title), head))


def _add_attachments(flow: Flow, content: Content) -> None:
    if content.attachments:
        flow.add([heading(content.words["frame.attachments"]), *ticks(content.attachments)])
    if content.agency_attachments:
        flow.add([heading(content.words["frame.by_agency"]), *ticks(content.agency_attachments)])


def _closing(content: Content) -> Iterator[Block]:
    yield from _paragraph(content.closing, 14)
    yield from _paragraph(content.declaration, 5)
    for block in _paragraph(content.regards, 5):
        yield replace(block, stays_with_next=True)
    place, signed = content.words["frame.place_date"], content.words["frame.signature"]
    yield signature(place.in_both, signed.in_both, content.name)


def _basis(content: Content) -> Block:
    lines = [text(line, SMALL, GRID.width - ROOM) for line in content.basis]
    said = code_of(content)
    return beside_code(stack(lines, space_before=16), said, CODE_ALT.format(said=said))


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
