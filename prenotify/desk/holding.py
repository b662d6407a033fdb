"""What an operator does about all letters at once: stop them, let them go on, take note of what has left."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from prenotify.domain.problems import BadInput, Problem, shown
from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.states import WrongStep

if TYPE_CHECKING:
    from prenotify.desk.front import Desk


@dataclass(frozen=True, slots=True)
class Held:
    letters: tuple[Letter, ...]
    in_hand: tuple[Letter, ...]
    """Those that a worker has, or had when it vanished: they cannot be held before its lease is over."""
    unsure: tuple[Letter, ...]
    """Those that may have left and are repeated once; they cannot be held either."""


@dataclass(frozen=True)
class Holding:
    desk: "Desk"

    def hold_all(self, now: datetime) -> Held:
        """Stop every letter that waits, mail to travellers too; first take back what vanished workers had."""
        Claims(self.desk.trips.engine, self.desk.trips.seal, self.desk.settings).tidy(now)
        store = self.desk.sending.letters
        waiting = (one for one in self._owed() if one.state == "waiting" and not one.held)
        held = tuple(_each(waiting, lambda one: store.hold(one.id, now)))
        owed = self._owed()  # workers went on meanwhile
        return Held(
            held,
            tuple(one for one in owed if one.state == "sending"),
            tuple(one for one in owed if one.state == "unsure"),
        )

    def release_all(self, now: datetime) -> tuple[Letter, ...]:
        """Let all that is held go on."""
        store = self.desk.sending.letters
        held = [one for one in store.all(travellers_too=True) if one.held and one.state == "waiting"]
        released = tuple(_each(held, lambda one: store.release(one.id, now)))
        self.desk.wake()
        return released

    def found_sent(self, message_id: str, at: datetime, now: datetime) -> Letter:
        """The mail server's log says that the letter with this Message-ID left *at* that moment.

        Raises BadInput where there is no such letter, or none that could still leave.
        """
        letter = self.desk.sending.letters.with_message_id(f"<{message_id.strip().strip('<>')}>")
        if letter is None:
            raise BadInput([Problem("--sent", f"no letter here has the Message-ID {shown(message_id)}")])
        if at > now:
            raise BadInput([Problem("--at", f"{at.isoformat()} is still to come")])
        try:
            return self.desk.sending.letters.found_sent(letter.id, at, now)
        except WrongStep:
            reason = f"{letter.reference} is {letter.state} here and would not leave; nothing was changed"
            raise BadInput([Problem("--sent", reason)]) from None

    def _owed(self) -> list[Letter]:
        return [one for one in self.desk.sending.letters.all(travellers_too=True) if one.next_at]


def _each(letters: Iterable[Letter], do: Callable[[Letter], Letter]) -> Iterator[Letter]:
    """Each letter with which that can still be done: workers and travellers do not wait."""
    for letter in letters:
        with suppress(WrongStep, NoSuchLetter):
            yield do(letter)
