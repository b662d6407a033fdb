"""Where to go once a page is saved: back where the traveller came from, or on to the next page."""

from flask import request, url_for

from prenotify.web.asking import LATER
from prenotify.web.opened import OpenTrip

_NEXT_TOPIC = {"traveller": "vehicle", "vehicle": "carnet"}


def onward(trip: OpenTrip, after: str) -> str:
    """The page that follows the one on *after*."""
    if LATER in request.form or after == "agent":
        return url_for("trip.overview", reference=trip.reference)
    if request.args.get("back") == "plan":
        return url_for("plan.page", reference=trip.reference)
    if after in _NEXT_TOPIC:
        return url_for("trip.topic", reference=trip.reference, key=_NEXT_TOPIC[after])
    if after == "carnet" and not trip.list("stays"):
        return url_for("stays.new", reference=trip.reference)
    return url_for("drivers.listed" if after == "drivers" else "stays.listed", reference=trip.reference)
