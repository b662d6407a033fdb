"""Links that open a trip in another browser: sent by mail, spent once, for a day."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, exists, func, insert, select, update

from prenotify.outbox.database import writer
from prenotify.outbox.tables import links, trips

LIFETIME = timedelta(hours=24)
_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 3
_SECRET_BYTES = 32

LinkState = Literal["good", "unknown", "expired", "spent", "replaced"]


class TooOften(Exception):  # noqa: N818 - it names what was found
    """So many links went to this trip or this address within the last hour that no more is sent."""


class LinkStore:
    def __init__(self, engine: Engine):
        self._reader, self._writer = engine, writer(engine)

    def make(self, trip: str, address: str, now: datetime) -> str:
        """The secret of a new link to *trip*, sent to the mailbox whose digest is *address*.

        It voids the older ones of the trip. Raises TooOften.
        """
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        row = {"digest": _digest(secret), "trip": trip, "address": address}
        with self._writer.begin() as connection:
            if _made_since(connection, links.c.trip == trip, now - _HOUR) >= MOST_AN_HOUR:
                raise TooOften(trip)
            connection.execute(insert(links), {**row, "made": now, "expires": now + LIFETIME})
        return secret

    def may_write_to(self, address: str, now: datetime) -> bool:
        """Whether another mail with links may go to a mailbox; several links at one moment are one mail."""
        with self._reader.connect() as connection:
            return _made_since(connection, links.c.address == address, now - _HOUR) < MOST_AN_HOUR

    def state_of(self, secret: str, now: datetime) -> LinkState:
        with self._reader.connect() as connection:
            row = connection.execute(_link(secret)).one_or_none()
        return _state(row, now)

    def trip_of(self, secret: str) -> str | None:
        """The trip a link was made for, whatever has become of the link."""
        with self._reader.connect() as connection:
            row = connection.execute(_link(secret)).one_or_none()
        trip: str | None = row.trip if row else None
        return trip

    def spend(self, secret: str, now: datetime) -> str | None:
        """Spend a link: the trip it opens, whose address is confirmed by it. None if it is not good."""
        with self._writer.begin() as connection:
            row = connection.execute(_link(secret).with_for_update(of=links)).one_or_none()
            if row is None or _state(row, now) != "good":
                return None
            connection.execute(update(links).where(links.c.digest == row.digest), {"spent": now})
            its_own = trips.c.reference == row.trip
            connection.execute(update(trips).where(its_own), {"confirmed": row.address})
            trip: str = row.trip
            return trip


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _link(secret: str) -> Select[Any]:
    newer = links.alias("newer")
    is_replaced = exists().where(newer.c.trip == links.c.trip, newer.c.made > links.c.made)
    moved = trips.c.mailbox.is_distinct_from(links.c.address)
    columns = (*links.c, (is_replaced | moved).label("replaced"))
    return select(*columns).join(trips).where(links.c.digest == _digest(secret))


def _state(row: Row[Any] | None, now: datetime) -> LinkState:
    if row is None:
        return "unknown"
    if row.spent:
        return "spent"
    if row.replaced:
        return "replaced"
    return "good" if now < row.expires else "expired"


def _made_since(connection: Connection, which: ColumnElement[bool], moment: datetime) -> int:
    made = select(func.count(links.c.made.distinct())).where(which, links.c.made > moment)
    return connection.scalar(made) or 0
