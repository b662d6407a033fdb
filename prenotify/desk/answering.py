"""What recipients answer, and what to do when they do not; what comes back by mail."""

import hmac
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from prenotify.desk.following import Unknowable, thread_of
from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.plan import Filing
from prenotify.domain.proof import AnswerKind
from prenotify.domain.silence import WEEKDAYS, Routes, Silence, patience_of, routes_to, silence_of
from prenotify.outbox.answers import Answer, AnswerStore
from prenotify.outbox.bounces import LARGEST
from prenotify.outbox.letter import Letter
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.mailbox import NoMailbox, unread
from prenotify.outbox.notes import Notes
from prenotify.outbox.returns import Heard, InHand, Returns

if TYPE_CHECKING:
    from prenotify.desk.front import Desk

KINDS: tuple[AnswerKind, ...] = ("received", "letter in hand", "more papers", "refused")
_PURPOSE = "answer"
_SIGNATURE_LENGTH = 32
_DAY = timedelta(1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A letter that nobody has answered, and what to do about it."""

    letter: Letter
    """The last one about the filing that left: what a reminder follows."""
    silence: Silence
    routes: Routes
    knows_holidays: bool
    """Whether the recipient's holidays are known; else Monday to Friday count."""
    replied: date | None
    """The day a reply came that the traveller has not said anything about."""


@dataclass(frozen=True)
class Answering:
    desk: "Desk"

    @cached_property
    def answers(self) -> AnswerStore:
        return AnswerStore(self.desk.trips.engine, self.desk.trips.seal)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self.desk.trips.engine, self.desk.trips.seal)

    @cached_property
    def returns(self) -> Returns:
        return Returns(self.desk.sending.letters, self.notes)

    def answer(
        self, letter: Letter, kind: AnswerKind, day: date, now: datetime, note: str = "", file: str = ""
    ) -> Answer:
        """Keep what somebody said about a letter. Raises NoSuchLetter and TooManyAnswers."""
        noted = self.answers.add(letter.id, kind, day, now, note, file)
        self.notes.add(letter.id, "answered", now, kind)
        return noted

    def answers_of(self, letters: Iterable[Letter]) -> tuple[Answer, ...]:
        return self.answers.of(*(letter.id for letter in letters))

    def token_for(self, letter: Letter) -> str:
        """For a link in a mail, by which its reader can note an answer to this letter, and nothing else."""
        return f"{letter.id}-{self._signature(letter)}"

    def letter_of(self, token: str) -> Letter | None:
        """The letter that a link is for; None where we did not sign it, or the letter is gone."""
        number, _, signature = token.partition("-")
        if not number.isdecimal() or len(number) > 12:
            return None
        try:
            letter = self.desk.sending.letters.get(int(number))
        except NoSuchLetter:
            return None
        own = self._signature(letter).encode()
        return letter if hmac.compare_digest(own, signature.encode()) else None

    def take(self, content: bytes, now: datetime) -> Heard:
        """One message that came back by mail. Taking it twice changes nothing. Raises InHand."""
        heard = self.returns.take(content, now)
        number = heard.letter.id if heard.letter else 0
        _log.info("event=came-back made=%s letter=%d", heard.made, number)
        return heard

    def read_mailbox(self, now: datetime) -> int:
        """Take what has come into the mailbox the settings name; how many messages. Nothing stops it."""
        taken, url = 0, self.desk.settings.bounces_url
        try:
            for content in unread(url, LARGEST) if url else ():
                self.take(content, now)
                taken += 1
        except NoMailbox:
            # Its words are the server's, which may repeat an address or what a mail says.
            _log.warning("event=no-mailbox hint=prenotify-doctor")
        except InHand:
            _log.info("event=came-back made=later")  # this message and those behind it are read again
        return taken

    def silent(self, reference: str, now: datetime) -> tuple[Quiet, ...]:
        """The letters of a trip that have left and were not answered, with what to do and when."""
        letters = self.desk.sending.letters_of(reference)
        return tuple(self._quiet(letters, now))

    def _quiet(self, letters: tuple[Letter, ...], now: datetime) -> Iterator[Quiet]:
        answered = {answer.letter for answer in self.answers_of(letters)}
        standing = self.desk.following.standing(letters[0].trip) if letters else ()
        for letter in standing:
            if letter.state != "sent" or not letter.live or not letter.sent_at or now < letter.sent_at + _DAY:
                continue
            thread = [*thread_of(letter, letters), *_reminders(letter, letters)]
            if answered & {one.id for one in thread}:
                continue
            try:
                filing = self.desk.following.made_of(letter)
            except Unknowable:
                continue
            if now.date() < filing.facts.stay.entry.date:
                yield self._about(letter, _reminders(letter, letters), filing, now)

    def _about(self, letter: Letter, reminders: list[Letter], filing: Filing, now: datetime) -> Quiet:
        zone = ZoneInfo(letter.zone)
        known = None if filing.recipient.timezone else self.desk.calendars.get(filing.country)
        days: WorkingDays = known or WEEKDAYS
        left = [one.sent_at.astimezone(zone).date() for one in (letter, *reminders) if one.sent_at]
        silence = silence_of(left, now.astimezone(zone).date(), patience_of(filing.form.recipient), days)
        replied = self._replied([letter, *reminders], zone)
        return Quiet(letter, silence, routes_to(filing.recipient), known is not None, replied)

    def _replied(self, letters: list[Letter], zone: ZoneInfo) -> date | None:
        lines = [line for letter in letters for line in self.desk.sending.letters.log(letter.id)]
        return max((line.at.astimezone(zone).date() for line in lines if line.event == "reply"), default=None)

    def _signature(self, letter: Letter) -> str:
        return self.desk.trips.digest.of(_PURPOSE, letter.key)[:_SIGNATURE_LENGTH]


def _reminders(letter: Letter, letters: Iterable[Letter]) -> list[Letter]:
    """Those about *letter* that have left."""
    return [
        one
        for one in letters
        if one.answers_to == letter.id and one.kind == "reminder" and one.state in ("sent", "unsure")
    ]
