"""A stored trip that this browser may open, and how its parts are read and replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any, ParamSpec, TypeVar

from flask import abort, g

from prenotify.domain.plan import Advisory, Filing, Plan
from prenotify.domain.problems import BadInput, Problem
from prenotify.domain.trip import Trip
from prenotify.outbox.store import Seen, StoredTrip, TripChanged
from prenotify.web import visitor
from prenotify.web.here import desk, now, today
from prenotify.web.language import told_in
from prenotify.web.pages.page import Part
from prenotify.web.words import short_day

P = ParamSpec("P")
R = TypeVar("R")
Keys = tuple[str | int, ...]
_ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class TakenOut:
    """One of several that was taken out, and the number it had."""

    number: int
    part: Part


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
    def erased_after(self) -> str:
        """Its last day here, in words."""
        return short_day(self.stored.erase_after)

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
        aside = self.stored.aside
        still_fits = aside if aside and aside["key"] != key else None
        desk().trips.save(self.stored, told_in({**self.entered, key: value}), now(), aside=still_fits)

    def take_out(self, key: str, number: int) -> None:
        """Take one of several out, counted from 1; until they change again it can be put back."""
        kept = self.list(key)
        aside = {"key": key, "number": number, "part": kept.pop(number - 1)}
        desk().trips.save(self.stored, {**self.entered, key: kept}, now(), aside=aside)

    def taken_out(self, key: str) -> TakenOut | None:
        """What was taken out of *key* last, if it can still be put back."""
        aside = self.stored.aside
        return TakenOut(aside["number"], aside["part"]) if aside and aside["key"] == key else None

    def put_back(self, key: str) -> None:
        """Put back what was taken out of *key* last. Where that is done already, nothing happens."""
        if found := self.taken_out(key):
            kept = self.list(key)
            kept.insert(found.number - 1, found.part)
            self.replace(key, kept)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan as of today; None while the trip is incomplete."""
        return None if isinstance(self._read, BadInput) else desk().plan(self._read, today())

    def blocks_of(self, filing: Filing) -> tuple[Advisory, ...]:
        """What stands against a filing, in full."""
        found = self.plan.advisories if self.plan else ()
        return tuple(one for one in found if one.code in filing.blocks and one.stay in (None, filing.stay))

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


def who_and_what(entered: Part, today: date) -> Part:
    """What a trip can be begun with from another: all but the route, and a carnet only while it lasts."""
    kept: Part = {key: entered[key] for key in ("traveller", "vehicle", "drivers") if key in entered}
    carnet = entered.get("carnet") or {}
    lasts = (carnet.get("valid_until") or "") >= today.isoformat()
    return {**kept, "carnet": carnet} if lasts else kept


def will_open(seen: Seen) -> None:
    """Spare the view that runs next a question: this is the trip it will ask for, as it is now."""
    g.seen_trip = seen


def open_trip(reference: str) -> OpenTrip:
    """The trip, or 404: whoever did not begin it does not learn that it exists."""
    seen: Seen | None = g.pop("seen_trip", None)
    if seen and seen.reference == reference:
        return OpenTrip(seen.open())
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
