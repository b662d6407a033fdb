"""The timeline downwards, for telephones: left what to do and by when, right where one is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from prenotify.documents.timeline_drawing import (
    Drawing,
    Mark,
    Role,
    Sheet,
    Voice,
    Words,
    box,
    diamonds,
    flag,
    legend,
    line,
    ring,
    square,
    zigzag,
)
from prenotify.documents.timeline_spread import spread
from prenotify.domain.timeline import Due, Flag, Row, Timeline, Unit, Window, scale

Lines = tuple[tuple[str, Voice], ...]
_LINE = 1.3
"""Distance of lines, in parts of the type size."""
_POLES = 3
"""Poles that overlap in time stand side by side; after so many the next begins again at the first."""
_BREAK = 2.0
"""Room for the sign that time is left out, in parts of the type size."""


@dataclass(frozen=True, slots=True)
class _Label:
    """Lines of text that belong to a day, and the day's mark."""

    day: date
    lines: Lines
    of: Flag | Due | Window | Row | None = None
    part_of_day: float = 0.5


def tall(time: Timeline, sheet: Sheet) -> Drawing:
    """*time* drawn from top to bottom, its legend below."""
    column = _Column(time, sheet)
    body = [
        *(*column.ground(), *column.scale(), *column.breaks()),
        *(*column.right_side(), *column.left_side()),
    ]
    words = [mark.y for mark in body if isinstance(mark, Words)]
    said, bottom = legend(sheet, max(column.end, *words) + 0.8 * sheet.size, body, lying=True)
    return Drawing(sheet.width, bottom, (*body, *said))


