"""Runs of text: which font prints which part of a line, and which parts must be shaped.

Thai, Devanagari, Arabic, Hebrew and anything with combining marks is wrong on paper unless
HarfBuzz chooses and places its glyphs. Such runs carry the typed text beside the glyphs
(ActualText), since what the glyphs alone say to a search or a copy is not what was typed.
Only Arabic and Hebrew runs do not: readers turn what stands from right to left around by
themselves, and would turn the typed text as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from prenotify.documents.fonts import FIRST_PART, FONTS, FontName, Weight, font, font_for, printable

_SCRIPTS = {
    "Thai": "\u0e00-\u0e7f",
    "Devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
}
_RIGHT_TO_LEFT = re.compile(f"[{_SCRIPTS['Arabic']}{_SCRIPTS['Hebrew']}]")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
_JOINERS = "\u200c\u200d"
# Words of one script with the spaces and hyphens between them belong together: in scripts that
# run to the left, the first word stands at the right.
_WORD = "[{0}][{0}" + _JOINERS + _MARKS + "]*"
_WORDS = f"{_WORD}(?:[ \u00a0'’-]+{_WORD})*"
_COMPLEX = re.compile(
    "|".join(_WORDS.format(letters) for letters in _SCRIPTS.values()) + f"|[^\\s{_MARKS}]?[{_MARKS}]+"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font. `glyphs` is None for plain text."""

    text: str
    font: FontName
    glyphs: tuple["Glyph", ...] | None = None

    @property
    def needs_saying(self) -> bool:
        """Whether its glyphs do not tell what was typed."""
        return self.glyphs is not None and not runs_left(self.text)

    @property
    def width(self) -> float:
        """In thousandths of the type size."""
        if self.glyphs is not None:
            return sum(glyph.advance for glyph in self.glyphs)
        widths = font(self.font).face.charWidths
        return float(sum(widths[ord(char)] for char in self.text))


@dataclass(frozen=True, slots=True)
class Glyph:
    """A placed glyph: its code in the font; width, advance and offsets in thousandths of the size."""

    code: str
    width: float
    advance: float
    right: float
    up: float


def runs_left(text: str) -> bool:
    """Whether any of *text* is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


@lru_cache(maxsize=512)
def runs(text: str, weight: Weight) -> tuple[Run, ...]:
    """*text*, made printable, cut into runs in the order they are drawn from left to right."""
    if FIRST_PART.issuperset(text):
        return (Run(text, FONTS[weight][0]),)
    return tuple(_runs(printable(text), weight))


def _runs(text: str, weight: Weight) -> Iterator[Run]:
    start = 0
    for found in _COMPLEX.finditer(text):
        yield from _plain(text[start : found.start()], weight)
        yield from _complex(found[0], weight)
        start = found.end()
    yield from _plain(text[start:], weight)


def _plain(text: str, weight: Weight) -> Iterator[Run]:
    for name, chars in groupby(text, lambda char: font_for(char, weight)):
        if name:
            yield Run("".join(chars), name)


def _complex(text: str, weight: Weight) -> Iterator[Run]:
    name = _one_font(text, weight)
    if name is None:
        yield from _plain(text, weight)
    else:
        yield Run(text, name, _shape(text, name))


def _one_font(text: str, weight: Weight) -> FontName | None:
    names = {font_for(char, weight) for char in text}
    return names.pop() if len(names) == 1 else None


def _shape(text: str, name: FontName) -> tuple[Glyph, ...] | None:
    from reportlab.pdfbase.ttfonts import shapeStr

    font(name)
    shaped: Any = shapeStr(text, name, 1000, force=True)
    return tuple(
        Glyph(code, at.width, at.x_advance, at.x_offset, at.y_offset)
        for code, at in zip(shaped, shaped.__shapeData__, strict=True)
    )
