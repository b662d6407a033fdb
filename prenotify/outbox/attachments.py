"""Copies of the traveller's papers: sealed, and erased with their trip."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select

from prenotify.outbox.database import scrub, writer
from prenotify.outbox.seal import Seal
from prenotify.outbox.tables import attachments, trips

MOST_OF_A_TRIP = 20
_ID_LENGTH = 16
_LISTED = [column for column in attachments.c if column is not attachments.c.sealed]


class TooMany(Exception):  # noqa: N818 - it names what was found
    """A trip has as many attachments as one may have."""


class NoSuchTrip(Exception):  # noqa: N818 - it names what was found
    """The trip was erased meanwhile."""


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    id: str
    kind: str
    """What it is a copy of, as the forms' data name it."""
    name: str
    """What the traveller's file was called."""
    media_type: str
    size: int
    added: datetime


class AttachmentStore:
    def __init__(self, engine: Engine, seal: Seal):
        self._reader, self._writer, self._seal = engine, writer(engine), seal

    def add(
        self, trip: str, kind: str, name: str, media_type: str, content: bytes, now: datetime
    ) -> StoredAttachment:
        """Keep a copy; the same content of the same kind is kept once. Raises TooMany and NoSuchTrip."""
        own_id = _id_of(trip, kind, content)
        stored = StoredAttachment(own_id, kind, name, media_type, len(content), now)
        row = {
            "id": own_id,
            "trip": trip,
            "kind": kind,
            "media_type": media_type,
            "size": len(content),
            "added": now,
            "sealed_name": self._seal.lock_bytes(name.encode()),
            "sealed": self._seal.lock_bytes(content),
        }
        with self._writer.begin() as connection:
            ids = _ids_of(connection, trip)
            if own_id not in ids:
                if len(ids) >= MOST_OF_A_TRIP:
                    raise TooMany(trip)
                connection.execute(insert(attachments), row)
        return stored

    def of_trip(self, trip: str) -> tuple[StoredAttachment, ...]:
        """All attachments of a trip without their content, in the order they came."""
        found = select(*_LISTED).where(attachments.c.trip == trip)
        with self._reader.connect() as connection:
            rows = connection.execute(found.order_by(attachments.c.added, attachments.c.id)).all()
        return tuple(map(self._stored, rows))

    def content_of(self, trip: str, own_id: str) -> bytes | None:
        """What an attachment of this trip holds; None if it has none with this id."""
        found = select(attachments.c.sealed).where(attachments.c.trip == trip, attachments.c.id == own_id)
        with self._reader.connect() as connection:
            sealed = connection.scalar(found)
        return None if sealed is None else self._seal.unlock_bytes(bytes(sealed))

    def remove(self, trip: str, own_id: str) -> bool:
        """Erase one; whether there was one."""
        its_own = (attachments.c.trip == trip) & (attachments.c.id == own_id)
        with self._writer.begin() as connection:
            gone = connection.execute(delete(attachments).where(its_own)).rowcount == 1
        scrub(self._reader)
        return gone

    def _stored(self, row: Row[Any]) -> StoredAttachment:
        name = self._seal.unlock_bytes(bytes(row.sealed_name)).decode()
        return StoredAttachment(row.id, row.kind, name, row.media_type, row.size, row.added)


def _id_of(trip: str, kind: str, content: bytes) -> str:
    return sha256(b"\0".join([trip.encode(), kind.encode(), content])).hexdigest()[:_ID_LENGTH]


def _ids_of(connection: Connection, trip: str) -> set[str]:
    """What the trip has, which stays true until the transaction ends. Raises NoSuchTrip."""
    there = select(trips.c.reference).where(trips.c.reference == trip).with_for_update()
    if connection.scalar(there) is None:
        raise NoSuchTrip(trip)
    return set(connection.scalars(select(attachments.c.id).where(attachments.c.trip == trip)))
