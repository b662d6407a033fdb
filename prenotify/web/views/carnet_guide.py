"""What every holder of a carnet should know, and what each club wants."""

from itertools import groupby

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from prenotify.domain.guidance import Guidance
from prenotify.web.country_view import left_open
from prenotify.web.here import desk
from prenotify.web.language import gettext as _

blueprint = Blueprint("carnet_guide", __name__, url_prefix="/carnet")

TOPICS = {
    "what-it-is": "What it is",
    "contact": "Whom to ask",
    "who-and-what": "Who and what can have one",
    "applying": "When and how to apply",
    "papers": "Papers",
    "costs": "What it costs",
    "time": "How long it lasts",
    "on-the-way": "On the way",
    "follow-up": "A follow-up carnet",
    "extension": "An extension",
    "end-of-trip": "The end of the trip",
    "insurance": "Insurance",
    "ata": "ATA carnets",
}
TASKS = {
    "apply": "When to apply",
    "follow_up": "When the carnet ends on the way",
    "extend": "When it ends in the last country",
    "certificate_of_location": "Back home",
    "return_": "Giving it back",
}


@blueprint.get("")
def page() -> ResponseReturnValue:
    rulebook = desk().rulebook
    clubs = sorted(rulebook.clubs.values(), key=lambda club: club.name.casefold())
    return render_template("carnet_guide.html", topics=_by_topic(rulebook.guidance), clubs=clubs)


@blueprint.get("/<key>")
def club(key: str) -> ResponseReturnValue:
    found = desk().rulebook.clubs.get(key)
    if found is None:
        abort(404)
    tasks = [(name, _(title), getattr(found, name)) for name, title in TASKS.items() if getattr(found, name)]
    return render_template(
        "club.html", club=found, tasks=tasks, topics=_by_topic(found.guidance), left_open=left_open
    )


def _by_topic(pieces: tuple[Guidance, ...]) -> list[tuple[str, str, list[Guidance]]]:
    """Guidance by topic in the order of TOPICS: key, title, pieces."""
    order = list(TOPICS)
    by_topic = sorted(pieces, key=lambda piece: order.index(piece.topic))
    return [(key, _(TOPICS[key]), list(found)) for key, found in groupby(by_topic, key=lambda p: p.topic)]
