"""The others who will drive, one page each."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from prenotify.web.asking import Topic, ask, shows_again
from prenotify.web.language import gettext as _
from prenotify.web.onward import onward
from prenotify.web.opened import OpenTrip, again_if_changed, open_trip
from prenotify.web.pages.driver import DriverPage
from prenotify.web.pages.page import Part
from prenotify.web.removing import REMOVE, is_of_older_page, pressed, put_back
from prenotify.web.tabs import mark

blueprint = Blueprint("drivers", __name__, url_prefix="/trips/<reference>/drivers")


@blueprint.get("")
def listed(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    drivers = trip.list("drivers")
    return render_template(
        "drivers.html", trip=trip, drivers=drivers, seen=mark(drivers), removed=trip.taken_out("drivers")
    )


@blueprint.post("")
@again_if_changed
def edit(reference: str) -> ResponseReturnValue:
    """Remove the driver whose button was pressed."""
    trip = open_trip(reference)
    drivers = trip.list("drivers")
    if is_of_older_page(drivers):
        return redirect(url_for("drivers.listed", reference=reference, older=1), 303)
    _remove, number = pressed((REMOVE,), drivers)
    trip.take_out("drivers", number)
    return redirect(url_for("drivers.listed", reference=reference), 303)


@blueprint.post("/undo")
@again_if_changed
def undo(reference: str) -> ResponseReturnValue:
    """Put the driver back who was removed last."""
    return put_back(open_trip(reference), "drivers", "driver")


@blueprint.route("/new", methods=["GET", "POST"])
@shows_again
@again_if_changed
def new(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    drivers = trip.list("drivers")
    topic = Topic(
        DriverPage,
        {},
        # Sent twice, it is the same driver.
        lambda driver: _keep(trip, [*(kept for kept in drivers if kept != driver), driver]),
        _("Add a driver"),
        is_new=True,
    )
    return ask(trip, topic)


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@shows_again
@again_if_changed
def one(reference: str, number: int) -> ResponseReturnValue:
    trip, drivers = _drivers(reference, number)
    before, after = drivers[: number - 1], drivers[number:]
    topic = Topic(
        DriverPage,
        drivers[number - 1],
        lambda driver: _keep(trip, [*before, driver, *after]),
        _("Driver %d") % number,
    )
    return ask(trip, topic)


def _keep(trip: OpenTrip, drivers: list[Part]) -> str:
    trip.replace("drivers", drivers)
    return onward(trip, after="drivers")


def _drivers(reference: str, number: int) -> tuple[OpenTrip, list[Part]]:
    trip = open_trip(reference)
    drivers = trip.list("drivers")
    if not 1 <= number <= len(drivers):
        abort(404)
    return trip, drivers
