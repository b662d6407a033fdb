"""The sample trip, always a few weeks ahead of whoever tries it."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("sample.toml")
_NOTICE = timedelta(21)
# Whole weeks, so that every date keeps its weekday; close to a year, so that it keeps its season.
_SHIFT = timedelta(weeks=52)


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def sample_trip(today: date) -> dict[str, Any]:
    """A complete trip whose first entry is at least three weeks ahead, as trip-file data."""
    trip = _written()
    starts, years = trip["stays"][0]["entry"]["date"], 0
    while starts + years * _SHIFT < today + _NOTICE:
        years += 1
    moved: dict[str, Any] = _moved(trip, years * _SHIFT)
    return moved


def _moved(found: Any, by: timedelta) -> Any:
    if isinstance(found, dict):
        return {key: _moved(value, by) for key, value in found.items()}
    if isinstance(found, list):
        return [_moved(value, by) for value in found]
    return (found + by).isoformat() if isinstance(found, date) else found
