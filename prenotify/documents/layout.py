"""The pieces documents are made of: headings, paragraphs, labelled fields, tables, lists, signatures.

One grid, one type scale for all papers, made to survive a copier and a print at 80 %: no
meaning in colour alone, nothing under 8 points. Every function gives blocks for a Flow.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from prenotify.documents.bidi import base_of, runs_left
from prenotify.documents.flow import LETTER, Block, Grid
from prenotify.documents.fonts import printable
from prenotify.documents.pen import Pen
from prenotify.documents.said import Said, beside
from prenotify.documents.tags import Attributes
from prenotify.documents.wrapping import Colour, Style, wrap, wrap_evenly
from prenotify.domain.paper import PaperName

INK: Colour = (0.106, 0.110, 0.125)
SOFT: Colour = (0.349, 0.357, 0.396)
HAIR: Colour = (0.78, 0.78, 0.80)
STOP: Colour = (0.651, 0.122, 0.098)
WARN: Colour = (0.522, 0.314, 0.0)
GOOD: Colour = (0.110, 0.416, 0.224)

GRID = Grid()
GRIDS: dict[PaperName, Grid] = {"a4": GRID, "letter": Grid(LETTER, top=36.0)}
LEAST_HEIGHT = min(grid.height for grid in GRIDS.values())
"""What is no higher fits on a page of any paper."""

TITLE = Style(16.5, 21, "regular", INK)
PART = Style(13.5, 17, "regular", INK)
SECTION = Style(11, 14, "bold", INK)
BODY = Style(10, 13, "regular", INK)
STRONG = Style(10, 13, "bold", INK)
VALUE = Style(10, 13, "bold", INK)
CELL = Style(9.5, 12, "regular", INK)
LABEL = Style(8.5, 11, "regular", SOFT)
SMALL = Style(8, 10.5, "regular", SOFT)
ALARM = Style(13, 17, "bold", STOP)

GUTTER = 16.0
HALF = (GRID.width - GUTTER) / 2
# How far below the top of a line of text its baseline lies, in parts of the type size.
ASCENT = 0.92


@dataclass(frozen=True, slots=True)
class Text:
    """Wrapped lines of a text in a style, at a distance from the left margin."""

    whole: str
    lines: tuple[str, ...]
    style: Style
    x: float = 0.0
    is_value: bool = False
    """A value is found and copied whole, however its lines are broken and whatever stands beside it."""
    tag: str = "P"
    attributes: Attributes = ""
    is_beside: bool = False
    """Whether it is in the second language of its document."""
    below: "Text | None" = None
    """The same in the reader's language, smaller."""
    turns: int | None = None
    """Where it goes over into the second language, in characters from its beginning."""

    @property
    def height(self) -> float:
        below = self.below.height if self.below else 0.0
        return len(self.lines) * self.style.leading + below

    def draw(self, pen: Pen, top: float) -> None:
        say = self._needs_saying
        pen.open(self.tag, attributes=self.attributes, is_beside=self.is_beside)
        if say:
            pen.begin_saying(printable(self.whole))
        self._draw_lines(pen, top - self.style.size * ASCENT)
        if say:
            pen.end_saying()
        if self.below:
            self.below.draw(pen, top - len(self.lines) * self.style.leading)
        pen.close()

    def _draw_lines(self, pen: Pen, baseline: float) -> None:
        base, before = base_of(self.whole) if runs_left(self.whole) else None, 0
        for line in _spaced(self.lines) if self._is_broken_at_spaces else self.lines:
            if line and self.turns is not None:
                pen.text_in_both(GRID.left + self.x, baseline, line, self.turns - before, self.style)
            elif line:
                pen.text(GRID.left + self.x, baseline, line, self.style, base)
            baseline -= self.style.leading
            before += len(line)

    @property
    def _needs_saying(self) -> bool:
        # What is said as a whole has one language.
        if len(self.lines) == 1 or runs_left(self.whole) or self.turns is not None:
            return False
        return self.is_value or not self._is_broken_at_spaces

    @property
    def _is_broken_at_spaces(self) -> bool:
        return " ".join(self.lines) == " ".join(self.whole.split())

    def split(self, most: float) -> "Iterator[Text]":
        """The text in parts at most *most* points high."""
        step = max(int(most / self.style.leading), 1)
        for start in range(0, len(self.lines), step):
            lines = self.lines[start : start + step]
            below = self.below if start + step >= len(self.lines) else None
            yield replace(self, whole="\n".join(lines), lines=lines, below=below)


def _spaced(lines: tuple[str, ...]) -> Iterator[str]:
    """Without a space where a line was broken, its words would run together for a screen reader."""
    yield from (line if runs_left(line) else f"{line} " for line in lines[:-1])
    yield from lines[-1:]


def text(whole: str, style: Style, width: float, x: float = 0.0, is_value: bool = False) -> Text:
    """*whole* in lines; what stands beside it in another language comes below."""
    other = beside(whole)
    below = replace(second(other, SMALL, width, x, is_value), tag="Span") if other else None
    return Text(whole, wrap(whole, style, width), style, x, is_value, below=below)


def second(whole: str, style: Style, width: float, x: float = 0.0, is_value: bool = False) -> Text:
    """*whole*, in the document's second language."""
    return replace(text(whole, style, width, x, is_value), is_beside=True)


def in_both(said: Said, style: Style, width: float, x: float = 0.0) -> Text:
    """Both languages in a row: "Name / Nama"."""
    return Text(said.in_both, wrap(said.in_both, style, width), style, x, turns=turn_of(said))


def turn_of(said: Said) -> int | None:
    """Where *said* in both languages goes over into the second one, if it does."""
    turns = len(said.in_both) - len(said.beside)
    return turns if said.beside and not runs_left(said.in_both) else None


