"""Notes in a letter's log: what was heard of it without changing its state."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Engine, insert, select

from prenotify.outbox.database import writer
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.seal import Seal
from prenotify.outbox.tables import letters, log_lines

Note = Literal["delayed", "delivered", "auto-reply", "reply", "failed elsewhere", "answered"]
NOTES: dict[Note, str] = {
    "delayed": "a mail server further on has not delivered it yet and keeps trying",
    "delivered": "a mail server further on says that it passed it on",
    "auto-reply": "an automatic reply came; that is no answer",
    "reply": "a reply came; the traveller says what it was",
    "failed elsewhere": "a mail server could not pass it on to an address that is not the recipient's",
    "answered": "the traveller noted an answer",
}
"""What each note means."""


class Notes:
    def __init__(self, engine: Engine, seal: Seal):
        self._writer, self._seal = writer(engine), seal

    def add(self, letter: int, note: Note, now: datetime, said: str = "") -> bool:
        """Note something; False where the last line says the same already. Raises NoSuchLetter."""
        its_state = select(letters.c.state).where(letters.c.id == letter).with_for_update()
        last = select(log_lines.c.event, log_lines.c.said).where(log_lines.c.letter == letter)
        with self._writer.begin() as connection:
            state = connection.scalar(its_state)
            if state is None:
                raise NoSuchLetter(letter)
            row = connection.execute(last.order_by(log_lines.c.id.desc()).limit(1)).one_or_none()
            if row and (row.event, self._opened(row.said)) == (note, said):
                return False
            sealed = self._seal.lock_bytes(said.encode()) if said else None
            line = {"letter": letter, "at": now, "event": note, "state": state, "said": sealed}
            connection.execute(insert(log_lines), line)
        return True

    def _opened(self, sealed: bytes | None) -> str:
        return self._seal.unlock_bytes(bytes(sealed)).decode() if sealed else ""
