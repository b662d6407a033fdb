"""What becomes of a claimed letter once somebody knows: its new state, its next moment, its log line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, bindparam, insert, update

from prenotify.outbox.daily import DailyCap
from prenotify.outbox.letter import TRAVELLER
from prenotify.outbox.quick import Prepared
from prenotify.outbox.seal import Seal
from prenotify.outbox.states import Event, State, after
from prenotify.outbox.tables import letters, log_lines
from prenotify.settings import Settings

_DAY = timedelta(1)
_LONGEST_DOUBLING = 30


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that belongs to this worker for as long as its lease lasts."""

    id: int
    claim: str
    desk: str
    zone: str
    live: bool
    attempts: int
    repeats: int
    message_id: str
    not_after: datetime | None
    until: datetime
    """When its lease ends, as it was claimed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of handing a letter over, in the words of the server or about it."""

    event: Event
    said: str
    broken: bool = False
    """The connection, rather than the letter, was at fault."""


GIVEN_BACK = Outcome("given back", "")
_NOT_COUNTED = frozenset({"put off", "given back"})
_SAYS_NOTHING = frozenset({"sent", "given back"})
"""Events that leave no words of complaint with the letter."""


class Settling:
    def __init__(self, engine: Engine, seal: Seal, settings: Settings, cap: DailyCap):
        self._seal, self._cap = seal, cap
        self._pause = timedelta(seconds=settings.retry_seconds)
        self._lease = timedelta(seconds=settings.lease_seconds)
        self._update = Prepared(engine, _SETTLE, [*_CHANGES, "claim", "at_data"])
        self._log = Prepared(engine, insert(log_lines), [c.name for c in log_lines.c if c.name != "id"])

    def settle(
        self,
        cursor: Any,
        letter: Claimed,
        outcome: Outcome,
        now: datetime,
        retry_at: datetime | None = None,
    ) -> bool:
        """Write down an outcome; False, and nothing written, where the letter has another claim by now."""
        repeating = letter.repeats > 0
        event: Event = "repeat refused" if repeating and outcome.event == "refused" else outcome.event
        state = after(event, "sending", repeating)
        said = self._seal.lock_bytes(outcome.said.encode()) if outcome.said else None
        changes = self._changes(letter, event, now, retry_at)
        changes |= {"state": state, "error": None if event in _SAYS_NOTHING else said}
        # Mail that tells the traveller of something is told of by nothing.
        changes["to_tell"] = changes["next_at"] is None and letter.desk != TRAVELLER
        mine = {"of": letter.id, "by": letter.claim, "claim": None, "at_data": False}
        if self._update.run(cursor, changes | mine).rowcount != 1:
            return False
        if event in _NOT_COUNTED and letter.desk != TRAVELLER:
            # Where midnight came in between, it was counted on the day before.
            self._cap.uncount(cursor, letter.desk, letter.zone, letter.until - self._lease)
        self._log.run(cursor, log_line(letter.id, now, event, state, said))
        return True

    def _changes(
        self, letter: Claimed, event: Event, now: datetime, retry_at: datetime | None
    ) -> dict[str, Any]:
        kept = {"attempts": letter.attempts, "repeats": letter.repeats, "sent_at": None, "next_at": None}
        match event:
            case "sent":
                return kept | {"sent_at": now}
            case "given back":
                return kept | {"attempts": letter.attempts - 1, "next_at": retry_at}
            case "put off":
                return kept | {"next_at": self._later(letter, now)}
            case "lost":
                again = None if letter.repeats else retry_at or self._later(letter, now)
                return kept | {"repeats": letter.repeats + 1, "next_at": again}
        return kept

    def _later(self, letter: Claimed, now: datetime) -> datetime:
        """The end of its pause, which doubles each time; at its last deadline it is too late."""
        doublings = min(max(letter.attempts - 1, 0), _LONGEST_DOUBLING)
        then = now + min(self._pause * int(2**doublings), _DAY)
        return min(then, max(letter.not_after, now)) if letter.not_after else then


_CHANGES = ("state", "attempts", "repeats", "sent_at", "next_at", "error", "to_tell")
_SETTLE = update(letters).where(letters.c.id == bindparam("of"), letters.c.claim == bindparam("by"))


def log_line(
    number: int, now: datetime, event: Event, state: State, said: bytes | None = None
) -> Mapping[str, Any]:
    """A row of the log."""
    return {"letter": number, "at": now, "event": event, "state": state, "said": said}
