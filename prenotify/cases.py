"""Worked cases: sentences beside each country's rules, and whether the plan says the same.

A case merges what it names into a sound trip of one stay, plans it, and compares.
"""

import copy
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prenotify.domain.advice import Code
from prenotify.domain.answers import problems_with_answers
from prenotify.domain.forms import PurposeName
from prenotify.domain.plan import Filing, Plan, Status
from prenotify.domain.planning import Calendars, plan
from prenotify.domain.problems import BadInput, Problem, problems_of
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Trip, read_trip
from prenotify.rulebook import CASES

DEFAULT_TODAY = date(2026, 11, 22)

# The trip every case starts from: sound in every country, so that a case names only what matters.
BASE_TRIP: dict[str, Any] = {
    "traveller": {
        "name": "Testa Beispielreiter",
        "nationalities": ["DE"],
        "residence": "DE",
        "email": "testa.beispielreiter@example.org",
        "birth_date": date(1984, 5, 17),
        "sex": "F",
        "passport": {"number": "X00TEST01", "country": "DE", "expires": date(2035, 8, 30)},
        "licence": {"number": "TESTLIC01", "expires": date(2035, 1, 18), "permits": ["IDP-1968"]},
    },
    "vehicle": {
        "kind": "motorcycle",
        "make": "BMW",
        "model": "R 1250 GS",
        "year": 2022,
        "colour": "white",
        "seats": 2,
        "engine_cc": 1254,
        "gross_weight_kg": 465,
        "plate": "M-XX 0001",
        "registered_in": "DE",
        "vin": "WB1TEST0000000001",
        "engine_number": "TESTENG001",
    },
    "carnet": {
        "kind": "cpd",
        "number": "DE-TEST-0001",
        "issuer": "ADAC",
        "valid_from": date(2026, 12, 1),
        "valid_until": date(2027, 11, 30),
    },
}


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expectation(_Table):
    """What the plan of a case must say; only what is named is compared."""

    filed: tuple[str, ...] | None = None
    """Forms filed."""
    not_due: tuple[str, ...] = ()
    """Forms that do not appear at all."""
    not_filed: Code | None = None
    """The reason why a form is not filed."""
    send_by: date | None = None
    deadlines: tuple[date, ...] | None = None
    purpose: PurposeName | None = None
    status: Status | None = None
    recipient: str | None = None
    missing: tuple[str, ...] = ()
    """Paths that must be among those missing."""
    codes: tuple[Code, ...] = ()
    """Advisories that must be raised."""
    without: tuple[Code, ...] = ()
    """Advisories that must not be."""
    carnet: dict[str, tuple[date | None, date | None]] = {}
    """Carnet tasks with the days they open and close."""


class Case(_Table):
    says: Annotated[str, Field(min_length=10)]
    today: date = DEFAULT_TODAY
    entry: date
    exit: date
    traveller: dict[str, Any] = {}
    vehicle: dict[str, Any] = {}
    carnet: dict[str, Any] = {}
    agent: dict[str, Any] = {}
    drivers: list[dict[str, Any]] = []
    stay: dict[str, Any] = {}
    before: list[dict[str, Any]] = []
    """Stays that come first, in full."""
    then: list[dict[str, Any]] = []
    """Stays that follow, in full."""
    expect: Expectation


class CaseFile(_Table):
    case: Annotated[tuple[Case, ...], Field(min_length=1)]


@dataclass(frozen=True)
class FoundCase:
    """A case and where it stands."""

    file: str
    country: str
    case: Case

    @property
    def id(self) -> str:
        return f"{self.country}: {self.case.says}"

    def trip(self) -> Trip:
        case = self.case
        stay = {
            "country": self.country,
            "entry": {"port": "Test Port", "date": case.entry},
            "exit": {"port": "Test Port", "date": case.exit},
        }
        entered = copy.deepcopy(BASE_TRIP) | {"stays": [*case.before, _merged(stay, case.stay), *case.then]}
        for group in ("traveller", "vehicle", "carnet"):
            entered[group] = _merged(entered[group], getattr(case, group))
        return read_trip(entered | {"agent": case.agent, "drivers": case.drivers})


