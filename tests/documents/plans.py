"""Plans and filings to make documents of: the six sample trips, and trips made difficult."""

import tomllib
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from prenotify.calendars import calendars_for
from prenotify.domain.plan import Filing, Plan
from prenotify.domain.planning import plan
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import read_trip
from prenotify.places import forms_dir
from prenotify.rulebook import read_rulebook

TRIPS = Path(__file__).parents[1] / "trips"
NAMES = ("t1", "t2", "t3", "t4", "t5", "t6")
REFERENCE = "PNSAMPLE"
FILINGS = (
    "t1-01-CONF",
    "t1-03-DLT",
    "t1-05-IMI",
    "t1-06-JAF",
    "t2-02-DLT",
    "t2-04-DLT",
    "t2-06-DLT",
    "t3-01-IMI",
    "t4-02-CONF",
    "t4-04-JAF",
    "t5-01-JAF",
    "t6-01-IMI",
)
"""Every filing of the six trips: trip, stay, desk."""
# T6 is about a deadline that is past already (dossier, section 8).
_TODAY = {"t6": date(2027, 1, 5)}


@cache
def rulebook() -> Rulebook:
    return read_rulebook(forms_dir())


def entered(name: str) -> dict[str, Any]:
    """A sample trip's file, decoded, to be changed at will."""
    return tomllib.loads((TRIPS / f"{name}.toml").read_text())


def planned(data: dict[str, Any], today: date = date(2026, 11, 21)) -> Plan:
    return plan(read_trip(data), rulebook(), calendars_for(rulebook()), today)


@cache
def sample(name: str) -> Plan:
    return planned(entered(name), _TODAY.get(name, date(2026, 11, 21)))


def filing(form: str, data: dict[str, Any] | str = "t1") -> Filing:
    """The filing of a form whose id begins like this: "japan"."""
    found = sample(data) if isinstance(data, str) else planned(data)
    return next(one for one in found.filings if one.form.id.startswith(form))


def filing_called(name: str) -> Filing:
    """The filing that FILINGS calls "t1-05-IMI"."""
    trip, _, reference = name.partition("-")
    return next(one for one in sample(trip).filings if reference_of(one) == f"{REFERENCE}-{reference}")


def reference_of(one: Filing) -> str:
    return f"{REFERENCE}-{one.stay:02d}-{one.form.short}"


def named(one: Filing, name: str) -> Filing:
    """*one* for a traveller of that name, whatever the trip file would say to it."""
    trip = one.facts.trip
    traveller = trip.traveller.model_copy(update={"name": name})
    return replace(one, facts=replace(one.facts, trip=trip.model_copy(update={"traveller": traveller})))


LONG_NAME = "Maximiliane-Friederike Wolfeschlegelsteinhausenberger von Aa"
STAGES = [f"Stage {n} of the journey, Prefecture {n}" for n in range(1, 41)]
DRIVERS = [f"Driver {n:02d} Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Sr" for n in range(1, 13)]
NOTE = ("Two spare tyres, one tube, brake pads (front and rear), a clutch cable; " * 6)[:400].strip()


def worst_case() -> dict[str, Any]:
    """60-character names, 40 stages, 12 drivers, a 400-character note, in India, Japan and Thailand."""
    trip = entered("t5")
    trip["traveller"]["name"] = LONG_NAME
    trip["traveller"]["address"] = "Übergroße Straße der langen Namen 123, Hinterhaus, 10115 Berlin-Mitte"
    trip["vehicle"] |= {"kind": "car", "sleeping_place": False, "vin": "W" * 60}
    trip["drivers"] = [
        {"name": name, "residence": "JP" if n % 2 else "AU", "address": f"{n} Example Street, Testville"}
        for n, name in enumerate(DRIVERS)
    ]
    japan = trip["stays"][0] | {"stages": STAGES}
    india = deepcopy(japan) | {"country": "IN", "answers": {"spare_parts": NOTE}}
    india |= {"entry": {"port": "Nhava Sheva", "date": date(2027, 1, 5), "by": "sea"}}
    india |= {"exit": {"port": "Chennai", "date": date(2027, 1, 20), "by": "sea"}}
    thailand = deepcopy(japan) | {"country": "TH", "answers": {}}
    thailand |= {"entry": {"port": "Sadao", "date": date(2027, 2, 10)}}
    thailand |= {"exit": {"port": "Sadao", "date": date(2027, 3, 1)}}
    return trip | {"stays": [india, thailand, japan]}


def bare_minimum() -> dict[str, Any]:
    """What a trip must have, and nothing else."""
    crossing = [{"port": "Here", "date": date(2027, month, 1)} for month in range(3, 8)]
    return {
        "traveller": {"name": "Jo", "nationalities": ["DE"], "residence": "DE", "email": "jo@example.org"},
        "vehicle": {"kind": "car", "registered_in": "DE"},
        "carnet": {"kind": "cpd"},
        "stays": [
            {"country": country, "entry": crossing[n], "exit": crossing[n + 1]}
            for n, country in enumerate(("ID", "TH", "IN", "JP"))
        ],
    }


NICARAGUA = {
    "country": "NI",
    "entry": {"port": "Las Manos", "date": "2027-03-20", "by": "land"},
    "exit": {"port": "Peñas Blancas", "date": "2027-03-30", "by": "land"},
    "stages": ["León", "Granada"],
    "answers": {"reason": "turismo", "lodging": "Hotel Ejemplo, León"},
}
UNITED_STATES = {
    "country": "US",
    "entry": {"port": "Los Angeles", "date": "2027-03-20", "by": "sea"},
    "exit": {"port": "Laredo", "date": "2027-05-30", "by": "land"},
    "contact": {"address": "1 Example Street, Los Angeles, CA 90001"},
    "answers": {
        "reason": "tourism",
        "vehicle_location": "Berlin",
        "own_location": "Berlin",
        "consent": "yes",
    },
}


def letter_to_the_epa() -> Filing:
    """A short filing, for a reader who prints on Letter."""
    trip = entered("t1")
    trip["traveller"]["address"] = "Beispielweg 1, 10115 Berlin"
    return planned(trip | {"stays": [UNITED_STATES]}, date(2026, 11, 22)).filings[0]
