"""Proofs that letters left, for the border: made from the outbox."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from prenotify.desk.following import REMINDER, thread_of
from prenotify.desk.naming import letter_reference
from prenotify.domain.plan import Filing, Plan
from prenotify.domain.proof import Proof
from prenotify.outbox.letter import Letter

if TYPE_CHECKING:
    from prenotify.desk.front import Desk

_HAS_LEFT = frozenset({"sent", "replaced"})


@dataclass(frozen=True)
class Proving:
    desk: "Desk"

    def proofs(self, planned: Plan, reference: str) -> tuple[Proof, ...]:
        """One for each filing of the stored trip whose letter a mail server accepted.

        A rehearsed letter left for nobody and proves nothing; of an amended one the amendment counts.
        """
        return tuple(self._proofs(planned, reference))

    def _proofs(self, planned: Plan, reference: str) -> Iterator[Proof]:
        letters = self.desk.sending.letters_of(reference)
        covered = self.desk.following.covered(reference, planned.trip) if letters else {}
        for filing in planned.filings:
            standing = covered.get((filing.form.id, filing.stay))
            thread = thread_of(standing, letters) if standing else ()
            last = next((one for one in reversed(thread) if _left(one)), None)
            if last:
                yield self._proof(filing, reference, last, _with_reminders(thread, letters))

    def _proof(self, filing: Filing, reference: str, letter: Letter, thread: Sequence[Letter]) -> Proof:
        mail = message_from_bytes(self.desk.sending.letters.content(letter.id), policy=policy.default)
        answers = self.desk.answering.answers_of(thread)
        answer = answers[-1] if answers else None
        return Proof(
            letter=letter_reference(filing, reference),
            to=letter.to,
            subject=str(mail["Subject"]),
            message_id=letter.message_id,
            accepted_at=letter.sent_at or letter.due_at,
            answer=answer.kind if answer else None,
            answered_on=answer.day if answer else None,
        )


def _left(letter: Letter) -> bool:
    return letter.live and letter.sent_at is not None and letter.state in _HAS_LEFT


def _with_reminders(thread: Sequence[Letter], letters: Sequence[Letter]) -> list[Letter]:
    """An answer to a reminder answers the letter that it was about."""
    own = {letter.id for letter in thread}
    return [*thread, *(one for one in letters if one.kind == REMINDER and one.answers_to in own)]
