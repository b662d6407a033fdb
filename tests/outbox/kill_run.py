"""Letters that leave although their workers are killed, their mail server fails and their queue is emptied.

    python -m tests.outbox.kill_run [--letters 2000] [--workers 3] [--seconds 60] [--database URL]

Prints what came of it; ends with 1 if a letter was lost, or sent twice without being marked unsure.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from prenotify.outbox.letter import Letter
from prenotify.outbox.states import WORDS
from tests.checkout import ROOT
from tests.outbox.mail_server import MailServer
from tests.outbox.post_office import PostOffice

_EVERY = 5
_FAULTS = ("451 at DATA", "drop at RCPT", "450 at RCPT", "accepts and drops", "drop at body", "452 at body")
_SEED = 1
_SETTLES_WITHIN = 300


class FaultyServer(MailServer):
    """Fails once for every fifth letter, each time in another way."""

    def __init__(self, slow: float) -> None:
        super().__init__()
        self.slow = slow
        self.failed: set[str] = set()

    def wrong_now(self, step: str, to: str) -> str:
        if step == "body":
            time.sleep(self.slow)
        what, _, where = self._fault_of(to).partition(" at ")
        return what if where == step and self._first_time(to) else ""

    def drops_after_accepting(self, to: str) -> bool:
        return self._fault_of(to) == "accepts and drops" and self._first_time(to)

    def _fault_of(self, to: str) -> str:
        number = to.partition("@")[0].partition("-")[2]
        if not number or int(number) % _EVERY:
            return ""
        return _FAULTS[int(number) // _EVERY % len(_FAULTS)]

    def _first_time(self, to: str) -> bool:
        with self._lock:
            first = to not in self.failed
            self.failed.add(to)
            return first


@dataclass(frozen=True)
class Found:
    """How a run ended."""

    letters: tuple[Letter, ...]
    received: Counter[str]
    kills: int
    seconds: float

    @property
    def states(self) -> dict[str, int]:
        found = Counter(letter.state for letter in self.letters)
        return {state: found[state] for state in WORDS if found[state]}

    @property
    def lost(self) -> list[str]:
        """Letters that are not settled, or are said to have left and were never received."""
        return [
            letter.message_id
            for letter in self.letters
            if letter.next_at or (letter.state == "sent" and not self.received[letter.message_id])
        ]

    @property
    def twice(self) -> list[str]:
        """Letters received more than once."""
        return [letter.message_id for letter in self.letters if self.received[letter.message_id] > 1]

    @property
    def unmarked(self) -> list[str]:
        """Letters received more than once of which nobody would know."""
        known = {letter.message_id for letter in self.letters if letter.repeats}
        return [one for one in self.twice if one not in known]

    def __str__(self) -> str:
        return (
            f"{len(self.letters)} letters in {self.seconds:.0f} s, {self.kills} workers killed: "
            f"{self.states}; "
            f"received {sum(self.received.values())}, lost {len(self.lost)}, "
            f"twice {len(self.twice)} (all marked unsure but {len(self.unmarked)}), "
            f"once unsure {sum(bool(letter.repeats) for letter in self.letters)}"
        )


def run(
    letters: int,
    workers: int,
    seconds: float,
    data_dir: Path,
    database_url: str = "",
    slow: float = 0.01,
) -> Found:
    """Kill a random worker each second for so many *seconds*, then let the rest finish.

    The mail server takes *slow* seconds over each letter, so that a kill finds one in hand.
    """
    key = Fernet.generate_key().decode()
    began = time.monotonic()
    chance = random.Random(_SEED)
    with FaultyServer(slow) as server:
        office = PostOffice(database_url, key, data_dir, server.url)
        office.now = datetime.now(UTC)
        new = [office.a_letter(n, to=f"reader-{n}@example.org") for n in range(1, letters + 1)]
        office.letters.put(new, office.now)
        crew = _Crew(workers, _environ(data_dir, database_url, key, server.url))
        try:
            kills = _kill_about(crew, seconds, data_dir, chance)
            _wait_until_settled(office, crew)
        finally:
            crew.end()
        found = office.letters.of_trip(office.trip)
        office.close()
        return Found(found, Counter(server.ids), kills, time.monotonic() - began)


class _Crew:
    """Workers, each a process; one that dies is replaced."""

    def __init__(self, size: int, environ: dict[str, str]):
        self._environ = environ
        self._running = [self._start() for _ in range(size)]

    def kill_one(self, chance: random.Random) -> None:
        place = chance.randrange(len(self._running))
        self._running[place].kill()
        self._running[place].wait()
        self._running[place] = self._start()

    def keep_up(self) -> None:
        self._running = [one if one.poll() is None else self._start() for one in self._running]

    def end(self) -> None:
        for one in self._running:
            one.send_signal(signal.SIGTERM)
        for one in self._running:
            try:
                one.wait(timeout=20)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "prenotify.cli", "worker"]
        return subprocess.Popen(command, env=self._environ, stderr=subprocess.DEVNULL, cwd=ROOT)


def _environ(data_dir: Path, database_url: str, key: str, smtp_url: str) -> dict[str, str]:
    own = {
        "PATH": os.environ["PATH"],
        "PRENOTIFY_DATA_DIR": str(data_dir),
        "PRENOTIFY_SECRET_KEY": "s",
        "PRENOTIFY_DATA_KEYS": key,
        "PRENOTIFY_LIVE": "1",
        "PRENOTIFY_SMTP_URL": smtp_url,
        "PRENOTIFY_MAIL_FROM": "letters@example.org",
        "PRENOTIFY_LEASE_SECONDS": "10",
        "PRENOTIFY_RETRY_SECONDS": "2",
        "PRENOTIFY_DAILY_CAP": "1000000",
    }
    return own | ({"PRENOTIFY_DATABASE_URL": database_url} if database_url else {})


def _kill_about(crew: _Crew, seconds: float, data_dir: Path, chance: random.Random) -> int:
    """Kill a worker each second, and empty the queue at a third and at two thirds of the time."""
    kills, ends = 0, time.monotonic() + seconds
    empties = [ends - seconds * 2 / 3, ends - seconds / 3]
    while time.monotonic() < ends:
        time.sleep(1)
        crew.kill_one(chance)
        kills += 1
        if empties and time.monotonic() > empties[0]:
            empties.pop(0)
            _empty_queue(data_dir)
    return kills


def _empty_queue(data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / "queue.sqlite3", timeout=15)) as queue:
        tables = queue.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            if not table.startswith("sqlite_"):
                queue.execute(f'DELETE FROM "{table}"')  # noqa: S608 - its own tables
        queue.commit()


def _wait_until_settled(office: PostOffice, crew: _Crew) -> None:
    ends = time.monotonic() + _SETTLES_WITHIN
    while time.monotonic() < ends and office.claims.next_at(live=True) is not None:
        crew.keep_up()
        time.sleep(0.5)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--slow", type=float, default=0.05, help="seconds the mail server takes over a letter"
    )
    parser.add_argument("--database", default="", help="a database URL; by default SQLite in a new folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prenotify-kill-") as folder:
        found = run(args.letters, args.workers, args.seconds, Path(folder), args.database, args.slow)
    print(found)  # noqa: T201
    return 1 if found.lost or found.unmarked else 0


if __name__ == "__main__":
    sys.exit(main())
