"""Trip files: JSON or TOML, strictly; what cannot be read is refused in a sentence."""

import json
import random
from typing import Any

import pytest

from prenotify.domain.problems import BadInput
from prenotify.domain.trip import read_trip
from prenotify.tripfile import LARGEST, decode_trip
from tests.builders import a_stay, trip_data
from tests.checkout import ROOT


def refusal(name: str, content: bytes) -> str:
    """Why a file is refused: one problem, one line."""
    with pytest.raises(BadInput) as caught:
        decode_trip(name, content)
    (problem,) = caught.value.problems
    said = str(problem)
    assert "\n" not in said
    return said


def test_json_and_toml_give_the_same_trip() -> None:
    toml = (ROOT / "tests/trips/t1.toml").read_bytes()
    decoded = decode_trip("t1.toml", toml)
    same = json.dumps(decoded, default=str).encode()
    assert read_trip(decode_trip("t1.json", same)) == read_trip(decoded)


@pytest.mark.parametrize("name", ["trip.json", "TRIP.JSON", "my.trip.json", ".json"])
def test_the_ending_decides_whatever_its_case(name: str) -> None:
    assert decode_trip(name, b'{"a": 1}') == {"a": 1}


@pytest.mark.parametrize("name", ["trip.yaml", "trip", "trip.json.txt", "json", "", "trip.\x1b[2Jtxt"])
def test_another_ending_is_refused(name: str) -> None:
    said = refusal(name, b"{}")
    assert "does not end in .json or .toml" in said
    assert said.isprintable()


@pytest.mark.parametrize("name", ["t.json", "t.toml"])
@pytest.mark.parametrize("content", [b"", b"   \n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == "the file is empty"


@pytest.mark.parametrize(
    ("name", "content"), [("t.json", b'{"a": "\xc5\x81"}'), ("t.toml", b'a = "\xc5\x81"')]
)
def test_a_byte_order_mark_is_no_content(name: str, content: bytes) -> None:
    assert decode_trip(name, b"\xef\xbb\xbf" + content) == {"a": "Ł"}


@pytest.mark.parametrize("name", ["t.json", "t.toml"])
@pytest.mark.parametrize("content", [b"\xff\xfe{\x00", b'{"a": "\xe4"}', bytes(range(256))])
def test_what_is_not_utf_8_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == "the file is not UTF-8 text; save it as UTF-8"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "not JSON: Expecting property name enclosed in double quotes (line 1, column 2)"),
        (b"hello", "not JSON: Expecting value (line 1, column 1)"),
        (b"{'a': 1}", "not JSON: "),
        (b'{"a": 1,}', "not JSON: "),
        (b'{"a": 1} {"b": 2}', "not JSON: Extra data (line 1, column 10)"),
        (b'{"a": "\x01"}', "not JSON: Invalid control character"),
        (b"<?xml version='1.0'?>", "not JSON: "),
        (b"a = 1", "not JSON: "),
    ],
)
def test_what_is_not_json_says_where(content: bytes, message: str) -> None:
    assert message in refusal("t.json", content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = ", "not TOML: "),
        (b'{"a": 1}', "not TOML: "),
        (b"a = 1\na = 2", "not TOML: Cannot overwrite a value"),
        (b"[a]\n[a]", "not TOML: Cannot declare"),
        (b"day = 2027-02-30", "not TOML: "),
        (b'a = "\xed\xa0\x80"', "UTF-8"),
        (b'a = "\\ud800"', "not TOML: "),
    ],
)
def test_what_is_not_toml_says_where(content: bytes, message: str) -> None:
    said = refusal("t.toml", content)
    assert message in said
    assert any(place in said for place in ("UTF-8", "line ", "at end of document"))


@pytest.mark.parametrize("content", [b"[]", b"7", b'"trip"', b"null", b"true", b'[{"traveller": {}}]'])
def test_a_trip_is_a_group_at_the_top(content: bytes) -> None:
    assert "a trip is a group of keys and values, not " in refusal("t.json", content)


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_no_number_is_refused(number: bytes) -> None:
    assert (
        refusal("t.json", b'{"a": ' + number + b"}") == f"{number.decode()} is not a number a trip can hold"
    )


