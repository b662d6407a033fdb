"""What cannot be used is said in one line, with what would be right, and never with a traceback."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from cryptography.fernet import Fernet

TRIP = Path(__file__).parent / "trips/t5.toml"
NOWHERE = "postgresql+psycopg://nobody:geheim@127.0.0.1:1/none"
COMMANDS = (["outbox"], ["submit", str(TRIP)], ["forget", "X"], ["amend", "X"], ["worker", "--drain"])
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command over a data folder of its own."""

    def run(*words: str, **settings: str) -> CompletedProcess[str]:
        named = {f"PRENOTIFY_{name}": value for name, value in settings.items()}
        environ = {"PATH": os.environ["PATH"], "PRENOTIFY_DATA_DIR": str(tmp_path), **named}
        command = [sys.executable, "-m", "prenotify.cli", *words]
        return subprocess.run(command, env=environ, text=True, capture_output=True, timeout=60, check=False)

    return run


def assert_said_in_one_line(done: CompletedProcess[str], said: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_database_that_does_not_answer(run: Run, words: list[str]) -> None:
    key = Fernet.generate_key().decode()
    done = run(*words, DATABASE_URL=NOWHERE, SECRET_KEY="s", DATA_KEYS=key)
    assert_said_in_one_line(done, "PRENOTIFY_DATABASE_URL: PostgreSQL does not answer")
    assert "geheim" not in done.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_file_that_is_no_database(run: Run, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "prenotify.sqlite3").write_bytes(b"not a database, " * 100)
    assert_said_in_one_line(run(*words), "prenotify.sqlite3: SQLite says: file is not a database; ")


def test_a_database_of_a_newer_prenotify(run: Run, tmp_path: Path) -> None:
    assert run("outbox").returncode == 0
    with sqlite3.connect(tmp_path / "prenotify.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    assert_said_in_one_line(run("outbox"), "its tables are of a newer prenotify; install that one again")


@pytest.mark.parametrize("words", [["submit", str(TRIP)], ["worker", "--drain"]], ids=lambda words: words[0])
def test_a_key_that_opens_nothing_stored(run: Run, words: list[str]) -> None:
    assert run("submit", str(TRIP)).returncode in (0, 1)
    another = run(*words, DATA_KEYS=Fernet.generate_key().decode())
    assert_said_in_one_line(another, "PRENOTIFY_DATA_KEYS: holds no key that opens what is stored; put")


def test_the_doctor_names_a_key_that_opens_nothing(run: Run) -> None:
    run("submit", str(TRIP))
    done = run("doctor", DATA_KEYS=Fernet.generate_key().decode())
    assert done.returncode == 1
    assert "bad  keys: PRENOTIFY_DATA_KEYS holds no key that opens what is stored; put the key" in done.stdout


@pytest.mark.slow
def test_the_pages_do_not_start_over_what_is_no_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "prenotify.sqlite3").write_bytes(b"not a database, " * 100)
    done = run("serve", "--port", "18431")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert {line.partition(": ")[2] for line in done.stderr.splitlines()} == {
        "SQLite says: file is not a database; let prenotify write there, or put a backup in its place "
        "(docs/operate.md)"
    }


def test_what_is_stored_is_for_nobody_else_to_read(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert run("submit", str(TRIP)).returncode in (0, 1)
    readable = [
        p.name
        for p in tmp_path.rglob("*")
        if p.is_file() and p.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    ]
    assert readable == []


def test_a_full_disk_behind_the_output(run: Run) -> None:
    command = [sys.executable, "-m", "prenotify.cli", "plan", str(TRIP), "--today", "2026-11-22", "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert done.returncode == 2
    assert done.stderr == "no room is left for what this command writes: No space left on device\n"


def test_a_rehearsal_that_could_not_write_is_not_played(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    done = run("rehearse", str(TRIP), "--today", "2026-11-22", "--out", str(tmp_path / "taken"))
    assert_said_in_one_line(done, f"--out: {tmp_path / 'taken'} is a file; name a folder")
