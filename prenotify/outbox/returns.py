"""What comes back by mail, put with the letter it is about: a failure changes it, all else is noted.

A failure counts only if it names the letter by its Message-ID, which nobody can guess, and the
recipient's own address. A reference alone, or a reply from anywhere, never changes a state.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from prenotify.outbox.bounces import Report, Returned, read_returned
from prenotify.outbox.letter import Letter
from prenotify.outbox.letters import LetterStore
from prenotify.outbox.notes import Note, Notes
from prenotify.outbox.states import WrongStep

_FROM_THERE = "from the address the letter went to"
_FROM_ELSEWHERE = "from another address than the letter went to"
_FAILED_ELSEWHERE = "{addresses}: {said}"


class InHand(Exception):  # noqa: N818 - it names what was found
    """A worker has the letter at this moment, so nothing can be said of it yet: read the message later."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made of a message that came back."""

    made: Literal["refused", "noted", "ignored"]
    why: str
    """In words, without names or addresses: it may stand in a log."""
    letter: Letter | None = None


@dataclass(frozen=True)
class Returns:
    letters: LetterStore
    notes: Notes

    def take(self, content: bytes, now: datetime) -> Heard:
        """Read one message and do what it asks for. Taking it twice changes nothing. Raises InHand."""
        returned = read_returned(content)
        if returned.kind == "noise":
            return Heard("ignored", returned.why)
        letter = self._by_id(returned)
        if letter is None:
            letter = self._by_reference(returned)
            if letter is None:
                return Heard("ignored", f"a {_NAMES[returned.kind]} about no letter of ours")
            return self._named_only(returned, letter, now)
        if returned.kind == "failed":
            return self._failed(returned, letter, now)
        return self._note(letter, returned.kind, now, _said(returned, letter))

    def _by_id(self, returned: Returned) -> Letter | None:
        found = (self.letters.with_message_id(message_id) for message_id in returned.ids)
        return next((letter for letter in found if letter and not letter.to_traveller), None)

    def _by_reference(self, returned: Returned) -> Letter | None:
        """The last letter that bears the reference."""
        for reference in returned.references:
            found = self.letters.with_reference(reference)
            if found:
                return found[-1]
        return None

    def _named_only(self, returned: Returned, letter: Letter, now: datetime) -> Heard:
        """Anybody can write a reference: what comes with nothing else is noted, if it may be an answer."""
        if returned.kind in ("reply", "auto-reply", "delayed"):
            return self._note(letter, returned.kind, now, _said(returned, letter))
        return Heard(
            "ignored", f"a {_NAMES[returned.kind]} that names a letter by its reference alone", letter
        )

    def _failed(self, returned: Returned, letter: Letter, now: datetime) -> Heard:
        failed = [report for report in returned.reports if report.action == "failed"]
        about = [one for one in failed if letter.to.lower() in one.recipients or not one.recipients]
        if not about:
            said = "; ".join(_elsewhere(report) for report in failed)
            return self._note(letter, "failed elsewhere", now, said)
        if letter.state == "refused":
            return Heard("ignored", "the letter is refused already", letter)
        try:
            return Heard(
                "refused", "returned by a mail server", self.letters.bounced(letter.id, about[0].said, now)
            )
        except WrongStep as error:
            if error.before == "sending":
                raise InHand(letter.reference) from None
            return Heard("ignored", str(error), letter)

    def _note(self, letter: Letter, note: Note, now: datetime, said: str) -> Heard:
        self.notes.add(letter.id, note, now, said)
        return Heard("noted", _NAMES[note], letter)


_NAMES = {
    "failed": "failure",
    "delayed": "delay",
    "delivered": "delivery",
    "auto-reply": "automatic reply",
    "reply": "reply",
    "failed elsewhere": "failure at another address",
}


def _said(returned: Returned, letter: Letter) -> str:
    """The servers' words; of a reply only where it came from."""
    if returned.reports:
        return "; ".join(dict.fromkeys(report.said for report in returned.reports if report.said))
    return _FROM_THERE if returned.sender == letter.to.lower() else _FROM_ELSEWHERE


def _elsewhere(report: Report) -> str:
    return _FAILED_ELSEWHERE.format(addresses=", ".join(report.recipients), said=report.said)
