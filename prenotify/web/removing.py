"""What is removed from a list by the button beside it, and can be put back: a stay, a driver."""

from collections.abc import Collection

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prenotify.web.asking import SEEN
from prenotify.web.opened import OpenTrip
from prenotify.web.pages.page import Part
from prenotify.web.tabs import mark

REMOVE = "remove"


def is_of_older_page(kept: list[Part]) -> bool:
    """Whether a button was pressed twice, or on a page from before a change: its number is another's now."""
    return request.form.get(SEEN) != mark(kept)


def pressed(buttons: Collection[str], kept: list[Part]) -> tuple[str, int]:
    """The button that was pressed, and the number of what it stands beside."""
    numbers = {button: request.form.get(button, 0, int) for button in buttons}
    button, number = next(((b, n) for b, n in numbers.items() if n), ("", 0))
    if not 1 <= number <= len(kept):
        abort(404)
    return button, number


def put_back(trip: OpenTrip, key: str, one: str) -> ResponseReturnValue:
    """Put back what was removed last, and show it in its list, where *one* begins its name."""
    removed = trip.taken_out(key)
    trip.put_back(key)
    anchor = f"{one}-{removed.number}" if removed else None
    return redirect(url_for(f"{key}.listed", reference=trip.reference, _anchor=anchor), 303)
