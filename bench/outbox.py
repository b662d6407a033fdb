"""Letters that leave, and letters that are claimed, each beside the least that could do it.

Sending 500 stored letters, with all that keeps them from being lost or sent twice, is compared with
a bare smtplib loop that sends the same bytes over one connection to the same sink, which offers
PIPELINING as mail servers do. Claiming among a million letters is compared with claiming among a
thousand; since filling the table takes minutes, it is measured only when PRENOTIFY_BENCH_ROWS says
how many there are to be, on the database that PRENOTIFY_BENCH_DATABASE names, else on SQLite.
"""

import atexit
import os
import shutil
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, create_engine, insert, select, text, update

from bench.plan import TODAY, trip_of
from prenotify.desk import Desk
from prenotify.desk.composing import compose
from prenotify.outbox.claims import Claims
from prenotify.outbox.database import writer
from prenotify.outbox.dispatch import Dispatcher
from prenotify.outbox.letter import NewLetter
from prenotify.outbox.letters import LetterStore
from prenotify.outbox.store import TripStore
from prenotify.outbox.tables import letters
from prenotify.settings import Settings

LETTERS = 500
FEW = 1_000
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENDER, READER = "letters@example.org", "desk@example.org"


def subjects() -> dict[str, tuple[Callable[[], object], Callable[[], object], float]]:
    """By name: the subject, its anchor, and the ratio it may reach."""
    name = f"{LETTERS} stored letters sent / a bare smtplib loop with the same bytes"
    return {name: (*_sending(), 1.35), **_claiming()}


def _sending() -> tuple[Callable[[], object], Callable[[], object]]:
    port = _sink()
    content = _a_letter()
    settings = Settings(
        data_dir=_a_folder(),
        data_keys=(Fernet.generate_key().decode(),),
        live=True,
        smtp_url=f"smtp://127.0.0.1:{port}",
        mail_from=SENDER,
        daily_cap=10**6,
    )
    trips = TripStore.open(settings)
    trip = trips.create({}, NOW).reference
    LetterStore(trips.engine, trips.seal).put([_new(trip, n, content) for n in range(LETTERS)], NOW)
    claims = Claims(trips.engine, trips.seal, settings)

    def send() -> None:
        _all_wait_again(trips.engine)
        Dispatcher(claims, settings, lambda: NOW, lambda: False).run()

    def bare() -> None:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as server:
            for _ in range(LETTERS):
                server.sendmail(SENDER, READER, content)

    return send, bare


def _claiming() -> dict[str, tuple[Callable[[], object], Callable[[], object], float]]:
    """At least 0.4 of the claims per second: at most 2.5 times as long for each."""
    many = int(os.environ.get("PRENOTIFY_BENCH_ROWS", "0"))
    if not many:
        return {}
    name = f"a claim among {many:,} letters / among {FEW:,}"
    return {name: (_claims_among(many), _claims_among(FEW), 2.5)}


def _claims_among(rows: int) -> Callable[[], object]:
    """Claim and give back twenty letters, one in fifty of all being due."""
    settings = Settings(
        data_dir=_a_folder(),
        database_url=_a_schema(rows),
        data_keys=(Fernet.generate_key().decode(),),
        secret_key="s",
        daily_cap=10**9,
    )
    trips = TripStore.open(settings)
    trip = trips.create({}, NOW).reference
    store = LetterStore(trips.engine, trips.seal)
    (letter,) = store.put([_new(trip, 0, b"Message-ID: <a@b>\r\n\r\n.\r\n", live=False)], NOW)
    _multiply(trips.engine, letter.id, rows)
    claims = Claims(trips.engine, trips.seal, settings)

    def claim() -> None:
        claims.give_back(claims.claim(NOW, live=False, most=20), NOW)

    return claim


def _a_folder() -> Path:
    """Gone when the bench ends."""
    folder = Path(tempfile.mkdtemp(prefix="prenotify-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _a_schema(rows: int) -> str:
    """A schema of its own in the database that is named; nothing for SQLite, which gets a new file."""
    url = os.environ.get("PRENOTIFY_BENCH_DATABASE", "")
    if not url:
        return ""
    name = f"prenotify_bench_{rows}"
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {name}"))
    return f"{url}?options=-c%20search_path%3D{name}"


def _multiply(engine: Engine, of: int, rows: int) -> None:
    """*rows* letters like the one there is; 49 in 50 have left."""
    with writer(engine).begin() as connection:
        row = dict(connection.execute(select(letters).where(letters.c.id == of)).one()._mapping)
        for first in range(1, rows, 10_000):
            copies = range(first, min(first + 10_000, rows))
            connection.execute(insert(letters), [_like(row, of + number, number) for number in copies])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _like(row: dict[str, Any], own: int, number: int) -> dict[str, Any]:
    due = number % 50 == 0
    state = {"state": "waiting", "next_at": NOW} if due else {"state": "sent", "next_at": None}
    return {**row, "id": own, "key": f"{row['key']}/{number}", "message_id": f"<{number}@b>", **state}


def _sink() -> int:
    sink = subprocess.Popen(
        [sys.executable, "-m", "bench._sink", "PIPELINING"], stdout=subprocess.PIPE, text=True
    )
    atexit.register(sink.kill)
    assert sink.stdout is not None
    return int(sink.stdout.readline())


def _a_letter() -> bytes:
    desk = Desk.open(Settings())
    filing = desk.plan(trip_of(3), TODAY).filings[0]
    return compose(filing, "PNBENCH", Settings(mail_from=SENDER), NOW).content


def _new(trip: str, number: int, content: bytes, live: bool = True) -> NewLetter:
    own = content.replace(b"Message-ID: <", f"Message-ID: <{number}.".encode(), 1)
    return NewLetter(
        trip=trip,
        key=f"{trip}/{number}",
        reference=f"{trip}-{number}",
        kind="filing",
        form="indonesia/imi-notice",
        stay=1,
        desk="indonesia/imi-notice",
        sender=SENDER,
        to=READER,
        content=own,
        live=live,
        due_at=NOW,
        zone="Asia/Jakarta",
    )


def _all_wait_again(engine: Engine) -> None:
    with writer(engine).begin() as connection:
        connection.execute(update(letters).values(state="waiting", next_at=NOW, attempts=0, sent_at=None))
