"""The letters of a trip: what became of each, what was answered, and the letters that follow them."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.desk.answering import KINDS
from prenotify.desk.confirming import NotConfirmed
from prenotify.desk.drafting import Draft, NothingToSend
from prenotify.desk.following import Unknowable
from prenotify.domain.messages import message_of
from prenotify.domain.proof import AnswerKind
from prenotify.language import ENGLISH_CODE
from prenotify.outbox.answers import LONGEST_NOTE, TooManyAnswers
from prenotify.outbox.attachments import NoSuchTrip, TooMany
from prenotify.outbox.letter import Letter
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.states import WrongStep
from prenotify.uploads.limits import LARGEST_FILE, Refused
from prenotify.web.here import desk, now, today
from prenotify.web.language import current
from prenotify.web.language import gettext as _
from prenotify.web.letter_status import ANSWERS, NEXT_AFTER, statuses_of
from prenotify.web.letters import read_letter
from prenotify.web.opened import OpenTrip, open_trip
from prenotify.web.pages.days import DayField, read_day_boxes
from prenotify.web.papers import ANSWERED, plain_name, refusal_in_words
from prenotify.web.receiving import takes
from prenotify.web.refusals import not_sent_in_words

blueprint = Blueprint("letters", __name__, url_prefix="/trips/<reference>/letters")
by_mail = Blueprint("answers", __name__, url_prefix="/answers")
_FORM_AROUND_IT = 64 * 1024


class NotAnAnswer(ValueError):  # noqa: N818 - it names what was typed
    """What was typed about an answer cannot be kept, with the reason for the traveller."""


@blueprint.get("")
def listed(reference: str) -> ResponseReturnValue:
    return _page(open_trip(reference))


@blueprint.get("/<int:number>.eml")
def original(reference: str, number: int) -> ResponseReturnValue:
    """The letter as it left."""
    letter = _letter(reference, number)
    named = {"Content-Disposition": f'attachment; filename="{letter.reference}.eml"'}
    return desk().sending.letters.content(letter.id), {**named, "Content-Type": "message/rfc822"}


@blueprint.post("/<int:number>/answer")
@takes(LARGEST_FILE + _FORM_AROUND_IT)
def answer(reference: str, number: int) -> ResponseReturnValue:
    trip, letter = open_trip(reference), _letter(reference, number)
    try:
        kind, day = _kind(), _day()
        note = request.form.get("note", "").strip()[:LONGEST_NOTE]
        desk().answering.answer(letter, kind, day, now(), note, _file(reference))
    except NotAnAnswer as error:
        return _page(trip, (number, str(error)), request.form), 422
    except TooManyAnswers:
        said = _("This letter has as many answers as one may have.")
        return _page(trip, (number, said), request.form), 422
    return redirect(
        url_for("letters.listed", reference=reference, answered=number, _anchor=f"letter-{number}"), 303
    )


@blueprint.post("/<int:number>/answers/<int:own_id>/remove")
def remove_answer(reference: str, number: int, own_id: int) -> ResponseReturnValue:
    desk().answering.answers.remove(_letter(reference, number).id, own_id)  # sent twice, it is gone already
    return redirect(url_for("letters.listed", reference=reference, _anchor=f"letter-{number}"), 303)


@blueprint.post("/<int:number>/<any(cancel,send):what>")
def step(reference: str, number: int, what: str) -> ResponseReturnValue:
    """Take back a letter that has not left, or send a missed one all the same."""
    trip, letter = open_trip(reference), _letter(reference, number)
    do = desk().sending.cancel if what == "cancel" else desk().sending.send_all_the_same
    try:
        do(letter, now())
    except WrongStep:
        return _page(trip, (number, _("It is too late for that: this letter has gone on meanwhile."))), 409
    return redirect(url_for("letters.listed", reference=reference, _anchor=f"letter-{number}"), 303)


@blueprint.route("/<int:number>/<any(amend,remind):what>", methods=["GET", "POST"])
def follow(reference: str, number: int, what: str) -> ResponseReturnValue:
    """The letter that follows another one: shown, and put into the outbox by its button."""
    trip, letter = open_trip(reference), _letter(reference, number)
    try:
        if request.method == "POST":
            put = desk().drafting.confirm(request.form.get("token", ""), now())
            return redirect(url_for("letters.listed", reference=reference, _anchor=f"letter-{put.id}"), 303)
        draft = _draft(trip, letter, what)
    except (NothingToSend, NotConfirmed, Unknowable) as error:
        return _page(trip, (number, not_sent_in_words(error))), 409
    form = desk().rulebook.forms.get(letter.form)
    return render_template(
        "follow.html",
        trip=trip,
        draft=draft,
        written_in=form.written_in if form else ENGLISH_CODE,
        letter=read_letter(draft.new.content),
    )


@by_mail.route("/<token>", methods=["GET", "POST"])
def tapped(token: str) -> ResponseReturnValue:
    """From a link in a mail: a page with buttons, since programs open every link and press none."""
    letter = desk().answering.letter_of(token)
    if letter is None:
        abort(404)
    if request.method == "POST":
        try:
            desk().answering.answer(letter, _kind(), today(), now())
        except NotAnAnswer:
            abort(400)
        return redirect(url_for("answers.tapped", token=token, answered=1), 303)
    form = desk().rulebook.forms.get(letter.form)
    noted = desk().answering.answers.of(letter.id) if "answered" in request.args else ()
    return render_template(
        "tapped.html",
        letter=letter,
        form=form and form.name,
        answers=ANSWERS,
        noted=noted[-1] if noted else None,
        next_after=NEXT_AFTER,
    )


def _page(
    trip: OpenTrip, wrong: tuple[int, str] | None = None, typed: Mapping[str, str] | None = None
) -> str:
    """*wrong*: a letter's number, and what could not be done about it; *typed*: the answer refused."""
    return render_template(
        "letters.html",
        trip=trip,
        statuses=statuses_of(trip),
        answers=ANSWERS,
        wrong=wrong,
        typed=typed,
        blank={f"day-{box}": getattr(today(), box) for box in DayField.boxes},
    )


