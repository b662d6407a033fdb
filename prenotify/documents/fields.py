"""Labelled values in a table: label and value side by side, two pairs abreast where they are short."""

from collections.abc import Sequence

from prenotify.documents.content import Labelled
from prenotify.documents.flow import Block
from prenotify.documents.layout import GRID, GUTTER, HALF, INK, LABEL, SMALL, VALUE, Row, Text, text
from prenotify.documents.pen import Pen

_LABEL_WIDTH = 108.0
_BETWEEN = 8.0
_SHORT = HALF - _LABEL_WIDTH - _BETWEEN
_LONG = GRID.width - _LABEL_WIDTH - _BETWEEN


def field_rows(fields: Sequence[Labelled], to_follow: str) -> list[Block]:
    """Rows of one or two fields, in their order; *to_follow* marks what is still blank."""
    rows: list[list[Labelled]] = []
    for field in fields:
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(field):
            rows[-1].append(field)
        else:
            rows.append([field])
    return [block for row in rows for block in _row(row, to_follow).blocks()]


def _is_short(field: Labelled) -> bool:
    return "\n" not in field.value and VALUE.width(field.value) <= _SHORT


def _row(fields: Sequence[Labelled], to_follow: str) -> Row:
    cells: list[Text] = []
    blanks: list[float] = []
    for n, field in enumerate(fields):
        x = n * (HALF + GUTTER)
        width = _SHORT if _is_short(field) else _LONG
        cells.append(text(field.label, LABEL, _LABEL_WIDTH, x))
        # A blank value keeps its height, to be written on.
        cells.append(text(field.value, VALUE, width, x + _LABEL_WIDTH + _BETWEEN, is_value=True))
        if not field.value:
            blanks.append(x + _LABEL_WIDTH + _BETWEEN)

    def draw_blanks(pen: Pen, baseline: float) -> None:
        for x in blanks:
            pen.rule(GRID.left + x, baseline - 2, GRID.left + x + _SHORT, INK, 0.7)
            pen.right_text(GRID.left + x + _SHORT, baseline, to_follow, SMALL)

    return Row(tuple(cells), draw_blanks if blanks else None)
