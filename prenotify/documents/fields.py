"""Labelled values in a table: label and value side by side, two pairs abreast where they are short."""

from collections.abc import Sequence
from dataclasses import replace

from prenotify.documents.content import Labelled
from prenotify.documents.flow import Block
from prenotify.documents.layout import (
    GRID,
    GUTTER,
    HALF,
    INK,
    LABEL,
    SMALL,
    VALUE,
    Text,
    text,
    turn_of,
)
from prenotify.documents.pen import Pen
from prenotify.documents.said import Said
from prenotify.documents.tables import Row
from prenotify.documents.tags import HEAD_OF_ROW
from prenotify.documents.wrapping import Style

_LABEL_WIDTH = 113.0
_BETWEEN = 8.0
_SHORT = HALF - _LABEL_WIDTH - _BETWEEN
_THREE_COLUMNS = "/O/Table/ColSpan 3"
_LONG = GRID.width - _LABEL_WIDTH - _BETWEEN


def field_rows(
    fields: Sequence[Labelled], to_follow: Said, style: Style = VALUE, pad: float = 1.5
) -> list[Block]:
    """Rows of one or two fields, in their order; *to_follow* marks what is still blank.

    Values are in *style*, with *pad* points above and below.
    """
    rows: list[list[Labelled]] = []
    for field in fields:
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0], style) and _is_short(field, style):
            rows[-1].append(field)
        else:
            rows.append([field])
    return [block for row in rows for block in replace(_row(row, to_follow, style), pad=pad).blocks()]


def _is_short(field: Labelled, style: Style) -> bool:
    return "\n" not in field.value and style.width(field.value) <= _SHORT


def _row(fields: Sequence[Labelled], to_follow: Said, style: Style) -> Row:
    cells: list[Text] = []
    for n, field in enumerate(fields):
        x = n * (HALF + GUTTER)
        label = text(field.label, LABEL, _LABEL_WIDTH, x)
        cells.append(replace(label, tag="TH", attributes=HEAD_OF_ROW))
        cells.append(_value(field, x + _LABEL_WIDTH + _BETWEEN, to_follow, style))
    # A field that has the row for itself takes the columns of two.
    return Row((*cells[:-1], replace(cells[-1], attributes="" if len(fields) == 2 else _THREE_COLUMNS)))


def _value(field: Labelled, x: float, to_follow: Said, style: Style) -> Text:
    if not field.value:
        return _Blank(to_follow.in_both, ("",), style, x, tag="TD", turns=turn_of(to_follow))
    width = _SHORT if _is_short(field, style) else _LONG
    return replace(text(field.value, style, width, x, is_value=True), tag="TD")


class _Blank(Text):
    """A value that is not known yet: a line to write on, as high as a value."""

    def _draw_lines(self, pen: Pen, baseline: float) -> None:
        right = GRID.left + self.x + _SHORT
        pen.rule(GRID.left + self.x, baseline - 2, right, INK, 0.7)
        turns = len(self.whole) if self.turns is None else self.turns
        pen.text_in_both(right - SMALL.width(self.whole), baseline, self.whole, turns, SMALL)
