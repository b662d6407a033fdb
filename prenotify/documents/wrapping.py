"""Lines of text that fit a width."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from prenotify.documents.fonts import FIRST_PART, FONTS, Weight, font
from prenotify.documents.shaping import runs
from prenotify.documents.thai import BREAK, breakable

Colour = tuple[float, float, float]

# Long words without a space are broken behind one of these, if one comes late enough.
_GOOD_BREAK = re.compile(r"[-/.,;:@_&=]+")
# Signs that never begin a line: Thai vowels written behind their consonant; in Japanese and Chinese
# what closes, and small letters.
_CLOSING = "、。，．・：；？！）］｝」』】〉》〕ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々"
_NEVER_FIRST = frozenset("\u0e30\u0e32\u0e33\u0e45\u0e46" + _CLOSING)
_SIGNS = "\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
# Japanese and Chinese have no spaces: a line may end between any two signs, but not after an opening one.
_BETWEEN_SIGNS = re.compile(f"(?<=[{_SIGNS}])(?<![（［｛「『【〈《〔])(?=[{_SIGNS}])(?![{_CLOSING}])")


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
    parts = _BETWEEN_SIGNS.sub(BREAK, breakable(text)).split("\n")
    return tuple(line for part in parts for line in _wrap(part, style.weight, most))


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
    line, used = "", 0.0
    for between, word in _words(text):
        gap = space if between else 0.0
        for piece in _pieces(word, weight, most):
            needed = width(piece, weight)
            if line and (used + gap + needed > most or piece is not word):
                yield line
                line = ""
            used = used + gap + needed if line else needed
            line = f"{line}{between}{piece}" if line else piece
    yield line


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each word with what stands between it and the one before on the same line."""
    for spaced in text.split(" "):
        for number, word in enumerate(spaced.split(BREAK)):
            yield "" if number else " ", word


def _pieces(word: str, weight: Weight, most: float) -> Iterator[str]:
    """*word* itself, or as many pieces as it takes to fit."""
    while width(word, weight) > most:
        cut = _cut(word, weight, most)
        yield word[:cut]
        word = word[cut:]
    yield word


def _cut(word: str, weight: Weight, most: float) -> int:
    """Where to break a word that is too wide; at least one character stays before the break."""
    # Joined letters are not as wide as the same letters alone, so beginnings are measured as they stand.
    fitting = bisect_right(range(1, len(word)), most, key=lambda end: width(word[:end], weight))
    cut = max(fitting, 1)
    good = [found.end() for found in _GOOD_BREAK.finditer(word, cut // 2, cut)]
    return good[-1] if good else _between_characters(word, cut)


def _between_characters(word: str, cut: int) -> int:
    while cut > 1 and (word[cut] in _NEVER_FIRST or unicodedata.category(word[cut]).startswith("M")):
        cut -= 1
    return cut
