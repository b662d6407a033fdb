"""A stay in a timeline that goes across: its bar, the flags before it, what is to be known beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from prenotify.documents.timeline_chart import Chart
from prenotify.documents.timeline_drawing import (
    Interval,
    Lanes,
    Mark,
    Role,
    Voice,
    Words,
    box,
    diamonds,
    flag,
    line,
    ring,
    square,
)
from prenotify.domain.timeline import Due, Flag, Row, Span


@dataclass(frozen=True, slots=True)
class _Event:
    """What stands in a row on a pole: a filing's flag, or a box to tick elsewhere."""

    of: Flag | Due
    x: float


class StayRow:
    """A stay as a bar; before it the flags of its filings, beside it what is to be known."""

    def __init__(self, chart: Chart, row: Row, name: str):
        self.chart, self.row, self.name = chart, row, name
        self.s, self.sheet, self.says = chart.s, chart.sheet, chart.sheet.says
        self.line = (1.15 if chart.is_tight else 1.3) * self.s
        self.bar = (0.8 if chart.is_tight else 1.05) * self.s
        to_do: list[Flag | Due] = [*row.flags, *row.dues]
        found = [_Event(one, chart.x(one.day)) for one in to_do]
        self.events = sorted(found, key=lambda event: event.x)
        walls = (*chart.walls, *(event.x for event in self.events))
        self.above = Lanes(0.0 if chart.is_tight else chart.left, chart.right, walls)
        self.beside = Lanes(chart.left, chart.right, chart.walls)

    def drawn(self, top: float) -> tuple[list[Mark], float]:
        places = [self._place(event) for event in self.events]
        pad = (0.3 if self.chart.is_tight else 0.4) * self.s
        above = len(self.above.lanes) or (0 if self.chart.is_tight else 1)
        middle = top + pad + above * self.line + 0.6 * self.bar
        marks: list[Mark] = [*self._titles(top, middle), *self._poles(middle)]
        for event, (lane, words) in zip(self.events, places, strict=True):
            marks += self._event(event, middle - 0.6 * self.bar - (lane + 1) * self.line, words, middle)
        marks += [*self._bar(middle), *self._days_between(middle), *self._notes(middle)]
        below = max(len(self.beside.lanes) - 1, 0)
        return marks, middle + 0.6 * self.bar + below * self.line + pad - top

    def _titles(self, top: float, middle: float) -> Iterator[Mark]:
        said = self.says.span(self.row.stay)
        if self.chart.is_tight:
            yield self.sheet.words(0, middle + 0.35 * self.s, self.name, "name")
            yield self.sheet.words_before(self.chart.left - 0.9 * self.s, middle + 0.35 * self.s, said)
        else:
            yield self.sheet.words(0, top + 1.3 * self.s, self.name, "name")
            yield self.sheet.words(0, top + 2.6 * self.s, said)

    def _said(self, one: Flag | Due) -> tuple[str, Voice, str]:
        """The day in strong letters, then how many days ahead that is."""
        today = self.chart.time.today
        day = self.says.due(one, today)
        voice: Voice = "stop" if one.day < today else "date"
        if isinstance(one, Due):
            return day, voice, self.says.say("elsewhere")
        lead = self.says.lead(one)
        return day, voice, f"{self.says.what(one)}, {lead}" if len(self.row.flags) > 1 else lead

    def _place(self, event: _Event) -> tuple[int, Words]:
        """The lane of an event's words, and the words as if that lane were at the top of the sheet."""
        s, said = self.s, self._said(event.of)
        behind = [wall + 0.4 * s for wall in self.chart.walls if event.x < wall < event.x + 9 * s]
        right, *others = (self.sheet.words(x, 0.85 * s, *said) for x in (event.x + 1.4 * s, *behind))
        before = self.sheet.words_before(event.x - 0.75 * s, 0.85 * s, *said)
        choice = [right, before, *others]
        taken = [(event.x, right.x + right.width), (before.x, event.x + 1.3 * s)]
        lane, chosen = self.above.place([*taken, *((one.x, one.x + one.width) for one in others)], event.x)
        words = choice[chosen]
        return lane, replace(words, x=max(0.0, min(words.x, self.sheet.width - words.width)))

    def _poles(self, middle: float) -> Iterator[Mark]:
        """From each flag to the border, and before it, dashed, from the day that would be better."""
        x, entry = self.chart.x, self.chart.x(self.row.stay.first)
        for event in self.events:
            yield line("pole", (event.x, middle), (entry, middle))
            if isinstance(event.of, Flag) and event.of.better_by:
                early = x(event.of.better_by)
                yield line("early", (early, middle), (event.x, middle))
                yield ring(early, middle, 0.28 * self.s, "better")

    def _event(self, event: _Event, top: float, words: Words, middle: float) -> Iterator[Mark]:
        yield line("pole", (event.x, top + 0.1 * self.s), (event.x, middle + 0.4 * self.s))
        if isinstance(event.of, Flag):
            role: Role = "held" if event.of.status == "draft" else "flag"
            yield flag(event.x, top + 0.1 * self.s, self.s, role)
        else:
            yield square(event.x, top + 0.5 * self.s, 0.32 * self.s, "due")
        yield replace(words, y=top + words.y)

    def _bar(self, middle: float) -> Iterator[Mark]:
        row, x, half = self.row, self.chart.x, 0.5 * self.bar
        if row.covered:
            left = x(row.covered.first, 0 if row.before else 0.5)
            right = x(row.covered.last, 1 if row.after else 0.5)
            yield box(left, middle - half, max(right, left + 0.25 * self.s), middle + half, "stay")
        for span, sides in ((row.before, (0.5, 1.0)), (row.after, (0.0, 0.5))):
            if span:
                yield self._outside(span, sides, middle)

    def _outside(self, span: Span, sides: tuple[float, float], middle: float) -> Mark:
        first = 0.5 if span.first == self.row.stay.first else sides[0]
        last = 0.5 if span.last == self.row.stay.last else sides[1]
        left, right, half = self.chart.x(span.first, first), self.chart.x(span.last, last), 0.42 * self.bar
        return box(left, middle - half, max(right, left + 0.25 * self.s), middle + half, "outside")

    def _days_between(self, middle: float) -> Iterator[Mark]:
        """The holidays that do not count, and the last possible day."""
        for one in self.row.flags:
            yield from diamonds([self.chart.x(day) for day in one.holidays], middle, 0.36 * self.s)
            if one.last_possible:
                x = self.chart.x(one.last_possible)
                yield line("last", (x, middle + 0.1 * self.s), (x, middle + 0.75 * self.s))

    def _notes(self, middle: float) -> Iterator[Mark]:
        """Beside the bar if there is room there, else below it."""
        drawn = self._extent()
        self.beside.lanes.append([drawn])
        for said, voice in self._to_note():
            lane, left = self._beside(drawn, self.sheet.length(said, voice) + self.s)
            y = middle + 0.35 * self.s + lane * self.line
            if left < drawn[0] and not lane:
                yield self.sheet.words_before(drawn[0] - 0.5 * self.s, y, said, voice)
            else:
                yield self.sheet.words(left + 0.5 * self.s, y, said, voice)

    def _beside(self, drawn: Interval, width: float) -> tuple[int, float]:
        """The lane of a note, and where its room begins."""
        for left in (drawn[1], drawn[0] - width):
            if self.beside.takes(0, (left, left + width)):
                return 0, left
        walls = chain.from_iterable((wall, wall - width) for wall in self.chart.walls)
        lefts = (drawn[0], drawn[1] - width, *walls)
        wanted = [self.chart.inside((left, left + width)) for left in lefts]
        near = 2 * self.s
        wanted = [one for one in wanted if one[0] < drawn[1] + near and one[1] > drawn[0] - near]
        lane, chosen = self.beside.place(wanted, first=1)
        return lane, wanted[chosen][0]

    def _extent(self) -> Interval:
        """From the first to the last thing in the line of the bar."""
        days = [*self.row.days, *(day for one in self.row.flags for day in one.holidays)]
        return self.chart.x(min(days)) - 0.1 * self.s, self.chart.x(max(days)) + 0.35 * self.s

    def _to_note(self) -> Iterable[tuple[str, Voice]]:
        for one in self.row.flags:
            if said := ", ".join(self.says.notes(one)):
                yield said, "soft"
        yield from ((said, "stop") for said in self.says.outside(self.row))
        if self.row.is_blocked_unseen:
            yield self.says.say("something in the way"), "stop"
        elif not self.events and not (self.row.before or self.row.after):
            yield self.says.say("nothing to send"), "soft"