def test_a_key_given_twice_is_named() -> None:
    assert refusal("t.json", b'{"a": {"name": 1, "b": 2, "name": 3}}') == "name: is given twice; keep one"
    assert refusal("t.json", b'{"a\\n\\u001b": 1, "a\\n\\u001b": 2}').isprintable()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.json", b"[" * 100_000),
        ("t.json", b'{"a":' * 40_000),
        ("t.json", b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        ("t.toml", b"a = " + b"[" * 100_000),
        ("t.toml", b"a = " + b"{a = " * 20_000),
    ],
)
def test_a_deep_nest_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == "the file is nested too deeply to be a trip"


@pytest.mark.parametrize("depth", [50, 400, 900, 950, 980, 990, 995])
@pytest.mark.parametrize("name", ["t.json", "t.toml"])
def test_a_nest_of_any_depth_is_refused_one_way_or_another(name: str, depth: int) -> None:
    nest = b"[" * depth + b"]" * depth
    content = b'{"traveller": ' + nest + b"}" if name == "t.json" else b"traveller = " + nest
    with pytest.raises(BadInput):
        read_trip(decode_trip(name, content))


@pytest.mark.parametrize("name", ["t.json", "t.toml"])
def test_five_megabytes_of_noise_are_refused_by_their_size(name: str) -> None:
    noise = random.Random(1).randbytes(5_000_000)
    assert refusal(name, noise) == f"the file has 5,000,000 bytes; a trip file has at most {LARGEST:,}"


@pytest.mark.parametrize("name", ["t.json", "t.toml"])
def test_noise_that_is_small_enough_is_refused_as_what_it_is(name: str) -> None:
    chance = random.Random(2)
    for _ in range(200):
        refusal(name, chance.randbytes(chance.randrange(1, 400)) + b"\xff")
        text = "".join(chr(chance.randrange(32, 0x3000)) for _ in range(200))
        refusal(name, b"{" + text.encode())


def test_a_file_of_the_largest_size_is_read() -> None:
    padding = LARGEST - len(b'{"a": ""}')
    assert decode_trip("t.json", b'{"a": "' + b"x" * padding + b'"}') == {"a": "x" * padding}
    assert "bytes" in refusal("t.json", b'{"a": "' + b"x" * (padding + 1) + b'"}')


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.json", b'{"vehicle": {"year": ' + b"9" * 5000 + b"}}"),
        ("t.json", b'{"vehicle": {"year": ' + b"9" * 4000 + b"}}"),
        ("t.json", b'{"vehicle": {"year": 1e999}}'),
        ("t.json", b'{"vehicle": {"year": -1e-999}}'),
        ("t.toml", b"[vehicle]\nyear = " + b"9" * 5000),
        ("t.toml", b"[vehicle]\nyear = 0x" + b"f" * 50_000),
        ("t.toml", b"[vehicle]\nmake = 0x" + b"f" * 50_000),
        ("t.toml", b"vehicle = 0b" + b"1" * 50_000),
        ("t.toml", b"[vehicle]\nyear = inf"),
        ("t.toml", b"[vehicle]\nvalue = { amount = nan, currency = 'EUR' }"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:30]),
)
def test_a_huge_number_is_bad_input_and_no_accident(name: str, content: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read_trip(decode_trip(name, content))
    for problem in caught.value.problems:
        assert len(str(problem)) < 300


def test_half_a_character_in_json_does_not_get_past_the_reader() -> None:
    for entered in ({"traveller": {"name": "\ud83d"}}, {"\ud83d": 1}):
        content = json.dumps(trip_data() | entered).encode()
        with pytest.raises(BadInput) as caught:
            read_trip(decode_trip("t.json", content))
        str(caught.value).encode()


@pytest.mark.parametrize(
    "group",
    [{"traveller": {"nam\u0000e": "x"}}, {"__proto__": {}}, {"": 1}, {"stays": [None]}, {"stays": [[]]}],
)
def test_odd_keys_and_members_are_bad_input(group: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        read_trip(decode_trip("t.json", json.dumps(trip_data(a_stay()) | group).encode()))
