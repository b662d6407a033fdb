"""An outbox over a real database with a clock that tests turn: letters in, runs of a worker, states out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from prenotify.outbox.claims import Claims
from prenotify.outbox.dispatch import Dispatcher
from prenotify.outbox.letter import Letter, NewLetter
from prenotify.outbox.letters import LetterStore
from prenotify.outbox.store import TripStore
from prenotify.settings import Settings

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
READER = "reader@example.org"


class PostOffice:
    """One trip, its letters, and workers that send them."""

    def __init__(self, database_url: str, key: str, data_dir: Path, smtp_url: str = "", **settings: Any):
        self.settings = Settings(
            data_dir=data_dir,
            database_url=database_url,
            data_keys=(key,),
            secret_key="s",
            live=bool(smtp_url),
            smtp_url=smtp_url,
            mail_from="letters@example.org",
            **{"retry_seconds": 60, "lease_seconds": 300, "smtp_seconds": 5} | settings,
        )
        self.now = NOON
        self.stopped = False
        self.trips = TripStore.open(self.settings)
        self.trip = self.trips.create({}, NOON).reference
        self.letters = LetterStore(self.trips.engine, self.trips.seal)
        self.claims = Claims(self.trips.engine, self.trips.seal, self.settings)
        self.worker = Dispatcher(self.claims, self.settings, lambda: self.now, lambda: self.stopped)

    def put(self, number: int = 1, **more: Any) -> Letter:
        """A letter, live if the office is, due at once, without a deadline."""
        (letter,) = self.letters.put([self.a_letter(number, **more)], self.now)
        return letter

    def put_many(self, count: int, **more: Any) -> list[Letter]:
        return list(self.letters.put([self.a_letter(n, **more) for n in range(1, count + 1)], self.now))

    def a_letter(self, number: int = 1, **more: Any) -> NewLetter:
        content = (
            f"Subject: Notice\r\nMessage-ID: <letter-{number}@example.org>\r\n\r\n.Hello\r\n.\r\nBye\r\n"
        )
        parts: dict[str, Any] = {
            "trip": self.trip,
            "key": f"{self.trip}/{number}/indonesia/imi-notice/filing/1",
            "reference": f"{self.trip}-{number:02}-IMI",
            "kind": "filing",
            "form": "indonesia/imi-notice",
            "stay": number,
            "desk": "indonesia/imi-notice",
            "sender": "letters@example.org",
            "to": READER,
            "content": content.encode(),
            "live": self.settings.live,
            "due_at": self.now,
            "zone": "Asia/Jakarta",
        }
        return NewLetter(**parts | more)

    def run(self, after: timedelta = timedelta(0)) -> bool:
        """One run of a worker, some time *after* the last."""
        self.now += after
        return self.worker.run()

    def letter(self, number: int = 1) -> Letter:
        return self.letters.of_trip(self.trip)[number - 1]

    def states(self) -> dict[str, int]:
        found = [letter.state for letter in self.letters.of_trip(self.trip)]
        return {state: found.count(state) for state in sorted(set(found))}

    def events(self, number: int = 1) -> list[str]:
        return [line.event for line in self.letters.log(self.letter(number).id)]

    def close(self) -> None:
        self.trips.close()
