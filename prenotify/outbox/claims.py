"""The workers' side of the letters: claimed for a lease, handed out, settled by whoever claimed them.

No transaction is open while a mail server is spoken to. Each claim, settling and giving back
asks for the claim it was made under, so that a worker that was too slow changes nothing.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, and_, bindparam, func, insert, or_, select, update

from prenotify.outbox.daily import DailyCap, by_desk, next_day_at
from prenotify.outbox.database import writer
from prenotify.outbox.quick import Prepared, writing
from prenotify.outbox.seal import Seal
from prenotify.outbox.settling import GIVEN_BACK, Claimed, Outcome, Settling, log_line
from prenotify.outbox.states import State
from prenotify.outbox.tables import contents, letters, log_lines
from prenotify.settings import Settings

Settled = tuple[Claimed, Outcome]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a mail server needs of a letter."""

    message_id: str
    sender: str
    to: str
    content: bytes


class Claims:
    def __init__(self, engine: Engine, seal: Seal, settings: Settings):
        self._reader, self._writer, self._seal = engine, writer(engine), seal
        self._lease = timedelta(seconds=settings.lease_seconds)
        self._cap = DailyCap(engine, settings.daily_cap)
        self._settling = Settling(engine, seal, settings, self._cap)
        self._at_data = Prepared(engine, _AT_DATA)
        self._content = Prepared(engine, _CONTENT)

    def tidy(self, now: datetime) -> None:
        """Take back what vanished workers held, and say which letters are too late to leave."""
        with self._reader.connect() as connection:
            if not connection.scalar(_UNTIDY, {"now": now}):
                return
        with self._writer.begin() as connection:
            for row in sorted(connection.execute(_LAPSED, {"now": now}), key=by_desk):
                may_have_left = row.at_data and row.live
                outcome = Outcome("lost", _VANISHED) if may_have_left else GIVEN_BACK
                self._settling.settle(_cursor(connection), _claimed(row), outcome, now, retry_at=now)
            self._too_late(connection, now)

    def claim(self, now: datetime, live: bool, most: int) -> list[Claimed]:
        """Up to *most* letters that are due; live ones only if *live*. Their attempts count from here.

        None only where nothing is due: letters whose recipient's day is full make room for others.
        """
        while True:
            claimed, full = self._claim(now, live, most)
            if claimed or not full:
                return claimed

    def _claim(self, now: datetime, live: bool, most: int) -> tuple[list[Claimed], list[Claimed]]:
        """Letters claimed, and letters put off to their recipient's next day instead."""
        claim = secrets.token_hex(8)
        values = {"now": now, "live_too": live, "most": most, "mine": claim, "until": now + self._lease}
        with self._writer.begin() as connection:
            claimed = sorted(map(_claimed, connection.execute(_CLAIM, values)), key=lambda one: one.id)
            if not claimed:
                return [], []
            lines = [log_line(letter.id, now, "claimed", "sending") for letter in claimed]
            connection.execute(insert(log_lines), lines)
            full = self._cap.beyond(connection, claimed, now)
            for letter in full:
                self._wait_for_tomorrow(connection, letter, now)
        return [letter for letter in claimed if letter not in full], full

    def hand_out(self, letter: Claimed, now: datetime, before: Settled | None = None) -> Loaded | None:
        """The letter's bytes, marked as perhaps leaving from now on; None where it is no longer ours.

        In the same transaction the letter *before* it is settled. Raises BrokenSeal; then nothing is
        written, neither the mark nor what became of the one before.
        """
        mine = {"of": letter.id, "by": letter.claim, "until": now + self._lease}
        with writing(self._reader) as cursor:
            if before:
                self._settling.settle(cursor, *before, now)
            ours = self._at_data.run(cursor, mine).fetchone()
            content = ours and self._content.run(cursor, {"of": letter.id}).fetchone()
            return self._opened(letter, ours[0], content[0]) if ours and content else None

    def _opened(self, letter: Claimed, envelope: bytes, content: bytes) -> Loaded:
        said = json.loads(self._seal.unlock_bytes(bytes(envelope)))
        return Loaded(letter.message_id, said["from"], said["to"], self._seal.unlock_bytes(bytes(content)))

    def settle(self, letter: Claimed, outcome: Outcome, now: datetime) -> bool:
        """Write down what became of a letter; False where another worker has taken it meanwhile."""
        with writing(self._reader) as cursor:
            return self._settling.settle(cursor, letter, outcome, now)

    def give_back(self, claimed: Iterable[Claimed], now: datetime) -> None:
        """Let others have letters that were claimed and not begun; the attempt does not count."""
        with writing(self._reader) as cursor:
            for letter in sorted(claimed, key=by_desk):
                self._settling.settle(cursor, letter, GIVEN_BACK, now, retry_at=now)

    def next_at(self, live: bool, due_by: datetime | None = None) -> datetime | None:
        """When something is to be done next, among the letters due by *due_by*: None if nothing is."""
        query = _NEXT if due_by is None else _NEXT.where(letters.c.due_at <= due_by)
        with self._reader.connect() as connection:
            found: datetime | None = connection.scalar(query, {"live_too": live})
            return found

    def _too_late(self, connection: Connection, now: datetime) -> None:
        missed = connection.scalars(_MISSED, {"now": now}).all()
        unrepeated = connection.scalars(_NOT_REPEATED, {"now": now}).all()
        lines = [log_line(number, now, "too late", "missed") for number in missed]
        lines += [log_line(number, now, "not repeated", "unsure") for number in unrepeated]
        if lines:
            connection.execute(insert(log_lines), lines)

    def _wait_for_tomorrow(self, connection: Connection, letter: Claimed, now: datetime) -> None:
        tomorrow = next_day_at(letter.zone, now)
        self._settling.settle(_cursor(connection), letter, GIVEN_BACK, now, retry_at=tomorrow)
        connection.execute(_PUT_TO, {"of": letter.id, "due": tomorrow})
        said = self._seal.lock_bytes(_FULL.format(cap=self._cap.most).encode())
        state: State = "unsure" if letter.repeats else "waiting"
        connection.execute(insert(log_lines), [log_line(letter.id, now, "day is full", state, said)])


