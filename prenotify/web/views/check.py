"""Check your answers: all that was entered, on one page, each with a way to change it and come back."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from prenotify.web.checking import answers_of
from prenotify.web.opened import open_trip

blueprint = Blueprint("check", __name__, url_prefix="/trips/<reference>/check")


@blueprint.get("")
def page(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    return render_template("check.html", trip=trip, groups=answers_of(trip))