def _letter(reference: str, number: int) -> Letter:
    """A letter of this very trip to a desk, or 404."""
    open_trip(reference)
    try:
        letter = desk().sending.letters.get(number)
    except NoSuchLetter:
        abort(404)
    if letter.trip != reference or letter.to_traveller:
        abort(404)
    return letter


def _draft(trip: OpenTrip, letter: Letter, what: str) -> Draft:
    if what == "remind":
        return desk().drafting.remind(letter, now())
    if trip.plan is None:
        raise NothingToSend(_("Something is missing from your trip. Enter it first."))
    verdicts = desk().following.verdicts(trip.reference, trip.plan.trip, today())
    verdict = next((one for one in verdicts if one.letter.id == letter.id), None)
    if verdict is None:
        raise NothingToSend(_("Another letter has taken its place."))
    return desk().drafting.amend(verdict, now())


def _kind() -> AnswerKind:
    found = next((kind for kind in KINDS if kind == request.form.get("kind")), None)
    if found is None:
        raise NotAnAnswer(_("Choose what they said."))
    return found


def _day() -> date:
    """Today, where no day is given: most answers are noted on the day they come."""
    typed = {box: request.form.get(f"day-{box}", "").strip() for box in DayField.boxes}
    if not any(typed.values()):
        return today()
    try:
        found = read_day_boxes(typed)
    except ValueError as error:
        raise NotAnAnswer(_("The day they answered: %s") % current().message(message_of(error))) from None
    if found > today():
        raise NotAnAnswer(_("The day they answered lies ahead. Write the day their answer came."))
    return found


def _file(reference: str) -> str:
    """The id of the file that came with the answer, made anew and kept; empty where there is none."""
    file = request.files.get("file")
    content = file.read() if file and file.filename else b""
    if not file or not content:
        return ""
    try:
        return desk().papers(reference).add(ANSWERED, plain_name(file.filename), content, now()).id
    except Refused as error:
        raise NotAnAnswer(refusal_in_words(error.reason)) from None
    except TooMany:
        raise NotAnAnswer(_("This trip keeps as many files as one may. Remove one first.")) from None
    except NoSuchTrip:
        abort(404)
