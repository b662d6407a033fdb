"""The ways a trip begins; and files that are no trip."""

import json
from pathlib import Path
from typing import Any

import pytest

from prenotify.desk import Desk
from tests.web.visit import Seen, Visitor

SAMPLES = sorted((Path(__file__).parents[1] / "trips").glob("t*.toml"))
# Each with the words that must come back; a trip in this many bytes is too large, one less is not.
NO_TRIPS: dict[str, tuple[str, bytes, str]] = {
    "empty": ("trip.json", b"", "the file is empty"),
    "not json": ("trip.json", b"<b>hello</b>", "not JSON"),
    "not toml": ("trip.toml", b"= 5", "not TOML"),
    "not text": ("trip.json", b"\xff\xfe\x00", "not UTF-8"),
    "another kind": ("trip.exe", b"MZ", "does not end in .json or .toml"),
    "a list": ("trip.json", b"[1, 2]", "a trip is a group of keys and values"),
    "deep json": ("trip.json", b"[" * 100_000, "nested too deeply"),
    "deep toml": ("trip.toml", b"a = " + b"[" * 100_000, "nested too deeply"),
    "huge number": ("trip.json", b'{"agent": ' + b"9" * 100_000 + b"}", "agent: has 100,000 digits"),
    "twice": ("trip.json", b'{"carnet": {}, "carnet": {}}', "is given twice"),
    "nothing in it": ("trip.json", b"{}", "traveller: is missing"),
}


def changed(**groups: Any) -> bytes:
    """A sound trip, with some of its groups replaced."""
    trip = {
        "traveller": {"name": "A B", "nationalities": ["DE"], "residence": "DE", "email": "a@example.org"},
        "vehicle": {"kind": "car", "registered_in": "DE"},
        "carnet": {"kind": "cpd"},
        "stays": [stay()],
    }
    return json.dumps(trip | groups).encode()


def stay(**more: Any) -> dict[str, Any]:
    entry, leaving = {"port": "Chennai", "date": "2026-12-28"}, {"port": "Chennai", "date": "2027-01-28"}
    return {"country": "IN", "entry": entry, "exit": leaving} | more


MISTAKES = {
    "unknown key": (changed(vehicel={}), "vehicel: is not a known key; did you mean vehicle?"),
    "wrong date": (changed(stays=[stay(entry={"port": "x", "date": "28.12.2026"})]), "stays.1.entry.date"),
    "exit before entry": (
        changed(stays=[stay(exit={"port": "x", "date": "2026-12-01"})]),
        "the exit cannot come first",
    ),
    "unknown country": (changed(stays=[stay(country="XX")]), "stays.1.country: “XX” is not a country code"),
    "line break": (changed(agent={"name": "a\nb"}), "agent.name: “a\\u000ab” has a line break"),
    "no address": (changed(agent={"email": "<b>"}), "agent.email: “<b>” is not a plain e-mail address"),
    "no stays": (changed(stays=[]), "stays: is empty; give at least one"),
    "direction mark": (changed(agent={"name": "a\u202eb"}), "right-to-left override"),
    "unknown answer": (changed(stays=[stay(answers={"x": 1})]), "stays.1.answers.x: is not a known key"),
}


def test_a_trip_begun_by_hand_starts_with_the_traveller(visitor: Visitor) -> None:
    assert visitor.press("/", "/trips").endswith("/traveller")


def test_the_sample_trip_is_a_plan_at_one_press(visitor: Visitor) -> None:
    seen = visitor.visit(visitor.press("/", "/trips/sample"))
    assert seen.heading == "Four filings, the first by 14 December 2026"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_trip_file_becomes_a_plan(visitor: Visitor, desk: Desk, path: Path) -> None:
    response = visitor.upload(path.name, path.read_bytes())
    assert response.status_code == 303
    trip = response.location.removesuffix("/plan")
    visitor.visit(response.location)
    assert desk.read(visitor.trip_file(trip)) == desk.read_file(path.name, path.read_bytes())


