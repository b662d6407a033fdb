"""Where on the pages a value of the trip is entered, and what it is called there."""

from functools import cache
from typing import Any

from flask import url_for

from prenotify.web.pages.agent import AgentPage
from prenotify.web.pages.carnet import CarnetPage
from prenotify.web.pages.driver import DriverPage
from prenotify.web.pages.page import Page
from prenotify.web.pages.stay import StayPage
from prenotify.web.pages.traveller import TravellerPage
from prenotify.web.pages.vehicle import VehiclePage

PAGES: dict[str, type[Page]] = {
    "traveller": TravellerPage,
    "vehicle": VehiclePage,
    "carnet": CarnetPage,
    "agent": AgentPage,
    "stays": StayPage,
    "drivers": DriverPage,
}


def address_of(reference: str, path: str, back: str | None = None) -> str:
    """The page, and the place on it, where the value at *path* is entered.

    *back* names the page to return to once it is saved.
    """
    match path.split("."):
        case ["stays" | "drivers" as many, number, *_] if not number.isdecimal():
            return url_for(f"{many}.listed", reference=reference)
        case ["stays", number, "answers", key]:
            return _address("stays.questions", ["answers", key], reference, back, number=int(number))
        case ["stays" | "drivers" as many, number, *field]:
            return _address(f"{many}.one", field, reference, back, number=int(number))
        case ["stays" | "drivers" as many]:
            return _address(f"{many}.new", [], reference, back)
        case ["owner", *field]:
            return _address("trip.topic", ["owner", *field], reference, back, key="vehicle")
        case [group, *field] if group in PAGES:
            return _address("trip.topic", field, reference, back, key=group)
    return url_for("trip.overview", reference=reference)


def label_of(path: str) -> str | None:
    """What the value at *path* is called on its page, if it has a field there."""
    group, *field = path.split(".")
    if field and field[0].isdecimal():
        field = field[1:]
    return _labels(PAGES[group]).get(".".join(field)) if group in PAGES else None


def fields_of(path: str) -> list[str]:
    """The paths of the fields a table without a field of its own is made of: `stays.1.entry`.

    Only those that are needed; any other path stands for itself.
    """
    group, *field = path.split(".")
    under = ".".join(field[1:] if field and field[0].isdecimal() else field)
    if group not in PAGES or not under or under in _labels(PAGES[group]):
        return [path]
    stem = path.removesuffix(under)
    return [stem + name for name in _needed(PAGES[group]) if name.startswith(f"{under}.")] or [path]


@cache
def _needed(page: type[Page]) -> list[str]:
    return [field.name for field in page().entries() if field.needed]


@cache
def _labels(page: type[Page]) -> dict[str, str]:
    return page().labels()


def _address(endpoint: str, field: list[str], reference: str, back: str | None, **values: Any) -> str:
    anchor = "-".join(field) or None
    return url_for(endpoint, reference=reference, back=back, _anchor=anchor, **values)
