"""A trip's overview, and the pages on traveller, vehicle, carnet and agent."""

import json

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.language import N_
from prenotify.web import reloading, visitor
from prenotify.web.addresses import PAGES
from prenotify.web.asking import Topic, ask, shows_again
from prenotify.web.here import desk, now
from prenotify.web.language import gettext as _
from prenotify.web.onward import onward
from prenotify.web.opened import again_if_changed, open_trip
from prenotify.web.overview import overview_of
from prenotify.web.pages.page import Part
from prenotify.web.receipt import sign_receipt
from prenotify.web.reloading import quick_to_reload

blueprint = Blueprint("trip", __name__, url_prefix="/trips/<reference>")

_HEADINGS = {
    "traveller": (N_("Who is travelling"), N_("Your letters take from here what their readers ask for.")),
    "vehicle": (N_("Your vehicle"), N_("Officers compare it with the carnet, letter by letter.")),
    "carnet": (N_("Your carnet"), N_("Have its cover in front of you.")),
    "agent": (
        N_("Somebody acting for you"),
        N_("Only if you send a forwarder or a friend in your place. Otherwise leave this blank."),
    ),
}


@blueprint.get("/")
@quick_to_reload
def overview(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    return render_template("trip.html", trip=trip, overview=overview_of(trip))


@blueprint.route("/<any(traveller,vehicle,carnet,agent):key>", methods=["GET", "POST"])
@shows_again
@quick_to_reload
@again_if_changed
def topic(reference: str, key: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    heading, lead = _HEADINGS[key]

    def keep(part: Part) -> str:
        trip.replace(key, part)
        return onward(trip, after=key)

    return ask(trip, Topic(PAGES[key], trip.table(key), keep, _(heading), _(lead)))


@blueprint.get("/trip.json")
def file(reference: str) -> ResponseReturnValue:
    """The trip file: everything that was entered, to keep or to upload again."""
    trip = open_trip(reference)
    content = json.dumps(trip.entered, ensure_ascii=False, indent=2) + "\n"
    named = {"Content-Disposition": f'attachment; filename="prenotify-{trip.reference}.json"'}
    return Response(content, content_type="application/json; charset=utf-8", headers=named)


@blueprint.route("/erase", methods=["GET", "POST"])
def erase(reference: str) -> ResponseReturnValue:
    if _is_erased_already(reference):
        visitor.forget(reference)
        return redirect(url_for("start.page", erased=1), 303)
    trip = open_trip(reference)
    if request.method == "GET":
        return render_template("erase.html", trip=trip)
    store = desk().trips
    signed = sign_receipt(trip.reference, trip.entered, store.belongings_of(trip.reference), now())
    desk().forget(trip.reference)
    visitor.forget(trip.reference)
    reloading.forget(trip.reference)
    return redirect(url_for("receipt.page", signed=signed), 303)


def _is_erased_already(reference: str) -> bool:
    """The button was pressed before, and the answer got lost on the way."""
    return visitor.may_open(reference) and desk().trips.load(reference) is None