def test_what_is_downloaded_can_be_uploaded_again(visitor: Visitor, trip: str) -> None:
    response = visitor.client.get(f"{trip}/trip.json")
    assert response.headers["Content-Disposition"].startswith("attachment")
    again = visitor.upload("prenotify.json", response.data)
    assert visitor.trip_file(again.location.removesuffix("/plan")) == response.get_json()


@pytest.mark.parametrize("what", NO_TRIPS)
def test_a_file_that_is_no_trip_is_refused_with_words(visitor: Visitor, what: str) -> None:
    name, content, words = NO_TRIPS[what]
    assert words.casefold() in _refused(visitor, name, content).casefold()


@pytest.mark.parametrize("content", [b"", b"<b>hello</b>", b"[1, 2]"])
def test_what_is_said_of_a_whole_file_begins_with_a_capital(visitor: Visitor, content: bytes) -> None:
    seen = visitor.look("/trips/upload", visitor.upload("trip.json", content), 422)
    assert [message for message in (*seen.summary, *seen.errors) if not message[0].isupper()] == []


@pytest.mark.parametrize("what", MISTAKES)
def test_a_trip_with_a_mistake_is_refused_with_its_place(visitor: Visitor, what: str) -> None:
    content, words = MISTAKES[what]
    assert words in _refused(visitor, "trip.json", content)


def test_all_mistakes_come_at_once(visitor: Visitor) -> None:
    content = changed(stays=[stay(country="XX"), stay(entry={})], carnet={})
    said = _refused(visitor, "trip.json", content)
    for place in ("stays.1.country", "stays.2.entry.port", "stays.2.entry.date", "carnet.kind"):
        assert f"{place}: " in said


@pytest.mark.parametrize("name", ["<b>bold</b>", "{{7*7}}", "%s", "\\", "Łukasz Żółć & <Sons>"])
def test_an_odd_name_in_a_file_is_a_name(visitor: Visitor, name: str) -> None:
    response = visitor.upload("trip.json", changed(agent={"name": name}))
    trip = response.location.removesuffix("/plan")
    assert visitor.visit(f"{trip}/agent").values()["name"] == name


def test_no_file_is_refused_too(visitor: Visitor) -> None:
    seen = visitor.refused("/trips/upload", {})
    assert seen.summary == {"Choose a trip file first": "#trip_file"}
    assert "Correct the file" not in seen.text


def test_each_mistake_is_an_item_of_its_own(visitor: Visitor) -> None:
    content = changed(vehicel={}, stays=[stay(country="XX")])
    seen = visitor.look("upload", visitor.upload("trip.json", content), 422)
    items = [tag.text for tag in seen.all("li") if tag.stands_in("div", "summary")]
    assert [item.partition(":")[0] for item in items] == ["stays.1.country", "vehicel"]
    assert "Stays are counted from 1." in seen.text


def test_where_no_stay_is_at_fault_nothing_is_said_of_counting_them(visitor: Visitor) -> None:
    assert "Stays are counted" not in _refused(visitor, "trip.json", changed(vehicel={}))


@pytest.mark.parametrize("size", [400_000, 5_000_000])
def test_noise_is_refused_for_its_size(visitor: Visitor, size: int) -> None:
    seen = visitor.look("upload", visitor.upload("trip.json", b"\x07" * size), status=413)
    assert seen.heading == "That is too large"
    assert "at most 256 KB" in seen.text


def test_a_file_name_that_is_an_attack_is_only_a_name(visitor: Visitor) -> None:
    _refused(visitor, "../../<script>alert(1)</script>.exe", b"{}")


def _refused(visitor: Visitor, name: str, content: bytes) -> str:
    """What is said to a file that must be refused, once it is sure that nothing was kept."""
    seen: Seen = visitor.look("upload", visitor.upload(name, content), status=422)
    assert seen.title.startswith("Error: Upload a trip file")
    assert "Go on with a trip" not in visitor.visit("/").text
    return seen.text
