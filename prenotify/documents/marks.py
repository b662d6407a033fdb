"""Small shapes before a word: each state has its own, for papers copied in black and white."""

from math import cos, pi, sin

from prenotify.documents.layout import GOOD, GRID, SOFT, STOP, WARN
from prenotify.documents.pen import Pen
from prenotify.documents.wrapping import Colour

Outline = tuple[tuple[float, float], ...]


def _corners(count: int, radius: float, turned: float = 0.0) -> Outline:
    angles = [turned + 2 * pi * n / count for n in range(count)]
    return tuple((radius * sin(angle), radius * cos(angle)) for angle in angles)


_OCTAGON = _corners(8, 5, pi / 8)
_BAR = ((-2.8, -0.8), (2.8, -0.8), (2.8, 0.8), (-2.8, 0.8))
_TRIANGLE = _corners(3, 5.4)
_DIAMOND = _corners(4, 5)
_DOT = _corners(20, 2.8)
_TICK = ((-4.6, 0.4), (-3.2, 1.8), (-1.2, -0.4), (3.6, 4.4), (4.8, 3.0), (-1.2, -3.4))
_WHITE: Colour = (1.0, 1.0, 1.0)

_MARKS: dict[str, tuple[Outline, Colour]] = {
    "block": (_OCTAGON, STOP),
    "warn": (_TRIANGLE, WARN),
    "info": (_DOT, SOFT),
    "ready": (_TICK, GOOD),
    "incomplete": (_DIAMOND, WARN),
    "draft": (_OCTAGON, STOP),
    "late": (_TRIANGLE, STOP),
    "past": (_DOT, SOFT),
}


def mark(pen: Pen, state: str, x: float, top: float) -> None:
    """The shape of a severity or a status, beside a line of text that begins at *top*."""
    outline, colour = _MARKS[state]
    _fill(pen, outline, colour, x, top)
    if outline is _OCTAGON:
        _fill(pen, _BAR, _WHITE, x, top)


def _fill(pen: Pen, outline: Outline, colour: Colour, x: float, top: float) -> None:
    centre_x, centre_y = GRID.left + x + 4.5, top - 5.9
    pen.shape([(centre_x + dx, centre_y + dy) for dx, dy in outline], colour)


def colour_of(state: str) -> Colour:
    return _MARKS[state][1]
