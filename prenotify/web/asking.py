"""A page of questions, shown and taken back: the one way in which trips are changed by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from prenotify.web.frame import Frame
from prenotify.web.opened import OpenTrip
from prenotify.web.pages.drawing import drawn, summary
from prenotify.web.pages.page import Page, Part
from prenotify.web.tabs import Tabs, marks
from prenotify.web.tokens import token

SEEN, LATER = "seen", "later"
SEEN_BEFORE = "before"
"""Sent by the buttons for another language, which do not settle what two tabs disagree on."""
_PORTS = {"entry.port": "ports", "exit.port": "ports"}
"""The fields that the list of border crossings helps with."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one page asks about, and what becomes of it."""

    page: type[Page]
    part: Part
    """What is stored."""
    keep: Callable[[Part], str]
    """Stores what was entered, and says where to go from there."""
    heading: str
    lead: str = ""
    is_new: bool = False
    """Nothing is stored yet that another tab could have changed."""
    ports: tuple[str, ...] = ()
    """Border crossings to pick from while typing."""


def ask(trip: OpenTrip, topic: Topic) -> ResponseReturnValue:
    """Show the page; or take what was typed, keep it and go on, or show it again with what is wrong."""
    if request.method == "GET":
        page = topic.page(topic.part)
        return _shown(trip, topic, page, marks(page.stored()))
    page, seen = topic.page(topic.part, request.form), _seen()
    if g.get("token_is_stale"):
        return _shown(trip, topic, page, seen, notice="stale"), 400
    if not page.accepts(LATER in request.form):
        return _shown(trip, topic, page, seen), 422
    if topic.is_new:
        return redirect(topic.keep(page.to_entered()), 303)
    return _kept(trip, topic, page, Tabs(page, seen))


def _kept(trip: OpenTrip, topic: Topic, page: Page, tabs: Tabs) -> ResponseReturnValue:
    """Go on; or show the page once more where another tab has kept something else since it was shown."""
    if not tabs.conflicts and tabs.fit_together(LATER in request.form):
        return redirect(topic.keep(tabs.together), 303)
    told = {"notice": "changed", "conflicts": tabs.conflicts or tabs.theirs, "before": _seen()}
    return _shown(trip, topic, page, marks(page.stored()), **told), 409


def _seen() -> str:
    """The marks of what was stored when the page was shown first, however often it was sent since."""
    return request.form.get(SEEN_BEFORE) or request.form.get(SEEN, "")


def shows_again(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that shows what was typed once more, should the page's token have run out."""
    view.shows_again = True  # type: ignore[attr-defined]
    return view


def _shown(trip: OpenTrip, topic: Topic, page: Page, seen: str, **more: Any) -> str:
    lists = _PORTS if topic.ports else {}
    words = {
        "reference": trip.reference,
        "erased_after": trip.erased_after,
        "heading": topic.heading,
        "lead": topic.lead,
        "summary": summary(page.wrong),
        "token": token(),
        "seen": seen,
        "fields": drawn(page.entries(), page.wanted, lists),
    }
    return Frame.of(words, page.sketches(), page.asks_for_countries, topic.ports).filled(words, more)
