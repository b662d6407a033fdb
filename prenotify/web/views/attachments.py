"""Copies of the traveller's papers: uploaded once, sent along with every letter that asks for them."""

from io import BytesIO

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from prenotify.desk.papers import file_name
from prenotify.outbox.attachments import MOST_OF_A_TRIP, NoSuchTrip, StoredAttachment, TooMany
from prenotify.uploads.limits import LARGEST_FILE, Refused
from prenotify.web import slowing
from prenotify.web.here import desk, now
from prenotify.web.language import gettext as _
from prenotify.web.opened import OpenTrip, open_trip
from prenotify.web.papers import (
    LARGEST_IN_WORDS,
    may_be_added,
    papers_of,
    plain_name,
    refusal_in_words,
    size_in_words,
)
from prenotify.web.receiving import takes

blueprint = Blueprint("attachments", __name__, url_prefix="/trips/<reference>/papers")
_FORM_AROUND_IT = 64 * 1024
_FIELD = "paper"


@blueprint.get("")
def listed(reference: str) -> ResponseReturnValue:
    return _page(open_trip(reference))


@blueprint.post("/<kind>")
@takes(LARGEST_FILE + _FORM_AROUND_IT)
def add(reference: str, kind: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    if not may_be_added(trip, kind):
        abort(404)
    if not slowing.may("upload"):
        return _page(trip, (kind, _("That were many copies for one hour. Try again in an hour."))), 429
    file = request.files.get(_FIELD)
    name, content = (plain_name(file.filename), file.read()) if file else ("", b"")
    try:
        desk().papers(reference).add(kind, name, content, now())
    except Refused as error:
        return _page(trip, (kind, refusal_in_words(error.reason))), 422
    except TooMany:
        words = _("A trip keeps %d copies at most. Remove one that no letter needs.") % MOST_OF_A_TRIP
        return _page(trip, (kind, words)), 422
    except NoSuchTrip:
        abort(404)
    return redirect(url_for("attachments.listed", reference=reference, added=kind, _anchor=kind), 303)


@blueprint.get("/copies/<own_id>")
def one(reference: str, own_id: str) -> Response:
    """A copy as it is kept, to look at what will be sent."""
    open_trip(reference)
    stored = _copy(reference, own_id)
    content = desk().papers(reference).content_of(own_id)
    if content is None:
        abort(404)
    name = file_name(reference, stored)
    return send_file(BytesIO(content), mimetype=stored.media_type, as_attachment=True, download_name=name)


@blueprint.route("/copies/<own_id>/remove", methods=["GET", "POST"])
def remove(reference: str, own_id: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    if request.method == "POST":  # sent twice, it is gone already
        desk().papers(reference).remove(own_id)
        return redirect(url_for("attachments.listed", reference=reference, removed=1), 303)
    return render_template("remove_paper.html", trip=trip, copy=_copy(reference, own_id))


def _copy(reference: str, own_id: str) -> StoredAttachment:
    found = next((kept for kept in desk().papers(reference).kept() if kept.id == own_id), None)
    return found or abort(404)


def _page(trip: OpenTrip, wrong: tuple[str, str] | None = None) -> str:
    """The page, with what is wrong with a file, by its kind."""
    return render_template(
        "papers.html",
        trip=trip,
        papers=papers_of(trip),
        wrong=wrong,
        field=_FIELD,
        largest=LARGEST_IN_WORDS,
        most=MOST_OF_A_TRIP,
        mail_max_mb=desk().settings.mail_max_mb,
        size=size_in_words,
    )