def read_cases(folder: Path, rulebook: Rulebook) -> tuple[FoundCase, ...]:
    """Every case beside the countries of *rulebook*. Raises BadInput naming file and key."""
    found: list[FoundCase] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*/{CASES}")):
        file = path.relative_to(folder.parent).as_posix()
        country = _country_of(path.parent.name, rulebook)
        try:
            cases = CaseFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).case
            found += [FoundCase(file, country, case) for case in cases]
        except ValidationError as error:
            found_wrong = problems_of(error, CaseFile)
            problems += [Problem(f"{file}, {problem.path}", problem.message) for problem in found_wrong]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(file, f"is not TOML: {error}"))
    if problems:
        raise BadInput(problems)
    return tuple(found)


def _country_of(folder: str, rulebook: Rulebook) -> str:
    for code, country in rulebook.countries.items():
        if country.folder == folder:
            return code
    return ""


def judge(found: FoundCase, rulebook: Rulebook, calendars: Calendars) -> list[Problem]:
    """Where the plan of a case differs from what the case expects."""
    where = f"{found.file}, “{found.case.says}”"
    try:
        trip = found.trip()
    except BadInput as error:
        return [Problem(where, str(problem)) for problem in error.problems]
    wrong = problems_with_answers(trip, rulebook)
    if wrong:
        return [Problem(where, str(problem)) for problem in wrong]
    planned = plan(trip, rulebook, calendars, found.case.today)
    stay = len(found.case.before) + 1
    return [Problem(where, difference) for difference in _differences(planned, stay, found.case.expect)]


def _differences(planned: Plan, stay: int, expect: Expectation) -> Iterator[str]:
    yield from _forms(planned, stay, expect)
    yield from _advisories(planned, stay, expect)
    yield from _carnet(planned, expect)
    if _expects_a_filing(expect):
        filing = next((filing for filing in planned.filings if filing.stay == stay), None)
        if filing is None:
            yield "expects a filing, and none is due"
        else:
            yield from _filing(filing, expect)


def _expects_a_filing(expect: Expectation) -> bool:
    wanted = (expect.send_by, expect.deadlines, expect.purpose, expect.status, expect.recipient)
    return any(value is not None for value in wanted) or bool(expect.missing)


def _forms(planned: Plan, stay: int, expect: Expectation) -> Iterator[str]:
    filed = tuple(filing.form.id for filing in planned.filings if filing.stay == stay)
    reasons = {left_out.reason for left_out in planned.not_filed if left_out.stay == stay}
    if expect.filed is not None and filed != expect.filed:
        yield f"expects {expect.filed} to be filed, not {filed}"
    if expect.not_filed is not None and expect.not_filed not in reasons:
        yield f"expects {expect.not_filed} to be the reason why nothing is filed, not {reasons or 'none'}"
    seen = {*filed, *(left_out.form for left_out in planned.not_filed)}
    yield from (f"expects {form} not to be due at all" for form in expect.not_due if form in seen)


def _advisories(planned: Plan, stay: int, expect: Expectation) -> Iterator[str]:
    raised = {advisory.code for advisory in planned.advisories_of(stay)}
    yield from (f"expects {code}, which is not raised" for code in expect.codes if code not in raised)
    yield from (f"expects no {code}, which is raised" for code in expect.without if code in raised)


def _carnet(planned: Plan, expect: Expectation) -> Iterator[str]:
    tasks = {task.task: (task.opens, task.closes) for task in planned.carnet}
    for task, dates in expect.carnet.items():
        if tasks.get(task) != dates:
            yield f"expects the carnet task {task} on {dates}, not {tasks.get(task)}"


def _filing(filing: Filing, expect: Expectation) -> Iterator[str]:
    got = {
        "send_by": filing.send_by,
        "deadlines": tuple(deadline.date for deadline in filing.deadlines),
        "purpose": filing.purpose.purpose,
        "status": filing.status,
        "recipient": filing.recipient.organisation,
    }
    for name, value in got.items():
        wanted = getattr(expect, name)
        if wanted is not None and wanted != value:
            yield f"expects {name} {_said(wanted)}, not {_said(value)}"
    missing = {one.path for one in filing.missing}
    yield from (f"expects {path} to be missing" for path in expect.missing if path not in missing)


def _said(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """*base* with the keys of *over*, tables merged key by key."""
    return base | {
        key: _merged(base[key], value)
        if isinstance(value, dict) and isinstance(base.get(key), dict)
        else value
        for key, value in over.items()
    }
