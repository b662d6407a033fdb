"""What if: other days for a stay, and the plan as it would be, before anything is saved."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.domain.plan import Plan
from prenotify.domain.problems import BadInput
from prenotify.web.asking import SEEN, shows_again
from prenotify.web.opened import OpenTrip, again_if_changed, open_trip
from prenotify.web.pages.dates import DatesPage
from prenotify.web.plan_view import PlanView
from prenotify.web.tabs import mark
from prenotify.web.what_if import Tried, earliest_of, tried

blueprint = Blueprint("what_if", __name__, url_prefix="/trips/<reference>/what-if")
ALONG, KEEP = "along", "keep"


@blueprint.route("", methods=["GET", "POST"])
@shows_again
@again_if_changed
def page(reference: str) -> ResponseReturnValue:
    """The stay is named by `?stay=3`; without that, it is the one whose filing comes first."""
    trip = open_trip(reference)
    if trip.plan is None:
        return redirect(url_for("plan.page", reference=reference), 303)
    number = _number(trip.plan)
    stay = trip.table("stays", number - 1)
    if request.method == "GET":
        return _shown(trip, trip.plan, number, DatesPage(stay))
    return _sent(trip, trip.plan, number, DatesPage(stay, request.form))


def _sent(trip: OpenTrip, plan: Plan, number: int, page: DatesPage) -> ResponseReturnValue:
    if g.get("token_is_stale"):
        return _shown(trip, plan, number, page, notice="stale"), 400
    if not page.accepts():
        return _shown(trip, plan, number, page), 422
    try:
        found = tried(trip, plan, number, page.to_entered(), ALONG in request.form)
    except BadInput as error:
        page.exit_date.errors = [str(error.problems[0])]
        return _shown(trip, plan, number, page), 422
    if KEEP not in request.form:
        return _shown(trip, plan, number, page, found)
    if request.form.get(SEEN) != mark(trip.list("stays")) and found.changes:
        return _shown(trip, plan, number, page, found, notice="changed"), 409
    trip.replace("stays", found.stays)
    return redirect(url_for("plan.page", reference=trip.reference), 303)


def _shown(
    trip: OpenTrip, plan: Plan, number: int, page: DatesPage, found: Tried | None = None, notice: str = ""
) -> str:
    return render_template(
        "what_if.html",
        trip=trip,
        plan=plan,
        number=number,
        page=page,
        found=found,
        notice=notice,
        task_name=PlanView.task_name,
        along=ALONG in request.form,
        seen=mark(trip.list("stays")),
        earliest=[(filing, earliest_of(filing)) for filing in plan.filings if filing.stay == number],
    )


def _number(plan: Plan) -> int:
    ahead = (filing.stay for filing in plan.filings if not filing.is_over)
    first = next(ahead, plan.filings[0].stay if plan.filings else 1)
    number = request.args.get("stay", first, int)
    if not 1 <= number <= len(plan.trip.stays):
        abort(404)
    return number
