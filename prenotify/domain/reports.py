"""Dated reports that a border is closed: forms/directory/border-reports.toml.

Within a year of the day it was last checked a report stops a trip; after that it is a
notice, shown with its age, by itself.
"""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from prenotify.domain.advice import SeedRule
from prenotify.domain.clubs import Season
from prenotify.domain.deadlines import months_after
from prenotify.domain.entries import CountryCode, Day, Line
from prenotify.domain.place_names import names_place
from prenotify.domain.sources import Rule, Said, Source, Sources
from prenotify.domain.trip import Mode, Stay

CLOSED, NOTICE = "BORDER_CLOSED", "LAND_BORDER_NOTICE"
# A crossing between neighbours may take a night; more days apart, they are not one crossing.
_SAME_CROSSING = timedelta(2)


class Report(Said):
    """That a country, or some posts of it, cannot be entered, as somebody said on a day."""

    into: CountryCode
    coming_from: tuple[CountryCode, ...] = ()
    """Countries the stay before is in; empty: wherever the traveller comes from."""
    posts: tuple[Line, ...] = ()
    """Posts it is about; empty: all of them."""
    by: tuple[Mode, ...] = ("land",)
    season: Season | None = None
    """The part of the year it is about; none: all of it."""
    closed: bool = True
    """Whether it says that the border is shut; otherwise it is a notice from the start."""
    reported: Day
    """The day the notice bears."""
    last_checked: Day
    repeats: bool = False
    """Another report says the same of the whole border: the page of the country leaves this one out."""
    sources: Sources
    seed: tuple[SeedRule, ...] = ()

    def code(self, today: date) -> str:
        """What the report amounts to on *today*."""
        recent = today <= months_after(self.last_checked, 12)
        return CLOSED if self.closed and recent else NOTICE

    def concerns(self, stay: Stay, before: Stay | None, entry_by: str | None, today: date) -> bool:
        """Whether this entry is the one that the report is about."""
        if stay.country != self.into or today < self.reported:
            return False
        if self.coming_from and (before is None or before.country not in self.coming_from):
            return False
        if self.posts and not any(names_place(stay.entry.port, post) for post in self.posts):
            return False
        if self.season and not self.season.touches(stay.entry.date, stay.entry.date):
            return False
        return self._comes_in_this_way(stay, before, entry_by)

    def _comes_in_this_way(self, stay: Stay, before: Stay | None, entry_by: str | None) -> bool:
        if entry_by is not None:
            return entry_by in self.by
        # Not told how: a direct leg between the two neighbours, or a named post, is taken to be by land.
        direct = bool(self.coming_from) and before is not None
        return bool(self.posts) or (direct and before is not None and self._is_one_crossing(before, stay))

    @staticmethod
    def _is_one_crossing(before: Stay, stay: Stay) -> bool:
        return timedelta(0) <= stay.entry.date - before.exit.date <= _SAME_CROSSING


class ReportsFile(Rule):
    sources: Annotated[dict[str, Source], Field(default_factory=dict)]
    report: Annotated[tuple[Report, ...], Field(min_length=1)]
