"""The command line: exit status 0, 1 or 2, errors in sentences on standard error, never a traceback."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from prenotify import __version__
from prenotify.cli import main
from prenotify.tripfile import LARGEST
from tests.builders import Data, a_stay, trip_data
from tests.checkout import ROOT

TODAY = "2026-11-21"
READY, HELD_BACK, CAMPER, LATE = (ROOT / f"tests/trips/{name}.toml" for name in ("t5", "t1", "t3", "t6"))


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PRENOTIFY_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """Runs a command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]):
        self.capsys = capsys

    def __call__(self, *words: str | Path) -> Ran:
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:  # argparse's way out
            status = int(ended.code or 0)
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(status, said.out, said.err)


def process(
    *words: str | Path, stdout: int = subprocess.PIPE, **environ: str
) -> "subprocess.CompletedProcess[bytes]":
    """Runs a command as a process of its own, in the working directory."""
    return subprocess.run(
        [sys.executable, "-m", "prenotify.cli", *map(str, words)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ},
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )


def a_file(content: bytes | Data, name: str = "trip.json") -> Path:
    path = Path(name)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


# plan -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trip", "today", "status"),
    [(READY, TODAY, 0), (HELD_BACK, TODAY, 1), (LATE, "2027-01-05", 1)],
    ids=["ready", "blocked", "late"],
)
def test_plan_ends_with_0_when_all_is_well_and_with_1_when_something_needs_attention(
    run: Run, trip: Path, today: str, status: int
) -> None:
    ran = run("plan", trip, "--today", today)
    assert ran.status == status
    assert ran.out.startswith("Plan as of ")
    assert ran.err == ""


def test_plan_ends_with_1_when_something_is_incomplete(run: Run) -> None:
    ran = run("plan", a_file(trip_data(carnet={"number": ""})), "--today", TODAY)
    assert ran.status == 1
    assert "incomplete: something it needs is missing" in ran.out


def test_plan_says_what_is_due_and_when(run: Run) -> None:
    out = run("plan", HELD_BACK, "--today", TODAY).out
    assert "2 March 2027  Thailand: permit dossier for the agency (DLT) (stay 3, request)" in out
    assert "2027-03-02  30 working days before 2027-04-19: rule, ADAC" in out
    assert "held back by CARNET_EXPIRES_BEFORE_EXIT" in out


@pytest.mark.parametrize("trip", sorted((ROOT / "tests/trips").glob("*.toml")), ids=lambda path: path.stem)
def test_plan_as_json_is_one_json_object(run: Run, trip: Path) -> None:
    ran = run("plan", trip, "--today", TODAY, "--json")
    found = json.loads(ran.out)
    assert list(found) == ["today", "filings", "not_filed", "advisories", "steps", "carnet"]
    assert found["today"] == TODAY


def test_plan_takes_json_as_well_as_toml(run: Run) -> None:
    assert run("plan", a_file(trip_data()), "--today", TODAY).status == 0


def test_plan_is_of_today_unless_told_otherwise(run: Run) -> None:
    found = date.fromisoformat(json.loads(run("plan", READY, "--json").out)["today"])
    assert abs(found - datetime.now(UTC).date()) <= timedelta(1)


def test_planning_leaves_nothing_behind(run: Run, here: Path) -> None:
    run("plan", READY, "--today", TODAY)
    assert list(here.iterdir()) == []


def test_letters_of_any_script_come_out_as_they_went_in(run: Run) -> None:
    ran = run(
        "plan", a_file(trip_data(agent={"name": "Łukasz Żółć & <Sons> 山田"})), "--today", TODAY, "--json"
    )
    assert ran.status == 0
    trip = trip_data(a_stay("JP"), agent={"name": "Łukasz Żółć & <Sons> 山田"})
    assert "Łukasz Żółć & <Sons> 山田 is named as agent" in run("plan", a_file(trip), "--today", TODAY).out


# Bad input --------------------------------------------------------------------------------------------

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


# fill -------------------------------------------------------------------------------------------------


def test_fill_writes_a_paper_and_a_letter_for_each_filing_and_the_plan_thrice(run: Run, here: Path) -> None:
    ran = run("fill", HELD_BACK, "--out", "out", "--today", TODAY)
    assert ran.status == 1
    assert sorted(path.name for path in (here / "out").iterdir()) == [
        "01-india-adac-confirmation.eml",
        "01-india-adac-confirmation.pdf",
        "03-thailand-dlt-permit.eml",
        "03-thailand-dlt-permit.pdf",
        "05-indonesia-imi-notice.eml",
        "05-indonesia-imi-notice.pdf",
        "06-japan-jaf-verification.eml",
        "06-japan-jaf-verification.pdf",
        "border-pack.pdf",
        "plan.ics",
        "plan.json",
        "plan.pdf",
    ]
    assert ran.out == "12 files in out\n"
    assert [path.name for path in here.iterdir()] == ["out"], "no keys, no database"


