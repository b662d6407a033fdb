"""Trips, stays and plans with good defaults: a test names only what it is about.

    a_trip(a_stay("TH", "2027-04-19", "2027-05-15"), vehicle={"kind": "van"})

The default trip is sound, needs nothing more for Indonesia, and is invented.
"""

import copy
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from prenotify.calendars import calendars_for
from prenotify.domain.address import Address
from prenotify.domain.conditions import read_when
from prenotify.domain.plan import Advisory, Filing, Plan
from prenotify.domain.planning import Calendars, plan
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.surroundings import facts_of
from prenotify.domain.trip import Trip, read_trip
from prenotify.domain.values import Facts
from prenotify.places import forms_dir
from prenotify.rulebook import read_rulebook

TODAY = date(2026, 11, 22)
Data = dict[str, Any]

_TRIP: Data = {
    "traveller": {
        "name": "Testa Beispielreiter",
        "nationalities": ["DE"],
        "residence": "DE",
        "email": "testa.beispielreiter@example.org",
        "phone": "+49 30 0000000",
        "passport": {"number": "X00TEST01", "country": "DE", "expires": "2035-08-30"},
        "licence": {"number": "TESTLIC01", "expires": "2035-01-18", "permits": ["IDP-1949"]},
    },
    "vehicle": {
        "kind": "motorcycle",
        "make": "BMW",
        "model": "R 1250 GS",
        "plate": "M-XX 0001",
        "registered_in": "DE",
        "vin": "WB1TEST0000000001",
        "engine_number": "TESTENG001",
    },
    "carnet": {
        "kind": "cpd",
        "number": "DE-TEST-0001",
        "issuer": "ADAC",
        "valid_from": "2026-12-01",
        "valid_until": "2027-11-30",
    },
}


def a_stay(
    country: str = "ID", begins: str | date = "2027-06-10", ends: str | date | None = None, /, **more: Any
) -> Data:
    """A stay as the trip file has it; without a last day it ends on the day it begins."""
    crossings = {
        "entry": {"port": "Test Port", "date": str(begins)},
        "exit": {"port": "Test Port", "date": str(ends or begins)},
    }
    return merged({"country": country, **crossings, "stages": ["Test Town"]}, more)


def trip_data(*stays: Data, **groups: Any) -> Data:
    """A trip as a decoded trip file: the default one with *groups* merged in."""
    entered: Data = merged(copy.deepcopy(_TRIP), groups)
    return {"stays": list(stays) or [a_stay()], **entered}


def a_trip(*stays: Data, **groups: Any) -> Trip:
    return read_trip(trip_data(*stays, **groups))


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> Data:
    """*base* with what *over* names, tables merged key by key."""
    return dict(base) | {
        key: merged(base[key], value) if isinstance(value, dict) and key in base else value
        for key, value in over.items()
    }


@cache
def the_rulebook() -> Rulebook:
    """What stands under forms/, read once."""
    return read_rulebook(forms_dir())


@cache
def the_calendars() -> Calendars:
    return calendars_for(the_rulebook())


def planned(
    trip: Trip,
    today: date = TODAY,
    rulebook: Rulebook | None = None,
    addresses: Mapping[str, Address] | None = None,
) -> Plan:
    """The plan of *trip* by the real rules."""
    rules = rulebook or the_rulebook()
    return plan(trip, rules.with_addresses(addresses or {}), the_calendars(), today)


def facts(trip: Trip, stay: int = 1, today: date = TODAY) -> Facts:
    """What rules may ask about one stay of *trip*."""
    return facts_of(trip, the_rulebook(), today)[stay - 1]


def holds(when: Any, trip: Trip, stay: int = 1, today: date = TODAY) -> bool:
    """Whether a `when`, as a rule file writes it, holds for a stay of *trip*."""
    return read_when(when).holds(facts(trip, stay, today))


def filing_of(found: Plan, stay: int = 1) -> Filing:
    """The one filing of a stay."""
    (filing,) = (filing for filing in found.filings if filing.stay == stay)
    return filing


def codes(found: Plan, stay: int | None = None) -> set[str]:
    """Codes of all advisories, or of those that concern *stay*."""
    return {a.code for a in found.advisories if stay is None or a.stay == stay}


def advisory(found: Plan, code: str, stay: int | None = None) -> Advisory:
    """The one advisory with this code."""
    (one,) = (a for a in found.advisories if a.code == code and stay in (None, a.stay))
    return one
