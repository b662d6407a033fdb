"""Leads and working days: from an entry date back to the last day a letter may leave."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from prenotify.domain.messages import Counted

BETWEEN_HOLIDAYS = "; "
"""Between the names of holidays that fall on one day, as the library of calendars joins them."""


def months_after(day: date, months: int) -> date:
    """The same day *months* later, or the last of that month: 31 January + 1 month = 28 February."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class WorkingDays:
    """One country's working days.

    `holidays_of(year)` gives that year's days off with their names; `announced_until`
    is the last day for which the official list is known, None where the data does not say.
    """

    weekend: frozenset[int]
    """Weekday numbers, Monday 0."""
    holidays_of: Callable[[int], Mapping[date, str]] = field(repr=False)
    announced_until: date | None = None
    margin: int = 0
    """Working days to allow besides, where a count runs beyond that day."""

    @cached_property
    def _listed(self) -> dict[int, list[date]]:
        return {}

    def _year(self, year: int) -> list[date]:
        """The working days of *year*, listed once."""
        if year not in self._listed:
            days = (
                date(year, 1, 1) + timedelta(n)
                for n in range((date(year, 12, 31) - date(year, 1, 1)).days + 1)
            )
            off = self.holidays_of(year)
            self._listed[year] = [day for day in days if day.weekday() not in self.weekend and day not in off]
        return self._listed[year]

    def nth_before(self, entry: date, n: int) -> date:
        """The n-th working day before *entry*: the entry day is not counted, the answer is.

        Reads "no less than n working days prior to the date of entry" as the Thai permit
        system does (core-artifacts, section 3.6).
        """
        if n < 1:
            raise ValueError(f"a lead is at least one working day, not {n}")
        year, wanted = entry.year, n
        upto = bisect_left(self._year(year), entry)
        while upto < wanted:
            wanted -= upto
            year -= 1
            upto = len(self._year(year))
        return self._year(year)[upto - wanted]

    def holidays_between(self, first: date, before: date) -> dict[date, str]:
        """The holidays on what would be working days, from *first* up to the day before *before*."""
        return {
            day: name
            for year in range(first.year, before.year + 1)
            for day, name in sorted(self.holidays_of(year).items())
            if first <= day < before and day.weekday() not in self.weekend
        }

    def is_estimated(self, first: date, before: date) -> bool:
        """Whether a count from *first* up to the day before *before* meets days not announced yet."""
        last = before - timedelta(1)
        return self.announced_until is not None and last > self.announced_until and last >= first


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before the entry: so many days, or so many of the recipient's working days."""

    count: int
    working: bool = False

    @property
    def words(self) -> Counted:
        """30 working days."""
        if self.working:
            return Counted("{number} working day", "{number} working days", number=self.count)
        return Counted("{number} day", "{number} days", number=self.count)

    def __str__(self) -> str:
        return str(self.words)

    def before(self, entry: date, working_days: WorkingDays | None) -> date:
        """The last day that keeps this lead."""
        if not self.working:
            return entry - timedelta(self.count)
        if working_days is None:
            raise ValueError(f"a lead of {self} needs a calendar of working days")
        return working_days.nth_before(entry, self.count)
