"""The tables, as SQLAlchemy Core sees them; migrations/ makes them."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC; SQLite forgets time zones, so it is given back there."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


trips = Table(
    "trip",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created", Instant, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("erase_after", Date, nullable=False, index=True),
    # A keyed digest of the mail address that its owner confirmed: another address is not confirmed by it.
    Column("confirmed", String(64)),
    # The same of the traveller's present address, by which somebody with a new browser finds the trip.
    Column("mailbox", String(64), index=True),
)


def _of_a_trip() -> Column[str]:
    """What belongs to a trip is erased with it."""
    return Column("trip", String(16), ForeignKey("trip.reference", ondelete="CASCADE"), nullable=False)


letters = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_a_trip(),
    # What makes submitting twice harmless: the same letter of the same trip has the same key.
    Column("key", String(120), nullable=False, unique=True),
    Column("reference", String(40), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("form", String(60), nullable=False),
    Column("stay", Integer, nullable=False),
    # Whom it goes to, as the recipients file names them; `traveller` for mail to the traveller.
    Column("desk", String(80), nullable=False),
    Column("answers_to", Integer, ForeignKey("letter.id", ondelete="SET NULL")),
    Column("message_id", String(200), nullable=False, index=True),
    # From and to.
    Column("envelope", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("submitted", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    # The recipient's clock, by which days are counted.
    Column("zone", String(40), nullable=False),
    # Nothing leaves after this moment without the traveller's word.
    Column("not_after", Instant),
    # When a worker should look at it next: due, tried again, or its lease over. None: nothing left to do.
    Column("next_at", Instant),
    Column("claim", String(32)),
    # From here on the mail server may have it, whatever we hear.
    Column("at_data", Boolean, nullable=False, default=False),
    Column("repeats", Integer, nullable=False, default=0),
    Column("held", Boolean, nullable=False, default=False),
    Column("sent_at", Instant),
    Column("error", LargeBinary),
    # The traveller has not heard of its present state yet.
    Column("to_tell", Boolean, nullable=False, default=False),
)
_waits = letters.c.next_at.is_not(None)
Index("ix_letter_next_at", letters.c.next_at, sqlite_where=_waits, postgresql_where=_waits)
Index("ix_letter_trip", letters.c.trip)
Index("ix_letter_to_tell", letters.c.id, sqlite_where=letters.c.to_tell, postgresql_where=letters.c.to_tell)

# Apart from its letter, since SQLite writes a whole row again when a state in it changes.
contents = Table(
    "content",
    metadata,
    Column("letter", Integer, ForeignKey("letter.id", ondelete="CASCADE"), primary_key=True),
    # The frozen bytes of the message.
    Column("sealed", LargeBinary, nullable=False),
    # What the letter said, value by value, as it was when it was submitted.
    Column("says", LargeBinary),
)

# How many letters a recipient was handed on one of its days.
desk_days = Table(
    "desk_day",
    metadata,
    Column("desk", String(80), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("letters", Integer, nullable=False),
)

log_lines = Table(
    "log_line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", Integer, ForeignKey("letter.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("event", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("said", LargeBinary),
)

answers = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", Integer, ForeignKey("letter.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    # The day it was given, the note and the file that came with it.
    Column("sealed", LargeBinary, nullable=False),
)

attachments = Table(
    "attachment",
    metadata,
    Column("id", String(16), primary_key=True),
    _of_a_trip(),
    Column("kind", String(20), nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("added", Instant, nullable=False),
    Column("sealed_name", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
Index("ix_attachment_trip", attachments.c.trip)

links = Table(
    "link",
    metadata,
    # A digest of the secret in the link: who reads the table cannot open a trip.
    Column("digest", String(64), primary_key=True),
    _of_a_trip(),
    # The keyed digest of the address it was sent to, which spending it confirms.
    Column("address", String(64), nullable=False),
    Column("made", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("spent", Instant),
)
Index("ix_link_trip", links.c.trip)

brakes = Table(
    "brake",
    metadata,
    Column("id", Integer, primary_key=True),
    # A keyed digest of who asked; kept for an hour.
    Column("who", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)
Index("ix_brake_who", brakes.c.who)
