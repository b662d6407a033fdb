"""The others who will drive, one page each."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.web.asking import SEEN, Topic, ask, shows_again
from prenotify.web.language import gettext as _
from prenotify.web.onward import onward
from prenotify.web.opened import OpenTrip, again_if_changed, open_trip
from prenotify.web.pages.driver import DriverPage
from prenotify.web.pages.page import Part
from prenotify.web.tabs import mark

blueprint = Blueprint("drivers", __name__, url_prefix="/trips/<reference>/drivers")


@blueprint.get("")
def listed(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    return render_template("drivers.html", trip=trip, drivers=trip.list("drivers"))


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


@blueprint.route("/<int:number>/remove", methods=["GET", "POST"])
@again_if_changed
def remove(reference: str, number: int) -> ResponseReturnValue:
    trip, drivers = _drivers(reference, number)
    driver = drivers[number - 1]
    if request.method == "GET":
        return render_template(
            "remove_driver.html", trip=trip, number=number, driver=driver, seen=mark(driver)
        )
    # Sent twice, or changed since: another driver has this number now.
    if request.form.get(SEEN) == mark(driver):
        _keep(trip, drivers[: number - 1] + drivers[number:])
    return redirect(url_for("drivers.listed", reference=reference), 303)


def _keep(trip: OpenTrip, drivers: list[Part]) -> str:
    trip.replace("drivers", drivers)
    return onward(trip, after="drivers")


def _drivers(reference: str, number: int) -> tuple[OpenTrip, list[Part]]:
    trip = open_trip(reference)
    drivers = trip.list("drivers")
    if not 1 <= number <= len(drivers):
        abort(404)
    return trip, drivers
