"""The timeline drawn by the Pen: every role has a shape of its own, so a copier loses nothing."""

from collections.abc import Iterator
from dataclasses import replace

from prenotify.documents.flow import Block
from prenotify.documents.layout import GRID, INK, LEAST_HEIGHT, SMALL, SOFT, STOP, WARN
from prenotify.documents.pen import Pen
from prenotify.documents.tags import FIGURE
from prenotify.documents.timeline_drawing import Drawing, Path, Role, Sheet, Words
from prenotify.documents.timeline_wide import wide
from prenotify.documents.timeline_words import Says
from prenotify.documents.wrapping import Colour, Style, width
from prenotify.domain.plan import Plan
from prenotify.domain.timeline import timeline
from prenotify.language import ENGLISH, Language

_ROWS = (30, 24, 20, 16, 12, 8)
"""How many stays to draw together: the most that fits on a page of any paper is taken."""
ACCENT: Colour = (0.290, 0.220, 0.612)
_MOST_HEIGHT = LEAST_HEIGHT - 40.0
"""A title stands above it."""
_WHITE: Colour = (1.0, 1.0, 1.0)
_TINT: Colour = (0.929, 0.918, 0.969)
_BAR: Colour = (0.42, 0.427, 0.463)
_GRID: Colour = (0.82, 0.82, 0.84)

_LOOK: dict[Role, tuple[Colour | None, Colour | None, float, str]] = {
    "valid": (_TINT, None, 0, ""),
    "edge": (None, ACCENT, 1.5, "1 J [0 3] 0 d"),
    "grid": (None, _GRID, 0.4, ""),
    "now": (None, INK, 0.9, "[3.4 1.8] 0 d"),
    "stay": (_BAR, None, 0, ""),
    "outside": (_WHITE, STOP, 1.0, "[2.2 1.4] 0 d"),
    "pole": (None, ACCENT, 0.9, ""),
    "early": (None, ACCENT, 0.7, "[1.6 1.4] 0 d"),
    "flag": (ACCENT, ACCENT, 0.6, "1 j"),
    "held": (_WHITE, ACCENT, 0.9, "1 j"),
    "better": (_WHITE, ACCENT, 0.9, ""),
    "last": (None, INK, 1.4, ""),
    "holiday": (_WHITE, WARN, 1.0, ""),
    "due": (_WHITE, ACCENT, 1.0, ""),
    "window": (None, ACCENT, 0.9, ""),
    "leader": (None, SOFT, 0.5, ""),
}
"""Filled with, drawn with, how thick, and how the line is broken."""

_VOICES: dict[str, Style] = {
    "name": replace(SMALL, weight="bold", colour=INK),
    "soft": SMALL,
    "date": replace(SMALL, weight="bold", colour=ACCENT),
    "stop": replace(SMALL, weight="bold", colour=STOP),
}


def _measure(text: str, is_bold: bool) -> float:
    return width(text, "bold" if is_bold else "regular") / 1000


def timeline_blocks(plan: Plan, language: Language = ENGLISH) -> Iterator[Block]:
    """The plan's timeline; one of many stays goes on on further pages."""
    sheet = Sheet(GRID.width, SMALL.size, _measure, Says(language))
    for most in _ROWS:
        blocks = [_block(wide(part, sheet), sheet.says.text(part)) for part in timeline(plan).parts(most)]
        if all(block.height <= _MOST_HEIGHT for block in blocks):
            break
    yield from blocks


def _block(drawing: Drawing, told: str) -> Block:
    def draw(pen: Pen, top: float) -> None:
        pen.open(FIGURE, alt=told)
        for mark in drawing.marks:
            if isinstance(mark, Words):
                _write(pen, mark, top)
            else:
                pen.path(_operators(mark, top))
        pen.close()

    return Block(drawing.height, draw, space_before=6.0)


def _write(pen: Pen, words: Words, top: float) -> None:
    pen.text(GRID.left + words.x, top - words.y, words.text, _VOICES[words.voice])
    if words.then:
        pen.right_text(GRID.left + words.x + words.width, top - words.y, words.then, _VOICES["soft"])


def _operators(path: Path, top: float) -> str:
    """A path in PDF."""
    fill, stroke, weight, broken = _LOOK[path.role]
    points = [f"{GRID.left + x:.2f} {top - y:.2f}" for x, y in path.points]
    steps = [f"{points[0]} m", *(f"{point} l" for point in points[1:]), *(["h"] if path.closed else [])]
    look = [f"{_numbers(fill)} rg"] if fill else []
    look += [f"{_numbers(stroke)} RG {weight:g} w"] if stroke else []
    paint = "B" if fill and stroke else "f" if fill else "S"
    return " ".join((*look, *filter(None, (broken,)), *steps, paint))


def _numbers(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)
