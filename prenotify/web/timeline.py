"""The plan's timeline as inline SVG: across for wide screens, downwards for telephones, and in words.

Roles and voices become classes and the style sheet gives them their look, dark or light; there is
no inline style and no script.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from markupsafe import Markup, escape

from prenotify.documents.timeline_drawing import Drawing, Path, Sheet, Voice, Words
from prenotify.documents.timeline_tall import tall
from prenotify.documents.timeline_wide import wide
from prenotify.documents.timeline_words import AT_A_GLANCE, Says, Told
from prenotify.documents.wrapping import width
from prenotify.domain.plan import Plan
from prenotify.domain.timeline import timeline
from prenotify.web.language import current
from prenotify.web.language import gettext as _

DESCRIPTION = "timeline-words"
"""The id of the list that tells all of it again."""
_WIDE, _TALL = (820.0, 13.0), (328.0, 12.0)
"""How wide each drawing is, and the size of its type; a telephone shows the tall one as it is."""
_WIDER, _WIDER_IF_BOLD = 1.17, 1.3
"""Letters of a device may be so much wider than those of our papers, by which room is reckoned."""


# Where a long German compound may be parted, so that a narrow column need not cut it short.
_JOINT = re.compile(r"(?<=ungs|eits)(?=\w{3})|(?<=ort)(?=be)|(?<=-)")


class _Parting(Sheet):
    """A sheet that parts a word too wide for its line."""

    def lines(self, text: str, most: float, voice: Voice = "soft") -> list[str]:
        words = [self._parted(word, most, voice) for word in text.split(" ")]
        return super().lines(" ".join(words), most, voice)

    def _parted(self, word: str, most: float, voice: Voice) -> str:
        if self.length(word, voice) <= most:
            return word
        *parts, last = (part for part in _JOINT.split(word) if part)
        return " ".join([*(f"{part.rstrip('-')}-" for part in parts), last])


def _measure(text: str, is_bold: bool) -> float:
    wider = _WIDER_IF_BOLD if is_bold else _WIDER
    return wider * width(text, "bold" if is_bold else "regular") / 1000


class TimelineView:
    """The timeline of a plan."""

    def __init__(self, plan: Plan):
        self.time, self.says = timeline(plan), Says(current())

    @property
    def title(self) -> str:
        return _(AT_A_GLANCE)

    @cached_property
    def told(self) -> list[Told]:
        return list(self.says.told(self.time))

    @property
    def wide(self) -> Markup:
        return self._svg("wide", wide(self.time, self._sheet(*_WIDE)))

    @property
    def tall(self) -> Markup:
        return self._svg("tall", tall(self.time, self._sheet(*_TALL, space="\u00a0")))

    def _sheet(self, width: float, size: float, space: str = " ") -> Sheet:
        return _Parting(width, size, _measure, Says(current(), space))

    def _svg(self, kind: str, drawing: Drawing) -> Markup:
        box = f"0 0 {_number(drawing.width)} {_number(drawing.height)}"
        return Markup(  # noqa: S704 - each word is escaped, all else is numbers and names of ours
            f'<svg class="tl {kind}" viewBox="{box}" role="img" '
            f'aria-label="{escape(self.says.summary(self.time))}" aria-describedby="{DESCRIPTION}">'
            f"{''.join(_elements(drawing))}</svg>"
        )


def _elements(drawing: Drawing) -> Iterator[str]:
    for mark in drawing.marks:
        yield _text(mark) if isinstance(mark, Words) else _path(mark)


def _path(path: Path) -> str:
    steps = "L".join(f"{_number(x)} {_number(y)}" for x, y in path.points)
    return f'<path class="tl-{path.role}" d="M{steps}{"z" if path.closed else ""}"/>'


def _text(words: Words) -> str:
    x, anchor = (words.x + words.width, ' text-anchor="end"') if words.ends_there else (words.x, "")
    place = f'x="{_number(x)}" y="{_number(words.y)}"{anchor}'
    then = f' <tspan class="tl-soft" dx="3">{escape(words.then)}</tspan>' if words.then else ""
    return f'<text class="tl-{words.voice}" {place}>{escape(words.text)}{then}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
