"""A page of questions, shown and taken back: the one way in which trips are changed by hand."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from prenotify.web.opened import OpenTrip
from prenotify.web.pages.page import Page, Part
from prenotify.web.words import said

SEEN, LATER = "seen", "later"


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
    more: Mapping[str, Any] = field(default_factory=dict)
    """What the template shows besides."""


def ask(trip: OpenTrip, topic: Topic) -> ResponseReturnValue:
    """Show the page; or take what was typed, keep it and go on, or show it again with what is wrong."""
    if request.method == "GET":
        return _shown(trip, topic, topic.page(data=topic.part))
    page = topic.page(request.form)
    if g.get("token_is_stale"):
        return _shown(trip, topic, page, notice="stale"), 400
    if not page.accepts(topic.part, unfinished=LATER in request.form):
        return _shown(trip, topic, page), 422
    if not topic.is_new and _changed_meanwhile(topic.part, page):
        return _shown(trip, topic, page, notice="changed", stored=_stored_now(topic.part, page)), 409
    return redirect(topic.keep(page.to_entered(topic.part)), 303)


def shows_again(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that shows what was typed once more, should the page's token have run out."""
    view.shows_again = True  # type: ignore[attr-defined]
    return view


def _shown(trip: OpenTrip, topic: Topic, page: Page, **more: Any) -> str:
    return render_template(
        "page.html",
        trip=trip,
        page=page,
        heading=topic.heading,
        lead=topic.lead,
        seen=mark(page.values_in(topic.part)),
        **topic.more,
        **more,
    )


def mark(values: Part) -> str:
    """A short mark of stored values, by which a page knows them again."""
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _changed_meanwhile(part: Part, page: Page) -> bool:
    """Whether the page's own values were changed since it was shown, and not to what was typed."""
    stored = page.values_in(part)
    if mark(stored) == request.form.get(SEEN):
        return False
    return stored != page.values_in(page.to_entered(part))


def _stored_now(part: Part, page: Page) -> list[tuple[str, str]]:
    """What is stored by now, where it differs from what was typed."""
    typed, stored = page.values_in(page.to_entered(part)), page.values_in(part)
    return [(page.labels()[name], said(stored[name])) for name in stored if stored[name] != typed[name]]
