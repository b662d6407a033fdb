"""The API (contract, section 4): a trip in, the plan or the filings out, nothing stored."""

from datetime import date
from io import BytesIO

from flask import Blueprint, jsonify, request, send_file
from flask.typing import ResponseReturnValue
from pydantic import TypeAdapter, ValidationError

from prenotify.desk import reference_for
from prenotify.domain.entries import CrossingDay
from prenotify.domain.problems import BadInput, Problem
from prenotify.domain.trip import Trip
from prenotify.tripfile import LARGEST
from prenotify.web.errors import drain, take_any_length
from prenotify.web.here import desk, today
from prenotify.web.openapi_countries import description

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
_DAY: TypeAdapter[date] = TypeAdapter(CrossingDay)


@blueprint.post("/plan")
def plan() -> ResponseReturnValue:
    trip, day = _asked()
    return jsonify(desk().plan_data(desk().plan(trip, day)))


@blueprint.post("/fill")
def fill() -> ResponseReturnValue:
    """The very files of `prenotify fill`, as one zip."""
    trip, day = _asked()
    content = desk().bundle(desk().plan(trip, day), reference_for(trip))
    return send_file(BytesIO(content), "application/zip", as_attachment=True, download_name="prenotify.zip")


@blueprint.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    return jsonify(description())


@blueprint.errorhandler(BadInput)
def _bad_input(error: BadInput) -> ResponseReturnValue:
    return jsonify(errors=[{"path": p.path, "message": p.message} for p in error.problems]), 422


def _asked() -> tuple[Trip, date]:
    """The trip and the day asked about. Raises BadInput with everything wrong in both."""
    problems: list[Problem] = []
    day = today()
    try:
        day = _day(request.args.get("today"))
    except BadInput as error:
        problems += error.problems
    try:
        trip = desk().read_file("trip.json", _body())
    except BadInput as error:
        raise BadInput([*problems, *error.problems]) from None
    if problems:
        raise BadInput(problems)
    return trip, day


def _day(typed: str | None) -> date:
    if typed is None:
        return today()
    try:
        return _DAY.validate_python(typed)
    except ValidationError as error:
        message = error.errors()[0]["ctx"]["error"]
        raise BadInput([Problem("today", str(message))]) from None


def _body() -> bytes:
    """What was sent. Raises BadInput when it is too much to be a trip."""
    take_any_length()  # the answer to too much is one of ours, in JSON
    body = request.stream.read(LARGEST + 1)
    drain()
    if len(body) > LARGEST:
        raise BadInput([Problem("", f"is too large; a trip has at most {LARGEST:,} bytes")])
    return body
