"""Advisories as rule files state them, and what is in force only between two days."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from prenotify.domain.conditions import Conditional, When
from prenotify.domain.entries import Day
from prenotify.domain.sources import Cited, Rule, Said

Severity = Literal["block", "warn", "info"]
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]+$")]
SeedRule = Annotated[str, Field(pattern=r"^S-\d{2,3}$")]


class Dated(Rule):
    """Something that is in force from a day on, or up to one."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    """The last day it is in force."""

    @model_validator(mode="after")
    def begins_before_it_ends(self) -> "Dated":
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError(f"until = {self.until} is before from = {self.from_}")
        return self

    def in_force(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Advice(Dated, Said):
    """An advisory and when it is raised, by the day of entry."""

    code: Code
    severity: Severity
    when: Conditional = When()
    sources: tuple[Cited, ...] = ()
    follows_from_trip: bool = False
    """The trip contradicts itself: no source is needed to say so."""
    dated: Day | None = None
    """The day of a notice that may be out of date; its age is said with it."""
    seed: tuple[SeedRule, ...] = ()

    @model_validator(mode="after")
    def has_a_source(self) -> "Advice":
        if not self.sources and not self.follows_from_trip:
            raise ValueError("cites no source; name one, or say follows_from_trip = true")
        return self
