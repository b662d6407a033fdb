"""A plan laid out in time: what lies on which day. Whoever draws it chooses units, words and shapes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from prenotify.domain.deadlines import Lead, months_after
from prenotify.domain.plan import Filing, Plan, Status
from prenotify.domain.sources import Wording
from prenotify.domain.trip import Carnet, Stay

NEAR = 45
"""Days by which today or the carnet's ends may always widen what is shown; a third of it may, too."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another; both count."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Flag:
    """A filing: the day to send it by, and what lies around that day."""

    day: date
    name: Wording
    lead: Lead
    entry: date
    status: Status
    better_by: date | None
    last_possible: date | None
    holidays: Mapping[date, str]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(day for day in (self.day, self.better_by, self.last_possible) if day)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done elsewhere by a day."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A stay and all that is to be done for it."""

    number: int
    country: str
    """Its code."""
    stay: Span
    flags: tuple[Flag, ...]
    dues: tuple[Due, ...]
    covered: Span | None
    """The part of the stay for which the carnet is valid, or the whole stay where its dates are unknown."""
    before: Span | None
    """The part before the carnet begins."""
    after: Span | None
    """The part after it has ended."""
    is_blocked: bool = False
    """Something stands in the way of it, whatever is sent."""

    @property
    def is_blocked_unseen(self) -> bool:
        """Something stands in its way, and nothing else that is drawn says so."""
        held_back = any(flag.status == "draft" for flag in self.flags)
        return self.is_blocked and not (held_back or self.before or self.after)

    @property
    def days(self) -> Iterator[date]:
        yield from (self.stay.first, self.stay.last)
        yield from (day for flag in self.flags for day in flag.days)
        yield from (due.day for due in self.dues)


@dataclass(frozen=True, slots=True)
class Window:
    """A task of the carnet: when it opens and closes, as far as a source says so."""

    task: str
    opens: date | None
    closes: date | None

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(day for day in (self.opens, self.closes) if day)


@dataclass(frozen=True, slots=True)
class Timeline:
    today: date
    shown: Span
    """The days there is room for. Today and the carnet's ends may lie outside."""
    rows: tuple[Row, ...]
    has_carnet: bool
    valid_from: date | None
    valid_until: date | None
    windows: tuple[Window, ...]

    @property
    def far_before(self) -> tuple[date, ...]:
        """Today and the carnet's ends, as far as they lie before what is shown."""
        return tuple(day for day in self._told_anyway if day < self.shown.first)

    @property
    def far_after(self) -> tuple[date, ...]:
        return tuple(day for day in self._told_anyway if day > self.shown.last)

    @property
    def _told_anyway(self) -> Iterator[date]:
        """What is named even where it lies outside the days that are shown."""
        yield self.today
        if self.has_carnet:
            yield from (day for day in (self.valid_from, self.valid_until) if day)

    @property
    def windows_together(self) -> list[tuple[Window, ...]]:
        """The windows, those of the same days together."""
        found: dict[tuple[date | None, date | None], tuple[Window, ...]] = {}
        for window in self.windows:
            days = (window.opens, window.closes)
            found[days] = (*found.get(days, ()), window)
        return list(found.values())

    def parts(self, most: int) -> Iterator["Timeline"]:
        """The same days with at most so many rows each."""
        for start in range(0, len(self.rows), most):
            windows = () if start else self.windows
            yield replace(self, rows=self.rows[start : start + most], windows=windows)


def timeline(plan: Plan) -> Timeline:
    """*plan* laid out in time."""
    carnet = plan.trip.carnet
    rows = tuple(_row(plan, number, stay) for number, stay in enumerate(plan.trip.stays, start=1))
    windows = tuple(Window(task.task, task.opens, task.closes) for task in plan.carnet)
    windows = tuple(window for window in windows if window.days)
    days = [day for row in rows for day in row.days] + [day for window in windows for day in window.days]
    shown = _widened(Span(min(days), max(days)), (plan.today, carnet.valid_from, carnet.valid_until))
    has_carnet = carnet.kind != "none"
    return Timeline(plan.today, shown, rows, has_carnet, carnet.valid_from, carnet.valid_until, windows)


def _widened(shown: Span, wanted: Iterable[date | None]) -> Span:
    """*shown* with those of the days *wanted* that are near; a far one would leave no room for the trip."""
    slack = timedelta(max(NEAR, shown.days // 3))
    near = [day for day in wanted if day and shown.first - slack <= day <= shown.last + slack]
    return Span(min((shown.first, *near)), max((shown.last, *near)))


def _row(plan: Plan, number: int, stay: Stay) -> Row:
    span = Span(stay.entry.date, stay.exit.date)
    steps = [(step.due, step.row.title) for step in plan.steps if step.stay == number]
    return Row(
        number,
        stay.country,
        span,
        tuple(_flag(filing) for filing in plan.filings if filing.stay == number),
        tuple(Due(day, title) for day, title in steps if day),
        *_against(span, plan.trip.carnet),
        is_blocked=any(advisory.severity == "block" for advisory in plan.advisories_of(number)),
    )


def _against(stay: Span, carnet: Carnet) -> tuple[Span | None, Span | None, Span | None]:
    """The part of a stay within the carnet's dates, the part before them and the part after."""
    begins, ends = carnet.valid_from or date.min, carnet.valid_until or date.max
    if carnet.kind == "none":
        return stay, None, None
    before = _span(stay.first, min(stay.last, begins - timedelta(1)) if begins > stay.first else date.min)
    after = _span(max(stay.first, ends + timedelta(1)) if ends < stay.last else date.max, stay.last)
    return _span(max(stay.first, begins), min(stay.last, ends)), before, after


def _span(first: date, last: date) -> Span | None:
    return Span(first, last) if first <= last else None


def _flag(filing: Filing) -> Flag:
    following, send_by = filing.following, filing.send_by
    advised = [each.date for each in filing.deadlines if each.force == "advice"] + [following.safe_date]
    earlier = [day for day in advised if filing.facts.today <= day < send_by]
    floors = [each.date for each in filing.deadlines if each.force == "floor" and each.date > send_by]
    return Flag(
        send_by,
        filing.form.name,
        following.lead,
        following.entry,
        filing.status,
        min(earlier, default=None),
        max(floors, default=None),
        following.holidays,
    )


Unit = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    day: date
    unit: Unit


def scale(shown: Span, most: Mapping[Unit, int]) -> tuple[Tick, ...]:
    """The finest scale with room for its names: days, Mondays, months, quarters, years.

    *most* says for each unit how many ticks there is room for.
    """
    kinds: tuple[tuple[Unit, Iterator[date]], ...] = (
        ("day", _days(shown, 1)),
        ("day", _days(shown, 7)),
        ("month", _months(shown, 1)),
        ("month", _months(shown, 3)),
        ("year", _months(shown, 12)),
    )
    for unit, days in kinds:
        found = list(islice(days, most[unit] + 1))
        if len(found) <= most[unit]:
            return tuple(Tick(day, unit) for day in found)
    years = list(_months(shown, 12))
    return tuple(Tick(day, "year") for day in years[:: -(-len(years) // most["year"])])


def _days(shown: Span, step: int) -> Iterator[date]:
    day = shown.first + timedelta(-shown.first.weekday() % step)
    while day <= shown.last:
        yield day
        day += timedelta(step)


def _months(shown: Span, step: int) -> Iterator[date]:
    day = date(shown.first.year, 1, 1)
    while day <= shown.last:
        if day >= shown.first:
            yield day
        day = months_after(day, step)
