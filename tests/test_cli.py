"""The command line: exit status 0, 1 or 2, and what it writes."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from prenotify import __version__
from tests.builders import a_stay, trip_data
from tests.checkout import ROOT
from tests.commands import HELD_BACK, LATE, READY, TODAY, Run, a_file
from tests.commands import here as here
from tests.commands import run as run


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
