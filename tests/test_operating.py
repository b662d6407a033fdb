"""What docs/operate.md tells an operator to do works as it stands there."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet
from psycopg import sql
from sqlalchemy import make_url

from prenotify.cli import _parser as parser
from prenotify.outbox.census import census
from prenotify.outbox.store import TripStore
from prenotify.settings import Settings
from prenotify.web.metrics import metrics_of
from tests.checkout import ROOT
from tests.needs import needs, postgres_url

SAID = (ROOT / "docs/operate.md").read_text(encoding="utf-8")
BLOCKS = [
    (kind, re.sub(r"(?m)^ {3}(?=\S|$)", "", body) if body.startswith("   ") else body)
    for kind, body in re.findall(r"(?ms)^ *```(\w+)\n(.*?)^ *```$", SAID)
]
SHELL = [body for kind, body in BLOCKS if kind == "sh"]


def shell_with(words: str) -> str:
    """The one block of commands in which these words stand."""
    (found,) = (body for body in SHELL if words in body)
    return found


def commands() -> set[str]:
    """Every prenotify command: in running text, in blocks, in units."""
    in_text = re.findall(r"`prenotify ([a-z][^`]*)`", re.sub(r"(?ms)^ *```.*?```", "", SAID))
    in_blocks = re.findall(r"(?m)(?:^ *|bin/)prenotify ([a-z].*)$", "\n".join(body for _, body in BLOCKS))
    return {" ".join(command.split()) for command in (*in_text, *in_blocks)}


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_exists(command: str) -> None:
    parser().parse_args(shlex.split(command))


def test_every_setting_exists() -> None:
    setting = re.compile(r"\bPRENOTIFY(?:_(?!FILE\b)[A-Z]+)+")
    read = set(setting.findall((ROOT / "prenotify/settings.py").read_text(encoding="utf-8")))
    assert set(setting.findall(SAID)) <= read


def test_units_say_which_command_to_run() -> None:
    units = [body for kind, body in BLOCKS if kind == "ini"]
    assert len(units) == 2
    for unit in units:
        read = ConfigParser(delimiters=["="], comment_prefixes=["#"])
        read.read_string(unit)
        assert read["Service"]["ExecStart"].startswith("/opt/prenotify/bin/prenotify ")


def test_alerts_watch_what_is_measured(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, secret_key="s", data_keys=(Fernet.generate_key().decode(),))
    store = TripStore.open(settings)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    measured = metrics_of(census(store.engine, now), now).decode()
    store.close()
    watched = re.findall(r"(?m)expr: .*?(prenotify_\w+)(\{[^}]*\})?", SAID)
    assert len(watched) == 4
    for name, labels in watched:
        wanted = re.findall(r'(\w+="\w+")', labels)
        lines = [line for line in measured.splitlines() if line.startswith(name)]
        assert [line for line in lines if all(label in line for label in wanted)], (name, labels)


def test_the_lines_of_the_log_are_those_that_are_written() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "prenotify").rglob("*.py"))
    for event in re.findall(r"(?m)^\| `event=([a-z-]+)` \|", SAID):
        assert f"event={event}" in code or f'"{event.replace("-", " ")}"' in code


@dataclass(frozen=True)
class Site:
    """A deployment in a folder of its own, with its commands."""

    environ: dict[str, str]

    def run(self, script: str) -> str:
        """What a script says; it must not fail."""
        done = subprocess.run(
            ["bash", "-euc", script], env=self.environ, capture_output=True, text=True, check=False, cwd=ROOT
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def submit(self, trip: str) -> None:
        # 1 where something stands in the way of another filing of the trip.
        self.run(f"prenotify submit tests/trips/{trip}.toml --today 2026-11-22 || [ $? = 1 ]")

    def letters(self) -> dict[str, Any]:
        """The letters to desks, by form and stay."""
        found = json.loads(self.run("prenotify outbox --json"))
        return {one["message_id"]: one for one in found}

    def states(self) -> list[str]:
        return [one["state"] + (", held" if one["held"] else "") for one in self.letters().values()]


def a_site(folder: Path, **more: str) -> Site:
    (folder / "backup").mkdir()
    own = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PRENOTIFY_DATA_DIR": str(folder / "data"),
        "BACKUP": str(folder / "backup"),
    }
    return Site(own | more)


@pytest.fixture
def on_postgres(tmp_path: Path) -> Iterator[Site]:
    """A site with a whole database of its own: a restore takes one."""
    name = f"prenotify_operating_{os.getpid()}"
    url = make_url(postgres_url()).set(database=name)
    plain = url.render_as_string(hide_password=False)
    keys = {"PRENOTIFY_SECRET_KEY": "s", "PRENOTIFY_DATA_KEYS": Fernet.generate_key().decode()}
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        live = url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        yield a_site(tmp_path, DATABASE=plain, PRENOTIFY_DATABASE_URL=live, **keys)
        connection.execute(drop)


@needs("sqlite3")
def test_a_backup_of_sqlite_is_put_back_and_nothing_leaves_twice(tmp_path: Path) -> None:
    _back_up_and_restore(a_site(tmp_path), shell_with("VACUUM INTO"), shell_with("cp "))


@needs("postgres", "pg_dump")
def test_a_backup_of_postgresql_is_put_back_and_nothing_leaves_twice(on_postgres: Site) -> None:
    _back_up_and_restore(on_postgres, shell_with("pg_dump"), shell_with("pg_restore"))


def _back_up_and_restore(site: Site, back_up: str, restore: str) -> None:
    """One letter leaves before the backup, one after it, one not at all."""
    drain = "prenotify worker --drain --now 2026-11-22T08:00:00Z"
    site.submit("t3")
    site.run(drain)
    site.submit("t6")
    site.run("prenotify submit tests/trips/t5.toml --today 2026-11-22 --on 2026-12-15")
    before = site.letters()
    site.run(back_up)
    site.run(drain)
    assert site.states() == ["sent", "sent", "waiting"]

    site.run(restore)
    assert site.letters() == before
    site.run(shell_with("--hold"))
    site.run(drain)
    assert site.states() == ["sent", "waiting, held", "waiting, held"]

    _first, left_after_the_backup, _last = before
    site.run(shell_with("--sent").replace("<MESSAGE-ID>", left_after_the_backup))
    site.run(shell_with("--release"))
    site.run(drain)
    found = site.letters()
    assert site.states() == ["sent", "sent", "waiting"]
    assert found[left_after_the_backup]["attempts"] == 0
