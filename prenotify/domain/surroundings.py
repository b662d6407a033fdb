"""What must be known about a stay before rules can be asked: its neighbours, its country, its club."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any

from prenotify.domain.country import Country, StayLimit
from prenotify.domain.deadlines import months_after
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Stay, Trip
from prenotify.domain.values import Facts

Span = tuple[int, date, date]
"""A stay's number, the day it begins and the day it ends."""

DAYS_USED = "days_used"
"""The answer in which a traveller says how many days of this year's quota are used already."""


def facts_of(trip: Trip, rulebook: Rulebook, today: date) -> list[Facts]:
    """The facts of each stay, in the trip's order."""
    club = rulebook.club_named(trip.carnet.issuer)
    road_traffic = rulebook.road_traffic_1949(trip.vehicle.registered_in)
    conflicts = overlapping((n, s.entry.date, s.exit.date) for n, s in enumerate(trip.stays, start=1))
    year_days = _days_per_year(trip.stays)
    return [
        Facts(
            trip=trip,
            number=number,
            stay=stay,
            today=today,
            entry_by=stay.entry.by or _known_mode(rulebook.countries.get(stay.country), stay),
            road_traffic_1949=road_traffic,
            cpd_required=rulebook.requires_cpd(stay.country),
            **_limit(rulebook.stay_limit(stay.country, trip.carnet.kind), stay.entry.date),
            overlapping=conflicts.get(number, ()),
            year_days=year_days[number - 1],
            issuing_club=club.key if club else "",
        )
        for number, stay in enumerate(trip.stays, start=1)
    ]


def _known_mode(country: Country | None, stay: Stay) -> str | None:
    return country.mode_of(stay.entry.port) if country else None


def _limit(limit: StayLimit | None, entry: date) -> dict[str, Any]:
    return {"last_day": last_day(limit, entry), "limit_sources": limit.sources} if limit else {}


def last_day(limit: StayLimit, entry: date) -> date:
    """The last day a vehicle may be in the country; the entry day is day 1."""
    if limit.days is not None:
        return entry + timedelta(limit.days - 1)
    return months_after(entry, limit.months or 0) - timedelta(1)


def overlapping(spans: Iterable[Span]) -> dict[int, tuple[int, ...]]:
    """For each stay in conflict, the numbers of the stays it conflicts with.

    A later stay may begin on the day an earlier one ends (the changeover day), not before.
    """
    found: dict[int, tuple[int, ...]] = {}
    earlier: list[Span] = []
    latest_exit = date.min
    for number, entry, leaving in spans:
        if entry < latest_exit:
            for other, _entry, its_exit in earlier:
                if entry < its_exit:
                    found[number] = (*found.get(number, ()), other)
                    found[other] = (*found.get(other, ()), number)
        latest_exit = max(latest_exit, leaving)
        earlier.append((number, entry, leaving))
    return found


def _days_per_year(stays: tuple[Stay, ...]) -> list[Mapping[int, int]]:
    """Per stay, the days in its country in each calendar year it touches, up to and with it."""
    totals: dict[tuple[str, int], int] = {}
    result: list[Mapping[int, int]] = []
    for stay in stays:
        for year in range(stay.entry.date.year, stay.exit.date.year + 1):
            key = stay.country, year
            if key not in totals:
                totals[key] = _days_used_before(stays, stay.country, year)
            first, last = max(stay.entry.date, date(year, 1, 1)), min(stay.exit.date, date(year, 12, 31))
            totals[key] += (last - first).days + 1
        years = range(stay.entry.date.year, stay.exit.date.year + 1)
        result.append({year: totals[stay.country, year] for year in years})
    return result


def _days_used_before(stays: tuple[Stay, ...], country: str, year: int) -> int:
    answers = (
        stay.answers.get(DAYS_USED)
        for stay in stays
        if stay.country == country and stay.entry.date.year == year
    )
    return max((ceil(answer) for answer in answers if isinstance(answer, int | float)), default=0)
