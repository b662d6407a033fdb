"""Where to go once a page is saved: back where the traveller came from, or on to the next page."""

from flask import request, url_for

from prenotify.web.asking import LATER
from prenotify.web.opened import OpenTrip

BACK = {"plan": "plan.page", "check": "check.page"}
"""Where `?back=` leads."""

_NEXT_TOPIC = {"traveller": "vehicle", "vehicle": "carnet", "carnet": "stays"}
_LISTS = {"stays": "stays.listed", "questions": "stays.listed", "drivers": "drivers.listed"}


def onward(trip: OpenTrip, after: str) -> str:
    """The page that follows the one on *after*."""
    if LATER in request.form:
        return url_for("trip.overview", reference=trip.reference)
    came_from = request.args.get("back", "")
    if came_from in BACK:
        return url_for(BACK[came_from], reference=trip.reference)
    if following := _following(trip, after):
        return following
    if after in _LISTS:
        return url_for(_LISTS[after], reference=trip.reference)
    return url_for("trip.overview", reference=trip.reference)


def _following(trip: OpenTrip, after: str) -> str | None:
    """The next page that asks about who and what, unless it was filled in before."""
    following = _NEXT_TOPIC.get(after)
    if following is None or trip.entered.get(following):
        return None
    if following == "stays":
        return url_for("stays.new", reference=trip.reference)
    return url_for("trip.topic", reference=trip.reference, key=following)