class _Column:
    def __init__(self, time: Timeline, sheet: Sheet):
        self.time, self.sheet, self.s, self.says = time, sheet, sheet.size, sheet.says
        s = sheet.size
        self.scale_right = 2.6 * s
        self.band = (0.51 * sheet.width, 0.51 * sheet.width + 3.2 * s)
        self.bar = (self.band[1] - 1.8 * s, self.band[1] - 0.6 * s)
        self.left_edge, self.right_edge = self.band[0] - 1.7 * s, self.band[1] + 1.1 * s
        self.left_labels = sorted(self._left_labels(), key=lambda label: label.day)
        self.right_labels = sorted(self._right_labels(), key=lambda label: label.day)
        self.head, foot = self._room(time.far_before), self._room(time.far_after)
        self.top = self.head + _BREAK * s if self.head else 0.6 * s
        self.bottom = self.top + self._length()
        self.end = self.bottom + foot + _BREAK * s if foot else self.bottom
        self.far = {
            **self._apart(time.far_before, 0.0, self.head),
            **self._apart(time.far_after, self.end - foot, foot),
        }

    def _length(self) -> float:
        """Room for all labels of the fuller side, and for every day to be told from the next month's."""
        shown = self.time.shown
        sides = ([one for one in side if shown.holds(one.day)] for side in self._sides)
        labels = max(sum(map(self._height, side)) for side in sides)
        return max(1.25 * labels, min(1.6 * self.time.shown.days, 60 * self.s), 14 * self.s)

    @property
    def _sides(self) -> tuple[list[_Label], list[_Label]]:
        return self.left_labels, self.right_labels

    def _room(self, days: Sequence[date]) -> float:
        """Room for the labels of days that lie beyond those shown."""
        return max(sum(self._height(one) for one in side if one.day in days) for side in self._sides)

    def _apart(self, days: Sequence[date], top: float, height: float) -> dict[date, float]:
        """Where such days lie: in their order, as far from each other as there is room."""
        ordered = sorted(set(days))
        return {day: top + (n + 0.5) * height / len(ordered) for n, day in enumerate(ordered)}

    def _height(self, label: _Label) -> float:
        return (len(label.lines) * _LINE + 0.55) * self.s

    def y(self, day: date, part_of_day: float = 0.5) -> float:
        if day in self.far:
            return self.far[day]
        along = ((day - self.time.shown.first).days + part_of_day) / self.time.shown.days
        return self.top + max(0.0, min(along, 1.0)) * (self.bottom - self.top)

    # What there is to say.

    def _left_labels(self) -> Iterator[_Label]:
        today = self.time.today
        said = self.says.today(today) if self.time.shown.holds(today) else self.says.today_dated(today)
        yield _Label(today, self._wrapped((said, "name")))
        for row in self.time.rows:
            yield from (_Label(one.day, self._flag_lines(row, one), one) for one in row.flags)
            yield from (_Label(due.day, self._due_lines(row, due), due) for due in row.dues)
        for windows in self.time.windows_together:
            tasks = f"{self.says.say('carnet')}: {self.says.tasks(windows)}"
            lines = self._wrapped((self.says.when(windows[0]), "date"), (tasks, "soft"))
            yield _Label(windows[0].days[0], lines, windows[0])

    def _flag_lines(self, row: Row, one: Flag) -> Lines:
        day = (self.says.due(one, self.time.today), _voice(one, self.time.today))
        about = self.says.of_stay(row, self.says.what(one).partition(" (")[0])
        return self._wrapped(day, (about, "soft"), (self.says.lead(one), "soft"), *self._notes(one))

    def _notes(self, one: Flag) -> Iterator[tuple[str, Voice]]:
        yield from ((said, "soft") for said in self.says.notes(one))

    def _due_lines(self, row: Row, due: Due) -> Lines:
        day = (self.says.due(due, self.time.today), _voice(due, self.time.today))
        return self._wrapped(day, (self.says.of_stay(row, self.says.say("to do elsewhere")), "soft"))

    def _wrapped(self, *said: tuple[str, Voice]) -> Lines:
        room = self.left_edge - self.scale_right - 0.4 * self.s
        return tuple((line, voice) for text, voice in said for line in self.sheet.lines(text, room, voice))

    def _right_labels(self) -> Iterator[_Label]:
        for row in self.time.rows:
            said: list[tuple[str, Voice]] = [
                (self.says.title(row), "name"),
                (self.says.span(row.stay), "soft"),
            ]
            said += [(outside, "stop") for outside in self.says.outside(row)]
            said += [(self.says.say("something in the way"), "stop")] if row.is_blocked_unseen else []
            yield _Label(row.stay.first, self._wrapped_right(said), row)
        begins, ends = self.time.valid_from, self.time.valid_until
        if self.time.has_carnet and begins:
            text = self.says.say("carnet from %s") % self.says.dated(begins)
            yield _Label(begins, self._wrapped_right([(text, "soft")]), None, 0)
        if self.time.has_carnet and ends:
            text = self.says.say("carnet ends %s") % self.says.dated(ends)
            yield _Label(ends, self._wrapped_right([(text, "soft")]), None, 1)

    def _wrapped_right(self, said: Sequence[tuple[str, Voice]]) -> Lines:
        room = self.sheet.width - self.right_edge
        return tuple((line, voice) for text, voice in said for line in self.sheet.lines(text, room, voice))

    # What is behind it.

    def ground(self) -> Iterator[Mark]:
        """The days on which the carnet is valid, between dotted edges."""
        begins, ends = self.time.valid_from, self.time.valid_until
        if not (self.time.has_carnet and (begins or ends)):
            return
        top = self.y(begins, 0) if begins else self.top
        bottom = self.y(ends, 1) if ends else self.bottom
        if top < bottom:
            yield box(self.band[0], top, self.band[1], bottom, "valid")
        for day, y in ((begins, top), (ends, bottom)):
            if day:
                yield line("edge", (self.band[0], y), (self.band[1], y))

    def scale(self) -> Iterator[Mark]:
        room = int((self.bottom - self.top) / (2.9 * self.s))
        most: dict[Unit, int] = {"day": room, "month": room, "year": room}
        year = None
        for tick in scale(self.time.shown, most):
            y = self.y(tick.day, 0)
            yield line("grid", (0, y), (self.sheet.width, y))
            said = [self.says.month(tick.day)] if tick.unit == "month" else []
            said += [self.says.short(tick.day)] if tick.unit == "day" else []
            said += [str(tick.day.year)] if tick.day.year != year else []
            year = tick.day.year
            for number, text in enumerate(said):
                baseline = y + (1.05 + 1.15 * number) * self.s
                if baseline <= self.bottom + 0.4 * self.s:
                    yield self.sheet.words(0, baseline, text)
        y = self.y(self.time.today)
        yield line("now", (self.left_edge + 0.4 * self.s, y), (self.right_edge - 0.4 * self.s, y))

    def breaks(self) -> Iterator[Mark]:
        """A sign across the whole sheet wherever time is left out."""
        between = 0.5 * _BREAK * self.s
        if self.time.far_before:
            yield zigzag(0.0, self.sheet.width, self.top - between, self.s)
        if self.time.far_after:
            yield zigzag(0.0, self.sheet.width, self.bottom + between, self.s)

    # The two sides.

    def right_side(self) -> Iterator[Mark]:
        for row in self.time.rows:
            yield from self._bar(row)
        for label, top in zip(self.right_labels, self._tops(self.right_labels), strict=True):
            y = self.y(label.day, label.part_of_day)
            start = self.bar[1] if label.of else self.band[1]
            yield self._leader((start, y), (self.right_edge - 0.3 * self.s, top + 0.75 * self.s))
            yield from self._words(label, top, to_left=False)

    def _bar(self, row: Row) -> Iterator[Mark]:
        left, right, least = *self.bar, 0.25 * self.s
        if row.covered:
            top = self.y(row.covered.first, 0 if row.before else 0.5) + 0.7
            bottom = self.y(row.covered.last, 1 if row.after else 0.5) - 0.7
            yield box(left, top, right, max(bottom, top + least), "stay")
        for span in (row.before, row.after):
            if span:
                top = self.y(span.first, 0.5 if span.first == row.stay.first else 0)
                bottom = self.y(span.last, 0.5 if span.last == row.stay.last else 1)
                yield box(left + 1, top, right - 1, max(bottom, top + least), "outside")

    def left_side(self) -> Iterator[Mark]:
        poles: list[date] = []
        for label, top in zip(self.left_labels, self._tops(self.left_labels), strict=True):
            lane = self._pole_lane(label, poles)
            x = self.bar[0] - 0.55 * self.s - lane * 0.5 * self.s
            y = self.y(label.day)
            yield from self._mark(label, x)
            beside = x - (1.15 if isinstance(label.of, Flag) else 0.4) * self.s
            yield self._leader((self.left_edge + 0.3 * self.s, top + 0.75 * self.s), (beside, y))
            yield from self._words(label, top, to_left=True)

    def _pole_lane(self, label: _Label, poles: list[date]) -> int:
        """A place for a pole beside those that have not ended yet; *poles* are their ends, by place."""
        ends = label.of.entry if isinstance(label.of, Flag) else label.day
        for lane, taken in enumerate(poles):
            if taken <= label.day:
                poles[lane] = ends
                return lane % _POLES
        poles.append(ends)
        return (len(poles) - 1) % _POLES

    def _mark(self, label: _Label, x: float) -> Iterator[Mark]:
        y = self.y(label.day)
        match label.of:
            case Flag():
                yield from self._flag(label.of, x, y)
            case Due():
                yield square(x, y, 0.34 * self.s, "due")
            case Window():
                bottom = max(self.y(label.of.days[-1]), y + 0.6 * self.s)
                inner = x + 0.5 * self.s
                yield line("window", (inner, y), (x, y), (x, bottom), (inner, bottom))

    def _flag(self, one: Flag, x: float, y: float) -> Iterator[Mark]:
        entry = self.y(one.entry)
        if one.better_by:
            yield line("early", (x, self.y(one.better_by)), (x, y))
            yield ring(x, self.y(one.better_by), 0.28 * self.s, "better")
        yield line("pole", (x, y), (x, entry), (self.bar[0], entry))
        role: Role = "held" if one.status == "draft" else "flag"
        yield flag(x, y - 0.42 * self.s, self.s, role, to_left=True)
        yield from diamonds([self.y(day) for day in one.holidays], x, 0.34 * self.s, upright=True)
        if one.last_possible:
            last = self.y(one.last_possible)
            yield line("last", (x - 0.6 * self.s, last), (x - 0.1 * self.s, last))

    def _leader(self, start: tuple[float, float], end: tuple[float, float]) -> Mark:
        return line("leader", start, end)

    def _words(self, label: _Label, top: float, to_left: bool) -> Iterator[Words]:
        for number, (text, voice) in enumerate(label.lines):
            y = top + (1.05 + number * _LINE) * self.s
            if to_left:
                yield self.sheet.words_before(self.left_edge, y, text, voice)
            else:
                yield self.sheet.words(self.right_edge, y, text, voice)

    def _tops(self, labels: Sequence[_Label]) -> list[float]:
        """Where labels begin: beside their day, or as near as the others allow; none crosses a break."""
        s, shown = self.s, self.time.shown
        before = [label for label in labels if label.day < shown.first]
        within = [label for label in labels if shown.holds(label.day)]
        after = [label for label in labels if label.day > shown.last]
        last = self.bottom + (0.5 if self.time.far_after else 8) * s
        return [
            *self._spread(before, 0.0, self.head),
            *self._spread(within, self.top - 0.6 * s, last),
            *self._spread(after, self.bottom + _BREAK * s, self.end),
        ]

    def _spread(self, labels: Sequence[_Label], top: float, bottom: float) -> list[float]:
        wanted = [self.y(label.day, label.part_of_day) - 0.75 * self.s for label in labels]
        return spread(wanted, [*map(self._height, labels)], top, bottom)


def _voice(one: Flag | Due, today: date) -> Voice:
    return "stop" if one.day < today else "date"
