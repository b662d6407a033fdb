"""General advice: what every holder of a carnet should know, by topic. Read on pages, dated, with sources."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from prenotify.domain.advice import SeedRule
from prenotify.domain.entries import Day
from prenotify.domain.sources import Cited, Rule, Source, Sources, Words

Topic = Literal[
    "what-it-is",
    "contact",
    "who-and-what",
    "applying",
    "papers",
    "costs",
    "time",
    "on-the-way",
    "follow-up",
    "extension",
    "end-of-trip",
    "insurance",
    "ata",
]


class Guidance(Rule):
    """One piece of advice. What overtook it stands beside it; nothing is silently replaced."""

    topic: Topic
    says: Words
    sources: Sources
    dated: Day | None = None
    """The day a notice bears that may be out of date."""
    overtaken: Words | None = None
    """What newer sources say instead."""
    overtaken_by: tuple[Cited, ...] = ()
    seed: tuple[SeedRule, ...] = ()

    @model_validator(mode="after")
    def names_what_overtook_it(self) -> "Guidance":
        if (self.overtaken is None) != (not self.overtaken_by):
            raise ValueError("overtaken and overtaken_by go together")
        return self

    def checked(self) -> date:
        return min(source.checked for source in self.sources)


class GuidanceFile(Rule):
    sources: Annotated[dict[str, Source], Field(default_factory=dict)]
    guidance: Annotated[tuple[Guidance, ...], Field(min_length=1)]
