"""Small shapes before a word: each state has its own, for papers copied in black and white."""

from math import cos, pi, sin

from prenotify.documents.layout import GOOD, GRID, SOFT, STOP, WARN
from prenotify.documents.pen import Pen
from prenotify.documents.wrapping import Colour

# Corners, and where the first one stands (0 is up).
_OCTAGON, _TRIANGLE, _DIAMOND, _DISC = (8, pi / 8), (3, 0.0), (4, 0.0), (24, 0.0)
_MARKS: dict[str, tuple[tuple[int, float], Colour]] = {
    "block": (_OCTAGON, STOP),
    "warn": (_TRIANGLE, WARN),
    "info": (_DISC, SOFT),
    "ready": (_DISC, GOOD),
    "incomplete": (_DIAMOND, WARN),
    "draft": (_OCTAGON, STOP),
    "late": (_TRIANGLE, STOP),
}


def mark(pen: Pen, state: str, x: float, top: float) -> None:
    """The shape of a severity or a status, beside a line of text that begins at *top*."""
    (corners, first), colour = _MARKS[state]
    radius = 4.6 if corners > 4 else 5.2
    centre_x, centre_y = GRID.left + x + 4.5, top - 5.9
    angles = [first + 2 * pi * n / corners for n in range(corners)]
    pen.shape([(centre_x + radius * sin(a), centre_y + radius * cos(a)) for a in angles], colour)


def colour_of(state: str) -> Colour:
    return _MARKS[state][1]
