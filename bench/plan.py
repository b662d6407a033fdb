"""The plan of a 30-stay trip against a loop that only counts the same working days."""

import copy
import csv
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from prenotify.calendars import calendars_for
from prenotify.cases import BASE_TRIP
from prenotify.domain.planning import Calendars, plan
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Trip, read_trip
from prenotify.places import forms_dir
from prenotify.rulebook import read_rulebook

TODAY = date(2026, 11, 22)
# The four borders with a form among neighbours without one, as on a real route.
COUNTRIES = ("TH", "MY", "ID", "TH", "MY", "IN", "NP", "JP", "TH", "LA")
DAYS_EACH = 5
"""Sixty stays fit into the carnet's year: twice as many stays, and nothing else, make the difference."""


def trip_of(stays: int) -> Trip:
    """A trip of so many stays, one after the other."""
    return read_trip(entered_of(stays))


def entered_of(stays: int) -> dict[str, Any]:
    """The same as trip-file data."""
    entered = copy.deepcopy(BASE_TRIP)
    starts = [date(2026, 12, 28) + timedelta(DAYS_EACH * n) for n in range(stays)]
    entered["stays"] = [
        {
            "country": COUNTRIES[n % len(COUNTRIES)],
            "entry": {"port": "Test Port", "date": day},
            "exit": {"port": "Test Port", "date": day + timedelta(DAYS_EACH - 1)},
        }
        for n, day in enumerate(starts)
    ]
    return entered


def counting(trip: Trip, rulebook: Rulebook, calendars: Calendars) -> Callable[[], None]:
    """The anchor: the same leads of the same stays, counted day by day from ready sets."""
    counts = [
        (stay.entry.date, deadline.lead.count, stay.country)
        for stay in trip.stays
        if stay.country in rulebook.countries
        for form in rulebook.countries[stay.country].forms
        for deadline in form.versions[-1].deadlines
        if deadline.lead.working
    ]
    years = range(2025, 2030)
    off = {code: frozenset(day for y in years for day in c.holidays_of(y)) for code, c in calendars.items()}

    def count() -> None:
        for entry, n, country in counts:
            day, holidays = entry, off[country]
            while n:
                day -= timedelta(1)
                if day.weekday() < 5 and day not in holidays:
                    n -= 1

    return count


def parse_all() -> None:
    """The anchor of reading the rules: every file parsed, nothing checked."""
    for path in forms_dir().rglob("*.toml"):
        tomllib.loads(path.read_text())
    for path in forms_dir().rglob("*.csv"):
        with path.open(newline="") as file:
            list(csv.DictReader(file))


def subjects() -> dict[str, tuple[Callable[[], object], Callable[[], object], float]]:
    """By name: the subject, its anchor, and the ratio it may reach."""
    rulebook = read_rulebook(forms_dir())
    calendars = calendars_for(rulebook)
    thirty, sixty = trip_of(30), trip_of(60)

    def of(trip: Trip) -> Callable[[], object]:
        return lambda: plan(trip, rulebook, calendars, TODAY)

    return {
        "plan of 30 stays / counting the same working days": (
            of(thirty),
            counting(thirty, rulebook, calendars),
            10,
        ),
        "plan of 60 stays / plan of 30": (of(sixty), of(thirty), 2.0),
        "reading all rules / parsing the same files": (lambda: read_rulebook(forms_dir()), parse_all, 8),
    }
