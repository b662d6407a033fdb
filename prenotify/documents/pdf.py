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
    table_head,
    table_row,
    text,
    ticks,
)
from prenotify.documents.pen import Pen
from prenotify.documents.words import (
    BY_AGENCY,
    CONTINUED,
    CROSSING,
    DATE,
    DRAFT,
    DRAFT_BECAUSE,
    NUMBER,
    PLACE,
    PREPARED_ON,
    QUOTE_REFERENCE,
    WORDS,
)
from prenotify.domain.plan import Filing


def filing_pdf(filing: Filing, reference: str) -> bytes:
    """The filing as a PDF in A4; the same filing and reference always give the same bytes.

    A filing whose status is draft says so on every page and names what stands in its way.
    """
    content = content_of(filing, reference)
    flow = Flow(GRID, Info(title=content.title, author=content.name, subject=content.subject))
    flow.add([*_opening(content)])
    for section in content.sections:
        flow.add([heading(section.heading), *_fields(section)], again=_continued(section.heading))
    _add_itinerary(flow, content)
    _add_attachments(flow, content)
    flow.add_at_bottom([*_closing(content)], _basis(content))
    return flow.pdf(lambda pen, page, pages: _foot(pen, content, page, pages))


def _opening(content: Content) -> Iterator[Block]:
    if content.blocks:
        because = DRAFT_BECAUSE.format(blocks=", ".join(content.blocks))
        yield boxed([(DRAFT, ALARM), (because, BODY)], STOP, 2.0)
    dateline = f"{WORDS['frame.reference']} {content.reference} · {QUOTE_REFERENCE}"
    yield ends(PREPARED_ON.format(date=content.prepared_on), dateline, LABEL, space_before=12)
    yield columns(
        _party(WORDS["frame.from"], (content.name, *content.sender), 0.0),
        _party(WORDS["frame.to"], content.recipient, HALF + GUTTER),
        space_before=10,
    )
    yield stack([evenly(content.title, TITLE), evenly(content.subject, BODY)], space_before=16)
    if content.banner:
        yield boxed([(content.banner, STRONG)], INK, 1.2, space_before=10)
    yield from paragraph(content.salutation, space_before=12)
    for before, part in pairwise(("", *content.ask)):
        # What a colon announces is set in.
        yield from paragraph(part, space_before=5, x=14.0 if before.endswith(":") else 0.0)


def _party(role: str, lines: Sequence[str], x: float) -> list[Text]:
    """Who writes or is written to: a name, then how to reach them."""
    name, *others = lines
    styled = [(role, LABEL), (name, STRONG), *((line, BODY) for line in others)]
    return [text(whole, style, HALF, x, is_value=True) for whole, style in styled]


def _fields(section: LabelledSection) -> list[Block]:
    return field_rows(section.fields, WORDS["doc.to_follow"])


def _continued(title: str) -> Block:
    return replace(heading(CONTINUED.format(title=title)), outline="")


def _add_itinerary(flow: Flow, content: Content) -> None:
    shares = (1, 9, 4, 4)
    head = table_head((NUMBER, PLACE, DATE, CROSSING), shares)
    legs = [(str(leg.number), leg.place, leg.date, leg.crossing) for leg in content.itinerary]
    rows = [block for leg in legs for block in table_row(leg, shares, [CELL] * len(leg))]
    title = WORDS["trip.itinerary"]
    flow.add([heading(title), head, *rows], again=above(_continued(title), head))


def _add_attachments(flow: Flow, content: Content) -> None:
    if content.attachments:
        flow.add([heading(WORDS["frame.attachments"]), *ticks(content.attachments)])
    if content.agency_attachments:
        flow.add([heading(BY_AGENCY), *ticks(content.agency_attachments)])


def _closing(content: Content) -> Iterator[Block]:
    yield from paragraph(content.closing, space_before=14)
    yield from paragraph(content.declaration, space_before=5)
    regards = text(content.regards, BODY, GRID.width)
    yield replace(stack([regards], space_before=5), stays_with_next=True)
    yield signature(WORDS["frame.place_date"], WORDS["frame.signature"], content.name)


def _basis(content: Content) -> Block:
    return stack([text(line, SMALL, GRID.width) for line in content.basis], space_before=16)


def _foot(pen: Pen, content: Content, page: int, pages: int) -> None:
    y = GRID.bottom - 12
    pen.dotted_rule(GRID.left, y, GRID.right, SOFT)
    pen.text(GRID.left, y - 13, content.disclaimer, SMALL)
    number = WORDS["frame.page_of"].format(x=page, y=pages)
    pen.right_text(GRID.right, y - 13, f"{content.reference} · {number}", SMALL)
    if content.blocks:
        pen.text(GRID.left, y - 25, DRAFT, STRONG)
