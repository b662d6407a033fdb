"""Where trips are kept: sealed, under a random reference, until their day of erasure."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from prenotify.outbox.database import ready, scrub, writer
from prenotify.outbox.digest import Digest
from prenotify.outbox.mark import MARK
from prenotify.outbox.quick import Prepared, asker, writing
from prenotify.outbox.seal import BrokenSeal, Seal
from prenotify.outbox.tables import attachments, letters, trips
from prenotify.settings import Settings

# Crockford's base 32: no I, L, O, U, so that it can be read out on the phone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCE_LENGTH = 12
_TRIED = 20
# Sealed together with the trip; no key of a trip file is empty.
_ASIDE = ""

# Made once: putting a statement together costs more than a database takes to answer it.
_ITS_OWN = trips.c.reference == bindparam("its_reference")
_KEPT = select(trips.c.reference, trips.c.sealed, trips.c.version, trips.c.changed, trips.c.erase_after)
_LOAD = _KEPT.where(_ITS_OWN)
_LOOK = MARK.add_columns(*(column.label(f"its_own_{column.name}") for column in _KEPT.selected_columns))
_SAVE = update(trips).where(_ITS_OWN, trips.c.version == bindparam("its_version"))
_SAVED = ("sealed", "version", "changed", "erase_after", "mailbox")
_CREATE = insert(trips)


class TripChanged(Exception):  # noqa: N818 - it names what happened
    """Somebody else saved or erased the trip since it was loaded."""


@dataclass(frozen=True, slots=True)
class StoredTrip:
    reference: str
    entered: dict[str, Any]
    """What was entered so far, as a trip file has it; it may be incomplete."""
    version: int
    changed: datetime
    erase_after: date
    aside: Mapping[str, Any] | None = None
    """What was taken out last and may be put back; it is no part of the trip."""


class Seen:
    """A trip as it was at one moment: its mark, and, once that is asked for, what is in it."""

    def __init__(self, row: Sequence[Any], opens: Callable[[Sequence[Any]], StoredTrip]):
        length = len(_KEPT.selected_columns)
        self.mark: tuple[Any, ...] = tuple(row[:-length])
        """Values that change with whatever is stored of the trip."""
        self._sealed, self._opens = row[-length:], opens
        self.reference: str = self._sealed[0]

    def open(self) -> StoredTrip:
        return self._opens(self._sealed)


class TripStore:
    def __init__(self, engine: Engine, seal: Seal, digest: Digest, retention_days: int):
        self.engine, self.seal, self.digest = engine, seal, digest
        self._reader, self._writer, self._seal = engine, writer(engine), seal
        self._retention = timedelta(retention_days)
        self._ask, self._look = asker(engine, _LOAD), asker(engine, _LOOK)
        self._update = Prepared(engine, _SAVE, _SAVED)

    @classmethod
    def open(cls, settings: Settings) -> "TripStore":
        """The trips of the settings' database, which is brought up to date first. Raises NoDatabase."""
        return cls(
            ready(settings), Seal(settings.data_keys), Digest(settings.secret_key), settings.retention_days
        )

    def close(self) -> None:
        """Let go of the database."""
        self._reader.dispose()

    def create(self, entered: Mapping[str, Any], now: datetime) -> StoredTrip:
        reference = "".join(secrets.choice(_ALPHABET) for _ in range(_REFERENCE_LENGTH))
        stored = StoredTrip(reference, dict(entered), 1, now, self._last_day(entered, now))
        with self._writer.begin() as connection:
            connection.execute(_CREATE, {"created": now, **self._row(stored)})
        return stored

    def load(self, reference: str) -> StoredTrip | None:
        row = self._ask({"its_reference": reference})
        return self._stored(row) if row else None

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction for what must be kept together or not at all."""
        return self._writer.begin()

    def confirmed_mailbox(self, reference: str) -> str | None:
        """The digest of the address that the traveller of a trip has shown to be theirs."""
        with self._reader.connect() as connection:
            return connection.scalar(select(trips.c.confirmed).where(trips.c.reference == reference))

    def confirmed(self) -> tuple[str, ...]:
        """The trips whose traveller's address, as it is now, is confirmed."""
        theirs = select(trips.c.reference).where(trips.c.confirmed == trips.c.mailbox)
        with self._reader.connect() as connection:
            return tuple(connection.scalars(theirs))

    def confirm_within(self, connection: Connection, reference: str, mailbox: str) -> None:
        """Somebody vouches for the address with this digest."""
        connection.execute(update(trips).where(trips.c.reference == reference), {"confirmed": mailbox})

    def keep_within(
        self, connection: Connection, reference: str, entered: Mapping[str, Any], now: datetime
    ) -> StoredTrip:
        """Part of a larger transaction: a trip under *reference*, new or in the place of what is there."""
        row = connection.execute(_LOAD, {"its_reference": reference}).one_or_none()
        before = self._stored(row) if row else None
        if before and before.entered == entered:
            return before
        version = before.version + 1 if before else 1
        kept = StoredTrip(reference, dict(entered), version, now, self._last_day(entered, now))
        if before:
            connection.execute(
                _SAVE, {"its_reference": reference, "its_version": before.version, **self._row(kept)}
            )
        else:
            connection.execute(_CREATE, {"created": now, **self._row(kept)})
        return kept

    def look_at(self, reference: str) -> Seen | None:
        """The trip and its mark, asked for at once; None where there is none."""
        row = self._look({"reference": reference})
        return Seen(row, self._stored) if row else None

    def save(
        self,
        loaded: StoredTrip,
        entered: Mapping[str, Any],
        now: datetime,
        aside: Mapping[str, Any] | None = None,
    ) -> StoredTrip:
        """Put *entered* in the place of what was *loaded*; raises TripChanged if that is no longer there."""
        last_day = self._last_day(entered, now)
        stored = StoredTrip(loaded.reference, dict(entered), loaded.version + 1, now, last_day, aside)
        unchanged = {"its_reference": loaded.reference, "its_version": loaded.version}
        row = self._row(stored)
        with writing(self.engine) as cursor:
            done = self._update.run(cursor, {**unchanged, **row}).rowcount
        if done != 1:
            raise TripChanged(loaded.reference)
        return stored

    def found_by(self, mailbox: str) -> tuple[StoredTrip, ...]:
        """The trips whose traveller has the mailbox with this digest, changed last first."""
        theirs = _KEPT.where(trips.c.mailbox == mailbox).order_by(trips.c.changed.desc())
        with self._reader.connect() as connection:
            return tuple(map(self._stored, connection.execute(theirs)))

    def belongings_of(self, reference: str) -> dict[str, int]:
        """How many letters and attachments belong to a trip."""
        with self._reader.connect() as connection:
            return {
                table.name: connection.scalar(
                    select(func.count()).select_from(table).where(table.c.trip == reference)
                )
                or 0
                for table in (letters, attachments)
            }

    def delete(self, reference: str) -> bool:
        """Erase one trip with all that belongs to it; whether there was one."""
        with self._writer.begin() as connection:
            gone = connection.execute(delete(trips).where(trips.c.reference == reference)).rowcount == 1
        scrub(self.engine)
        return gone

    def due_for_erasure(self, now: datetime) -> tuple[str, ...]:
        """The trips whose last day is past."""
        past = select(trips.c.reference).where(trips.c.erase_after < now.date())
        with self._reader.connect() as connection:
            return tuple(connection.scalars(past))

    def erase_due(self, now: datetime) -> int:
        """Erase every trip whose last day is past, and say how many."""
        with self._writer.begin() as connection:
            erased = connection.execute(delete(trips).where(trips.c.erase_after < now.date())).rowcount
        scrub(self.engine)
        return erased

    def try_keys(self) -> None:
        """Raises BrokenSeal where the keys open none of the trips that were changed last."""
        last = select(trips.c.sealed).order_by(trips.c.changed.desc()).limit(_TRIED)
        with self._reader.connect() as connection:
            found = connection.scalars(last).all()
        if found and not any(self._opens(sealed) for sealed in found):
            raise BrokenSeal

    def _opens(self, sealed: bytes) -> bool:
        try:
            self._seal.unlock(bytes(sealed))
        except BrokenSeal:
            return False
        return True

    def ping(self) -> None:
        """Raises what the database raises when it does not answer."""
        with self._reader.connect() as connection:
            connection.execute(select(func.count()).select_from(trips.select().limit(1).subquery()))

    def _last_day(self, entered: Mapping[str, Any], now: datetime) -> date:
        return max(now.date(), *_exit_days(entered)) + self._retention

    def _row(self, stored: StoredTrip) -> dict[str, Any]:
        return {
            "reference": stored.reference,
            "sealed": self._seal.lock(stored.entered | ({_ASIDE: stored.aside} if stored.aside else {})),
            "version": stored.version,
            "changed": stored.changed,
            "erase_after": stored.erase_after,
            "mailbox": self._mailbox(stored.entered),
        }

    def _mailbox(self, entered: Mapping[str, Any]) -> str | None:
        address = _address(entered)
        return self.digest.mailbox(address) if address else None

    def _stored(self, row: Sequence[Any]) -> StoredTrip:
        reference, sealed, version, changed, erase_after = row
        entered = self._seal.unlock(bytes(sealed))
        aside = entered.pop(_ASIDE, None)
        return StoredTrip(reference, entered, version, changed, erase_after, aside)


def _address(entered: Mapping[str, Any]) -> str:
    """The traveller's mail address as far as it is entered, whatever else is odd around it."""
    traveller = entered.get("traveller")
    address = traveller.get("email") if isinstance(traveller, dict) else None
    return address if isinstance(address, str) else ""


def _exit_days(entered: Mapping[str, Any]) -> Iterator[date]:
    """The exit dates entered so far, whatever else is missing or odd around them."""
    yield date.min
    stays = entered.get("stays")
    for stay in stays if isinstance(stays, list) else []:
        leaving = stay.get("exit") if isinstance(stay, dict) else None
        day = leaving.get("date") if isinstance(leaving, dict) else None
        if isinstance(day, str):
            try:
                yield date.fromisoformat(day)
            except ValueError:
                continue
