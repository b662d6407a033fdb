"""Whether anything stored of a trip has changed: a few values that tell, asked for in one question."""

from typing import Any

from sqlalchemy import BindParameter, Select, Subquery, bindparam, func, select, true

from prenotify.outbox.tables import answers, attachments, letters, log_lines, trips

_TRIP: BindParameter[str] = bindparam("reference")


def _newest(table: Any) -> Subquery:
    """The last row that belongs to a letter of the trip; none of them is ever written anew."""
    of_letters = table.join(letters, table.c.letter == letters.c.id)
    return select(func.max(table.c.id)).select_from(of_letters).where(letters.c.trip == _TRIP).subquery()


_COPIES = select(func.count(), func.max(attachments.c.added)).where(attachments.c.trip == _TRIP).subquery()
_LETTERS = select(func.count(), func.sum(letters.c.attempts)).where(letters.c.trip == _TRIP).subquery()
_LINES, _ANSWERS = _newest(log_lines), _newest(answers)

MARK: Select[Any] = (
    select(trips.c.version, trips.c.confirmed, *_COPIES.c, *_LETTERS.c, *_LINES.c, *_ANSWERS.c)
    .select_from(
        trips.join(_COPIES, true()).join(_LETTERS, true()).join(_LINES, true()).join(_ANSWERS, true())
    )
    .where(trips.c.reference == _TRIP)
)
"""For the reference of a trip: one row, or none where there is no such trip."""
