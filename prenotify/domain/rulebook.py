"""Everything the files under forms/ say, ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from prenotify.domain.address import Address
from prenotify.domain.advice import Advice, Code, Severity
from prenotify.domain.clubs import Club
from prenotify.domain.country import Country, StayLimit
from prenotify.domain.directory import AtaRow, BorderRow, ConventionRow, CpdRow
from prenotify.domain.forms import Form
from prenotify.domain.guidance import Guidance
from prenotify.domain.place_names import plain
from prenotify.domain.reports import Report
from prenotify.domain.sources import Rule, Wording, Words


class PlanningAdvice(Rule):
    """An advisory that planning raises by itself; its sources are those of the filing it concerns."""

    code: Code
    severity: Severity
    says: Words
    says_once_entered: Words | None = None
    """In its place when the day of entry is past."""

    def words(self, is_over: bool) -> Words:
        return self.says_once_entered if is_over and self.says_once_entered else self.says


@dataclass(frozen=True)
class Rulebook:
    countries: Mapping[str, Country]
    general: tuple[Advice, ...]
    planning: Mapping[str, PlanningAdvice]
    clubs: Mapping[str, Club]
    cpd: Mapping[str, CpdRow]
    ata: Mapping[str, AtaRow]
    road_traffic: Mapping[str, ConventionRow]
    borders: Mapping[str, tuple[BorderRow, ...]]
    reports: tuple[Report, ...]
    guidance: tuple[Guidance, ...]
    phrases: Mapping[str, Wording] = field(repr=False)
    addresses: Mapping[str, Address] = field(default_factory=dict)

    @cached_property
    def forms(self) -> dict[str, Form]:
        return {form.id: form for country in self.countries.values() for form in country.forms}

    @cached_property
    def reports_on(self) -> dict[str, tuple[Report, ...]]:
        """Reports of closed borders by the country they are about, the newest first."""
        newest_first = sorted(self.reports, key=lambda report: report.last_checked, reverse=True)
        into = {report.into for report in newest_first}
        return {code: tuple(r for r in newest_first if r.into == code) for code in into}

    @cached_property
    def _clubs_by_name(self) -> dict[str, Club]:
        return {
            plain(name): club
            for club in self.clubs.values()
            for name in (club.key, club.name, *club.other_names)
        }

    def club_named(self, issuer: str) -> Club | None:
        """The club a traveller means by the issuer printed on the carnet."""
        return self._clubs_by_name.get(plain(issuer))

    def requires_cpd(self, country: str) -> bool:
        row = self.cpd.get(country)
        return row is not None and row.cpd_status == "required"

    def road_traffic_1949(self, registered_in: str) -> str:
        row = self.road_traffic.get(registered_in)
        return row.status if row else "unknown"

    def stay_limit(self, country: str, carnet_kind: str = "cpd") -> StayLimit | None:
        """How long a vehicle may stay: as the country's folder says, else the directory.

        Under an ATA carnet the time to re-export counts instead.
        """
        if carnet_kind == "ata":
            return self._ata_limits.get(country)
        folder = self.countries.get(country)
        if folder is not None and folder.stay_limit is not None:
            return folder.stay_limit
        return self._listed_limits.get(country)

    @cached_property
    def _ata_limits(self) -> dict[str, StayLimit]:
        return {code: row.limit for code, row in self.ata.items() if row.accepts == "yes"}

    @cached_property
    def _listed_limits(self) -> dict[str, StayLimit]:
        return {code: row.limit for code, row in self.cpd.items() if row.limit is not None}

    def with_addresses(self, addresses: Mapping[str, Address]) -> "Rulebook":
        return replace(self, addresses=addresses)
