"""The route: its stays, one page each, and the questions of the forms each stay needs."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.web.asking import LATER, Topic, ask, shows_again
from prenotify.web.here import desk
from prenotify.web.language import gettext as _
from prenotify.web.onward import onward
from prenotify.web.opened import OpenTrip, again_if_changed, open_trip
from prenotify.web.pages.page import Part
from prenotify.web.pages.questions import questions_page
from prenotify.web.pages.stay import StayPage
from prenotify.web.reloading import quick_to_reload
from prenotify.web.removing import REMOVE, is_of_older_page, pressed, put_back
from prenotify.web.route import (
    Asked,
    asked_at,
    copy_of,
    moved,
    next_stay,
    number_of,
    placed,
    replaced,
    rows_of,
    with_answers_that_fit,
)
from prenotify.web.tabs import mark
from prenotify.web.words import country

blueprint = Blueprint("stays", __name__, url_prefix="/trips/<reference>/stays")
_STEPS = {"up": -1, "down": 1}


@blueprint.get("")
@quick_to_reload
def listed(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    return render_template(
        "stays.html",
        trip=trip,
        rows=rows_of(trip),
        seen=mark(trip.list("stays")),
        removed=trip.taken_out("stays"),
    )


@blueprint.post("")
@again_if_changed
def edit(reference: str) -> ResponseReturnValue:
    """Move or remove the stay whose button was pressed."""
    trip = open_trip(reference)
    stays = trip.list("stays")
    if is_of_older_page(stays):
        return redirect(url_for("stays.listed", reference=reference, older=1), 303)
    button, number = pressed((*_STEPS, REMOVE), stays)
    if button == REMOVE:
        trip.take_out("stays", number)
        return redirect(url_for("stays.listed", reference=reference), 303)
    new, to = moved(stays, number, _STEPS[button])
    if to != number:
        trip.replace("stays", new)
    return redirect(url_for("stays.listed", reference=reference, _anchor=f"stay-{to}"), 303)


@blueprint.post("/undo")
@again_if_changed
def undo(reference: str) -> ResponseReturnValue:
    """Put the stay back that was removed last."""
    return put_back(open_trip(reference), "stays", "stay")


@blueprint.route("/new", methods=["GET", "POST"])
@shows_again
@again_if_changed
def new(reference: str) -> ResponseReturnValue:
    """A stay to add; `?after=2` begins where stay 2 ends, `?like=2` is for the same country."""
    trip = open_trip(reference)
    stays = trip.list("stays")
    if number := _number_by_now(stays):
        return _added_before(trip, number)
    topic = Topic(
        StayPage,
        _first_guess(stays),
        lambda stay: _kept(trip, *placed(stays, _fitting(stay))),
        _("Add a stay"),
        _("One visit to one country. A country you visit twice is two stays."),
        is_new=True,
        ports=_ports(),
    )
    return ask(trip, topic)


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@shows_again
@quick_to_reload
@again_if_changed
def one(reference: str, number: int) -> ResponseReturnValue:
    trip, stay = _stay(reference, number)
    stays = trip.list("stays")
    topic = Topic(
        StayPage,
        stay,
        lambda new: _kept(trip, *replaced(stays, number, _fitting(new))),
        _("Stay %d: %s") % (number, _country(stay)),
        ports=_ports(),
    )
    return ask(trip, topic)


@blueprint.route("/<int:number>/questions", methods=["GET", "POST"])
@shows_again
@quick_to_reload
@again_if_changed
def questions(reference: str, number: int) -> ResponseReturnValue:
    trip, stay = _stay(reference, number)
    asked = asked_at(trip, number)
    if not asked.questions:
        return redirect(onward(trip, after="questions"), 303)

    def keep(part: Part) -> str:
        stays = trip.list("stays")
        trip.replace("stays", [*stays[: number - 1], part, *stays[number:]])
        return onward(trip, after="questions")

    heading = _("Questions for %s, stay %d") % (_country(stay), number)
    return ask(trip, Topic(questions_page(asked.questions, asked.wanted), stay, keep, heading, _lead(asked)))


def _number_by_now(stays: list[Part]) -> int | None:
    """The number of the stay that this page added when it was sent before, if it was."""
    if request.method == "GET":
        return None
    page = StayPage(typed=request.form)
    return number_of(page.to_entered(), stays) if page.accepts(LATER in request.form) else None


def _added_before(trip: OpenTrip, number: int) -> ResponseReturnValue:
    """Sent twice, it is the same stay; sent with something changed, from behind Back, it changes that one."""
    page = StayPage(trip.table("stays", number - 1), request.form)
    if page.kept() == page.stored():
        there = url_for("stays.listed", reference=trip.reference, again=1, _anchor=f"stay-{number}")
        return redirect(there, 303)
    back = request.args.get("back")
    return redirect(url_for("stays.one", reference=trip.reference, number=number, back=back), 307)


def _kept(trip: OpenTrip, stays: list[Part], index: int) -> str:
    """Keep the stays, and go on to what is asked about the one at *index*."""
    trip.replace("stays", stays)
    asks_more = asked_at(open_trip(trip.reference), index + 1).questions
    if asks_more and LATER not in request.form and "back" not in request.args:
        return url_for("stays.questions", reference=trip.reference, number=index + 1)
    return onward(trip, after="stays")


def _fitting(stay: Part) -> Part:
    return with_answers_that_fit(stay, desk().rulebook)


def _first_guess(stays: list[Part]) -> Part:
    """What a new stay is filled with before anything is typed."""
    like, after = (request.args.get(name, 0, int) for name in ("like", "after"))
    guess = next_stay(stays, after if 1 <= after <= len(stays) else None)
    if not 1 <= like <= len(stays):
        return guess
    copied = copy_of(stays[like - 1], desk().rulebook)
    return {**copied, "entry": {**copied["entry"], **guess.get("entry", {})}}


def _lead(asked: Asked) -> str:
    return _("%s asks this, and no other page does.") % _(" and ").join(asked.forms)


def _country(stay: Part) -> str:
    return country(stay.get("country", "")) or _("country not chosen")


def _stay(reference: str, number: int) -> tuple[OpenTrip, Part]:
    trip = open_trip(reference)
    if not 1 <= number <= len(trip.list("stays")):
        abort(404)
    return trip, trip.table("stays", number - 1)


def _ports() -> tuple[str, ...]:
    """Every border crossing the data knows, to pick from while typing."""
    countries = desk().rulebook.countries.values()
    return tuple(sorted({port.name for country in countries for port in country.ports}))
