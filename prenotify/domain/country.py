"""A country's folder: its calendar, how long a vehicle may stay, its ports, its forms."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from prenotify.domain.advice import Advice
from prenotify.domain.entries import CountryCode, Day, Line
from prenotify.domain.forms import Form
from prenotify.domain.place_names import names_place
from prenotify.domain.sources import Cited, Rule, Source, Sources
from prenotify.domain.trip import Mode


class HolidayChange(Rule):
    date: Day
    name: Line
    source: Cited


class CalendarRule(Rule):
    """How a country's working days are found: a library's holiday list, and what is known better."""

    library: CountryCode
    categories: tuple[str, ...] = ("public",)
    weekend: tuple[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], ...]
    not_off: tuple[Line, ...] = ()
    """Names of listed holidays on which the recipient's office works."""
    add: tuple[HolidayChange, ...] = ()
    remove: tuple[HolidayChange, ...] = ()
    announced_until: Day | None = None
    """The last day for which the official holidays are known."""
    margin: Annotated[int, Field(ge=0, le=10)] = 0
    """Working days to allow besides, where a count runs beyond that day."""
    sources: Sources


class StayLimit(Rule):
    """How long a vehicle may stay; the entry day is day 1 (carnet-lifecycle, D-13)."""

    months: Annotated[int, Field(ge=1, le=60)] | None = None
    days: Annotated[int, Field(ge=1, le=1830)] | None = None
    sources: Sources

    @model_validator(mode="after")
    def has_one_length(self) -> "StayLimit":
        if (self.days is None) == (self.months is None):
            raise ValueError("give either days or months, one of the two")
        return self


class Port(Rule):
    """A place where the border is crossed."""

    name: Line
    by: Mode
    other_names: tuple[Line, ...] = ()
    sources: Sources

    def is_named(self, entered: str) -> bool:
        return any(names_place(entered, name) for name in (self.name, *self.other_names))


class Country(Rule):
    """A folder under forms/."""

    folder: str = ""
    country: CountryCode
    languages: tuple[str, ...]
    timezone: Line
    calendar: CalendarRule | None = None
    stay_limit: StayLimit | None = None
    ports: Annotated[tuple[Port, ...], Field(alias="port")] = ()
    advisories: Annotated[tuple[Advice, ...], Field(alias="advisory")] = ()
    sources: dict[str, Source] = Field(default_factory=dict)
    forms: tuple[Form, ...] = ()

    def mode_of(self, port: str) -> str | None:
        """How one comes in at a port the data knows."""
        return next((known.by for known in self.ports if known.is_named(port)), None)
