"""What is known of letters that left, in words. Accepted is never called received."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC

from prenotify.documents import words
from prenotify.documents.content import Labelled
from prenotify.documents.fields import field_rows
from prenotify.documents.flow import Block
from prenotify.documents.layout import BODY, PART, evenly, paragraph, stack
from prenotify.documents.said import Said
from prenotify.domain.proof import AnswerKind, Proof
from prenotify.domain.values import english_date

_ANSWERS: dict[AnswerKind, str] = {
    "received": "answer.received",
    "letter in hand": "answer.letter_in_hand",
    "more papers": "answer.more_papers",
    "refused": "answer.refused",
}


def moment(proof: Proof) -> str:
    """When their mail server accepted the letter, to the minute."""
    at = proof.accepted_at.astimezone(UTC)
    return f"{english_date(at.date())} {at:%H:%M} UTC"


def answer_said(proof: Proof, word: Callable[[str], Said]) -> Said | None:
    """What was answered, and when that is known."""
    if proof.answer is None:
        return None
    said = word(_ANSWERS[proof.answer])
    when = f", {english_date(proof.answered_on)}" if proof.answered_on else ""
    return Said(f"{said}{when}", said.beside)


def proof_blocks(proof: Proof, word: Callable[[str], Said]) -> Iterator[Block]:
    """A page about one letter that left."""
    yield stack([evenly(words.PROOF, PART, "H1")], space_before=8)
    yield from paragraph(words.PROOF_MEANS, BODY, 6)
    answer = answer_said(proof, word)
    said = {
        words.PROOF_LETTER: proof.letter,
        words.PROOF_TO: proof.to,
        words.PROOF_SUBJECT: proof.subject,
        words.PROOF_ID: proof.message_id,
        words.PROOF_ACCEPTED: moment(proof),
        words.PROOF_ANSWER: str(answer) if answer else words.PROOF_NO_ANSWER,
    }
    first, *others = field_rows([Labelled(Said(key), Said(value)) for key, value in said.items()], Said(""))
    yield replace(first, space_before=12)
    yield from others
