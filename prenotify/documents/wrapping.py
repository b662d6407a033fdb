"""Lines of text that fit a width."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from prenotify.documents.fonts import FIRST_PART, FONTS, Weight, font
from prenotify.documents.shaping import runs

Colour = tuple[float, float, float]

# Long words without a space are broken behind one of these, if one comes late enough.
_GOOD_BREAK = re.compile(r"[-/.,;:@_&=]+")
# Signs that never begin a line: Thai vowels written behind their consonant.
_NEVER_FIRST = frozenset("\u0e30\u0e32\u0e33\u0e45\u0e46")


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: size and distance of lines in points, weight, colour."""

    size: float
    leading: float
    weight: Weight
    colour: Colour

    def width(self, text: str) -> float:
        """How wide *text* is on one line, in points."""
        return width(text, self.weight) * self.size / 1000


def width(text: str, weight: Weight) -> float:
    """How wide *text* is, in thousandths of the type size."""
    if FIRST_PART.issuperset(text):
        return sum(map(_first_part_widths(weight).__getitem__, text))
    return sum(run.width for run in runs(text, weight))


@lru_cache(maxsize=2)
def _first_part_widths(weight: Weight) -> dict[str, float]:
    widths = font(FONTS[weight][0]).face.charWidths
    return {char: widths[ord(char)] for char in FIRST_PART}


def wrap(text: str, style: Style, limit: float) -> tuple[str, ...]:
    """*text* in lines at most *limit* points wide, broken at spaces wherever there are any."""
    most = limit * 1000 / style.size
    if "\n" not in text and width(text, style.weight) <= most:
        return (text,)
    return tuple(line for part in text.split("\n") for line in _wrap(part, style.weight, most))


def wrap_evenly(text: str, style: Style, limit: float) -> tuple[str, ...]:
    """As few lines as `wrap` makes, but of much the same length: no title ends in a single word."""
    lines = wrap(text, style, limit)
    too_narrow, narrow = limit / len(lines), limit
    while narrow - too_narrow > style.size:
        between = (too_narrow + narrow) / 2
        narrower = wrap(text, style, between)
        if len(narrower) > len(lines):
            too_narrow = between
        else:
            lines, narrow = narrower, between
    return lines


def _wrap(text: str, weight: Weight, most: float) -> Iterator[str]:
    space = width(" ", weight)
    line, used = "", -space
    for word in text.split(" "):
        for piece in _pieces(word, weight, most):
            needed = width(piece, weight)
            if line and (used + space + needed > most or piece is not word):
                yield line
                line, used = "", -space
            line = f"{line} {piece}" if line else piece
            used += space + needed
    yield line


def _pieces(word: str, weight: Weight, most: float) -> Iterator[str]:
    """*word* itself, or as many pieces as it takes to fit."""
    while width(word, weight) > most:
        cut = _cut(word, weight, most)
        yield word[:cut]
        word = word[cut:]
    yield word


def _cut(word: str, weight: Weight, most: float) -> int:
    """Where to break a word that is too wide; at least one character stays before the break."""
    used, cut = width(word[0], weight), 1
    while used + width(word[cut], weight) <= most:
        used += width(word[cut], weight)
        cut += 1
    good = [found.end() for found in _GOOD_BREAK.finditer(word, cut // 2, cut)]
    return good[-1] if good else _between_characters(word, cut)


def _between_characters(word: str, cut: int) -> int:
    while cut > 1 and (word[cut] in _NEVER_FIRST or unicodedata.category(word[cut]).startswith("M")):
        cut -= 1
    return cut
