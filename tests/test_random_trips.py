"""Ten thousand random trips over all countries: the plan never breaks and never contradicts itself."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from prenotify.cases import BASE_TRIP
from prenotify.desk import Desk
from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.plan import Plan
from prenotify.domain.trip import Trip, read_trip
from prenotify.settings import Settings

TRIPS = 10_000
KINDS = ("motorcycle", "car", "pickup", "van", "motorhome", "truck", "bus", "trailer")
# What looks at more than one stay, so that a single stay's plan may lack or have it.
OVER_SEVERAL_STAYS = {"TH_QUOTA_60_EXCEEDED", "STAYS_OVERLAP", "BORDER_CLOSED", "LAND_BORDER_NOTICE"}

CODES = sorted(COUNTRY_NAMES)


def any_day(random: Random) -> date:
    return date(2026, 1, 1) + timedelta(random.randrange(3 * 365))


def any_stay(random: Random, rulebook_codes: list[str]) -> dict[str, Any]:
    country = random.choice(rulebook_codes if random.random() < 0.6 else CODES)
    entry = any_day(random)
    by = random.choice(("land", "sea", "air", None))
    return {
        "country": country,
        "entry": {
            "port": random.choice(("Raxaul", "Sunauli", "Poipet", "Test Port")),
            "date": entry,
            "by": by,
        },
        "exit": {"port": "Test Port", "date": entry + timedelta(random.randrange(0, 420))},
        "stages": random.choice(([], ["Somewhere"])),
        "visa": random.choice(("e-visa", "paper", None)),
    }


def any_trip(random: Random, rulebook_codes: list[str]) -> Trip:
    valid_from = any_day(random)
    return read_trip(
        {
            "traveller": BASE_TRIP["traveller"]
            | {
                "nationalities": random.sample(CODES, random.choice((1, 1, 2))),
                "residence": random.choice(CODES),
                "passport": {"number": "X1", "expires": any_day(random)},
            },
            "vehicle": BASE_TRIP["vehicle"]
            | {
                "kind": random.choice(KINDS),
                "registered_in": random.choice(CODES),
                "gross_weight_kg": random.choice((None, 465, 3500, 3501)),
                "seats": random.choice((None, 2, 9, 10)),
                "year": random.choice((None, 1980, 2022)),
                "sleeping_place": random.random() < 0.1,
            },
            "carnet": {
                "kind": random.choice(("cpd", "cpd", "cpd", "ata", "none")),
                "number": random.choice(("", "C1")),
                "issuer": random.choice(("", "ADAC", "TCS", "Somebody")),
                "valid_from": valid_from,
                "valid_until": valid_from + timedelta(364),
                "excluded_countries": random.choice(([], ["IN"])),
            },
            "stays": [any_stay(random, rulebook_codes) for _ in range(random.randrange(1, 7))],
        }
    )


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.open(Settings())


def trips(desk: Desk, how_many: int) -> Iterator[tuple[Trip, date]]:
    random = Random(20261122)
    codes = sorted(desk.rulebook.countries)
    for _ in range(how_many):
        yield any_trip(random, codes), any_day(random)


def codes_of(planned: Plan, stay: int) -> set[str]:
    return {advisory.code for advisory in planned.advisories_of(stay)} - OVER_SEVERAL_STAYS


@pytest.mark.slow
def test_the_plan_of_a_random_trip_is_sound(desk: Desk) -> None:
    for trip, today in trips(desk, TRIPS):
        planned = desk.plan(trip, today)
        for filing in planned.filings:
            missed = "DEADLINE_MISSED" in {a.code for a in planned.advisories_of(filing.stay)}
            assert (filing.send_by < today) <= missed, (trip, today)
        for number in range(1, len(trip.stays) + 1):
            raised = [advisory.code for advisory in planned.advisories_of(number)]
            assert "CARNET_DIRECTORY" in raised, (trip, today)
            assert len(raised) == len(set(raised)), (trip, today)
        assert json.loads(json.dumps(desk.plan_data(planned)))["today"] == today.isoformat()


@pytest.mark.slow
def test_a_trip_owes_all_that_its_stays_owe_one_by_one(desk: Desk) -> None:
    for trip, today in trips(desk, TRIPS // 5):
        whole = desk.plan(trip, today)
        for number, stay in enumerate(trip.stays, start=1):
            alone = desk.plan(trip.model_copy(update={"stays": (stay,)}), today)
            assert codes_of(alone, 1) <= codes_of(whole, number), (trip, today)
            ours = {(f.form.id, f.send_by) for f in whole.filings if f.stay == number}
            assert {(f.form.id, f.send_by) for f in alone.filings} <= ours, (trip, today)
            steps = {(s.row.filing_id, s.opens, s.due) for s in whole.steps if s.stay == number}
            assert {(s.row.filing_id, s.opens, s.due) for s in alone.steps} <= steps, (trip, today)


def test_random_trips_are_not_all_alike(desk: Desk) -> None:
    """They would prove little if no form, no block and no missed deadline were among them."""
    seen = {code for trip, today in trips(desk, 500) for code in _everything(desk.plan(trip, today))}
    assert {"DEADLINE_MISSED", "CARNET_MISSING", "STAYS_OVERLAP", "TH_EXEMPT", "filed", "step"} <= seen


def _everything(planned: Plan) -> Iterator[str]:
    yield from (advisory.code for advisory in planned.advisories)
    yield from ("filed" for _ in planned.filings)
    yield from ("step" for _ in planned.steps)
