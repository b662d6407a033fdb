"""The letters of the outbox: put in, looked up, stopped. claims.py is the workers' side of it."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from prenotify.outbox.database import writer
from prenotify.outbox.letter import TRAVELLER, Letter, LogLine, NewLetter
from prenotify.outbox.seal import Seal
from prenotify.outbox.states import Event, State, WrongStep, after
from prenotify.outbox.tables import contents, letters, log_lines, trips


class NoSuchLetter(LookupError):  # noqa: N818 - it names what was looked for
    """There is no letter with this number, or no longer."""


class LetterStore:
    def __init__(self, engine: Engine, seal: Seal):
        self._reader, self._writer, self._seal = engine, writer(engine), seal

    def put(self, new: Iterable[NewLetter], now: datetime) -> tuple[Letter, ...]:
        """Put letters in, all or none; one whose key is there already stays as it was."""
        with self._writer.begin() as connection:
            return self.put_within(connection, new, now)

    def put_within(
        self, connection: Connection, new: Iterable[NewLetter], now: datetime
    ) -> tuple[Letter, ...]:
        """The same as part of a transaction that does more."""
        return tuple(self._put(connection, letter, now) for letter in new)

    def of_trip(self, trip: str) -> tuple[Letter, ...]:
        """All letters of a trip, those to its traveller too, in the order they were put in."""
        return self._found(_ALL.where(letters.c.trip == trip))

    def message_ids_of(self, trip: str) -> tuple[str, ...]:
        """Those of all letters of a trip, whether or not a key is left that opens them."""
        with self._reader.connect() as connection:
            return tuple(connection.scalars(select(letters.c.message_id).where(letters.c.trip == trip)))

    def all(self, travellers_too: bool = False) -> tuple[Letter, ...]:
        """Every letter to a desk; with *travellers_too* the mail to travellers besides."""
        return self._found(_ALL if travellers_too else _ALL.where(letters.c.desk != TRAVELLER))

    def troubled(self, most: int) -> tuple[Letter, ...]:
        """Letters that something went wrong with or that are held, the newest first."""
        waits = (letters.c.state == "waiting") & (letters.c.held | letters.c.error.is_not(None))
        wrong = waits | letters.c.state.in_(("unsure", "refused", "missed"))
        newest = _ALL.where(wrong).order_by(letters.c.id.desc()).limit(most)
        with self._reader.connect() as connection:
            return tuple(self._letter(row) for row in connection.execute(newest))

    def get(self, number: int) -> Letter:
        """One letter. Raises NoSuchLetter."""
        found = self._found(_ALL.where(letters.c.id == number))
        if not found:
            raise NoSuchLetter(number)
        return found[0]

    def with_message_id(self, message_id: str) -> Letter | None:
        found = self._found(_ALL.where(letters.c.message_id == message_id))
        return found[0] if found else None

    def with_reference(self, reference: str) -> tuple[Letter, ...]:
        """The letters that bear this reference in their subject."""
        return self._found(_ALL.where(letters.c.reference == reference, letters.c.desk != TRAVELLER))

    def trips_with_sent(self) -> tuple[str, ...]:
        """References of trips that have live letters a mail server has accepted, and may be told of them."""
        left = (letters.c.state == "sent") & letters.c.live & (letters.c.desk != TRAVELLER)
        found = select(letters.c.trip).join(trips).where(left, _MAY_BE_TOLD)
        with self._reader.connect() as connection:
            return tuple(connection.scalars(found.distinct()))

    def content(self, number: int) -> bytes:
        """The bytes of a letter, as they leave or left. Raises NoSuchLetter."""
        with self._reader.connect() as connection:
            sealed = connection.scalar(select(contents.c.sealed).where(contents.c.letter == number))
        if sealed is None:
            raise NoSuchLetter(number)
        return self._seal.unlock_bytes(bytes(sealed))

    def says(self, number: int) -> dict[str, Any] | None:
        """What a letter said, value by value, if that was kept."""
        with self._reader.connect() as connection:
            sealed = connection.scalar(select(contents.c.says).where(contents.c.letter == number))
        return json.loads(self._seal.unlock_bytes(bytes(sealed))) if sealed else None

    def log(self, number: int) -> tuple[LogLine, ...]:
        """What happened to a letter, oldest first."""
        lines = select(log_lines).where(log_lines.c.letter == number).order_by(log_lines.c.id)
        with self._reader.connect() as connection:
            return tuple(
                LogLine(row.at, row.event, row.state, self._opened(row.said))
                for row in connection.execute(lines)
            )

    def untold(self, most: int) -> tuple[Letter, ...]:
        """Letters whose traveller has not heard of their present state yet, and may, oldest first."""
        untold = _ALL.join(trips).where(letters.c.to_tell, _MAY_BE_TOLD)
        with self._reader.connect() as connection:
            rows = connection.execute(untold.order_by(letters.c.id).limit(most))
            return tuple(map(self._letter, rows))

    def told(self, letter: Letter, mail: NewLetter | None, now: datetime) -> None:
        """Keep the *mail* that tells of a letter, and that it is told, together."""
        same = (letters.c.id == letter.id) & (letters.c.state == letter.state) & letters.c.to_tell
        with self._writer.begin() as connection:
            done = connection.execute(update(letters).where(same).values(to_tell=False))
            if done.rowcount == 1 and mail is not None:
                self.put_within(connection, [mail], now)

    def cancel(self, number: int, now: datetime) -> Letter:
        """Take a letter back before it leaves. Raises WrongStep when it is too late for that."""
        return self.change(number, "cancelled", now, {"next_at": None})

    def send_all_the_same(self, number: int, now: datetime) -> Letter:
        """Send a letter whose last deadline has passed, by the traveller's word."""
        values = {"next_at": now, "due_at": now, "not_after": None}
        return self.change(number, "sent all the same", now, values)

    def hold(self, number: int, now: datetime) -> Letter:
        """Keep a letter from leaving until it is released."""
        return self.change(number, "held", now, {"held": True})

    def release(self, number: int, now: datetime) -> Letter:
        return self.change(number, "released", now, {"held": False})

    def hurry(self, number: int, now: datetime) -> Letter:
        """Try a letter again now that was to wait after a fault. One that is not due yet stays so."""
        if (letter := self.get(number)).due_at > now:
            return letter
        return self.change(number, "hurried", now, {"next_at": now})

    def found_sent(self, number: int, at: datetime, now: datetime) -> Letter:
        """The mail server's log says that a letter left *at* that moment: it must not leave again."""
        values = {"next_at": None, "sent_at": at, "held": False, "error": None}
        return self.change(number, "found sent", now, values | {"to_tell": letters.c.desk != TRAVELLER})

    def bounced(self, number: int, said: str, now: datetime) -> Letter:
        """A mail server further on returned the letter, saying *said*."""
        values = {"next_at": None, "error": self._seal.lock_bytes(said.encode()), "to_tell": True}
        return self.change(number, "bounced", now, values, said)

    def change(
        self, number: int, event: Event, now: datetime, values: Mapping[str, Any], said: str | None = None
    ) -> Letter:
        """Take a letter one step further, with its log line. Raises WrongStep and NoSuchLetter."""
        with self._writer.begin() as connection:
            return self.change_within(connection, number, event, now, values, said)

    def change_within(
        self,
        connection: Connection,
        number: int,
        event: Event,
        now: datetime,
        values: Mapping[str, Any],
        said: str | None = None,
    ) -> Letter:
        """The same as part of a transaction that does more."""
        before: State | None = connection.scalar(select(letters.c.state).where(letters.c.id == number))
        if before is None:
            raise NoSuchLetter(number)
        state = after(event, before)
        same = (letters.c.id == number) & (letters.c.state == before)
        changed = connection.execute(update(letters).where(same).values(state=state, **values))
        if changed.rowcount != 1:  # a worker took it in between
            raise WrongStep(event, "sending")
        self._log(connection, number, now, event, state, said)
        return self._letter(connection.execute(_ALL.where(letters.c.id == number)).one())

    def _put(self, connection: Connection, new: NewLetter, now: datetime) -> Letter:
        added = connection.scalar(
            _unless_there(connection, letters, "key").returning(letters.c.id), self._row(new, now)
        )
        if added is not None:
            says = new.says and self._seal.lock_bytes(json.dumps(new.says, ensure_ascii=False).encode())
            sealed = self._seal.lock_bytes(new.content)
            connection.execute(insert(contents), {"letter": added, "sealed": sealed, "says": says or None})
            self._log(connection, added, now, "submitted", after("submitted", None), None)
        return self._letter(connection.execute(_ALL.where(letters.c.key == new.key)).one())

    def _row(self, new: NewLetter, now: datetime) -> dict[str, Any]:
        envelope = json.dumps({"from": new.sender, "to": new.to}).encode()
        kept = ("trip", "key", "reference", "kind", "form", "stay", "desk", "answers_to", "message_id",
                "live", "due_at", "zone", "not_after")  # fmt: skip
        return {name: getattr(new, name) for name in kept} | {
            "envelope": self._seal.lock_bytes(envelope),
            "state": after("submitted", None),
            "attempts": 0,
            "submitted": now,
            "next_at": new.due_at,
            "at_data": False,
            "repeats": 0,
            "held": False,
            "to_tell": False,
        }

    def _log(
        self, connection: Connection, number: int, now: datetime, event: Event, state: State, said: str | None
    ) -> None:
        sealed = self._seal.lock_bytes(said.encode()) if said else None
        line = {"letter": number, "at": now, "event": event, "state": state, "said": sealed}
        connection.execute(insert(log_lines), line)

    def _found(self, query: Select[Any]) -> tuple[Letter, ...]:
        with self._reader.connect() as connection:
            return tuple(self._letter(row) for row in connection.execute(query.order_by(letters.c.id)))

    def _letter(self, row: Row[Any]) -> Letter:
        found = dict(row._mapping)
        envelope = json.loads(self._seal.unlock_bytes(bytes(found.pop("envelope"))))
        found["error"] = self._opened(found["error"])
        return Letter(**found, sender=envelope["from"], to=envelope["to"])

    def _opened(self, sealed: bytes | None) -> str | None:
        return self._seal.unlock_bytes(bytes(sealed)).decode() if sealed else None


_LISTED = [name for name in Letter.__dataclass_fields__ if name not in ("sender", "to")]
# What really left holds a traveller's papers: an address that was changed since is confirmed anew first.
_MAY_BE_TOLD = letters.c.live.is_(False) | trips.c.mailbox.is_(None) | (trips.c.confirmed == trips.c.mailbox)
_ALL = select(letters.c.envelope, *(letters.c[name] for name in _LISTED))


def _unless_there(connection: Connection, table: Table, key: str) -> Any:
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return made(table).on_conflict_do_nothing(index_elements=[key])
