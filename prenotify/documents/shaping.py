"""Runs of text: which font prints which part of a line, and which parts must be shaped.

Thai, Devanagari, Arabic, Hebrew and anything with combining marks is wrong on paper unless
HarfBuzz chooses and places its glyphs. Such runs carry the typed text beside the glyphs
(ActualText), since what the glyphs alone say to a search or a copy is not what was typed.

Arabic and Hebrew differ: readers take letters as they stand on the page and turn what runs to
the left around by themselves. What they are told there must stand the way they expect it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any
from unicodedata import bidirectional, normalize

from prenotify.documents.bidi import base_of, in_order, mirrored, runs_left
from prenotify.documents.fonts import (
    FIRST_PART,
    FONTS,
    FontName,
    Weight,
    font,
    font_for,
    fonts_for,
    in_pack,
    printable,
)

_SCRIPTS = {
    "Thai": "\u0e00-\u0e7f",
    "Devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
}
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
_STAND_INS = {
    "R": "R",
    "AL": "R",
    "L": "L",
    "EN": "L",
    "AN": "L",
    "NSM": "m",
    "ES": "s",
    "ET": "s",
    "CS": "s",
}
_STRETCHES = re.compile("R(?:[^Ls]*R)?|[^R]+")
_TO_THE_RIGHT = "\u200e"
_JOINERS = "\u200c\u200d"
# Words of one script with the spaces and hyphens between them belong together.
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
    says: str = ""
    """What is to be said instead of its glyphs, if they do not tell what was typed."""

    width: float = field(init=False)
    """In thousandths of the type size."""

    def __post_init__(self) -> None:
        # Runs are kept and measured again and again.
        object.__setattr__(self, "width", self._width())

    def _width(self) -> float:
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
    place: int = 0
    """Of its character in the text."""


@lru_cache(maxsize=512)
def runs(text: str, weight: Weight, base: int | None = None) -> tuple[Run, ...]:
    """*text*, made printable, cut into runs in the order they are drawn from left to right.

    *base* is 1 within a text that runs to the left, 0 within one that does not.
    """
    if FIRST_PART.issuperset(text):
        return (Run(text, FONTS[weight][0]),)
    shown = printable(text)
    if not runs_left(shown):
        return tuple(_runs(shown, weight))
    ordered = in_order(shown, base_of(shown) if base is None else base)
    return tuple(
        run
        for part, leftward in ordered
        for run in (_leftward(part, weight) if leftward else _runs(part, weight))
    )


def as_expected(text: str) -> str:
    """A line with letters that run to the left, said so that readers turn it into what was typed.

    Empty if it stands that way already. Poppler and PDFium turn every stretch from an Arabic
    or Hebrew letter up to the next number, its sign or a letter of another script around, wherever
    on the line it stands; a left-to-right mark ends it earlier.
    """
    kinds = [bidirectional(char) for char in text]
    if {"R", "AL", "WS"}.issuperset(kinds):
        return ""
    shown = "".join(_STAND_INS.get(kind, "o") for kind in kinds)
    shown = re.sub("(?<=R)m+", lambda marks: "R" * len(marks[0]), shown)
    return "".join(_stretch(at[0], text[at.start() : at.end()]) for at in _STRETCHES.finditer(shown))


def _stretch(kinds: str, text: str) -> str:
    if kinds[0] == "R":
        return text[::-1]
    return text if kinds[0] == "L" else _TO_THE_RIGHT + text


def _runs(text: str, weight: Weight) -> Iterator[Run]:
    start = 0
    for found in _COMPLEX.finditer(text):
        yield from _plain(text[start : found.start()], weight)
        yield from _complex(found[0], weight)
        start = found.end()
    yield from _plain(text[start:], weight)


def _plain(text: str, weight: Weight) -> Iterator[Run]:
    with_font = zip(fonts_for(text, weight), text, strict=True)
    for name, pairs in groupby(with_font, lambda pair: pair[0]):
        if name:
            yield Run("".join(char for _, char in pairs), name)


def _complex(text: str, weight: Weight) -> Iterator[Run]:
    name = _one_font(text, weight)
    if name is None:
        yield from _plain(text, weight)
    else:
        yield Run(text, name, _shape(text, name), says=text)


def _leftward(text: str, weight: Weight) -> Iterator[Run]:
    """A part that runs to the left, its last letters first."""
    by_font = [(name, "".join(chars)) for name, chars in groupby(text, lambda char: font_for(char, weight))]
    for name, part in reversed(by_font):
        if name and runs_left(part):
            yield from _units(part, name)
        elif name:
            yield Run(mirrored(part), name)


def _units(text: str, name: FontName) -> Iterator[Run]:
    """Letters; those drawn as one are a run of their own that says which they are."""
    glyphs = _shape(text, name)
    whose = _unit_of_each(text, {glyph.place for glyph in glyphs})
    for unit, group in groupby(glyphs, lambda glyph: whose[glyph.place]):
        said = "".join(char for n, char in enumerate(text) if whose[n] == unit)
        drawn = tuple(group)
        tells = "".join(normalize("NFKC", glyph.code) for glyph in drawn) == said and len(said) == 1
        yield Run(said, name, drawn, says="" if tells else said[::-1])


def _unit_of_each(text: str, drawn: set[int]) -> list[int]:
    """For each character the place where its unit begins: what is joined to a letter belongs to it."""
    begins = 0
    whose: list[int] = []
    for place in range(len(text)):
        if place in drawn:
            begins = place
        whose.append(begins)
    return whose


def _one_font(text: str, weight: Weight) -> FontName | None:
    names = {font_for(char, weight) for char in text}
    name = names.pop() if len(names) == 1 else None
    # What a pack's font draws stands one by one.
    return None if name is None or in_pack(name) else name


def _shape(text: str, name: FontName) -> tuple[Glyph, ...]:
    from reportlab.pdfbase.ttfonts import shapeStr

    font(name)
    shaped: Any = shapeStr(text, name, 1000, force=True)
    return tuple(
        Glyph(code, at.width, at.x_advance, at.x_offset, at.y_offset, at.cluster)
        for code, at in zip(shaped, shaped.__shapeData__, strict=True)
    )
