"""Trips with keys and values dropped, doubled, swapped at random: planned, or refused in sentences."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

import pytest

from prenotify.desk import Desk
from prenotify.domain.problems import BadInput, Problem
from prenotify.settings import Settings
from prenotify.tripfile import decode_trip
from tests.checkout import ROOT

TRIPS = 2_000
TODAY = date(2026, 11, 22)
Place = tuple[Any, Any]

# What somebody, or something, might put in the wrong place.
ODDITIES: list[Any] = [
    None, True, False, 0, -1, 1, 2**63, 10**400, 16**5000, 1.5, float("nan"), float("inf"), -0.0, 1e308,
    "", " ", "x" * 301, "x" * 5000, "\n", "a\nb", "\x00", "\u202e", "\ud800", "\ufeff", "<b>", "{{7*7}}",
    "%s", "{stay.entry.port}", "Łukasz Żółć & <Sons>", "2027-03-02", "2027-02-30", "DE", "de", "e-visa",
    "TH", "cpd", "a@example.org", "2027-04-06 10:00-11:00", [], [[]], [None], ["x"], ["DE", 1], {}, {"": ""},
    {"a": {"b": []}}, date(2027, 3, 2), date(1, 1, 1), date(9999, 12, 31),
    datetime(2027, 3, 2, 10, tzinfo=UTC), time(10), b"bytes", {1: 2}, (1,), {1, 2}, object(),
]  # fmt: skip
NEARLY = ("s", "_", ".1", " ", "\n")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.open(Settings())


@pytest.fixture(scope="module")
def sound() -> list[dict[str, Any]]:
    paths = sorted((ROOT / "tests/trips").glob("*.toml"))
    return [decode_trip(path.name, path.read_bytes()) for path in paths]


def places(entered: Any) -> Iterator[Place]:
    """Every place in nested data where something stands."""
    keys: Any = entered if isinstance(entered, dict) else range(len(entered))
    for key in keys:
        yield entered, key
        if isinstance(entered[key], dict | list):
            yield from places(entered[key])


def drop(entered: Any, random: Random) -> None:
    group, key = random.choice(list(places(entered)))
    del group[key]


def swap(entered: Any, random: Random) -> None:
    (group, key), (other, key_there) = (random.choice(list(places(entered))) for _ in range(2))
    group[key], other[key_there] = copy.deepcopy(other[key_there]), copy.deepcopy(group[key])


def replace(entered: Any, random: Random) -> None:
    group, key = random.choice(list(places(entered)))
    group[key] = copy.deepcopy(random.choice(ODDITIES))


def double(entered: Any, random: Random) -> None:
    group, key = random.choice(list(places(entered)))
    if isinstance(group, list):
        group.append(copy.deepcopy(group[key]))
    else:
        group[f"{key}{random.choice(NEARLY)}"] = group[key]


def rename(entered: Any, random: Random) -> None:
    group, key = random.choice(list(places(entered)))
    if isinstance(group, dict):
        group[random.choice(("", "name", "date", "stays", "é", str(key).upper()))] = group.pop(key)


DAMAGES: tuple[Callable[[Any, Random], None], ...] = (drop, swap, replace, replace, double, rename)


def mangled(sound: list[dict[str, Any]], how_many: int) -> Iterator[dict[str, Any]]:
    random = Random(20261122)
    for _ in range(how_many):
        entered = copy.deepcopy(random.choice(sound))
        for _ in range(random.choice((1, 1, 2, 5))):
            if entered:
                random.choice(DAMAGES)(entered, random)
        yield entered


def refusal_of(desk: Desk, entered: Any) -> tuple[Problem, ...]:
    """Why a trip is refused; nothing where it can be read, and then it can be planned too."""
    try:
        trip = desk.read(entered)
    except BadInput as error:
        assert error.problems  # noqa: PT017
        return error.problems
    json.dumps(desk.plan_data(desk.plan(trip, TODAY)), allow_nan=False).encode()
    return ()


def test_a_mangled_trip_is_planned_or_refused_with_paths(desk: Desk, sound: list[dict[str, Any]]) -> None:
    refused = 0
    for entered in mangled(sound, TRIPS):
        problems = refusal_of(desk, entered)
        refused += bool(problems)
        for problem in problems:
            assert problem.message
            assert str(problem).isprintable(), repr(problem)
            assert len(str(problem)) < 600, repr(problem)
    assert TRIPS // 4 < refused < TRIPS * 19 // 20, "some damage does no harm, and most does"


def test_each_problem_lies_at_or_beside_the_damage(desk: Desk, sound: list[dict[str, Any]]) -> None:
    """One value replaced: every problem's path begins where it stands, or belongs to the group around it."""
    random = Random(7)
    for entered in (copy.deepcopy(random.choice(sound)) for _ in range(TRIPS // 4)):
        path, (group, key) = random.choice(list(_paths(entered)))
        group[key] = copy.deepcopy(random.choice(ODDITIES))
        around = path.rpartition(".")[0]
        for problem in refusal_of(desk, entered):
            assert problem.path.startswith((path, around)), (problem, path)


def _paths(entered: Any, above: str = "") -> Iterator[tuple[str, Place]]:
    """Every place with its path, lists counted from 1."""
    keys: Any = entered if isinstance(entered, dict) else range(len(entered))
    for key in keys:
        path = f"{above}{key + 1 if isinstance(key, int) else key}"
        yield path, (entered, key)
        if isinstance(entered[key], dict | list):
            yield from _paths(entered[key], f"{path}.")


def test_the_same_holds_for_mangled_bytes(desk: Desk) -> None:
    """Bytes of a trip file cut, doubled and overwritten."""
    random = Random(11)
    files = [path.read_bytes() for path in sorted((ROOT / "tests/trips").glob("*.toml"))]
    for _ in range(TRIPS // 4):
        content = bytearray(random.choice(files))
        for _ in range(random.choice((1, 3, 10))):
            at = random.randrange(len(content))
            content[at : at + random.choice((0, 1, 20))] = random.choice(
                (b"", b'"', b"\n", b"]", b"=", b"\xff", b"[[stays]]", b"0x" + b"f" * 9, random.randbytes(3))
            )
        try:
            entered = decode_trip("trip.toml", bytes(content))
        except BadInput:
            continue
        assert all(str(problem).isprintable() for problem in refusal_of(desk, entered))
