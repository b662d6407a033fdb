"""Where trips are kept: sealed, under a random reference, until their day of erasure."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, delete, func, insert, select, update

from prenotify.outbox.database import open_engine, sqlite_in, upgrade, writer
from prenotify.outbox.seal import Seal
from prenotify.outbox.tables import trips
from prenotify.settings import Settings

# Crockford's base 32: no I, L, O, U, so that it can be read out on the phone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCE_LENGTH = 12


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


class TripStore:
    def __init__(self, engine: Engine, seal: Seal, retention_days: int):
        self._reader, self._writer, self._seal = engine, writer(engine), seal
        self._retention = timedelta(retention_days)

    @classmethod
    def open(cls, settings: Settings) -> "TripStore":
        """The trips of the database the settings name, which is brought up to date first."""
        engine = open_engine(settings.database_url or sqlite_in(settings.data_dir))
        upgrade(engine)
        return cls(engine, Seal(settings.data_keys), settings.retention_days)

    def close(self) -> None:
        """Let go of the database."""
        self._reader.dispose()

    def create(self, entered: Mapping[str, Any], now: datetime) -> StoredTrip:
        reference = "".join(secrets.choice(_ALPHABET) for _ in range(_REFERENCE_LENGTH))
        stored = StoredTrip(reference, dict(entered), 1, now, self._last_day(entered, now))
        with self._writer.begin() as connection:
            connection.execute(insert(trips), {"created": now, **self._row(stored)})
        return stored

    def load(self, reference: str) -> StoredTrip | None:
        with self._reader.connect() as connection:
            row = connection.execute(select(trips).where(trips.c.reference == reference)).one_or_none()
        return self._stored(row) if row else None

    def save(self, loaded: StoredTrip, entered: Mapping[str, Any], now: datetime) -> StoredTrip:
        """Put *entered* in the place of what was *loaded*; raises TripChanged if that is no longer there."""
        stored = StoredTrip(
            loaded.reference, dict(entered), loaded.version + 1, now, self._last_day(entered, now)
        )
        unchanged = (trips.c.reference == loaded.reference) & (trips.c.version == loaded.version)
        with self._writer.begin() as connection:
            done = connection.execute(update(trips).where(unchanged), self._row(stored))
        if done.rowcount != 1:
            raise TripChanged(loaded.reference)
        return stored

    def delete(self, reference: str) -> bool:
        """Erase one trip; whether there was one."""
        with self._writer.begin() as connection:
            return connection.execute(delete(trips).where(trips.c.reference == reference)).rowcount == 1

    def erase_due(self, now: datetime) -> int:
        """Erase every trip whose last day is past, and say how many."""
        with self._writer.begin() as connection:
            return connection.execute(delete(trips).where(trips.c.erase_after < now.date())).rowcount

    def ping(self) -> None:
        """Raises what the database raises when it does not answer."""
        with self._reader.connect() as connection:
            connection.execute(select(func.count()).select_from(trips.select().limit(1).subquery()))

    def renew_seals(self) -> int:
        """Put every trip under the newest key, and say how many; the older keys can go then."""
        with self._reader.connect() as connection:
            references = connection.scalars(select(trips.c.reference)).all()
        return sum(self._renew(reference) for reference in references)

    def _renew(self, reference: str) -> int:
        with self._writer.begin() as connection:
            sealed = connection.scalar(select(trips.c.sealed).where(trips.c.reference == reference))
            if sealed is None:
                return 0
            renewed = update(trips).where(trips.c.reference == reference, trips.c.sealed == sealed)
            return connection.execute(renewed, {"sealed": self._seal.renew(bytes(sealed))}).rowcount

    def _last_day(self, entered: Mapping[str, Any], now: datetime) -> date:
        return max(now.date(), *_exit_days(entered)) + self._retention

    def _row(self, stored: StoredTrip) -> dict[str, Any]:
        return {
            "reference": stored.reference,
            "sealed": self._seal.lock(stored.entered),
            "version": stored.version,
            "changed": stored.changed,
            "erase_after": stored.erase_after,
        }

    def _stored(self, row: Row[Any]) -> StoredTrip:
        entered = self._seal.unlock(bytes(row.sealed))
        return StoredTrip(row.reference, entered, row.version, row.changed, row.erase_after)


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
