"""The documents of a trip: to read here, to download one by one, or all as one zip."""

from io import BytesIO

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from prenotify.desk import MAIL, Document, file_stem
from prenotify.domain.plan import Plan
from prenotify.web.here import desk
from prenotify.web.language import current
from prenotify.web.letters import read_letter
from prenotify.web.opened import OpenTrip, open_trip

blueprint = Blueprint("documents", __name__, url_prefix="/trips/<reference>/documents")


@blueprint.get("")
def listed(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    if trip.plan is None:
        return redirect(url_for("plan.page", reference=reference), 303)
    return render_template(
        "documents.html",
        trip=trip,
        plan=trip.plan,
        stems=[file_stem(filing) for filing in trip.plan.filings],
        unprintable=desk().unprintable(trip.plan.trip),
        live=desk().sending.live,
    )


@blueprint.get("/<name>")
def one(reference: str, name: str) -> ResponseReturnValue:
    """A document as it is: shown by the browser, or with ?download saved."""
    _trip, _plan, document = _found(reference, name)
    return send_file(
        BytesIO(document.content),
        mimetype=document.media_type,
        as_attachment="download" in request.args or document.media_type == MAIL,
        download_name=document.name,
    )


@blueprint.get("/<name>/letter")
def letter(reference: str, name: str) -> ResponseReturnValue:
    """A letter as a page, to read before it is sent."""
    trip, _plan, document = _found(reference, name)
    if document.media_type != MAIL or document.filing is None:
        abort(404)
    return render_template(
        "letter.html",
        trip=trip,
        document=document,
        letter=read_letter(document.content),
        missing=desk().papers(trip.reference).missing_of(document.filing),
        blocks=trip.blocks_of(document.filing),
        in_the_plan=url_for("plan.page", reference=reference, _anchor=file_stem(document.filing)),
    )


@blueprint.get("/all.zip")
def bundle(reference: str) -> ResponseReturnValue:
    trip, plan = _planned(reference)
    return send_file(
        BytesIO(desk().bundle(plan, trip.reference, desk().papers(trip.reference), current())),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"prenotify-{trip.reference}.zip",
    )


def _planned(reference: str) -> tuple[OpenTrip, Plan]:
    trip = open_trip(reference)
    if trip.plan is None:
        abort(404)
    return trip, trip.plan


def _found(reference: str, name: str) -> tuple[OpenTrip, Plan, Document]:
    trip, plan = _planned(reference)
    document = desk().document(plan, trip.reference, name, desk().papers(trip.reference), current())
    if document is None:
        abort(404)
    return trip, plan, document
