"""What is known of a letter that left: kept with the papers, and shown at a border."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

AnswerKind = Literal["received", "letter in hand", "more papers", "refused"]


@dataclass(frozen=True, slots=True)
class Proof:
    """That the recipient's mail server accepted a letter, and what was answered, if anything.

    Accepted is not received: the recipient's machine took it. Only an answer says more.
    """

    letter: str
    """The letter's reference: PN3SPKQUTQ-05-IMI."""
    to: str
    """The address it went to."""
    subject: str
    message_id: str
    accepted_at: datetime
    """When their mail server accepted it; has a time zone."""
    answer: AnswerKind | None = None
    answered_on: date | None = None
