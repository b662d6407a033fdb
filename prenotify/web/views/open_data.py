"""What is known of every country, and the whole rule set, for programs."""

from flask import Blueprint, abort, jsonify, url_for
from flask.typing import ResponseReturnValue

from prenotify.web import country_data
from prenotify.web.atlas import all_places, place_called
from prenotify.web.country_view import CountryView
from prenotify.web.here import desk, today

blueprint = Blueprint("open_data", __name__, url_prefix="/api/v1")


@blueprint.get("/countries")
def countries() -> ResponseReturnValue:
    found = [
        country_data.listed(place, url_for("open_data.country", code=place.code), today())
        for place in all_places(desk().rulebook)
    ]
    return jsonify(today=today().isoformat(), countries=[one.model_dump() for one in found])


@blueprint.get("/countries/<code>")
def country(code: str) -> ResponseReturnValue:
    place = place_called(desk().rulebook, code)
    if place is None:
        abort(404)
    view = CountryView(place, today(), desk().calendars.get(place.code))
    return jsonify(country_data.country(view).model_dump())


@blueprint.get("/rules")
def rules() -> ResponseReturnValue:
    return jsonify(desk().rules_data())
