"""Bad input at the command line: errors in sentences on standard error, status 2, never a traceback."""

import json
from pathlib import Path

import pytest

from prenotify.tripfile import LARGEST
from tests.builders import Data, a_stay, trip_data
from tests.commands import READY, TODAY, Run, a_file
from tests.commands import here as here
from tests.commands import run as run

BAD_FILES: list[tuple[str, bytes, str]] = [
    ("trip.json", b"", "the file is empty"),
    ("trip.json", b"hello", "not JSON: Expecting value (line 1, column 1)"),
    ("trip.json", b"[]", "a trip is a group of keys and values, not []"),
    ("trip.json", b"{}", "traveller: is missing"),
    ("trip.json", b"[" * 100_000, "the file is nested too deeply to be a trip"),
    ("trip.json", b"\xff" * (LARGEST + 1), "a trip file has at most"),
    ("trip.json", b"\xff\xfe", "the file is not UTF-8 text; save it as UTF-8"),
    ("trip.json", b'{"agent": NaN}', "agent: NaN is not a number a trip can hold"),
    ("trip.toml", b"a = ", "not TOML: "),
    ("trip.toml", b"[vehicle]\nyear = 0x" + b"f" * 9000, "vehicle.year: "),
    ("trip.yaml", b"a: 1", "“trip.yaml” does not end in .json or .toml"),
]

BAD_TRIPS: list[tuple[Data, str]] = [
    (trip_data() | {"travler": {}}, "travler: is not a known key; did you mean traveller?"),
    (trip_data(a_stay("XX")), "stays.1.country: “XX” is not a country code"),
    (trip_data() | {"stays": []}, "stays: is empty; give at least one"),
    (trip_data(a_stay("TH", "2027-02-30")), "stays.1.entry.date: “2027-02-30” is not a day of the calendar"),
    (
        trip_data(a_stay("TH", "2027-03-02", "2027-03-01")),
        "stays.1.exit.date: 2027-03-01 is before the entry",
    ),
    (trip_data(traveller={"name": "A\nB"}), "traveller.name: “A\\u000aB” has a line break"),
    (
        trip_data(traveller={"name": "A\u202eB"}),
        "traveller.name: “A\\u202eB” holds U+202E (right-to-left override)",
    ),
    (trip_data(traveller={"email": "nobody"}), "traveller.email: “nobody” is not an e-mail address"),
    (
        trip_data(a_stay("TH", answers={"agency": "x"})),
        "stays.1.answers.agency: is not a known key; did you mean",
    ),
    (
        trip_data(a_stay("JP", answers={"visit_1": "soon"})),
        "stays.1.answers.visit_1: “soon” is not a day with a time",
    ),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES, ids=lambda value: str(value)[:40])
def test_a_file_that_is_no_trip_ends_with_2_and_nothing_is_written(
    run: Run, here: Path, name: str, content: bytes, message: str
) -> None:
    ran = run("plan", a_file(content, name), "--today", TODAY)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert [path.name for path in here.iterdir()] == [name]


@pytest.mark.parametrize(("trip", "message"), BAD_TRIPS, ids=[message for _trip, message in BAD_TRIPS])
def test_a_trip_that_makes_no_sense_ends_with_2_and_nothing_is_written(
    run: Run, here: Path, trip: Data, message: str
) -> None:
    ran = run("plan", a_file(trip), "--today", TODAY)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(message)
    assert [path.name for path in here.iterdir()] == ["trip.json"]


@pytest.mark.parametrize("content", [b"hello", b"{}", json.dumps(BAD_TRIPS[-1][0]).encode()])
def test_fill_writes_nothing_for_a_trip_it_cannot_read(run: Run, here: Path, content: bytes) -> None:
    ran = run("fill", a_file(content), "--out", "out", "--today", TODAY)
    assert (ran.status, ran.out) == (2, "")
    assert [path.name for path in here.iterdir()] == ["trip.json"]


def test_every_mistake_has_a_line_of_its_own(run: Run) -> None:
    trip = trip_data(
        a_stay("XX"),
        a_stay("TH", entry={"date": "soon"}),
        traveller={"email": "nobody"},
        vehicle={"wheels": 2},
    )
    ran = run("plan", a_file(trip), "--today", TODAY)
    assert ran.status == 2
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == [
        "traveller.email",
        "vehicle.wheels",
        "stays.1.country",
        "stays.2.entry.date",
    ]


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    ran = run("plan", "absent.toml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "absent.toml: cannot be read: No such file or directory\n"


def test_a_folder_is_no_trip(run: Run, here: Path) -> None:
    (here / "trip.toml").mkdir()
    ran = run("plan", "trip.toml")
    assert (ran.status, ran.err) == (2, "trip.toml: cannot be read: Is a directory\n")


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "20261121", "", "21.11.2026", "2026-11-21T10:00"])
def test_a_day_that_is_none_ends_with_2(run: Run, day: str) -> None:
    ran = run("plan", READY, "--today", day)
    assert ran.status == 2
    assert ran.err.startswith("--today: ")


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31"])
def test_any_day_of_the_calendar_may_be_today(run: Run, day: str) -> None:
    assert run("plan", READY, "--today", day).status in (0, 1)


@pytest.mark.parametrize(
    "words",
    [[], ["fly"], ["plan"], ["plan", "a.toml", "b.toml"], ["plan", "a.toml", "--nosuch"], ["fill", "a.toml"],
     ["forms"], ["forms", "burn"], ["serve", "--port", "http"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_that_is_none_ends_with_2_and_shows_how_it_goes(run: Run, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("usage: prenotify")


def test_a_setting_that_makes_no_sense_ends_with_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRENOTIFY_LIVE", "perhaps")
    monkeypatch.setenv("PRENOTIFY_RETENTION_DAYS", "soon")
    ran = run("plan", READY)
    assert (ran.status, ran.out) == (2, "")
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == [
        "PRENOTIFY_LIVE",
        "PRENOTIFY_RETENTION_DAYS",
    ]


def test_recipients_come_from_the_operators_file(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "r.toml").write_text(
        '["indonesia/imi-notice"]\nemail = "own@example.org"\nverified = 2026-11-20\n'
    )
    monkeypatch.setenv("PRENOTIFY_RECIPIENTS", "r.toml")
    found = json.loads(run("plan", a_file(trip_data()), "--today", TODAY, "--json").out)
    assert found["filings"][0]["recipient"]["email"] == "own@example.org"
    assert found["filings"][0]["recipient"]["verified"] is True
