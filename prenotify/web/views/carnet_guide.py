"""What every holder of a carnet should know, and what each club wants."""

from itertools import groupby

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from prenotify.domain.countries import code_for
from prenotify.domain.guidance import Guidance
from prenotify.language import N_
from prenotify.web.here import desk
from prenotify.web.language import current
from prenotify.web.language import gettext as _

blueprint = Blueprint("carnet_guide", __name__, url_prefix="/carnet")

TOPICS = {
    "what-it-is": N_("What it is"),
    "contact": N_("Whom to ask"),
    "who-and-what": N_("Who and what can have one"),
    "applying": N_("When and how to apply"),
    "papers": N_("Papers"),
    "costs": N_("What it costs"),
    "time": N_("How long it lasts"),
    "on-the-way": N_("On the way"),
    "follow-up": N_("A follow-up carnet"),
    "extension": N_("An extension"),
    "end-of-trip": N_("The end of the trip"),
    "insurance": N_("Insurance"),
    "ata": N_("ATA carnets"),
}
TASKS = {
    "apply": N_("When to apply"),
    "follow_up": N_("When the carnet ends on the way"),
    "extend": N_("When it ends in the last country"),
    "certificate_of_location": N_("Back home"),
    "return_": N_("Giving it back"),
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
    address = [_line(line) for line in found.address]
    topics = _by_topic(found.guidance)
    return render_template("club.html", club=found, address=address, tasks=tasks, topics=topics)


def _line(line: str) -> str:
    """A line of an address; a country's, in the language of the page."""
    code = code_for(line)
    return current().country(code) if code else line


def _by_topic(pieces: tuple[Guidance, ...]) -> list[tuple[str, str, list[Guidance]]]:
    """Guidance by topic in the order of TOPICS: key, title, pieces."""
    order = list(TOPICS)
    by_topic = sorted(pieces, key=lambda piece: order.index(piece.topic))
    return [(key, _(TOPICS[key]), list(found)) for key, found in groupby(by_topic, key=lambda p: p.topic)]
