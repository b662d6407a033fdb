"""Rows of cells, rows of tick boxes: what may break between its lines and never within one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prenotify.documents.flow import Block
from prenotify.documents.layout import (
    ASCENT,
    CELL,
    GRID,
    GUTTER,
    HAIR,
    HALF,
    INK,
    LABEL,
    LEAST_HEIGHT,
    Text,
    text,
    turn_of,
)
from prenotify.documents.pen import Pen
from prenotify.documents.said import Said
from prenotify.documents.tags import HEAD_OF_COLUMN
from prenotify.documents.wrapping import Colour, Style


@dataclass(frozen=True, slots=True)
class Row:
    """Cells whose first lines are level, over a hairline."""

    cells: tuple[Text, ...]
    pad: float = 1.5
    rule: tuple[Colour, float] = (HAIR, 0.5)

    def blocks(self) -> Iterator[Block]:
        """The row in one block, or in several if it is higher than a page."""
        most = LEAST_HEIGHT - 60
        if self.height <= most:
            yield Block(self.height, self._draw, within="Table")
            return
        parts = [list(cell.split(most)) for cell in self.cells]
        for n in range(max(map(len, parts))):
            yield from Row(tuple(p[n] for p in parts if n < len(p)), self.pad, self.rule).blocks()

    @property
    def height(self) -> float:
        return max(self._lower(cell) + cell.height for cell in self.cells) + 2 * self.pad

    def _lower(self, cell: Text) -> float:
        """How much lower a cell begins: those in different sizes share one baseline."""
        largest = max(cell.style.size for cell in self.cells)
        return (largest - cell.style.size) * ASCENT

    def _draw(self, pen: Pen, top: float) -> None:
        pen.open("TR")
        for cell in self.cells:
            cell.draw(pen, top - self.pad - self._lower(cell))
        pen.close()
        colour, weight = self.rule
        pen.rule(GRID.left, top - self.height, GRID.right, colour, weight)


def table_head(titles: Sequence[str], shares: Sequence[float]) -> Block:
    """A table's head row, to be repeated on every page. *shares* are the widths of its columns."""
    plain = _cells(titles, shares, [LABEL] * len(titles))
    cells = tuple(replace(cell, tag="TH", attributes=HEAD_OF_COLUMN) for cell in plain)
    return replace(next(Row(cells, rule=(INK, 0.6)).blocks()), stays_with_next=True)


def table_row(cells: Sequence[str], shares: Sequence[float], styles: Sequence[Style]) -> Iterator[Block]:
    """A row of a table, a style for each cell; more than one block only if it is higher than a page."""
    return Row(_cells(cells, shares, styles)).blocks()


def tick_row(cells: Sequence[str], shares: Sequence[float], ticked: Collection[int]) -> Iterator[Block]:
    """A row whose cells of these indexes begin with a box to tick."""
    plain = _cells(cells, shares, [CELL] * len(cells))
    return Row(tuple(_Tick.of(cell) if n in ticked else cell for n, cell in enumerate(plain)), 2.6).blocks()


class _Tick(Text):
    """A cell with a box to tick before its words, which fit on a line."""

    @classmethod
    def of(cls, cell: Text) -> "_Tick":
        said = cell.whole if isinstance(cell.whole, Said) else Said(cell.whole)
        return cls(said.in_both, (said.in_both,), cell.style, cell.x, tag=cell.tag, turns=turn_of(said))

    def _draw_lines(self, pen: Pen, baseline: float) -> None:
        tick_box(pen, self.x, baseline + self.style.size * ASCENT - 1)
        if self.whole:
            turns = len(self.whole) if self.turns is None else self.turns
            pen.text_in_both(GRID.left + self.x + 14, baseline, self.whole, turns, self.style)


def _cells(cells: Sequence[str], shares: Sequence[float], styles: Sequence[Style]) -> tuple[Text, ...]:
    edges = [GRID.width * sum(shares[:n]) / sum(shares) for n in range(len(shares) + 1)]
    return tuple(
        replace(text(cell, style, right - left - GUTTER / 2, left, is_value=True), tag="TD")
        for cell, style, (left, right) in zip(cells, styles, pairwise(edges), strict=True)
    )


def ticks(items: Sequence[str], style: Style = CELL) -> list[Block]:
    """Tick boxes with a text each, two abreast."""
    return not_one_alone([_tick_row(items[n : n + 2], style) for n in range(0, len(items), 2)])


def not_one_alone(rows: Sequence[Block]) -> list[Block]:
    """*rows*, of which a page's end cuts off neither the first one nor the last one alone."""
    held = {0, len(rows) - 2} if len(rows) > 1 else ()
    return [replace(row, stays_with_next=row.stays_with_next or n in held) for n, row in enumerate(rows)]


def _tick_row(items: Sequence[str], style: Style) -> Block:
    indent, step = 16.0, HALF + GUTTER
    lines = [
        replace(text(item, style, HALF - indent, n * step + indent, is_value=True), tag="LBody")
        for n, item in enumerate(items)
    ]
    height = max(part.height for part in lines)

    def draw(pen: Pen, top: float) -> None:
        for part in lines:
            tick_box(pen, part.x - indent, top - 1)
            pen.open("LI")
            part.draw(pen, top - 1)
            pen.close()

    return Block(height, draw, space_before=3.5, within="L")


def tick_box(pen: Pen, x: float, top: float) -> None:
    """A box to tick beside a line that begins at *top*."""
    pen.box(GRID.left + x, top - 9.2, 8.5, 8.5, INK, 0.8)
