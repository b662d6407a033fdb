"""Ways back to a trip from another browser: asked for here, sent by mail, spent by a button."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.desk.coming_back import NoAddress, address_of
from prenotify.outbox.links import TooOften
from prenotify.web import slowing, visitor
from prenotify.web.afterwards import once_answered
from prenotify.web.here import desk, now
from prenotify.web.language import current
from prenotify.web.opened import open_trip
from prenotify.web.pages.find import FindPage

blueprint = Blueprint("links", __name__)
_GONE = 410


@blueprint.route("/trips/<reference>/link", methods=["GET", "POST"])
def ask(reference: str) -> ResponseReturnValue:
    """Somebody who has the trip open wants to come back to it from elsewhere."""
    trip = open_trip(reference)
    page = {"trip": trip, "address": address_of(trip.stored), "live": desk().sending.live}
    if request.method == "GET":
        return render_template("link.html", **page, too_often=False)
    if not slowing.may("ask for a link"):
        return render_template("link.html", **page, too_often=True), 429
    try:
        desk().coming_back.send_link(trip.stored, current(), now())
    except TooOften:
        return render_template("link.html", **page, too_often=True), 429
    except NoAddress:
        return render_template("link.html", **{**page, "address": ""}, too_often=False), 422
    return redirect(url_for("links.ask", reference=reference, sent=1), 303)


@blueprint.route("/find", methods=["GET", "POST"])
def find() -> ResponseReturnValue:
    """Somebody with a new browser looks for their trips; whether there are any, only a mail says."""
    page = FindPage(typed=request.form if request.method == "POST" else None)
    live = desk().sending.live
    if request.method == "GET":
        return render_template("find.html", page=page, live=live)
    if not page.accepts():
        return render_template("find.html", page=page, live=live), 422
    if not slowing.may("ask for a link"):
        return render_template("find_later.html"), 429
    address, language, moment, open_desk = page.email.data, current(), now(), desk()
    # Not before: how long it takes would tell whether there are any.
    return once_answered(
        redirect(url_for("links.find", asked=1), 303),
        lambda: open_desk.coming_back.send_links_to(address, language, moment),
    )


@blueprint.route("/links/<secret>", methods=["GET", "POST"])
def one(secret: str) -> ResponseReturnValue:
    """A page with a button: programs that open every link in a mail do not press it."""
    links = desk().coming_back.links
    if request.method == "POST":
        # Pressed twice, it has opened the trip already.
        reference = links.spend(secret, now()) or _open_here(secret)
        if reference:
            visitor.remember(reference)
            return redirect(url_for("trip.overview", reference=reference), 303)
    state = links.state_of(secret, now())
    if state == "good":
        return render_template("open_link.html")
    status = 404 if state == "unknown" else _GONE
    return render_template("spent_link.html", state=state, open_here=_open_here(secret)), status


def _open_here(secret: str) -> str | None:
    """The trip a link was made for, if this browser has it open anyway."""
    reference = desk().coming_back.links.trip_of(secret)
    return reference if reference and visitor.may_open(reference) else None
