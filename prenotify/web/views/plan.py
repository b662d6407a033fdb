"""The plan of a trip; or, while it is incomplete, what is still needed for one."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from prenotify.web.opened import open_trip
from prenotify.web.overview import todos_of
from prenotify.web.plan_view import plan_view_of
from prenotify.web.reloading import quick_to_reload

blueprint = Blueprint("plan", __name__, url_prefix="/trips/<reference>/plan")


@blueprint.get("")
@quick_to_reload
def page(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    if trip.plan is None:
        return render_template("unfinished.html", trip=trip, todos=todos_of(trip))
    view = plan_view_of(trip, trip.plan)
    return render_template("plan.html", trip=trip, view=view)
