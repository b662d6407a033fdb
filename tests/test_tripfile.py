"""Trip files: JSON or TOML, strictly; what cannot be read is refused in a sentence."""

import json
import random
import re
import tomllib
from time import perf_counter
from typing import Any

import pytest

from prenotify.domain.problems import BadInput, Unread
from prenotify.domain.toml_text import read_toml
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


def problems(name: str, content: bytes) -> dict[str, str]:
    """What is wrong with a trip in a file, by its path."""
    with pytest.raises(BadInput) as caught:
        read_trip(decode_trip(name, content))
    return {problem.path: problem.message for problem in caught.value.problems}


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
        (b"a = 1\na = 2", "a: is given twice; keep one (line 2)"),
        (b"[a]\n[a]", "a: is given twice; keep one (line 2)"),
        (b"[a.b]\nc = 1\nd = 2\nc = 3", "a.b.c: is given twice; keep one (line 4)"),
        (b"[[a]]\n[[a]]\n[a.b]\nc = 1\nc = 3", "a.2.b.c: is given twice; keep one (line 5)"),
        (b"[a]\nb = { c = 1, c = 2 }", "a.b.c: is given twice; keep one (line 2)"),
        (b"day = 2027-02-30\nother = ", "not TOML: "),
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
    found = content.decode().replace('"trip"', "“trip”")
    assert refusal("t.json", content) == f"a trip is a group of keys and values, not {found}"


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_no_number_is_refused(number: bytes) -> None:
    found = problems("t.json", json.dumps(trip_data(agent={"name": "#"})).encode().replace(b'"#"', number))
    assert found == {"agent.name": f"{number.decode()} is not a number a trip can hold"}


def test_every_key_given_twice_is_named_with_its_path_beside_all_else() -> None:
    sound = json.dumps(trip_data(a_stay("XX")))
    twice = sound.replace('"traveller": {', '"traveller": {"name": "A", "email": "x", ').replace(
        '"entry": {', '"entry": {"port": "A", '
    )
    assert problems("t.json", twice.encode()) == {
        "traveller.name": "is given twice; keep one",
        "traveller.email": "is given twice; keep one",
        "stays.1.entry.port": "is given twice; keep one",
        "stays.1.country": "“XX” is not a country code; "
        "write two capital letters (ISO 3166), such as DE or TH",
    }


def test_a_strange_key_given_twice_does_not_get_raw_into_a_message() -> None:
    for path, message in problems("t.json", b'{"a\\n\\u001b": 1, "a\\n\\u001b": 2}').items():
        assert f"{path}{message}".isprintable()


T5 = (ROOT / "tests/trips/t5.toml").read_text()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-02-30", "2027-02-30 is not a day of the calendar"),
        ("2027-04-35", "2027-04-35 is not a day of the calendar"),
        ("2027-13-05", "2027-13-05 is not a day of the calendar"),
        ("2027-4-5", "2027-4-5 is not a date; write year-month-day, such as 2027-03-02"),
        ("05.04.2027", "05.04.2027 is not a date; write year-month-day, such as 2027-03-02"),
        ("04/05/2027", "04/05/2027 is not a date; write year-month-day, such as 2027-03-02"),
        ("5. April 2027", "5. April 2027 is not a date; write year-month-day, such as 2027-03-02"),
        ("2027-04", "2027-04 is not a date; write year-month-day, such as 2027-03-02"),
        ("2027-02-30T10:00", "2027-02-30T10:00 is not a date; write year-month-day, such as 2027-03-02"),
    ],
)
def test_a_mistyped_day_in_toml_is_named_with_its_place_beside_all_else(day: str, said: str) -> None:
    text = T5.replace("date = 2027-04-05", f"date = {day}")
    assert day in text
    text = re.sub('(?m)^kind = "(van|motorhome|pickup|car)"', 'kind = "moto"', text)
    found = problems("t5.toml", text.encode())
    assert set(found) == {"stays.1.entry.date", "vehicle.kind"}
    assert found["stays.1.entry.date"] == said


@pytest.mark.parametrize(
    "kept",
    [
        'a = "2027-02-30"',
        "a = '2027-02-30, 5.4.2027'",
        'a = "say \\"5.4.2027\\", or = 2027-02-30"',
        'a = """\nx = 2027-02-30\n[5.4.2027]\n"""',
        "a = '''\nx = 2027-02-30\n'''",
        "a = 2027-02-28 # not = 2027-02-30",
        "a = [2027-02-28, 07:32:00, 1979-05-27T07:32:00Z, 1.5, 2_000]",
        "[5.4.2027]\na = 1",
        "2027-02-30 = 1",
    ],
)
def test_what_is_no_mistyped_day_is_read_as_it_stands(kept: str) -> None:
    """Beside one that makes the file be read once more."""
    again = read_toml(f"mistyped = 2027-02-30\n{kept}\n")
    assert again.pop("mistyped") == Unread("2027-02-30")
    assert again == tomllib.loads(kept)


def test_a_mistyped_day_where_text_belongs_is_no_text() -> None:
    text = T5.replace('make = "', 'make = 2027-02-30 # "')
    assert problems("t5.toml", text.encode())["vehicle.make"] == "2027-02-30 is not text; put it in quotes"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("2027-02-30", "2027-02-30 is not a day of the calendar"),
        ("2027-4-6 10:00", "2027-4-6 10:00 is not text; put it in quotes"),
    ],
)
def test_a_mistyped_day_as_an_answer_is_named(answer: str, said: str) -> None:
    text = T5.replace('visit_1 = "2027-04-06 10:00-11:00"', f"visit_1 = {answer}")
    assert problems("t5.toml", text.encode()) == {"stays.1.answers.visit_1": said}


@pytest.mark.parametrize("name", ["t.json", "t.toml"])
def test_a_number_of_thousands_of_digits_is_named_with_its_place(name: str) -> None:
    digits = "9" * 5000
    json_text = json.dumps(trip_data(a_stay("XX"), vehicle={"year": 77777})).replace("77777", digits)
    toml_text = re.sub(r"(?m)^year = .*", f"year = {digits}", T5).replace('country = "', 'country = "x', 1)
    found = problems(name, (json_text if name == "t.json" else toml_text).encode())
    assert found["vehicle.year"] == "has 5,000 digits; no number in here needs as many"
    assert len(found) > 1


def test_a_long_file_that_cannot_be_read_is_refused_at_once() -> None:
    for line in (b"a = 2027-02-30 x\n", b"'''\"\"\"\\", b'"\\', b"2027-02-30,", b"[[", b"5.5.5555 "):
        content = line * (LARGEST // len(line))
        began = perf_counter()
        with pytest.raises(BadInput):
            decode_trip("t.toml", content)
        assert perf_counter() - began < 5


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
