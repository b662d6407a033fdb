"""The start page, and the three ways a trip begins: by hand, from a file, with the sample."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from prenotify.domain.messages import Message
from prenotify.domain.problems import BadInput, Problem
from prenotify.web import visitor
from prenotify.web.atlas import all_places, followed, version_for, what
from prenotify.web.here import desk, now, today
from prenotify.web.language import told_in
from prenotify.web.opened import OpenTrip, open_trip, who_and_what
from prenotify.web.sample import sample_trip

blueprint = Blueprint("start", __name__)
_MOST_SHOWN = 20
_LIKE = "like"


@blueprint.get("/")
def page() -> ResponseReturnValue:
    places = all_places(desk().rulebook)
    return render_template(
        "start.html",
        trips=_newest_trips(),
        places=[place for place in places if place.forms],
        number=len(places),
        followed=lambda form: followed(version_for(form, today())),
        what=what,
        live=desk().sending.live,
    )


@blueprint.get("/trips/new")
def new() -> ResponseReturnValue:
    return render_template("new_trip.html", trips=_newest_trips())


@blueprint.post("/trips")
def begin() -> ResponseReturnValue:
    """A trip with nothing in it, or with who and what another trip of this browser has."""
    if like := request.form.get(_LIKE):
        reference = _kept(who_and_what(open_trip(like).entered, today()))
        return redirect(url_for("trip.overview", reference=reference), 303)
    return redirect(url_for("trip.topic", reference=_kept({}), key="traveller"), 303)


@blueprint.post("/trips/sample")
def sample() -> ResponseReturnValue:
    return redirect(url_for("plan.page", reference=_kept(sample_trip(today()))), 303)


@blueprint.route("/trips/upload", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("upload.html", problems=(), chosen=False)
    try:
        entered = _uploaded()
    except BadInput as error:
        return render_template("upload.html", problems=error.problems, chosen=_chosen() is not None), 422
    return redirect(url_for("plan.page", reference=_kept(entered)), 303)


def _uploaded() -> dict[str, Any]:
    """The trip in the file that was sent, as trip-file data. Raises BadInput."""
    file = _chosen()
    if file is None:
        raise BadInput([Problem("", Message("choose a trip file first"))])
    trip = desk().read_file(file.filename or "", file.read())
    return trip.model_dump(mode="json", exclude_unset=True)


def _chosen() -> FileStorage | None:
    """The file that was sent along; a box left empty sends one without a name."""
    file = request.files.get("trip_file")
    return file if file and file.filename else None


def _kept(entered: dict[str, Any]) -> str:
    """Keep a new trip, let this browser open it, and give its reference."""
    reference = desk().trips.create(told_in(entered), now()).reference
    visitor.remember(reference)
    return reference


def _newest_trips() -> list[OpenTrip]:
    found = (desk().trips.load(reference) for reference in reversed(visitor.references()[-_MOST_SHOWN:]))
    return [OpenTrip(stored) for stored in found if stored]
