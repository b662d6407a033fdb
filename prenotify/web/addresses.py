"""Where on the pages a value of the trip is entered, and what it is called there."""

from functools import cache, lru_cache
from typing import Any

from flask import request, url_for

from prenotify.language import Language
from prenotify.web.blanks import blank
from prenotify.web.language import current
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

_MOST = 2048
_REFERENCE = blank("reference")


def address_of(reference: str, path: str, back: str | None = None) -> str:
    """The page, and the place on it, where the value at *path* is entered.

    *back* names the page to return to once it is saved.
    """
    return _outline(request.script_root, path, back).replace(_REFERENCE, reference)


@lru_cache(_MOST)
def _outline(_root: str, path: str, back: str | None) -> str:
    """The address with a blank for the reference: to put one together takes long, and plans have many."""
    return _address_of(_REFERENCE, path, back)


def _address_of(reference: str, path: str, back: str | None) -> str:
    match path.split("."):
        case ["stays" | "drivers" as many, number, *_] if not number.isdecimal():
            return url_for(f"{many}.listed", reference=reference)
        case ["stays", number, "answers", key]:
            return _address("stays.questions", f"answers.{key}", reference, back, number=int(number))
        case ["stays" | "drivers" as many, number, *_]:
            return _address(f"{many}.one", _field_at(path), reference, back, number=int(number))
        case ["stays" | "drivers" as many]:
            return _address(f"{many}.new", None, reference, back)
        case ["owner", *_]:
            return _address_of(reference, f"vehicle.{path}", back)
        case [group, *_] if group in PAGES:
            return _address("trip.topic", _field_at(path), reference, back, key=group)
    return url_for("trip.overview", reference=reference)


def label_of(path: str) -> str | None:
    """What the value at *path* is called on its page, if it has a field there."""
    field = _field_at(path)
    return _labels(PAGES[path.partition(".")[0]], current())[field] if field else None


def _field_at(path: str) -> str | None:
    """The field for the value at *path*: its own, the first of those it consists of, or the one it is in."""
    group, *keys = path.split(".")
    name = ".".join(keys[1:] if keys and keys[0].isdecimal() else keys)
    names = _labels(PAGES[group], current()) if group in PAGES else {}
    if name in names or not name:
        return name or None
    inside = (
        field for field in names if f"{field}.".startswith(f"{name}.") or f"{name}.".startswith(f"{field}.")
    )
    return next(inside, None)


def fields_of(path: str) -> list[str]:
    """The paths of the fields a table without a field of its own is made of: `stays.1.entry`.

    Only those that are needed; any other path stands for itself.
    """
    group, *keys = path.split(".")
    under = ".".join(keys[1:] if keys and keys[0].isdecimal() else keys)
    if group not in PAGES or not under:
        return [path]
    stem = path.removesuffix(under)
    return [stem + name for name in _needed(PAGES[group]) if name.startswith(f"{under}.")] or [path]


@cache
def _needed(page: type[Page]) -> list[str]:
    return [field.name for field in page().entries() if field.needed]


@cache
def _labels(page: type[Page], _language: Language) -> dict[str, str]:
    """The labels of a page in the current language, which is the key they are kept under."""
    return page().labels()


def _address(endpoint: str, field: str | None, reference: str, back: str | None, **values: Any) -> str:
    anchor = field and field.replace(".", "-")
    return url_for(endpoint, reference=reference, back=back, _anchor=anchor, **values)
