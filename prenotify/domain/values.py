"""What data files may ask of a trip: a closed set of value paths, and how each is said.

Fields of a form, the words of a letter and the messages of advisories all name values
by the same paths: `traveller.passport.number`, `stay.entry.date`, `answers.jaf_branch`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from prenotify.domain.countries import country_name
from prenotify.domain.english import english_date as english_date
from prenotify.domain.messages import Listed, Sentences
from prenotify.domain.person_names import readable_name
from prenotify.domain.trip import Agent, Carnet, Money, Stay, Traveller, Trip, Vehicle

_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")
_COUNTRY_LEAVES = {"country", "residence", "registered_in", "nationalities", "excluded_countries"}


@dataclass(frozen=True, slots=True)
class Facts:
    """One stay of a trip, seen on a day: what conditions and value paths look at."""

    trip: Trip
    number: int
    """The stay's number, counted from 1."""
    stay: Stay
    today: date
    entry_by: str | None = None
    """How the traveller comes in, from the trip or, failing that, from the port's known kind."""
    road_traffic_1949: str = "unknown"
    """What the 1949 table says of the country of registration."""
    cpd_required: bool = False
    """Whether the directory says that this country requires a CPD."""
    last_day: date | None = None
    """The last day the country lets a vehicle stay, where a limit is known."""
    limit_sources: tuple[Any, ...] = ()
    """Who states that limit."""
    overlapping: tuple[int, ...] = ()
    """Numbers of the stays that this one overlaps or runs backwards against."""
    year_days: Mapping[int, int] = field(default_factory=dict)
    """Days spent in this country per calendar year, up to and with this stay."""
    issuing_club: str = ""
    """The key of the club that issued the carnet, where the rulebook knows it."""


@dataclass(frozen=True, slots=True)
class ValuePath:
    """A named value of a trip and how to get it."""

    path: str
    get: Callable[[Facts], Any]
    is_country: bool = False


def _resident_drivers(facts: Facts) -> tuple[str, ...]:
    return _drivers(facts, resident=True)


def _other_drivers(facts: Facts) -> tuple[str, ...]:
    return _drivers(facts, resident=False)


def _drivers(facts: Facts, resident: bool) -> tuple[str, ...]:
    chosen = (d for d in facts.trip.drivers if (d.residence == facts.stay.country) is resident)
    return tuple(", ".join(part for part in (readable_name(d), d.address) if part) for d in chosen)


def _owner(facts: Facts) -> str:
    return facts.trip.vehicle.owner.name or readable_name(facts.trip.traveller)


_COMPUTED: dict[str, ValuePath] = {
    value.path: value
    for value in (
        ValuePath("today", lambda facts: facts.today),
        ValuePath("stay.days", lambda facts: facts.stay.days),
        ValuePath("stay.year_days", lambda facts: max(facts.year_days.values(), default=0)),
        ValuePath("stay.last_day", lambda facts: facts.last_day),
        ValuePath("stay.overlapping", lambda facts: tuple(str(n) for n in facts.overlapping)),
        ValuePath("traveller.name", lambda facts: readable_name(facts.trip.traveller)),
        ValuePath("owner.name", _owner),
        ValuePath("carnet.ends", lambda facts: facts.trip.carnet.ends),
        ValuePath("drivers.resident", _resident_drivers),
        ValuePath("drivers.others", _other_drivers),
        ValuePath("drivers.all", lambda facts: tuple(map(readable_name, facts.trip.drivers))),
    )
}


def _leaves(model: type[BaseModel], prefix: str) -> list[str]:
    found = []
    for name, info in model.model_fields.items():
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += _leaves(inner, f"{prefix}{name}.")
        else:
            found.append(prefix + name)
    return found


def _entered(path: str, root: str) -> ValuePath:
    return ValuePath(path, attrgetter(root + path), path.rsplit(".", 1)[-1] in _COUNTRY_LEAVES)


_GROUPS: tuple[tuple[type[BaseModel], str, str], ...] = (
    (Traveller, "traveller.", "trip."),
    (Vehicle, "vehicle.", "trip."),
    (Carnet, "carnet.", "trip."),
    (Agent, "agent.", "trip."),
    (Stay, "stay.", ""),
)
VALUE_PATHS: dict[str, ValuePath] = {
    path: _entered(path, root)
    for group, prefix, root in _GROUPS
    for path in _leaves(group, prefix)
    if path != "stay.answers"
} | _COMPUTED


def value_path(path: str) -> ValuePath | None:
    """The value that *path* names; any `answers.KEY` is one, checked against a form's questions elsewhere."""
    if path.startswith("answers."):
        key = path.removeprefix("answers.")
        return ValuePath(path, lambda facts: facts.stay.answers.get(key, ""))
    return VALUE_PATHS.get(path)


def trip_path(path: str, stay_number: int) -> str:
    """Where in the trip file the value stands: `stay.entry.port` of stay 2 is `stays.2.entry.port`."""
    if path.startswith("stay."):
        return f"stays.{stay_number}.{path.removeprefix('stay.')}"
    if path.startswith("answers."):
        return f"stays.{stay_number}.{path}"
    return path


def is_blank(value: Any) -> bool:
    """Whether the traveller has not given this value. A "no" and a zero are given."""
    return value is None or value == "" or value == ()


def placeholders(template: str) -> list[str]:
    """The value paths a template names in braces."""
    return _PLACEHOLDER.findall(template)


Say = Callable[[Any, bool], str]
"""Says a value, given whether it is a country's code."""


def in_english(value: Any, is_country: bool = False) -> str:
    """Any value of a trip as English readers want it; empty when it is blank."""
    if isinstance(value, tuple) and not isinstance(value, Listed | Sentences):
        return ", ".join(in_english(part, is_country) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return english_date(value)
    if isinstance(value, Money):
        return f"{value.amount:,.2f} {value.currency}".replace(".00 ", " ")
    if is_country and isinstance(value, str):
        return country_name(value)
    return "" if value is None else str(value)


def fill_known(template: str, known: Mapping[str, Any], say: Say | None = None) -> str:
    """*template* with each {path} that is *known* said, in English unless *say* says otherwise."""
    speak = say or in_english
    return _PLACEHOLDER.sub(
        lambda found: speak(known[found[1]], False) if found[1] in known else found[0], template
    )


def fill(template: str, facts: Facts, more: Mapping[str, Any] | None = None, say: Say | None = None) -> str:
    """*template* with each {path} said, in English unless *say* says otherwise.

    *more* holds values beyond the trip's own.
    """
    speak = say or in_english

    def said(match: re.Match[str]) -> str:
        name = match[1]
        if more and name in more:
            return speak(more[name], False)
        value = value_path(name)
        if value is None:
            raise LookupError(f"no value is called {name}")
        return speak(value.get(facts), value.is_country)

    return _PLACEHOLDER.sub(said, template)
