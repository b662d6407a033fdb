"""What a drawn timeline is made of: paths and words, each with a role, on a sheet whose y runs down.

Paper and web give each role its look; here it has its place and its shape only.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import cos, pi, sin
from typing import Literal

from prenotify.documents.timeline_words import Says
from prenotify.language import N_

Point = tuple[float, float]
Role = Literal[
    "valid", "edge", "grid", "now", "stay", "outside", "pole", "early", "flag", "held", "better", "last",
    "holiday", "due", "window", "leader", "break",
]  # fmt: skip
Voice = Literal["name", "soft", "date", "stop"]


@dataclass(frozen=True, slots=True)
class Path:
    points: tuple[Point, ...]
    role: Role
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; *x* is where it begins, *y* its baseline."""

    x: float
    y: float
    text: str
    voice: Voice
    width: float
    ends_there: bool = False
    """It was placed by its end: whoever has other letters keeps that."""
    then: str = ""
    """What goes on in the same line, softly."""


Mark = Path | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on: its width, the size of its type, and how wide a text is in a size of 1."""

    width: float
    size: float
    measure: Callable[[str, bool], float]
    says: Says = field(default_factory=Says)

    def length(self, text: str, voice: Voice = "soft") -> float:
        return self.measure(text, voice != "soft") * self.size

    def length_with(self, text: str, voice: Voice, then: str) -> float:
        return self.length(text, voice) + (self.gap + self.length(then) if then else 0.0)

    @property
    def gap(self) -> float:
        """Between a text and what goes on softly."""
        return 0.5 * self.size

    def words(self, x: float, y: float, text: str, voice: Voice = "soft", then: str = "") -> Words:
        return Words(x, y, text, voice, self.length_with(text, voice, then), then=then)

    def words_before(self, right: float, y: float, text: str, voice: Voice = "soft", then: str = "") -> Words:
        width = self.length_with(text, voice, then)
        return Words(right - width, y, text, voice, width, ends_there=True, then=then)

    def shortened(self, text: str, most: float, voice: Voice) -> str:
        if self.length(text, voice) <= most:
            return text
        fits = [cut for cut in range(1, len(text)) if self.length(text[:cut] + "…", voice) <= most]
        return text[: max(fits, default=1)].rstrip() + "…"

    def lines(self, text: str, most: float, voice: Voice = "soft") -> list[str]:
        """*text* broken at spaces; a word too wide is shortened."""
        found = [""]
        for word in text.split(" "):
            longer = f"{found[-1]} {word}".strip()
            if self.length(longer, voice) <= most or not found[-1]:
                found[-1] = longer
            else:
                found.append(word)
        return [self.shortened(line, most, voice) for line in found]


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def words(self) -> Iterator[Words]:
        return (mark for mark in self.marks if isinstance(mark, Words))

    @property
    def paths(self) -> Iterator[Path]:
        return (mark for mark in self.marks if isinstance(mark, Path))


def box(left: float, top: float, right: float, bottom: float, role: Role) -> Path:
    return Path(((left, top), (right, top), (right, bottom), (left, bottom)), role)


def line(role: Role, *points: Point) -> Path:
    return Path(points, role, closed=False)


def flag(x: float, top: float, size: float, role: Role, to_left: bool = False) -> Path:
    """A pennant at the top of its pole."""
    tip = -1.1 * size if to_left else 1.1 * size
    return Path(((x, top), (x + tip, top + 0.42 * size), (x, top + 0.84 * size)), role)


def ring(x: float, y: float, radius: float, role: Role) -> Path:
    angles = [2 * pi * n / 12 for n in range(12)]
    return Path(tuple((x + radius * sin(angle), y + radius * cos(angle)) for angle in angles), role)


def square(x: float, y: float, radius: float, role: Role) -> Path:
    return box(x - radius, y - radius, x + radius, y + radius, role)


def diamonds(along: Sequence[float], across: float, radius: float, upright: bool = False) -> Iterator[Path]:
    """A diamond for each place; those that would cover each other become one, drawn out."""
    for first, last in _runs(along, 2 * radius):
        r = radius
        points = [
            (first - r, across), (first, across - r), (last, across - r),
            (last + r, across), (last, across + r), (first, across + r),
        ]  # fmt: skip
        unlike = points if last > first else points[:2] + points[3:5]
        yield Path(tuple((y, x) if upright else (x, y) for x, y in unlike), "holiday")


def _runs(places: Sequence[float], near: float) -> Iterator[tuple[float, float]]:
    first = last = None
    for place in sorted(places):
        if last is not None and first is not None and place - last >= near:
            yield first, last
            first = place
        first, last = place if first is None else first, place
    if first is not None and last is not None:
        yield first, last


Interval = tuple[float, float]


@dataclass(slots=True)
class Lanes:
    """Lines of text one above the other, in which no label covers another or a wall."""

    left: float
    right: float
    walls: tuple[float, ...] = ()
    """Upright lines that no text should cross."""
    lanes: list[list[Interval]] = field(default_factory=list)

    def place(self, wanted: Sequence[Interval], own: float | None = None, first: int = 0) -> tuple[int, int]:
        """The first lane in which one of the intervals *wanted* is free, and which one that is."""
        for lane in count(first):
            is_new = lane == len(self.lanes)
            if is_new:
                self.lanes.append([])
            free = [n for n, one in enumerate(wanted) if self._is_free(lane, one, own)]
            if free or is_new:
                chosen = free[0] if free else self._least_bad(wanted)
                self.lanes[lane].append(wanted[chosen])
                return lane, chosen
        raise AssertionError("there is always a further lane")

    def takes(self, lane: int, one: Interval) -> bool:
        """Whether *one* is free in an existing lane; it is taken then."""
        is_free = self._is_free(lane, one, None)
        if is_free:
            self.lanes[lane].append(one)
        return is_free

    def _is_free(self, lane: int, one: Interval, own: float | None) -> bool:
        inside = self.left <= one[0] and one[1] <= self.right
        walls = [wall for wall in self.walls if wall != own]
        clear = all(taken[1] <= one[0] or taken[0] >= one[1] for taken in self.lanes[lane])
        return inside and clear and not any(one[0] < wall < one[1] for wall in walls)

    def _least_bad(self, wanted: Sequence[Interval]) -> int:
        inside = [n for n, one in enumerate(wanted) if self.left <= one[0] and one[1] <= self.right]
        return inside[0] if inside else len(wanted) - 1


LEGEND: tuple[tuple[Role, str], ...] = (
    ("flag", N_("send by")),
    ("held", N_("held back")),
    ("better", N_("better by")),
    ("last", N_("last possible day")),
    ("holiday", N_("holiday, not counted")),
    ("due", N_("to do elsewhere")),
    ("window", N_("task of the carnet")),
    ("stay", N_("stay")),
    ("outside", N_("outside the carnet's dates")),
    ("edge", N_("carnet valid between these")),
    ("break", N_("time left out")),
)


def sample(role: Role, x: float, middle: float, s: float, lying: bool = False) -> list[Path]:
    """A mark as it stands in the legend, 1.6 times the type size wide at most."""
    edge = (
        ((x, middle), (x + 1.1 * s, middle))
        if lying
        else ((x + 0.5 * s, middle - 0.55 * s), (x + 0.5 * s, middle + 0.55 * s))
    )
    pole = line("pole", (x, middle + 0.5 * s), (x, middle - 0.5 * s))
    shapes: dict[Role, list[Path]] = {
        "flag": [pole, flag(x, middle - 0.5 * s, s, "flag")],
        "held": [pole, flag(x, middle - 0.5 * s, s, "held")],
        "better": [ring(x + 0.5 * s, middle, 0.3 * s, "better")],
        "last": [line("last", (x + 0.5 * s, middle - 0.4 * s), (x + 0.5 * s, middle + 0.4 * s))],
        "holiday": [*diamonds([x + 0.5 * s], middle, 0.36 * s)],
        "due": [square(x + 0.5 * s, middle, 0.3 * s, "due")],
        "window": [window(x, x + 1.1 * s, middle - 0.35 * s, middle + 0.2 * s)],
        "stay": [box(x, middle - 0.4 * s, x + 1.1 * s, middle + 0.4 * s, "stay")],
        "outside": [box(x, middle - 0.4 * s, x + 1.1 * s, middle + 0.4 * s, "outside")],
        "edge": [line("edge", *edge)],
        "break": [zigzag(x, x + 1.2 * s, middle, s)],
    }  # fmt: skip
    return shapes[role]


def zigzag(left: float, right: float, middle: float, s: float) -> Path:
    """A line that is broken: what lies on its two sides does not follow on."""
    teeth = 2 * max(1, round((right - left) / (0.6 * s) / 2))
    step, high = (right - left) / teeth, 0.25 * s
    return line("break", *((left + n * step, middle + (high if n % 2 else -high)) for n in range(teeth + 1)))


def window(left: float, right: float, top: float, bottom: float) -> Path:
    """A bracket open to the top."""
    return line("window", (left, top), (left, bottom), (right, bottom), (right, top))


def legend(sheet: Sheet, top: float, drawn: Iterable[Mark], lying: bool = False) -> tuple[list[Mark], float]:
    """What the marks *drawn* mean, in lines from *top* on, and where the last line ends.

    *lying* says that the carnet's edges lie across, as where time runs down.
    """
    s, x, y = sheet.size, 0.5, top + 0.9 * sheet.size
    there = {mark.role for mark in drawn if isinstance(mark, Path)}
    marks: list[Mark] = []
    for role, said in LEGEND:
        if role not in there:
            continue
        words = sheet.words(x + 1.5 * s, y + 0.35 * s, sheet.says.say(said))
        if words.x + words.width > sheet.width:
            x, y = 0.5, y + 1.45 * s
            words = sheet.words(x + 1.5 * s, y + 0.35 * s, words.text)
        marks += [*sample(role, x, y, s, lying), words]
        x = words.x + words.width + 1.4 * s
    return marks, y + 0.7 * s
