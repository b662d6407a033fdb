"""The part of the API's description that is about countries and rules."""

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from prenotify.web import openapi
from prenotify.web.country_shapes import CountriesShape, CountryShape
from prenotify.web.openapi import ProblemsShape, as_json

_COMPONENTS = "#/components/schemas/{model}"


@cache
def description() -> dict[str, Any]:
    """The whole OpenAPI document."""
    plan = openapi.description()
    shapes = [(CountriesShape, "serialization"), (CountryShape, "serialization")]
    _references, schemas = models_json_schema(shapes, ref_template=_COMPONENTS)  # type: ignore[arg-type]
    components = {**plan["components"]["schemas"], **schemas["$defs"]}
    return {**plan, "paths": plan["paths"] | _paths(), "components": {"schemas": components}}


def _paths() -> dict[str, Any]:
    return {
        "/api/v1/countries": {"get": _answer("countries", "Every place", as_json("CountriesShape"))},
        "/api/v1/countries/{code}": {"get": _country()},
        "/api/v1/rules": {"get": _answer("rules", "The whole rule set", _RULES)},
    }


_RULES = {
    "application/json": {
        "schema": {
            "type": "object",
            "description": "As docs/open-data.md explains it.",
            "required": ["format"],
        }
    }
}


def _country() -> dict[str, Any]:
    found = _answer("country", "All that is known of one place, as of today", as_json("CountryShape"))
    code = {
        "name": "code",
        "in": "path",
        "required": True,
        "description": "ISO 3166-1 alpha-2, or the code of a territory such as `AU-TAS`.",
        "schema": {"type": "string"},
    }
    unknown = {"description": "Nothing is known under this code", "content": as_json(ProblemsShape.__name__)}
    return {**found, "parameters": [code], "responses": found["responses"] | {"404": unknown}}


def _answer(name: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
    responses = {"200": {"description": summary, "content": content}}
    return {"summary": summary, "operationId": name, "responses": responses}
