"""The command line as a process: its status, its encoding, a reader that goes away."""

import json
import os
from pathlib import Path

import pytest

from tests.builders import a_stay, trip_data
from tests.commands import HELD_BACK, READY, TODAY, a_file, process
from tests.commands import here as here


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
