"""What recipients answered, as the traveller noted it: sealed, and erased with the letter."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select

from prenotify.domain.proof import AnswerKind
from prenotify.outbox.database import writer
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.seal import Seal
from prenotify.outbox.tables import answers, letters

MOST_OF_A_LETTER = 50
LONGEST_NOTE = 1000


class TooManyAnswers(Exception):  # noqa: N818 - it names what was found
    """A letter has as many answers as one may have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said about a letter, and when the traveller noted it."""

    id: int
    letter: int
    at: datetime
    kind: AnswerKind
    day: date
    """The day it was given."""
    note: str
    file: str
    """The id of the attachment that came with it; empty where none did."""


class AnswerStore:
    def __init__(self, engine: Engine, seal: Seal):
        self._reader, self._writer, self._seal = engine, writer(engine), seal

    def add(
        self, letter: int, kind: AnswerKind, day: date, now: datetime, note: str = "", file: str = ""
    ) -> Answer:
        """Keep an answer; the same one twice is kept once. Raises NoSuchLetter and TooManyAnswers."""
        said = {"day": day.isoformat(), "note": note[:LONGEST_NOTE], "file": file}
        there = select(letters.c.id).where(letters.c.id == letter).with_for_update()
        with self._writer.begin() as connection:
            if connection.scalar(there) is None:
                raise NoSuchLetter(letter)
            kept = [self._answer(row) for row in connection.execute(_of([letter]))]
            same = (
                one for one in kept if (one.kind, one.day, one.note, one.file) == (kind, day, *_rest(said))
            )
            if found := next(same, None):
                return found
            if len(kept) >= MOST_OF_A_LETTER:
                raise TooManyAnswers(letter)
            row = {"letter": letter, "at": now, "kind": kind, "sealed": self._seal.lock(said)}
            added = connection.scalar(insert(answers).returning(answers.c.id), row)
        return Answer(added or 0, letter, now, kind, day, said["note"], file)

    def of(self, *numbers: int) -> tuple[Answer, ...]:
        """The answers to these letters, in the order in which they were noted."""
        with self._reader.connect() as connection:
            return tuple(self._answer(row) for row in connection.execute(_of(numbers)))

    def remove(self, letter: int, own_id: int) -> bool:
        """Take back an answer noted by mistake; whether there was one."""
        its_own = (answers.c.letter == letter) & (answers.c.id == own_id)
        with self._writer.begin() as connection:
            return connection.execute(delete(answers).where(its_own)).rowcount == 1

    def _answer(self, row: Row[Any]) -> Answer:
        said = self._seal.unlock(bytes(row.sealed))
        day = date.fromisoformat(said["day"])
        return Answer(row.id, row.letter, row.at, row.kind, day, said["note"], said["file"])


def _of(numbers: Any) -> Any:
    return select(answers).where(answers.c.letter.in_(numbers)).order_by(answers.c.id)


def _rest(said: dict[str, str]) -> tuple[str, str]:
    return said["note"], said["file"]