def test_fill_writes_the_same_plan_that_plan_prints(run: Run, here: Path) -> None:
    printed = run("plan", HELD_BACK, "--today", TODAY, "--json").out
    run("fill", HELD_BACK, "--out", "out", "--today", TODAY)
    assert json.loads((here / "out/plan.json").read_text()) == json.loads(printed)


def test_fill_twice_gives_the_same_bytes(run: Run, here: Path) -> None:
    for out in ("first", "second"):
        run("fill", READY, "--out", out, "--today", TODAY)
    first, second = ({p.name: p.read_bytes() for p in (here / out).iterdir()} for out in ("first", "second"))
    assert first == second


def test_fill_makes_the_folder_it_is_told(run: Run, here: Path) -> None:
    assert run("fill", READY, "--out", "a/b/c", "--today", TODAY).status == 0
    assert (here / "a/b/c/plan.json").is_file()


def test_fill_names_papers_that_lay_there_before(run: Run, here: Path) -> None:
    assert run("fill", HELD_BACK, "--out", "out", "--today", TODAY).err == ""
    (here / "out/notes.txt").touch()
    ran = run("fill", READY, "--out", "out", "--today", TODAY)
    assert ran.err.splitlines()[0] == (
        "warning: 01-india-adac-confirmation.eml lay there before; it is no paper of this plan"
    )
    assert "notes.txt" not in ran.err
    assert (here / "out/01-india-adac-confirmation.eml").is_file()


@pytest.mark.parametrize(
    ("out", "why"),
    [("taken", "is a file; name a folder"), ("taken/below", "cannot be made: Not a directory")],
)
def test_fill_says_so_when_it_cannot_write(run: Run, here: Path, out: str, why: str) -> None:
    (here / "taken").touch()
    ran = run("fill", READY, "--out", out, "--today", TODAY)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"--out: {out} {why}\n"


def test_fill_names_a_character_that_no_font_has(run: Run) -> None:
    ran = run(
        "fill", a_file(trip_data(traveller={"name": "Testa \U00012000"})), "--out", "out", "--today", TODAY
    )
    assert "warning: traveller.name: no font here can print" in ran.err


# forms ------------------------------------------------------------------------------------------------


def test_forms_check_judges_every_file(run: Run, here: Path) -> None:
    ran = run("forms", "check")
    assert ran.status == 0, ran.out
    assert ran.out.endswith("cases: no problems\n")
    assert "note: texts of our own, read by no native speaker yet: de " in ran.out
    assert list(here.iterdir()) == []


def test_forms_check_lists_what_a_native_speaker_should_read(run: Run) -> None:
    ran = run("forms", "check", "--phrases")
    assert ran.status == 0
    assert "own  id  imi.intro  Dengan ini saya memberitahukan" in ran.out
    assert "own  es  forms/nicaragua/entry-request.toml  Solicito autorización" in ran.out
    assert "none ja  forms/japan/jaf-verification.toml  Yours faithfully," in ran.out
    assert "forms/japan/jaf-verification.toml: in English, since no font here prints ja" in ran.out
    assert "th:official" not in ran.out


def test_version_is_told(run: Run) -> None:
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"prenotify {__version__}\n")


# As a process of its own -------------------------------------------------------------------------------


def test_a_process_ends_as_the_function_says(here: Path) -> None:
    assert process("plan", READY, "--today", TODAY).returncode == 0
    assert process("plan", HELD_BACK, "--today", TODAY).returncode == 1
    bad = process("plan", a_file(b"hello"))
    assert bad.returncode == 2
    assert bad.stdout == b""
    assert bad.stderr == b"not JSON: Expecting value (line 1, column 1)\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_utf_8_whatever_the_terminal_speaks(here: Path, encoding: str) -> None:
    trip = a_file(trip_data(a_stay("JP"), agent={"name": "Łukasz 山田"}))
    ran = process("plan", trip, "--today", TODAY, "--json", PYTHONIOENCODING=encoding)
    assert ran.stderr == b""
    said = [advisory["message"] for advisory in json.loads(ran.stdout.decode("utf-8"))["advisories"]]
    assert any(message.startswith("Łukasz 山田 is named as agent") for message in said)


@pytest.mark.parametrize(
    "words",
    [["plan", str(HELD_BACK), "--today", TODAY, "--json"], ["plan", str(READY), "--today", TODAY]],
    ids=["more than a buffer", "less than a buffer"],
)
def test_a_reader_that_has_seen_enough_is_no_accident(here: Path, words: list[str]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    try:
        ran = process(*words, stdout=writes)
    finally:
        os.close(writes)
    assert ran.stderr == b""
    assert ran.returncode == 0


def test_an_error_about_odd_text_can_be_shown_on_any_terminal(here: Path) -> None:
    trip = a_file(trip_data(traveller={"email": "Ł\u202e\x1b[2J"}) | {"\x1b[31mkey": 1})
    ran = process("plan", trip, PYTHONIOENCODING="ascii")
    assert ran.returncode == 2
    assert b"\x1b" not in ran.stderr
    assert b"Traceback" not in ran.stderr
