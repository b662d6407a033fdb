"""Which way each part of a line runs: the Unicode bidirectional algorithm for one paragraph.

Arabic and Hebrew run to the left, numbers and Latin among them to the right. This is
Unicode's annex 9 without its explicit formatting characters, which no name or place has
and which count as neutral here; the letters W, N, I and L name its rules.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from unicodedata import bidirectional

_PAIRS = dict(zip("([{⟨⟦⟪", ")]}⟩⟧⟫", strict=True))
_MIRRORED = _PAIRS | {"<": ">", "«": "»", "‹": "›", "≤": "≥"}
_MIRROR = str.maketrans(_MIRRORED | {right: left for left, right in _MIRRORED.items()})
# One letter for each class that the rules tell apart; all others are neutral.
_LETTERS = {"L": "L", "R": "R", "AL": "A", "EN": "1", "AN": "2", "ES": "+", "ET": "%", "CS": ",", "NSM": "m"}
_NEUTRAL = "o"
# The blocks in which all of these characters lie, and a few others: quicker than asking for each.
_MAY_RUN_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def runs_left(text: str) -> bool:
    """Whether any of *text* is written from right to left."""
    return bool(_MAY_RUN_LEFT.search(text)) and any(bidirectional(char) in ("R", "AL") for char in text)


def base_of(text: str) -> int:
    """1 if its first letter runs to the left, else 0 (P2, P3)."""
    letters = (bidirectional(char) for char in text)
    return int(next((one for one in letters if one in ("L", "R", "AL")), "L") != "L")


def mirrored(text: str) -> str:
    """*text*, nothing but neutral characters, as it is drawn to the left (L4)."""
    return text[::-1].translate(_MIRROR)


def in_order(text: str, base: int) -> list[tuple[str, bool]]:
    """The parts of *text* as they stand from left to right, and whether each runs to the left (L2)."""
    parts = _parts(text, levels(text, base))
    highest = max((level for _, level in parts), default=0)
    for least in range(highest, 0, -1):
        parts = _turned(parts, least)
    return [(part, level % 2 == 1) for part, level in parts]


def _parts(text: str, found: Sequence[int]) -> list[tuple[str, int]]:
    grouped = groupby(zip(text, found, strict=True), lambda pair: pair[1])
    return [("".join(char for char, _ in pairs), level) for level, pairs in grouped]


def _turned(parts: list[tuple[str, int]], least: int) -> list[tuple[str, int]]:
    """Every stretch of parts at this level or a higher one in the opposite order."""
    turned: list[tuple[str, int]] = []
    stretch: list[tuple[str, int]] = []
    for part in parts:
        if part[1] >= least:
            stretch.insert(0, part)
        else:
            turned += [*stretch, part]
            stretch = []
    return turned + stretch


@lru_cache(maxsize=256)
def levels(text: str, base: int) -> tuple[int, ...]:
    """The level of each character: even ones run to the right, odd ones to the left."""
    around = "LR"[base]
    kinds = _weak("".join(_LETTERS.get(bidirectional(char), _NEUTRAL) for char in text), around)
    kinds = _neutral(_brackets(text, kinds, around), around)
    found = [_level(kind, base) for kind in kinds]
    for n in range(len(text.rstrip()), len(text)):  # L1
        found[n] = base
    return tuple(found)


def _level(kind: str, base: int) -> int:
    """I1 and I2."""
    if kind == "R":
        return 1
    return base + base % 2 if kind == "L" else 2


def _weak(kinds: str, around: str) -> str:
    """W1 to W7."""
    while (bare := re.sub("([^m])m", r"\1\1", kinds)) != kinds:
        kinds = bare
    kinds = kinds.replace("m", around)
    kinds = re.sub("A[^LRA]*", lambda found: found[0].replace("1", "2"), kinds).replace("A", "R")
    kinds = re.sub("(?<=1)[+,](?=1)", "1", kinds)
    kinds = re.sub("(?<=2),(?=2)", "2", kinds)
    kinds = re.sub("%+(?=1)|(?<=1)%+", lambda found: "1" * len(found[0]), kinds)
    kinds = re.sub("[+,%]", _NEUTRAL, kinds)
    found = re.sub(
        "L[^LR]*", lambda found: found[0].replace("1", "L"), ("L" if around == "L" else "R") + kinds
    )
    return found[1:]


def _brackets(text: str, kinds: str, around: str) -> str:
    """N0: both brackets of a pair run like what they enclose."""
    settled = list(kinds)
    for first, last in sorted(_pairs(text, kinds)):
        within = {_strong(kind) for kind in settled[first + 1 : last]} - {""}
        if not within:
            continue
        before = next((s for s in map(_strong, reversed(settled[:first])) if s), around)
        way = around if around in within else before
        for place in (first, last):
            settled[place] = way
    return "".join(settled)


def _pairs(text: str, kinds: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    still_open: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if kinds[place] != _NEUTRAL:
            continue
        if char in _PAIRS:
            still_open.append((_PAIRS[char], place))
        elif (at := next((n for n, one in enumerate(still_open[::-1]) if one[0] == char), None)) is not None:
            found.append((still_open[-1 - at][1], place))
            del still_open[-1 - at :]
    return found


def _strong(kind: str) -> str:
    """Numbers count as running to the left here."""
    return "L" if kind == "L" else "R" if kind in "R12" else ""


def _neutral(kinds: str, around: str) -> str:
    """N1 and N2: what stands between two letters of one way goes the same way, else that of the line."""

    def settle(found: re.Match[str]) -> str:
        before = _strong(kinds[found.start() - 1]) if found.start() else around
        after = _strong(kinds[found.end()]) if found.end() < len(kinds) else around
        return (before if before == after else around) * len(found[0])

    return re.sub(f"{_NEUTRAL}+", settle, kinds)
