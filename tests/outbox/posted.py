"""Letters in an outbox, as far on their way as a test needs them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter, NewLetter
from prenotify.outbox.letters import LetterStore
from prenotify.outbox.notes import Notes
from prenotify.outbox.returns import Returns
from prenotify.outbox.settling import Outcome
from prenotify.outbox.store import TripStore
from prenotify.settings import Settings

NOW = datetime(2026, 12, 1, 2, 12, tzinfo=UTC)
DESK = "desk@example.org"
MESSAGE_ID = "<7F3K9QX2M4TB-01-IMI.0123456789abcdef01234567@prenotify.example.org>"
REFERENCE = "7F3K9QX2M4TB-01-IMI"


@dataclass
class Office:
    """The stores of one database, and a trip in it."""

    trips: TripStore

    def __post_init__(self) -> None:
        engine, seal = self.trips.engine, self.trips.seal
        self.letters = LetterStore(engine, seal)
        self.claims = Claims(engine, seal, Settings())
        self.notes = Notes(engine, seal)
        self.returns = Returns(self.letters, self.notes)
        self.trip = self.trips.create({}, NOW).reference

    def put(
        self,
        message_id: str = MESSAGE_ID,
        reference: str = REFERENCE,
        to: str = DESK,
        kind: str = "filing",
        answers_to: int | None = None,
    ) -> Letter:
        head = f"From: letters@prenotify.example.org\r\nTo: {to}\r\nSubject: CPD notice [{reference}]\r\n"
        content = f"{head}Message-ID: {message_id}\r\n\r\nTo the Board\r\n".encode()
        new = NewLetter(
            trip=self.trip,
            key=f"{self.trip}/{message_id}",
            reference=reference,
            kind=kind,
            form="indonesia/imi-notice",
            stay=1,
            desk="indonesia/imi-notice",
            sender="letters@prenotify.example.org",
            to=to,
            content=content,
            live=True,
            due_at=NOW,
            zone="Asia/Jakarta",
            answers_to=answers_to,
        )
        (letter,) = self.letters.put([new], NOW)
        return letter

    def send(self, letter: Letter, now: datetime = NOW) -> Letter:
        """Have it accepted by the mail server."""
        for claimed in self.claims.claim(now, live=True, most=100):
            self.claims.settle(claimed, Outcome("sent", "250 ok"), now)
        return self.letters.get(letter.id)

    def sent(self, message_id: str = MESSAGE_ID, reference: str = REFERENCE, to: str = DESK) -> Letter:
        return self.send(self.put(message_id, reference, to))

    def events(self, letter: Letter) -> list[str]:
        return [line.event for line in self.letters.log(letter.id)]