_VANISHED = "the worker that was sending this letter vanished; the letter may have left"
_FULL = "this recipient has had {cap} letters today; this one waits for the recipient's next day"

_CLAIMED_COLUMNS = [
    letters.c.next_at.label("until") if name == "until" else letters.c[name]
    for name in Claimed.__dataclass_fields__
]
_MAY_LEAVE = or_(letters.c.live.is_(False), bindparam("live_too", type_=letters.c.live.type))
_IN_TIME = or_(letters.c.not_after.is_(None), letters.c.not_after >= bindparam("now"))
_DUE = (
    select(letters.c.id)
    .where(letters.c.next_at <= bindparam("now"), letters.c.state.in_(["waiting", "unsure"]))
    .where(letters.c.held.is_(False), _MAY_LEAVE, _IN_TIME)
    .order_by(letters.c.next_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_CLAIM = (
    update(letters)
    .where(letters.c.id.in_(select(_DUE.c.id)))
    .values(
        state="sending",
        claim=bindparam("mine"),
        attempts=letters.c.attempts + 1,
        at_data=False,
        next_at=bindparam("until"),
    )
    .returning(*_CLAIMED_COLUMNS)
)
_AT_DATA = (
    update(letters)
    .where(letters.c.id == bindparam("of"), letters.c.claim == bindparam("by"))
    .values(at_data=True, next_at=bindparam("until"))
    .returning(letters.c.envelope)
)
_CONTENT = select(contents.c.sealed).where(contents.c.letter == bindparam("of"))
_PUT_TO = update(letters).where(letters.c.id == bindparam("of")).values(due_at=bindparam("due"))
_LAPSE = and_(letters.c.next_at <= bindparam("now"), letters.c.state == "sending")
_LAPSED = select(*_CLAIMED_COLUMNS, letters.c.at_data).where(_LAPSE).with_for_update(skip_locked=True)
_PAST = and_(letters.c.next_at <= bindparam("now"), letters.c.not_after < bindparam("now"))
_UNTIDY = select(letters.c.id).where(or_(_LAPSE, _PAST)).limit(1)
_ENDS = {"next_at": None, "to_tell": True}
_MISSED = (
    update(letters)
    .where(_PAST, letters.c.state == "waiting")
    .values(state="missed", **_ENDS)
    .returning(letters.c.id)
)
_NOT_REPEATED = (
    update(letters).where(_PAST, letters.c.state == "unsure").values(**_ENDS).returning(letters.c.id)
)
_NEXT = select(func.min(letters.c.next_at)).where(
    letters.c.next_at.is_not(None), letters.c.held.is_(False), _MAY_LEAVE
)


def _claimed(row: Any) -> Claimed:
    return Claimed(*(getattr(row, name) for name in Claimed.__dataclass_fields__))


def _cursor(connection: Connection) -> Any:
    """The driver's cursor within a transaction that is open already."""
    return connection.connection.cursor()
