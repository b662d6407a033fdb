"""The rule set as open data: one JSON document, and a JSON Schema for each kind of file.

docs/open-data.md explains both well enough to reckon the dates without this program.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from prenotify.cases import CaseFile
from prenotify.domain.clubs import Club
from prenotify.domain.conditions import WHEN_SCHEMA, when_schema
from prenotify.domain.country import Country
from prenotify.domain.directory import AtaRow, BorderRow, ConventionRow, CpdRow
from prenotify.domain.forms import Form
from prenotify.domain.guidance import GuidanceFile
from prenotify.domain.planning import Calendars
from prenotify.domain.reports import ReportsFile
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Trip
from prenotify.rulebook import PUT_IN_WHEN_READ, AdviceFile, SourcesFile

FORMAT = 1
"""Raised when a reader of the export would have to change."""
YEARS = range(2024, 2031)
"""The years whose holidays are exported."""

KINDS: dict[str, type[BaseModel]] = {
    "trip": Trip,
    "country": Country,
    "form": Form,
    "cases": CaseFile,
    "sources": SourcesFile,
    "advisories": AdviceFile,
    "guidance": GuidanceFile,
    "club": Club,
    "border-reports": ReportsFile,
    "cpd-row": CpdRow,
    "ata-row": AtaRow,
    "road-traffic-1949-row": ConventionRow,
    "borders-row": BorderRow,
}


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind of file under forms/, and of the trip file, by kind."""
    return {kind: _schema(model) for kind, model in KINDS.items()}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    found = model.model_json_schema(by_alias=True, mode="validation")
    for key in PUT_IN_WHEN_READ:
        found["properties"].pop(key, None)
    pointed = _with_pointers(found)
    if pointed != found:
        pointed.setdefault("$defs", {})["When"] = when_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **pointed}


def _with_pointers(schema: Any) -> Any:
    """The schema of every `when` in one place, and pointers to it everywhere else."""
    if isinstance(schema, dict) and schema.items() >= WHEN_SCHEMA.items():
        return {"$ref": "#/$defs/When"}
    if isinstance(schema, dict):
        return {key: _with_pointers(value) for key, value in schema.items()}
    return [_with_pointers(part) for part in schema] if isinstance(schema, list) else schema


def rules_as_data(rulebook: Rulebook, calendars: Calendars, version: str) -> dict[str, Any]:
    """Everything under forms/ as one JSON object; sources and phrases put in where they are cited."""
    return {
        "format": FORMAT,
        "version": version,
        "countries": {code: _dumped(country) for code, country in rulebook.countries.items()},
        "general": [_dumped(advice) for advice in rulebook.general],
        "planning": {code: _dumped(advice) for code, advice in rulebook.planning.items()},
        "guidance": [_dumped(guidance) for guidance in rulebook.guidance],
        "clubs": {key: _dumped(club) for key, club in rulebook.clubs.items()},
        "border_reports": [_dumped(report) for report in rulebook.reports],
        "directory": {
            "cpd": _by_place(rulebook.cpd),
            "ata": _by_place(rulebook.ata),
            "road_traffic_1949": _by_place(rulebook.road_traffic),
            "borders": [_dumped(row) for rows in rulebook.borders.values() for row in rows],
        },
        "phrases": {key: _dumped(phrase) for key, phrase in rulebook.phrases.items()},
        "holidays": _holidays(calendars),
    }


def _dumped(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True)


def _by_place(rows: Mapping[str, BaseModel]) -> dict[str, Any]:
    return {place: _dumped(row) for place, row in rows.items()}


def _holidays(calendars: Calendars) -> dict[str, dict[str, str]]:
    """Per country, its offices' days off with their names, for the exported years."""
    return {
        code: {
            day.isoformat(): name
            for year in YEARS
            for day, name in sorted(calendar.holidays_of(year).items())
        }
        for code, calendar in calendars.items()
    }
