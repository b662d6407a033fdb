"""Other days for a stay, and what they would change in the plan. Nothing is saved here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from prenotify.domain.comparing import Changes, changes
from prenotify.domain.earliest import Earliest, earliest_entry
from prenotify.domain.plan import Filing, Plan
from prenotify.web.here import desk, today
from prenotify.web.opened import OpenTrip
from prenotify.web.pages.page import Part, value_at, with_value
from prenotify.web.route import replaced

CROSSINGS = ("entry", "exit")


@dataclass(frozen=True, slots=True)
class Tried:
    """The route with other days, and what the plan would be."""

    stays: list[Part]
    plan: Plan
    changes: Changes
    is_moved: bool
    """Whether these are other days than those of the trip."""


def tried(trip: OpenTrip, before: Plan, number: int, stay: Part, along: bool) -> Tried:
    """Try *stay* in the place of stay *number*; *along* moves those after it by as many days.

    Raises BadInput where a day comes to lie beyond all calendars.
    """
    stays, index = replaced(trip.list("stays"), number, stay)
    moved = number - 1
    if along:
        stays = list(_moved_along(trip.list("stays"), number, stay))
        index = moved
    after = desk().plan(desk().read({**trip.entered, "stays": stays}), today())
    found = changes(before, after, lambda old: _new_number(old - 1, moved, index))
    return Tried(stays, after, found, is_moved=stays != trip.list("stays"))


def _moved_along(stays: list[Part], number: int, stay: Part) -> Iterator[Part]:
    """The stays in their order, those after *stay* as many days later as its last day is."""
    left, leaves = (date.fromisoformat(value_at(one, "exit.date")) for one in (stays[number - 1], stay))
    for place, one in enumerate(stays, start=1):
        yield stay if place == number else _later(one, leaves - left) if place > number else one


def _later(stay: Part, by: timedelta) -> Part:
    for crossing in CROSSINGS:
        day = date.fromisoformat(value_at(stay, f"{crossing}.date")) + by
        stay = with_value(stay, [crossing, "date"], day.isoformat())
    return stay


def _new_number(index: int, taken: int, put: int) -> int:
    """The number of the stay at *index* once the one at *taken* was put at *put*."""
    if index == taken:
        return put + 1
    left = index - (index > taken)
    return left + (left >= put) + 1


def earliest_of(filing: Filing) -> Earliest | None:
    """The earliest entry that still keeps the filing's deadline, seen from the plan's day."""
    return earliest_entry(filing.form, filing.facts, filing.following.working_days, filing.facts.today)
