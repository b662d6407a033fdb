"""What happened in a rehearsal, told line by line and summed up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from prenotify.desk.following import REMINDER
from prenotify.domain.plan import Filing
from prenotify.outbox.answers import Answer
from prenotify.outbox.letter import Letter
from prenotify.rehearsal.behaviours import WORDS, Behaviour

_HEAD = ("letter", "desk", "sent", "answered", "asked again", "ended")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `about` is the stay and the form, or empty."""

    at: datetime
    about: str
    what: str

    def __str__(self) -> str:
        return f"{_moment(self.at)}  {self.about:<28}  {self.what}"


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended for one filing."""

    filing: Filing
    behaviour: Behaviour
    ended: str
    good: bool
    """The letter left, and its desk said something that is not no."""
    letter: Letter | None = None
    answer: Answer | None = None
    reminders: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        sent = self.letter.sent_at if self.letter else None
        return (
            self.letter.reference if self.letter else about(self.filing),
            self.behaviour,
            _moment(sent) if sent else "–",
            f"{self.answer.day}, {self.answer.kind}" if self.answer else "–",
            _times(self.reminders),
            self.ended,
        )


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A whole rehearsal: what happened, how each filing ended, and every file that came of it."""

    events: tuple[Event, ...]
    endings: tuple[Ending, ...]
    pack: bytes
    mails: Mapping[str, bytes] = field(repr=False)
    """Every mail, by a file name: its number, and what it is."""

    @property
    def needs_attention(self) -> bool:
        return not all(ending.good for ending in self.endings)

    @property
    def summary(self) -> tuple[str, ...]:
        """The table of endings, and what the desks of this rehearsal are like."""
        return tuple(_summary(self.endings, len(self.mails)))

    @property
    def report(self) -> str:
        return "\n".join([*map(str, self.events), "", *self.summary]) + "\n"


def about(filing: Filing) -> str:
    return f"{filing.stay} {filing.form.id}"


def reminders_of(letter: Letter, letters: Sequence[Letter]) -> int:
    """How often its desk was asked again."""
    return sum(
        one.kind == REMINDER and one.answers_to == letter.id and one.sent_at is not None for one in letters
    )


def _summary(endings: Sequence[Ending], mails: int) -> Iterator[str]:
    if not endings:
        yield "No border on this trip wants a letter."
        return
    rows = [_HEAD, *(ending.cells for ending in endings)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""
    for behaviour in dict.fromkeys(ending.behaviour for ending in endings):
        yield f"{behaviour}: {WORDS[behaviour]}"
    yield f"Mails in this rehearsal: {mails}. Nothing left this machine; desks and addresses are made up."


def _times(count: int) -> str:
    return {0: "–", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"
