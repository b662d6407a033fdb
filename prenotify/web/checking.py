"""All answers of a trip, as they stand, each with the way to change it."""

from collections.abc import Iterator
from dataclasses import dataclass

from prenotify.web.addresses import PAGES, address_of
from prenotify.web.language import gettext as _
from prenotify.web.opened import OpenTrip
from prenotify.web.pages.fields import Entry
from prenotify.web.pages.page import Page, Part
from prenotify.web.pages.questions import questions_page
from prenotify.web.route import asked_at
from prenotify.web.words import country as country_called


@dataclass(frozen=True, slots=True)
class Answer:
    """A value by its name on the page, and the address that changes it."""

    label: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one page."""

    heading: str
    url: str
    given: tuple[Answer, ...]
    lacking: tuple[Answer, ...]
    """What a plan, or sending a filing, cannot do without."""
    blank: tuple[Answer, ...]
    """What may stay so."""


def answers_of(trip: OpenTrip) -> list[Group]:
    """Every page of the trip, in the order in which they are asked."""
    return list(_groups(trip))


def _groups(trip: OpenTrip) -> Iterator[Group]:
    told_once = {"traveller": _("You"), "vehicle": _("Your vehicle"), "carnet": _("Your carnet")}
    for key, heading in told_once.items():
        yield _group(trip, heading, PAGES[key], trip.table(key), key)
    for number, stay in enumerate(trip.list("stays"), start=1):
        country = country_called(stay.get("country", "")) or _("country not chosen")
        yield _group(trip, _("Stay %d: %s") % (number, country), PAGES["stays"], stay, f"stays.{number}")
        asked = asked_at(trip, number)
        if asked.questions:
            page = questions_page(asked.questions, asked.wanted)
            heading = _("Questions for %s, stay %d") % (country, number)
            yield _group(trip, heading, page, stay, f"stays.{number}", f"stays.{number}.answers.x")
    for number, driver in enumerate(trip.list("drivers"), start=1):
        yield _group(trip, _("Driver %d") % number, PAGES["drivers"], driver, f"drivers.{number}")
    if trip.table("agent"):
        yield _group(trip, _("Somebody acting for you"), PAGES["agent"], trip.table("agent"), "agent")


def _group(trip: OpenTrip, heading: str, page: type[Page], part: Part, path: str, at: str = "") -> Group:
    shown = page(part)
    wanted = getattr(shown, "wanted", ())
    found: dict[str, list[Answer]] = {"given": [], "lacking": [], "blank": []}
    for field in shown.entries():
        answer = _answer(trip, field, path)
        is_needed = field.needed or field.name in wanted
        found["given" if answer.words else "lacking" if is_needed else "blank"].append(answer)
    url = address_of(trip.reference, at or path, back="check").partition("#")[0]
    return Group(heading, url, *map(tuple, found.values()))


def _answer(trip: OpenTrip, field: Entry, path: str) -> Answer:
    url = address_of(trip.reference, f"{path}.{field.name}", back="check")
    return Answer(field.label.text, field.words(field.data), url)
