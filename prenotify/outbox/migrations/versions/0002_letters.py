"""Letters, what happened to them and what was answered; attachments; links that open a trip."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("trip", sa.Column("confirmed", sa.String(64)))
    op.add_column("trip", sa.Column("mailbox", sa.String(64)))
    op.create_index("ix_trip_mailbox", "trip", ["mailbox"])
    _letters()
    _contents()
    _desk_days()
    _log_lines()
    _answers()
    _attachments()
    _links()
    _brakes()


def _of_a_trip() -> sa.Column[str]:
    return sa.Column(
        "trip", sa.String(16), sa.ForeignKey("trip.reference", ondelete="CASCADE"), nullable=False
    )


def _of_a_letter() -> sa.Column[int]:
    return sa.Column("letter", sa.Integer, sa.ForeignKey("letter.id", ondelete="CASCADE"), nullable=False)


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_trip(),
        sa.Column("key", sa.String(120), nullable=False, unique=True),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("form", sa.String(60), nullable=False),
        sa.Column("stay", sa.Integer, nullable=False),
        sa.Column("desk", sa.String(80), nullable=False),
        sa.Column("answers_to", sa.Integer, sa.ForeignKey("letter.id", ondelete="SET NULL")),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("envelope", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("submitted", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("not_after", _MOMENT),
        sa.Column("next_at", _MOMENT),
        sa.Column("claim", sa.String(32)),
        sa.Column("at_data", sa.Boolean, nullable=False),
        sa.Column("repeats", sa.Integer, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("sent_at", _MOMENT),
        sa.Column("error", sa.LargeBinary),
        sa.Column("to_tell", sa.Boolean, nullable=False),
    )
    op.create_index("ix_letter_reference", "letter", ["reference"])
    op.create_index("ix_letter_message_id", "letter", ["message_id"])
    op.create_index("ix_letter_trip", "letter", ["trip"])
    waits, tells = sa.text("next_at IS NOT NULL"), sa.text("to_tell")
    op.create_index("ix_letter_next_at", "letter", ["next_at"], sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_letter_to_tell", "letter", ["id"], sqlite_where=tells, postgresql_where=tells)


def _contents() -> None:
    op.create_table(
        "content",
        sa.Column("letter", sa.Integer, sa.ForeignKey("letter.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("says", sa.LargeBinary),
    )


def _desk_days() -> None:
    op.create_table(
        "desk_day",
        sa.Column("desk", sa.String(80), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("letters", sa.Integer, nullable=False),
    )


def _log_lines() -> None:
    op.create_table(
        "log_line",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_letter(),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("said", sa.LargeBinary),
    )
    op.create_index("ix_log_line_letter", "log_line", ["letter"])


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_letter(),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_answer_letter", "answer", ["letter"])


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(16), primary_key=True),
        _of_a_trip(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("added", _MOMENT, nullable=False),
        sa.Column("sealed_name", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_attachment_trip", "attachment", ["trip"])


def _links() -> None:
    op.create_table(
        "link",
        sa.Column("digest", sa.String(64), primary_key=True),
        _of_a_trip(),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
        sa.Column("spent", _MOMENT),
    )
    op.create_index("ix_link_trip", "link", ["trip"])


def _brakes() -> None:
    op.create_table(
        "brake",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("ix_brake_who", "brake", ["who"])
