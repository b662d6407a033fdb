"""The directories: what is known of every country, a row each, from forms/directory/*.csv.

A row cites its sources, carries the date they bear, how sure they are, and the day
somebody last looked.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, PrivateAttr, ValidationInfo, model_validator

from prenotify.domain.advice import SeedRule
from prenotify.domain.conditions import RoadTrafficStatus
from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.country import StayLimit
from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.entries import Day
from prenotify.domain.problems import shown
from prenotify.domain.sources import Rule, Source

CpdStatus = Literal["required", "recommended", "accepted", "conditional", "not_needed", "not_accepted"]
AtaStatus = Literal["yes", "planned", "no"]
Channel = Literal["web form", "email", "post", "agency", "at border only"]

# Parts of countries and special territories that a directory lists by itself (ISO 3166-2, or in common use).
TERRITORIES = {
    "AU-TAS": "AU",
    "EA": "ES",
    "ES-IB": "ES",
    "FR-20R": "FR",
    "IC": "ES",
    "PT-20": "PT",
}


def _place(found: Any) -> str:
    if isinstance(found, str) and (found in COUNTRY_NAMES or found in TERRITORIES):
        return found
    raise ValueError(f"{shown(found)} is not a country code; write two capital letters (ISO 3166)")


def _urls(found: Any) -> Any:
    urls = tuple(part.strip() for part in found.split("|")) if isinstance(found, str) else found
    wrong = next((url for url in urls if not url.startswith(("https://", "http://"))), None)
    if wrong is not None:
        raise ValueError(f"{shown(wrong)} is not a web address; write https://..., several with | between")
    return urls


def _seeds(found: Any) -> Any:
    return tuple(found.split()) if isinstance(found, str) else found


def _number(found: Any) -> Any:
    if found == "":
        return None
    if isinstance(found, str) and found.lstrip("-").isdecimal():
        return int(found)
    raise ValueError(f"{shown(found)} is not a whole number of days")


def _publisher(url: str, known: Mapping[str, str]) -> str:
    """Who publishes what stands at *url*, by the longest beginning of it that is known; else its host."""
    found = urlsplit(url)
    host = (found.hostname or url).removeprefix("www.")
    parts = [host, *found.path.strip("/").split("/")]
    beginnings = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((known[beginning] for beginning in beginnings if beginning in known), host)


Place = Annotated[str, BeforeValidator(_place)]
Days = Annotated[int | None, BeforeValidator(_number)]


class Row(Rule):
    """A row of a directory."""

    country_iso2: Place
    country: str
    source_url: Annotated[tuple[str, ...], BeforeValidator(_urls), Field(min_length=1)]
    source_date: Annotated[str, Field(min_length=1)]
    confidence: Literal["high", "medium", "low"]
    checked: Day
    seed: Annotated[tuple[SeedRule, ...], BeforeValidator(_seeds)] = ()

    _publishers: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def knows_publishers(self, info: ValidationInfo) -> "Row":
        self._publishers = (info.context or {}).get("publishers", {})
        return self

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(
                name=_publisher(url, self._publishers),
                url=url,
                checked=self.checked,
                dated=self.source_date,
                confidence=self.confidence,
            )
            for url in self.source_url
        )


def _limit(found: Any) -> Any:
    if found == "":
        return None
    count, _space, unit = found.partition(" ") if isinstance(found, str) else ("", "", "")
    if count.isdecimal() and unit in ("days", "months"):
        return int(count), unit
    raise ValueError(f"{shown(found)} is not a length of stay; write 90 days or 6 months")


Limit = Annotated[tuple[int, str] | None, BeforeValidator(_limit)]
ATA_YEAR = (12, "months")
"""The standard time to take goods out again; some countries set another (S-04)."""


def _stay_limit(limit: tuple[int, str], sources: tuple[Source, ...]) -> StayLimit:
    count, unit = limit
    return StayLimit(
        sources=sources,
        days=count if unit == "days" else None,
        months=count if unit == "months" else None,
    )


class CpdRow(Row):
    """Whether a country wants a Carnet de Passages."""

    cpd_status: CpdStatus
    conditions: str
    extra_pre_entry_step: str
    lead_time: str
    max_stay: str
    """As the sources word it."""
    stay_limit: Limit = None
    """What of it can be counted: 90 days, 6 months."""

    @property
    def limit(self) -> StayLimit | None:
        return _stay_limit(self.stay_limit, self.sources) if self.stay_limit else None


class AtaRow(Row):
    """Whether a country takes ATA carnets, and on what terms."""

    accepts: AtaStatus
    accession_note: str
    special_rules: str
    excluded_uses: str
    stay_limit: Limit = None
    """Until when goods must be taken out again, where it is not the usual year: 6 months."""

    @property
    def limit(self) -> StayLimit:
        return _stay_limit(self.stay_limit or ATA_YEAR, self.sources)


class ConventionRow(Row):
    """What is known of a country and the Convention on Road Traffic of 1949."""

    status: RoadTrafficStatus
    since: str
    note: str
    read: Literal["yes", "secondary", "no"]
    """Whether the row was read off the depositary's or a government's own list."""


class BorderRow(Row):
    """What a border wants besides a carnet; or that there is nothing to file."""

    filing_id: Annotated[str, Field(pattern=r"^[a-z]{2}-[a-z0-9-]+$")]
    title: Annotated[str, Field(min_length=1)]
    who_must: str
    recipient: str
    channel: Channel
    lead_time: str
    lead_kind: Literal["rule", "advice", "none"]
    counted: Literal["calendar", "working", "none"]
    key_fields: str
    documents: str
    fee: str
    max_stay: str
    exemptions: str
    opens_days: Days
    """Days before entry from which it can be done; empty where no source says."""
    due_days: Days
    """Days before entry by which it must be done; negative: so many days after entry."""
    filed_by: str = ""
    """The form that files it, when prenotify does that itself."""

    @model_validator(mode="after")
    def opens_before_it_is_due(self) -> "BorderRow":
        if self.opens_days is not None and self.due_days is not None and self.opens_days < self.due_days:
            raise ValueError(f"opens {self.opens_days} days before entry, after it is due ({self.due_days})")
        return self

    @model_validator(mode="after")
    def counts_at_least_one_working_day(self) -> "BorderRow":
        if self.counted == "working" and self.due_days is not None and self.due_days < 1:
            raise ValueError(f"due_days = {self.due_days} cannot be counted in working days; write calendar")
        return self

    @property
    def is_step(self) -> bool:
        """Something to be done elsewhere before the border, which prenotify does not file itself."""
        return self.channel != "at border only" and not self.filed_by

    def opens(self, entry: date) -> date | None:
        return None if self.opens_days is None else entry - timedelta(self.opens_days)

    def due(self, entry: date, working_days: WorkingDays) -> date | None:
        if self.due_days is None:
            return None
        if self.counted == "working":
            return working_days.nth_before(entry, self.due_days)
        return entry - timedelta(self.due_days)
