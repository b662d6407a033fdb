"""The operator's page, behind a token: what waits and what failed, without anybody's name; and metrics."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.desk.going_live import gaps_of_site
from prenotify.domain.address import Address
from prenotify.domain.rulebook import Rulebook
from prenotify.outbox.census import census
from prenotify.outbox.letter import Letter
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.states import WORDS, WrongStep
from prenotify.web import operator, slowing
from prenotify.web.here import desk, now, today
from prenotify.web.metrics import CONTENT_TYPE, metrics_of

blueprint = Blueprint("operator", __name__)
_MOST_SHOWN = 200
_OVERDUE_AFTER = 5
"""Minutes: due letters are swept up each minute, and a batch takes its time."""


class _Recipient(NamedTuple):
    key: str
    organisation: str
    address: Address | None
    counts: bool
    """Whether its address counts as verified today."""


@blueprint.get("/operator")
def page() -> ResponseReturnValue:
    if not operator.is_signed_in():
        return render_template("operator_sign_in.html", wrong=False)
    moment = now()
    found = census(desk().trips.engine, moment)
    return render_template(
        "operator.html",
        census=found,
        overdue=found.age(moment) // timedelta(minutes=1),
        overdue_after=_OVERDUE_AFTER,
        state_words=WORDS,
        troubled=desk().sending.letters.troubled(_MOST_SHOWN),
        most=_MOST_SHOWN,
        recipients=_recipients(),
        gaps=gaps_of_site(desk().settings),
        stale=desk().stale_forms(today()),
        too_late="late" in request.args,
    )


@blueprint.post("/operator")
def sign_in() -> ResponseReturnValue:
    operator.token()
    if not slowing.may("show a token"):
        return render_template("operator_sign_in.html", wrong=False, too_often=True), 429
    if not operator.is_token(request.form.get("token", "")):
        return render_template("operator_sign_in.html", wrong=True), 422
    operator.sign_in()
    return redirect(url_for("operator.page"), 303)


@blueprint.post("/operator/out")
def sign_out() -> ResponseReturnValue:
    operator.token()
    operator.sign_out()
    return redirect(url_for("operator.page"), 303)


@blueprint.post("/operator/letters/<int:number>/<any(hold,release,hurry):step>")
def act(number: int, step: str) -> ResponseReturnValue:
    if not operator.is_signed_in():
        abort(404)
    letters = desk().sending.letters
    steps: dict[str, Callable[[int, datetime], Letter]] = {
        "hold": letters.hold,
        "release": letters.release,
        "hurry": letters.hurry,
    }
    try:
        steps[step](number, now())
    except (WrongStep, NoSuchLetter):
        return redirect(url_for("operator.page", late=1), 303)
    desk().wake()
    return redirect(url_for("operator.page"), 303)


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    operator.token()
    if not operator.shows_token():
        return Response("A bearer token is needed.\n", 401, {"WWW-Authenticate": "Bearer"}, "text/plain")
    moment = now()
    return Response(metrics_of(census(desk().trips.engine, moment), moment), content_type=CONTENT_TYPE)


def _recipients() -> list[_Recipient]:
    rulebook = desk().rulebook
    fixed = (form.id for form in rulebook.forms.values() if form.recipient.email_named_by is None)
    return [_recipient(key, rulebook) for key in dict.fromkeys([*rulebook.addresses, *fixed])]


def _recipient(key: str, rulebook: Rulebook) -> _Recipient:
    address = rulebook.addresses.get(key)
    organisation = rulebook.forms["/".join(key.split("/")[:2])].recipient.organisation
    return _Recipient(key, organisation, address, bool(address and address.is_verified(today())))
