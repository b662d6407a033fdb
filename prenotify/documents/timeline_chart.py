"""The sheet a timeline goes across: where days lie on it, its scale, and what stands behind all rows."""

from collections.abc import Iterator
from datetime import date

from prenotify.documents.timeline_drawing import Interval, Mark, Sheet, Words, box, line
from prenotify.domain.timeline import Row, Timeline, Unit, scale

MANY = 12
"""Beyond so many rows each takes one line of text in place of two."""

_LONG = date(2026, 9, 30)
"""A day that is long to write in most languages."""


class Chart:
    """Where days lie on the sheet, and what stands behind all rows."""

    def __init__(self, time: Timeline, sheet: Sheet):
        self.time, self.sheet, self.s = time, sheet, sheet.size
        self.is_tight = len(time.rows) > MANY
        self.head = 2.7 * sheet.size
        self.names = [self._name(row) for row in time.rows]
        self.left = self._titles_width() + 0.9 * sheet.size
        self.right = sheet.width - 0.9 * sheet.size
        self.now = self.x(time.today) if time.shown.holds(time.today) else None

    def _name(self, row: Row) -> str:
        return self.sheet.shortened(self.sheet.says.title(row), 0.24 * self.sheet.width, "name")

    def _titles_width(self) -> float:
        carnet = self.sheet.length(self.sheet.says.say("Carnet"), "name")
        names = max(carnet, *(self.sheet.length(name, "name") for name in self.names))
        spans = max(self.sheet.length(self.sheet.says.span(row.stay)) for row in self.time.rows)
        return names + self.s + spans if self.is_tight else max(names, spans)

    def x(self, day: date, part_of_day: float = 0.5) -> float:
        """Where a day lies: its noon, so that leaving and arriving on one day meet."""
        shown = self.time.shown
        along = ((day - shown.first).days + part_of_day) / shown.days
        return self.left + max(0.0, min(along, 1.0)) * (self.right - self.left)

    @property
    def walls(self) -> tuple[float, ...]:
        """What no text should cross: today, and where the carnet begins and ends."""
        begins, ends, shown = self.time.valid_from, self.time.valid_until, self.time.shown
        found = [] if self.now is None else [self.now]
        if self.time.has_carnet:
            found += [self.x(begins, 0)] if begins and shown.holds(begins) else []
            found += [self.x(ends, 1)] if ends and shown.holds(ends) else []
        return tuple(found)

    def ground(self, bottom: float) -> Iterator[Mark]:
        """The days on which the carnet is valid, between dotted edges."""
        begins, ends, shown = self.time.valid_from, self.time.valid_until, self.time.shown
        if not (self.time.has_carnet and (begins or ends)):
            return
        left = self.x(begins, 0) if begins else self.left
        right = self.x(ends, 1) if ends else self.right
        if left < right:
            yield box(left, self.head, right, bottom, "valid")
        if begins and shown.holds(begins):
            yield line("edge", (left, self.head), (left, bottom))
        if ends and shown.holds(ends):
            yield line("edge", (right, self.head), (right, bottom))

    def scale(self, bottom: float) -> Iterator[Mark]:
        """Months, or whatever there is room for; the year above where it begins."""
        says = self.sheet.says
        rooms: dict[Unit, str] = {"day": says.short(_LONG), "month": says.month(_LONG), "year": "2026"}
        width = self.right - self.left
        most = {u: int(width / (self.sheet.length(said) + 0.7 * self.s)) for u, said in rooms.items()}
        year = None
        for tick in scale(self.time.shown, most):
            x = self.x(tick.day, 0)
            yield line("grid", (x, self.head), (x, bottom))
            if tick.unit != "year":
                said = says.month(tick.day) if tick.unit == "month" else says.short(tick.day)
                yield from self._label(x, 2.25 * self.s, said)
            if tick.day.year != year:
                year = tick.day.year
                yield from self._label(x, 0.95 * self.s, str(year))

    def _label(self, x: float, y: float, said: str) -> Iterator[Words]:
        words = self.sheet.words(x + 0.2 * self.s, y, said)
        if words.x + words.width <= self.sheet.width:
            yield words

    def today_line(self, bottom: float) -> Iterator[Mark]:
        if self.now is not None:
            yield line("now", (self.now, self.head), (self.now, bottom + 0.35 * self.s))

    def foot(self, top: float) -> tuple[list[Mark], float]:
        """Today's name at the end of its line, or an arrow to where it would be."""
        s, says, today = self.s, self.sheet.says, self.time.today
        y = top + 1.25 * s
        if self.now is not None:
            words = self.sheet.words_before(self.now - 0.4 * s, y, says.today(today), "name")
            if words.x < 0:
                words = self.sheet.words(self.now + 0.4 * s, y, words.text, "name")
            return [words], y + 0.4 * s
        if today < self.time.shown.first:
            words = self.sheet.words(self.left + 1.6 * s, y, says.today_dated(today), "name")
            return [_arrow(self.left, y - 0.35 * s, -s), words], y + 0.4 * s
        words = self.sheet.words_before(self.right - 1.6 * s, y, says.today_dated(today), "name")
        return [_arrow(self.right, y - 0.35 * s, s), words], y + 0.4 * s

    def inside(self, interval: Interval) -> Interval:
        """Moved to lie between the edges."""
        width = interval[1] - interval[0]
        left = max(self.left, min(interval[0], self.right - width))
        return left, left + width


def _arrow(tip: float, y: float, s: float) -> Mark:
    back = tip - s
    return line(
        "window",
        (back, y),
        (tip, y),
        (tip - 0.45 * s, y - 0.3 * abs(s)),
        (tip, y),
        (tip - 0.45 * s, y + 0.3 * abs(s)),
    )