def evenly(whole: str, style: Style, tag: str = "P") -> Text:
    """A title, in lines of even length."""
    return Text(whole, wrap_evenly(whole, style, GRID.width), style, is_value=True, tag=tag)


def paragraph(whole: str, style: Style = BODY, space_before: float = 0.0, x: float = 0.0) -> list[Block]:
    """Running text; one too long for a page goes on on the next."""
    parts = text(whole, style, GRID.width - x, x).split(LEAST_HEIGHT)
    return [Block(part.height, part.draw, 0.0 if n else space_before) for n, part in enumerate(parts)]


def heading(title: str, space_before: float = 10.0, tag: str = "H2") -> Block:
    """A section's title over a strong rule; never the last thing on a page."""
    lines = replace(text(str(title), SECTION, GRID.width), tag=tag)
    other, lower = _beside_heading(title, lines)
    height = max(lines.height, other.height + lower)

    def draw(pen: Pen, top: float) -> None:
        lines.draw(pen, top)
        other.draw(pen, top - lower)
        pen.rule(GRID.left, top - height - 2, GRID.right, INK, 0.8)

    return Block(height + 4, draw, space_before, stays_with_next=True, outline=str(title))


def _beside_heading(title: str, lines: Text) -> tuple[Text, float]:
    """The title in the reader's language, behind it or else below it, and how much lower that begins."""
    other, right = beside(title), SECTION.width(lines.lines[-1]) + 8
    if len(lines.lines) == 1 and right + LABEL.width(other) <= GRID.width:
        return second(other, LABEL, GRID.width, right), (SECTION.size - LABEL.size) * ASCENT
    return second(other, LABEL, GRID.width), lines.height


def above(upper: Block, lower: Block) -> Block:
    """Two blocks as one."""

    def draw(pen: Pen, top: float) -> None:
        upper.draw(pen, top)
        lower.draw(pen, top - upper.height - lower.space_before)

    return Block(upper.height + lower.space_before + lower.height, draw, upper.space_before)


def part(title: str) -> Block:
    """The title of several sections."""
    lines = replace(text(title, PART, GRID.width), tag="H2")
    return Block(lines.height, lines.draw, space_before=22.0, stays_with_next=True, outline=title)


def columns(*stacks: Sequence[Text], space_before: float = 0.0) -> Block:
    """Stacks of lines whose tops are level."""

    def draw(pen: Pen, top: float) -> None:
        for parts in stacks:
            _draw_stack(pen, parts, top)

    return Block(max(map(_height, stacks)), draw, space_before)


def ruled(block: Block, mark: Callable[[Pen, float], None] | None = None, pad: float = 3.5) -> Block:
    """*block* over a hairline; *mark* is drawn beside its first line, given the top of that."""

    def draw(pen: Pen, top: float) -> None:
        pen.open("LI")
        pen.open("LBody")
        block.draw(pen, top - pad)
        pen.close()
        pen.close()
        if mark:
            mark(pen, top - pad)
        pen.rule(GRID.left, top - block.height - 2 * pad, GRID.right, HAIR)

    return replace(block, height=block.height + 2 * pad, draw=draw, within="L")


def ends(left: str, right: str, style: Style, space_before: float = 0.0, is_beside: bool = False) -> Block:
    """One line: something at its beginning, something at its end."""

    def draw(pen: Pen, top: float) -> None:
        baseline = top - style.size * ASCENT
        pen.open("P", is_beside=is_beside)
        pen.text(GRID.left, baseline, left, style)
        pen.close()
        pen.open("P", is_beside=is_beside)
        pen.right_text(GRID.right, baseline, right, style)
        pen.close()

    return Block(style.leading, draw, space_before)


def stack(parts: Sequence[Text], space_before: float = 0.0) -> Block:
    """Lines that stay together."""
    return Block(_height(parts), lambda pen, top: _draw_stack(pen, parts, top), space_before)


def _draw_stack(pen: Pen, parts: Sequence[Text], top: float) -> None:
    for part in parts:
        part.draw(pen, top)
        top -= part.height


def _height(parts: Sequence[Text]) -> float:
    return sum(part.height for part in parts)


def boxed(
    parts: Sequence[tuple[str, Style]],
    colour: Colour,
    weight: float,
    space_before: float = 12.0,
    other: str = "",
) -> Block:
    """Text in a frame that no copier loses; *other* is the same in the second language."""
    pad = 7.5
    width = GRID.width - 2 * pad
    lines = [text(whole, style, width, pad) for whole, style in parts]
    lines += [second(other, BODY, width, pad)] if other else []
    # The last line's own leading stands below it already.
    height = _height(lines) + 2 * pad - 3

    def draw(pen: Pen, top: float) -> None:
        pen.box(GRID.left, top - height, GRID.width, height, colour, weight)
        _draw_stack(pen, lines, top - pad)

    return Block(height, draw, space_before)


def signature(place_and_date: Said, signature_of: Said, name: str) -> Block:
    """Two lines to write on: place and date, and the signature over the printed name."""
    right = GRID.width * 0.42 + GUTTER
    labels = [
        in_both(place_and_date, LABEL, GRID.width * 0.42),
        in_both(signature_of, LABEL, GRID.width - right, right),
    ]
    printed = text(name, STRONG, GRID.width - right, right)
    room_to_write = 27.0

    def draw(pen: Pen, top: float) -> None:
        line = top - room_to_write
        pen.rule(GRID.left, line, GRID.left + GRID.width * 0.42, INK, 0.7)
        pen.rule(GRID.left + right, line, GRID.right, INK, 0.7)
        for label in labels:
            label.draw(pen, line - 3)
        printed.draw(pen, line - 14)

    return Block(room_to_write + 14 + printed.height, draw, space_before=4)
