"""A stored trip that this browser may open, and how its parts are read and replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any, ParamSpec, TypeVar

from flask import abort

from prenotify.domain.plan import Plan
from prenotify.domain.problems import BadInput, Problem
from prenotify.domain.trip import Trip
from prenotify.outbox.store import StoredTrip, TripChanged
from prenotify.web import visitor
from prenotify.web.here import desk, now, today
from prenotify.web.pages.page import Part

P = ParamSpec("P")
R = TypeVar("R")
Keys = tuple[str | int, ...]
_ATTEMPTS = 4


@dataclass(frozen=True)
class OpenTrip:
    stored: StoredTrip

    @property
    def reference(self) -> str:
        return self.stored.reference

    @property
    def entered(self) -> Part:
        return self.stored.entered

    @property
    def erase_after(self) -> date:
        return self.stored.erase_after

    def table(self, *keys: str | int) -> Part:
        """A table of the trip; an empty one where nothing is entered yet."""
        found: Any = self.entered
        for key in keys:
            found = found.get(key, {}) if isinstance(key, str) else found[key]
        return dict(found)

    def list(self, key: str) -> list[Part]:
        return list(self.entered.get(key, []))

    def replace(self, key: str, value: Any) -> None:
        """Put *value* in the trip under *key* and keep it. Raises TripChanged."""
        desk().trips.save(self.stored, {**self.entered, key: value}, now())

    @cached_property
    def plan(self) -> Plan | None:
        """The plan as of today; None while the trip is incomplete."""
        return None if isinstance(self._read, BadInput) else desk().plan(self._read, today())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the trip from being planned."""
        return self._read.problems if isinstance(self._read, BadInput) else ()

    @cached_property
    def _read(self) -> Trip | BadInput:
        try:
            return desk().read(self.entered)
        except BadInput as error:
            return error


def open_trip(reference: str) -> OpenTrip:
    """The trip, or 404: whoever did not begin it does not learn that it exists."""
    stored = desk().trips.load(reference) if visitor.may_open(reference) else None
    if stored is None:
        abort(404)
    return OpenTrip(stored)


def again_if_changed(view: Callable[P, R]) -> Callable[P, R]:
    """Run a view once more when somebody else saved the trip between its reading and its writing."""

    @wraps(view)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        for _attempt in range(_ATTEMPTS - 1):
            try:
                return view(*args, **kwargs)
            except TripChanged:
                continue
        return view(*args, **kwargs)

    return patient
