"""Sending a filing from here: the very letter is shown, and one button sends just that."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.desk import file_stem
from prenotify.desk.confirming import NotConfirmed
from prenotify.desk.sent import Preview
from prenotify.domain.plan import Filing, Missing
from prenotify.domain.problems import BadInput
from prenotify.outbox.letter import Letter, NotMail
from prenotify.web.here import desk, now, today
from prenotify.web.letters import read_letter
from prenotify.web.opened import OpenTrip, open_trip
from prenotify.web.pages.sending import SendPage
from prenotify.web.refusals import not_sent_in_words

blueprint = Blueprint("sending", __name__, url_prefix="/trips/<reference>/send")


@blueprint.route("/<name>", methods=["GET", "POST"])
def page(reference: str, name: str) -> ResponseReturnValue:
    """*name* is the filing's, as its files are called. A letter that is there already is shown instead."""
    trip = open_trip(reference)
    filing = _filing(trip, name)
    if letter := _letter_about(trip, filing):
        return _to_letters(reference, letter)
    if request.form.get("token"):
        return _confirmed(trip, filing, request.form["token"])
    asked = SendPage(typed=request.form if request.method == "POST" else None)
    if request.method == "POST" and not asked.accepts_for(filing, today()):
        return _shown(trip, filing, asked), 422
    return _shown(trip, filing, asked, _preview(trip, filing, asked))


def _confirmed(trip: OpenTrip, filing: Filing, token: str) -> ResponseReturnValue:
    try:
        letter = desk().sending.submit_confirmed(token, now(), trip.reference)
    except (NotConfirmed, NotMail) as error:
        again = SendPage()
        return _shown(
            trip, filing, again, _preview(trip, filing, again), notice=not_sent_in_words(error)
        ), 409
    return _to_letters(trip.reference, letter)


def _to_letters(reference: str, letter: Letter) -> ResponseReturnValue:
    return redirect(url_for("letters.listed", reference=reference, _anchor=f"letter-{letter.id}"), 303)


def _filing(trip: OpenTrip, name: str) -> Filing:
    filings = trip.plan.filings if trip.plan else ()
    return next((filing for filing in filings if file_stem(filing) == name), None) or abort(404)


def _letter_about(trip: OpenTrip, filing: Filing) -> Letter | None:
    """The letter that has said this already or is about to."""
    covered = desk().following.covered(trip.reference, filing.facts.trip)
    return covered.get((filing.form.id, filing.stay))


def _preview(trip: OpenTrip, filing: Filing, asked: SendPage) -> Preview | None:
    """The letter as it would leave; None while something stands in its way."""
    try:
        return desk().sending.preview(trip.reference, filing, now(), _despite(filing), asked.day)
    except BadInput:
        return None


def _despite(filing: Filing) -> tuple[str, ...]:
    """The blocks that the traveller has answered, each by its name."""
    return tuple(code for code in request.form.getlist("despite") if code in filing.blocks)


def _shown(
    trip: OpenTrip, filing: Filing, asked: SendPage, preview: Preview | None = None, notice: str = ""
) -> str:
    return render_template(
        "send.html",
        trip=trip,
        filing=filing,
        page=asked,
        notice=notice,
        preview=preview,
        letter=preview and read_letter(preview.content),
        required=_required(filing),
        missing=desk().papers(trip.reference).missing_of(filing),
        blocks=trip.blocks_of(filing),
        answered=_despite(filing),
        pressed=request.method == "POST",
        moment=now(),
        own_letter=url_for("documents.letter", reference=trip.reference, name=f"{file_stem(filing)}.eml"),
    )


def _required(filing: Filing) -> list[Missing]:
    return [one for one in filing.missing if one.required]
