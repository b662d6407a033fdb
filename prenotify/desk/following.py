"""What has become of letters since they were confirmed: which are still true, and which follow them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from prenotify.desk.composing import as_sent
from prenotify.domain.amending import StayThen, stays_now
from prenotify.domain.plan import Filing, Plan
from prenotify.domain.problems import BadInput
from prenotify.domain.trip import Trip, read_trip
from prenotify.outbox.letter import Letter
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.states import Event, WrongStep

if TYPE_CHECKING:
    from prenotify.desk.front import Desk
    from prenotify.documents.changes import Difference

FILING, AMENDMENT, WITHDRAWAL, REMINDER = "filing", "amendment", "withdrawal", "reminder"
"""Kinds of letters to desks."""
WITH_THE_DESK = frozenset({"sending", "sent", "unsure"})
NOT_YET = frozenset({"waiting", "missed"})
_STANDING = WITH_THE_DESK | NOT_YET
_ABOUT_A_FILING = frozenset({FILING, AMENDMENT})
_OVERTAKES = frozenset({AMENDMENT, WITHDRAWAL})
_REPLACING: tuple[Event, ...] = ("overtaken", "replaced")
"""What becomes of a letter that has left, or may have, and of one that has not."""

Truth = Literal["true", "untrue", "stay gone", "not filed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a letter still says what the trip is."""

    letter: Letter
    truth: Truth
    then: Filing
    """What the letter was made of."""
    now: Filing | None = None
    """What would be filed today; None where nothing would."""
    changes: "tuple[Difference, ...]" = ()
    reason: str = ""
    """The code that says why nothing is filed any more."""

    @property
    def blocks(self) -> tuple[str, ...]:
        """Codes that stand against the filing as it is now, and did not when the letter was confirmed."""
        return tuple(code for code in self.now.blocks if code not in self.then.blocks) if self.now else ()


class Unknowable(Exception):  # noqa: N818 - it names what was found
    """What was kept of a letter cannot be read any more, so nobody can say whether it is true."""


@dataclass(frozen=True)
class Following:
    desk: "Desk"

    def standing(self, reference: str) -> tuple[Letter, ...]:
        """The last letter about each filing that a desk has or will get, oldest first."""
        letters = self.desk.sending.letters_of(reference)
        return tuple(_last_of_each(letters))

    def verdicts(self, reference: str, trip: Trip, today: date) -> tuple[Verdict, ...]:
        """For each letter that stands whether it is still true of *trip*."""
        made_of = list(self._made_of(reference))
        places = stays_now((_stay_then(filing) for _letter, filing in made_of), trip)
        planned = self.desk.plan(trip, today)
        return tuple(self._verdict(letter, then, places, planned) for letter, then in made_of)

    def covered(self, reference: str, trip: Trip) -> Mapping[tuple[str, int], Letter]:
        """The letters that stand, by form and by the number that their stay has in *trip*."""
        made_of = list(self._made_of(reference))
        places = stays_now((_stay_then(filing) for _letter, filing in made_of), trip)
        return {
            (letter.form, places[_stay_then(then)]): letter
            for letter, then in made_of
            if _stay_then(then) in places
        }

    def made_of(self, letter: Letter) -> Filing:
        """The filing that a letter was made of, by today's rules. Raises Unknowable."""
        said = self.desk.sending.letters.says(letter.id)
        try:
            trip = read_trip(said["trip"] if said else None)
        except (BadInput, KeyError):
            raise Unknowable(letter.reference) from None
        planned = self.desk.plan(trip, date.fromisoformat(said["today"]))  # type: ignore[index]
        found = _filing(planned, letter.form, letter.stay)
        if found is None:
            raise Unknowable(letter.reference)
        return found

    def overtake(self, letter: Letter, now: datetime) -> None:
        """Once an amendment or a withdrawal has left, the letter it answers to is replaced.

        One that was being handed over and could not leave then must not follow its own amendment.
        """
        if letter.kind in _OVERTAKES and letter.state == "sent" and letter.answers_to:
            for event in _REPLACING:
                # It may be replaced already, or have been refused meanwhile.
                with suppress(WrongStep, NoSuchLetter):
                    self.desk.sending.letters.change(letter.answers_to, event, now, {"next_at": None})

    def _made_of(self, reference: str) -> Iterator[tuple[Letter, Filing]]:
        for letter in self.standing(reference):
            try:
                yield letter, self.made_of(letter)
            except Unknowable:  # an older version of the rules filed it, today's do not
                continue

    def _verdict(
        self, letter: Letter, then: Filing, places: Mapping[StayThen, int], planned: Plan
    ) -> Verdict:
        stay = places.get(_stay_then(then))
        if stay is None:
            return Verdict(letter, "stay gone", then)
        now = _filing(planned, letter.form, stay)
        if now is None:
            return Verdict(letter, "not filed", then, reason=_why_not_filed(planned, letter.form, stay))
        changes = self._changes(letter, then, now)
        return Verdict(letter, "untrue" if changes else "true", then, now, changes)

    def _changes(self, letter: Letter, then: Filing, now: Filing) -> "tuple[Difference, ...]":
        """What would be said differently. Both sides are seen as of the day of the letter."""
        from prenotify.documents.changes import changed

        same_day = self.desk.plan(now.facts.trip, then.facts.today)
        as_then = _filing(same_day, letter.form, now.stay) or now
        return changed(as_sent(then), as_sent(as_then), letter.reference)


def root_of(reference: str) -> str:
    """The reference of the first letter of a thread: 7F3K-01-IMI-A2 follows 7F3K-01-IMI."""
    head, mark, tail = reference.rpartition("-")
    return head if mark and tail[:1] in "ARW" and tail[1:].isdigit() else reference


def thread_of(letter: Letter, letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """The letters that *letter* follows, the first one first, and itself."""
    by_id = {one.id: one for one in letters}
    thread = [letter]
    while (before := by_id.get(thread[0].answers_to or 0)) is not None and before not in thread:
        thread.insert(0, before)
    return tuple(thread)


def _last_of_each(letters: Sequence[Letter]) -> Iterator[Letter]:
    overtaken = {
        one.answers_to for one in letters if one.kind in _OVERTAKES and one.state in _STANDING | {"replaced"}
    }
    for letter in letters:
        if letter.kind in _ABOUT_A_FILING and letter.state in _STANDING and letter.id not in overtaken:
            yield letter


def _filing(planned: Plan, form: str, stay: int) -> Filing | None:
    return next((one for one in planned.filings if (one.form.id, one.stay) == (form, stay)), None)


def _why_not_filed(planned: Plan, form: str, stay: int) -> str:
    return next((one.reason for one in planned.not_filed if (one.form, one.stay) == (form, stay)), "")


def _stay_then(filing: Filing) -> StayThen:
    return StayThen.of(filing.stay, filing.facts.stay)
