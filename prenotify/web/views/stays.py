"""The route: its stays, one page each, and the questions of the forms each stay needs."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.domain.countries import country_name
from prenotify.web.asking import LATER, SEEN, Topic, ask, mark, shows_again
from prenotify.web.here import desk
from prenotify.web.language import gettext as _
from prenotify.web.onward import onward
from prenotify.web.opened import OpenTrip, again_if_changed, open_trip
from prenotify.web.pages.page import Part
from prenotify.web.pages.questions import questions_page
from prenotify.web.pages.stay import StayPage
from prenotify.web.route import Asked, asked_at, next_stay, placed, with_answers_that_fit

blueprint = Blueprint("stays", __name__, url_prefix="/trips/<reference>/stays")


@blueprint.get("")
def listed(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    stays = trip.list("stays")
    asked = [asked_at(trip, number).questions for number in range(1, len(stays) + 1)]
    return render_template("stays.html", trip=trip, stays=stays, asked=asked)


@blueprint.route("/new", methods=["GET", "POST"])
@shows_again
@again_if_changed
def new(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    stays = trip.list("stays")
    topic = Topic(
        StayPage,
        next_stay(stays),
        # Sent twice, it is the same stay.
        lambda stay: _keep(trip, [kept for kept in stays if kept != stay], stay),
        _("Add a stay"),
        _("One visit to one country. A country you visit twice is two stays."),
        is_new=True,
        more=_ports(),
    )
    return ask(trip, topic)


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@shows_again
@again_if_changed
def one(reference: str, number: int) -> ResponseReturnValue:
    trip, stay = _stay(reference, number)
    stays = trip.list("stays")
    heading = _("Stay %d: %s") % (number, _country(stay))
    others = stays[: number - 1] + stays[number:]
    return ask(trip, Topic(StayPage, stay, lambda new: _keep(trip, others, new), heading, more=_ports()))


@blueprint.route("/<int:number>/remove", methods=["GET", "POST"])
@again_if_changed
def remove(reference: str, number: int) -> ResponseReturnValue:
    trip, stay = _stay(reference, number)
    if request.method == "GET":
        return render_template("remove_stay.html", trip=trip, number=number, stay=stay, seen=mark(stay))
    # Sent twice, or changed since: another stay has this number now.
    if request.form.get(SEEN) == mark(stay):
        stays = trip.list("stays")
        trip.replace("stays", stays[: number - 1] + stays[number:])
    return redirect(url_for("stays.listed", reference=reference), 303)


@blueprint.route("/<int:number>/questions", methods=["GET", "POST"])
@shows_again
@again_if_changed
def questions(reference: str, number: int) -> ResponseReturnValue:
    trip, stay = _stay(reference, number)
    asked = asked_at(trip, number)

    def keep(part: Part) -> str:
        stays = trip.list("stays")
        trip.replace("stays", [*stays[: number - 1], part, *stays[number:]])
        return onward(trip, after="questions")

    heading = _("Questions for %s, stay %d") % (_country(stay), number)
    return ask(trip, Topic(questions_page(asked.questions, asked.wanted), stay, keep, heading, _lead(asked)))


def _keep(trip: OpenTrip, others: list[Part], stay: Part) -> str:
    """Keep a stay at its place among the others, and go on to what is asked about it."""
    stays, index = placed(others, with_answers_that_fit(stay, desk().rulebook))
    trip.replace("stays", stays)
    asks_more = asked_at(open_trip(trip.reference), index + 1).questions
    if asks_more and LATER not in request.form and "back" not in request.args:
        return url_for("stays.questions", reference=trip.reference, number=index + 1)
    return onward(trip, after="stays")


def _lead(asked: Asked) -> str:
    if not asked.questions:
        return _("No form asks anything of its own here.")
    return _("%s asks this, and no other page does.") % _(" and ").join(asked.forms)


def _country(stay: Part) -> str:
    return country_name(stay.get("country", "")) or _("country not chosen")


def _stay(reference: str, number: int) -> tuple[OpenTrip, Part]:
    trip = open_trip(reference)
    if not 1 <= number <= len(trip.list("stays")):
        abort(404)
    return trip, trip.table("stays", number - 1)


def _ports() -> dict[str, list[str]]:
    """Every border crossing the data knows, to pick from while typing."""
    countries = desk().rulebook.countries.values()
    return {"ports": sorted({port.name for country in countries for port in country.ports})}
