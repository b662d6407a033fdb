"""The API described for programs (OpenAPI 3.1). The trip's part comes from its models."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from prenotify import __version__
from prenotify.domain.trip import Trip

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Status = Literal["ready", "incomplete", "draft", "late"]
_COMPONENTS = "#/components/schemas/"


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class SourceShape(Shape):
    name: str
    url: str
    checked: Day
    """The day somebody last read it there."""


class HolidayShape(Shape):
    date: Day
    name: str


class DeadlineShape(Shape):
    date: Day
    lead: str
    """For example `30 working days`, counted back from the entry."""
    force: Literal["rule", "floor", "advice"]
    source: str
    url: str
    checked: Day
    dated: str
    """The date the source itself carries, in its own precision."""
    safe_date: Day
    """The date with a margin for holidays that are not announced yet."""
    holidays: list[HolidayShape]
    """Holidays that moved the date ahead."""


class RecipientShape(Shape):
    organisation: str
    email: Annotated[str, Field(json_schema_extra={"format": "email"})] | None
    verified: bool
    """Whether the operator of this site has checked the address within a year."""


class FilingShape(Shape):
    form: str
    country: str
    stay: int
    """Counted from 1."""
    purpose: Literal["notice", "request", "enquiry"]
    status: Status
    send_by: Day
    deadlines: list[DeadlineShape]
    recipient: RecipientShape
    missing: list[str]
    """Paths of the trip file."""
    required: list[str]
    """Those of them without which the filing cannot be sent."""
    attachments: list[str]
    blocks: list[str]
    """Codes of the advisories that hold it back."""


class NotFiledShape(Shape):
    form: str
    stay: int
    reason: str
    """The code of the advisory that says why."""


class AdvisoryShape(Shape):
    code: str
    severity: Literal["block", "warn", "info"]
    stay: int | None
    """None where the whole trip is meant."""
    message: str
    sources: list[SourceShape]


class StepShape(Shape):
    step: str
    country: str
    stay: int
    title: str
    channel: str
    opens: Day | None
    due: Day | None
    force: Literal["rule", "advice"]
    lead: str
    """When, in the source's words."""
    who: str
    url: str
    sources: list[SourceShape]


class CarnetTaskShape(Shape):
    task: str
    opens: Day | None
    closes: Day | None
    message: str
    sources: list[SourceShape]


class PlanShape(Shape):
    """All filings, advisories and carnet tasks of a trip, as of a day."""

    today: Day
    filings: list[FilingShape]
    """Sorted by `send_by`."""
    not_filed: list[NotFiledShape]
    advisories: list[AdvisoryShape]
    steps: list[StepShape]
    """What the traveller must do elsewhere, sorted by `due`."""
    carnet: list[CarnetTaskShape]


class ProblemShape(Shape):
    path: str
    """Where in the trip file, as `stays.2.entry.date` (counted from 1)."""
    message: str


class ProblemsShape(Shape):
    errors: list[ProblemShape] = Field(min_length=1)


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document."""
    _references, schemas = models_json_schema(
        [(Trip, "validation"), (PlanShape, "serialization"), (ProblemsShape, "serialization")],
        ref_template=_COMPONENTS + "{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "prenotify",
            "version": __version__,
            "description": "What each border on a trip wants to know beforehand, and by when.",
        },
        "paths": {"/api/v1/plan": {"post": _plan()}, "/api/v1/fill": {"post": _fill()}},
        "components": {"schemas": schemas["$defs"]},
    }


def _plan() -> dict[str, Any]:
    planned = {"description": "The plan", "content": as_json("PlanShape")}
    return _of_a_trip("plan", "The plan of a trip", "Nothing is stored. A trip has at most 256 KB.", planned)


def _fill() -> dict[str, Any]:
    description = (
        "The files that `prenotify fill` writes: per filing a PDF and an e-mail, then plan.json, plan.pdf, "
        "plan.ics and border-pack.pdf. Nothing is stored. The same trip on the same day gives the same bytes."
    )
    zipped = {"description": "The filings, as one zip", "content": {"application/zip": {"schema": {}}}}
    return _of_a_trip("fill", "The filings of a trip", description, zipped)


def _of_a_trip(name: str, summary: str, description: str, answer: dict[str, Any]) -> dict[str, Any]:
    """What every operation on a trip has in common."""
    return {
        "summary": summary,
        "description": description,
        "operationId": name,
        "parameters": [
            {
                "name": "today",
                "in": "query",
                "description": "The day to plan on; today when it is left out.",
                "schema": {"type": "string", "format": "date"},
            }
        ],
        "requestBody": {"required": True, "content": as_json("Trip")},
        "responses": {
            "200": answer,
            "422": {"description": "All that is wrong with the input", "content": as_json("ProblemsShape")},
        },
    }


def as_json(model: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _COMPONENTS + model}}}
