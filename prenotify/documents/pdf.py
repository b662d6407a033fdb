"""A filing on paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prenotify.documents.content import Content, content_of
from prenotify.documents.dossier import checklist, contents, glance
from prenotify.documents.flow import Block, Flow, Foot, Info, Piece, height
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
    boxed,
    columns,
    ends,
    evenly,
    heading,
    in_both,
    signature,
    stack,
    text,
    turn_of,
)
from prenotify.documents.parts import Part, paragraphs, parts_of
from prenotify.documents.pen import Pen
from prenotify.documents.qr import ROOM, beside_code, code_of
from prenotify.documents.said import Said
from prenotify.documents.tables import ticks
from prenotify.documents.words import CODE_ALT, DRAFT, DRAFT_BECAUSE
from prenotify.documents.wrapping import Style
from prenotify.domain.plan import Filing

_SUBTITLE = Style(11.5, 15.5, "regular", SOFT)
_MOSTLY = 0.6
"""How much of a page is still empty where a dossier's next part may begin on it."""
_CLOSER = (0.8, 0.55)
"""What the space between blocks may shrink to, to spare a page that would have little on it."""


@dataclass(frozen=True, slots=True)
class _End:
    """What goes along, the closing words with the signature, and the rule that all this answers."""

    enclosed: list[Block]
    closing: list[Block]
    basis: Block

    @classmethod
    def of(cls, content: Content) -> "_End":
        return cls([*_enclosures(content)], [*_closing(content)], _basis(content))

    @property
    def blocks(self) -> list[Block]:
        return [*self.enclosed, *self.closing, self.basis]


def filing_pdf(filing: Filing, reference: str) -> bytes:
    """The filing as a PDF on its reader's paper; the same filing and reference always give the same bytes.

    A filing whose status is draft says so on every page and names what stands in its way.
    """
    return content_pdf(content_of(filing, reference))


def content_pdf(content: Content) -> bytes:
    """As `filing_pdf`, for what a filing says or said otherwise."""
    speaks = content.languages
    info = Info(content.title, content.name, content.subject.in_both, speaks.own)
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
    opening, parts, end = [*_opening(content)], [*parts_of(content)], _End.of(content)
    whole = [*opening, *(block for part in parts for block in part.blocks), *end.blocks]
    flow.spacing = 1.0 if content.is_dossier else _spacing(whole, flow.grid.height)
    flow.add(opening)
    if content.is_dossier:
        _add_cover(flow, content)
    for part in parts[:-1]:
        flow.add(part.blocks, part.again)
    if content.is_dossier and flow.room < flow.grid.height * _MOSTLY:
        flow.turn()
    _add_end(flow, parts[-1], end)
    flow.spacing = 1.0


def _spacing(whole: Sequence[Block], page: float) -> float:
    """As wide as it may be for *whole* to stand on one page, if it can."""
    return next((one for one in (1.0, *_CLOSER) if height(whole, one) <= page), 1.0)


def _add_cover(flow: Flow, content: Content) -> None:
    """What a dossier's first page has below the letter; a list of parts alone is not worth a page."""
    flow.add(glance(content))
    parts = contents(content)
    if height(parts) <= flow.room:
        flow.add(parts)
    flow.turn()


def _opening(content: Content) -> Iterator[Block]:
    if content.blocks:
        yield _draft_box(content.blocks)
    yield from _datelines(content)
    yield columns(
        _party(content.words["frame.from"], (content.name, *content.sender), 0.0),
        _party(content.words["frame.to"], content.recipient, HALF + GUTTER),
        space_before=8,
    )
    yield stack([*_titles(content)], space_before=10)
    if content.banner:
        yield boxed([(str(content.banner), STRONG)], INK, 1.2, space_before=8, other=content.banner.beside)
    yield from paragraphs(content.salutation, 10)
    for before, part in pairwise((Said(""), *content.ask)):
        # What a colon announces is set in.
        yield from paragraphs(part, 5, 14.0 if before.endswith(":") else 0.0)


def _draft_box(blocks: Mapping[str, str]) -> Block:
    """What stands in the way in words; the codes, by which the plan has it, small below."""
    because = DRAFT_BECAUSE.format(blocks="; ".join(blocks.values()))
    return boxed([(DRAFT, ALARM), (because, BODY), (", ".join(blocks), SMALL)], STOP, 2.0)


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
    yield replace(evenly(content.subject.in_both, BODY), turns=turn_of(content.subject))


def _party(role: Said, lines: Sequence[str], x: float) -> list[Text]:
    """Who writes or is written to: a name, then how to reach them."""
    name, *others = lines
    styled = [(name, STRONG), *((line, CELL) for line in others)]
    said = [text(whole, style, HALF, x, is_value=True) for whole, style in styled]
    return [in_both(role, LABEL, HALF, x), *said]


def _add_end(flow: Flow, part: Part, end: _End) -> None:
    """The last *part*, what goes along, and the signature: on one page, so that none has it alone."""
    before, enclosed = part.blocks, end.enclosed
    if height([*before, *end.blocks]) > LEAST_HEIGHT:
        flow.add(before, part.again)
        before = []
    if height(end.blocks) > LEAST_HEIGHT:
        flow.add(enclosed)
        enclosed = []
    flow.add_at_bottom([*before, *enclosed, *end.closing], end.basis)


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
    yield from paragraphs(Said(f"{content.declaration} {content.closing}", beside), 11)
    for block in paragraphs(content.regards, 4):
        yield replace(block, stays_with_next=True)
    place, signed = content.words["frame.place_date"], content.words["frame.signature"]
    yield signature(place, signed, content.name)


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
