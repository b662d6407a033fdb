"""The clubs that issue carnets, and when each wants what: forms/carnet/<key>.toml."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from prenotify.domain.advice import SeedRule
from prenotify.domain.entries import Email, Line
from prenotify.domain.forms import LanguageCode
from prenotify.domain.guidance import Guidance
from prenotify.domain.problems import shown
from prenotify.domain.sources import Cited, Rule, Said, Source, Sources


class Window(Said):
    """Days before a date, at the start and at the end of a time window."""

    opens_days_before: Annotated[int, Field(ge=0)]
    closes_days_before: Annotated[int, Field(ge=0)]
    sources: Sources
    seed: tuple[SeedRule, ...] = ()


def _day_of_every_year(found: str) -> str:
    try:
        date.fromisoformat(f"2027-{found}")  # no leap year
    except ValueError:
        raise ValueError(
            f"{shown(found)} is not a day of every year; write month-day, such as 05-01"
        ) from None
    return found


MonthDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$"), AfterValidator(_day_of_every_year)]


class Season(Rule):
    """A part of the year, first and last day as month-day; it may run over New Year."""

    first: MonthDay
    last: MonthDay

    def touches(self, first: date, last: date) -> bool:
        years_on = int(self.last < self.first)
        return any(
            first <= self._in(year + years_on, self.last) and self._in(year, self.first) <= last
            for year in range(first.year - years_on, last.year + 1)
        )

    @staticmethod
    def _in(year: int, month_day: str) -> date:
        return date.fromisoformat(f"{year}-{month_day}")


class Application(Said):
    """When to apply for a carnet (deadlines D-02 to D-07)."""

    earliest_months_before_validity: int
    latest_days_before_trip: int
    processing_days: int
    processing_days_in_high_season: int
    high_season: tuple[Season, ...]
    sources: Sources
    seed: tuple[SeedRule, ...] = ()

    @property
    def days(self) -> int:
        """Before the trip: what is enough for the club, and never later than it wants the papers."""
        return max(self.latest_days_before_trip, self.processing_days)

    @property
    def days_in_high_season(self) -> int:
        return max(self.latest_days_before_trip, self.processing_days_in_high_season)


class Task(Said):
    to: Line = ""
    """Where something is sent; that holds for this club's members only."""
    keep_proof_months: Annotated[int, Field(ge=1, le=60)] | None = None
    """How long after the carnet's end proof of its use is kept (D-22)."""
    sources: Sources
    seed: tuple[SeedRule, ...] = ()


class Club(Rule):
    """A club that issues carnets: forms/carnet/<key>.toml."""

    key: str = ""
    name: Line
    other_names: tuple[Line, ...] = ()
    organisation: Line
    reads: LanguageCode = "en"
    """The language that stands beside the English in letters to it."""
    address: tuple[Line, ...] = ()
    phone: Line = ""
    email: Email | None = None
    timezone: Line = ""
    """The clock of its office, such as Europe/Berlin."""
    contact_sources: Annotated[tuple[Cited, ...], Field(min_length=1)]
    apply: Application | None = None
    follow_up: Window | None = None
    extend: Window | None = None
    return_: Annotated[Task | None, Field(alias="return")] = None
    certificate_of_location: Task | None = None
    guidance: tuple[Guidance, ...] = ()
    """What this club wants its members to know."""
    sources: dict[str, Source] = Field(default_factory=dict)
