"""What leaves: letters put into the outbox with the traveller's word, looked at, taken back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from prenotify.desk.composing import Composed, compose, said_by
from prenotify.desk.confirming import Confirmation, NotConfirmed, read_confirmation
from prenotify.desk.going_live import Gap, NotYet, gaps_of_filing, gaps_of_site, gaps_of_traveller
from prenotify.desk.naming import letter_reference
from prenotify.desk.replacing import in_place_of
from prenotify.desk.sent import Preview, Submission, Submitted
from prenotify.desk.standing_against import check_blocks, unanswered, why_not_sent
from prenotify.desk.timing import Timing, timing
from prenotify.domain.plan import Filing
from prenotify.domain.problems import BadInput, Problem
from prenotify.domain.trip import Trip
from prenotify.outbox.letter import Letter, NewLetter, NotMail
from prenotify.outbox.letters import LetterStore
from prenotify.outbox.rehearsal import erase_rehearsed

if TYPE_CHECKING:
    from prenotify.desk.front import Desk

# The reference of a trip file: Crockford's base 32, as the store's own, of sixty bits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCE_LENGTH = 12


@dataclass(frozen=True)
class Sending:
    desk: "Desk"

    @cached_property
    def letters(self) -> LetterStore:
        return LetterStore(self.desk.trips.engine, self.desk.trips.seal)

    @property
    def live(self) -> bool:
        """Whether letters submitted now may really leave."""
        return not gaps_of_site(self.desk.settings)

    def submit(
        self,
        trip: Trip,
        now: datetime,
        despite: Collection[str] = (),
        on: date | None = None,
        instead_of: str | None = None,
    ) -> Submission:
        """Put every sendable filing of *trip* into the outbox, in one transaction with the trip.

        Whoever calls this vouches for the traveller's address and for each letter. *instead_of* is
        the reference of a stored trip whose content it replaces. Raises BadInput; then nothing is kept.
        """
        planned = self.desk.plan(trip, now.date())
        check_blocks(planned, despite)
        entered = trip.model_dump(mode="json", exclude_unset=True)
        reference = self._existing(instead_of) if instead_of else self.reference_of(trip)
        wanted = [self._considered(filing, reference, now, despite, on) for filing in planned.filings]
        if instead_of:
            verdicts = self.desk.following.verdicts(reference, trip, now.date())
            wanted = in_place_of(wanted, verdicts, self.letters_of(reference))
        others = () if instead_of else self._earlier_versions(trip, reference)
        mailbox = self.desk.trips.digest.mailbox(trip.traveller.email)
        with self.desk.trips.writing() as connection:
            self.desk.trips.keep_within(connection, reference, entered, now)
            self.desk.trips.confirm_within(connection, reference, mailbox)
            before = {letter.key for letter in self.letters.of_trip(reference)}
            put = self.letters.put_within(connection, [new for new, _ in wanted if new], now)
        self.desk.wake()
        by_key = {letter.key: letter for letter in put}
        found = tuple(self._became(new, one, by_key, before) for new, one in wanted)
        return Submission(reference, found, planned.not_filed, unanswered(planned, despite), others)

    def reference_of(self, trip: Trip) -> str:
        """The reference of a trip that comes as a file: the same file always gets the same one."""
        number = int(self.desk.trips.digest.of("trip file", trip.model_dump_json()), 16)
        return "".join(_ALPHABET[number >> (5 * place) & 31] for place in range(_REFERENCE_LENGTH))

    def preview(
        self,
        reference: str,
        filing: Filing,
        now: datetime,
        despite: Collection[str] = (),
        on: date | None = None,
    ) -> Preview:
        """The very letter that would leave about *filing*. Raises BadInput when it cannot be sent."""
        why_not = why_not_sent(filing, despite)
        if why_not:
            raise BadInput([Problem(filing.form.id, reason) for reason in why_not])
        when = self._timing(filing, now, on)
        composed = self._compose(filing, reference, when.due_at)
        content = composed.content
        confirmation = Confirmation(
            trip=reference,
            form=filing.form.id,
            stay=filing.stay,
            number=self._number(reference, filing),
            today=filing.facts.today,
            shown=now,
            dated=when.due_at,
            digest=sha256(content).hexdigest(),
            despite=tuple(sorted(despite)),
            on=on,
        )
        token = confirmation.signed(self.desk.trips.digest)
        return Preview(
            content,
            token,
            when,
            self.live,
            self.gaps(reference, filing, now, letter_confirmed=True),
            composed.left_out,
        )

    def submit_confirmed(self, token: str, now: datetime, reference: str | None = None) -> Letter:
        """Put the letter that was shown into the outbox; a second time gives the same letter.

        *reference* is the trip it must be about. Raises NotConfirmed when the letter is not what was
        shown any more, or may not leave.
        """
        confirmation = read_confirmation(token, self.desk.trips.digest, now)
        if reference not in (None, confirmation.trip):
            raise NotConfirmed("This letter is about another trip. Look at the letter again.")
        already = [one for one in self.letters.of_trip(confirmation.trip) if one.key == confirmation.key]
        if already:
            return already[0]
        filing = self._confirmed_filing(confirmation)
        content = self._compose(filing, confirmation.trip, confirmation.dated).content
        if sha256(content).hexdigest() != confirmation.digest:
            raise NotConfirmed("The letter has changed since you looked at it. Look at it again.")
        gaps = self.gaps(confirmation.trip, filing, now, letter_confirmed=True) if self.live else ()
        if gaps:
            raise NotYet(gaps)
        when = replace(self._timing(filing, now, confirmation.on), due_at=max(confirmation.dated, now))
        new = self._letter(filing, confirmation.trip, confirmation.number, content, when)
        (letter,) = self.letters.put([new], now)
        self.desk.wake()
        return letter

    def _compose(self, filing: Filing, reference: str, dated: datetime) -> Composed:
        return compose(filing, reference, self.desk.settings, dated, self.desk.papers(reference))

    def gaps(
        self, reference: str, filing: Filing, now: datetime, letter_confirmed: bool = False
    ) -> tuple[Gap, ...]:
        """All that keeps this letter from really leaving, each part by name."""
        traveller = gaps_of_traveller(self.address_confirmed(reference, filing.facts.trip), letter_confirmed)
        about = gaps_of_filing(filing, now.date())
        return (*gaps_of_site(self.desk.settings), *about, *traveller)

    def address_confirmed(self, reference: str, trip: Trip) -> bool:
        """Whether the traveller has shown that the address in the trip is theirs."""
        own = self.desk.trips.digest.mailbox(trip.traveller.email)
        return self.desk.trips.confirmed_mailbox(reference) == own

    def letters_of(self, reference: str) -> tuple[Letter, ...]:
        """The letters of a trip to desks, in the order they were submitted."""
        return tuple(letter for letter in self.letters.of_trip(reference) if not letter.to_traveller)

    def cancel(self, letter: Letter, now: datetime) -> Letter:
        """Take a letter back. Raises WrongStep when it is too late for that."""
        return self.letters.cancel(letter.id, now)

    def send_all_the_same(self, letter: Letter, now: datetime) -> Letter:
        """Send a missed letter, by the traveller's word. Raises WrongStep for any other."""
        sent = self.letters.send_all_the_same(letter.id, now)
        self.desk.wake()
        return sent

    def forget(self, reference: str) -> bool:
        """Erase a trip, its letters, and the files that rehearsals wrote of them."""
        for message_id in self.letters.message_ids_of(reference):
            erase_rehearsed(self.desk.settings, message_id)
        return self.desk.trips.delete(reference)

    def _considered(
        self, filing: Filing, reference: str, now: datetime, despite: Collection[str], on: date | None
    ) -> tuple[NewLetter | None, Submitted]:
        why_not = [*why_not_sent(filing, despite), *self._gaps_at_the_command_line(filing, now)]
        when = self._timing(filing, now, on)
        if on and on > filing.deadlines[-1].date and filing.status != "late":
            why_not.append(f"{on} is after its last deadline, {filing.deadlines[-1].date}")
        if why_not:
            return None, Submitted(filing, None, why_not=tuple(dict.fromkeys(why_not)))
        content = self._compose(filing, reference, when.due_at).content
        try:
            new = self._letter(filing, reference, 1, content, when)
        except NotMail as error:
            return None, Submitted(filing, None, why_not=(str(error),))
        return new, Submitted(filing, None, timing=when)

    def _became(
        self, new: NewLetter | None, one: Submitted, by_key: Mapping[str, Letter], before: Collection[str]
    ) -> Submitted:
        if new is None:
            return one
        letter, is_new = by_key[new.key], new.key not in before
        said = None if is_new else self.letters.says(letter.id)
        untrue = bool(said and new.says and said["values"] != new.says["values"])
        return replace(one, letter=letter, is_new=is_new, untrue=untrue)

    def _gaps_at_the_command_line(self, filing: Filing, now: datetime) -> Iterable[str]:
        return [gap.message for gap in gaps_of_filing(filing, now.date())] if self.live else []

    def _letter(self, filing: Filing, reference: str, number: int, content: bytes, when: Timing) -> NewLetter:
        settings = self.desk.settings
        return NewLetter(
            trip=reference,
            key=f"{reference}/{filing.stay}/{filing.form.id}/filing/{number}",
            reference=letter_reference(filing, reference),
            kind="filing",
            form=filing.form.id,
            stay=filing.stay,
            desk=filing.recipient.desk,
            sender=settings.mail_from or filing.facts.trip.traveller.email,
            to=filing.recipient.email or "",
            content=content,
            live=self.live,
            due_at=when.due_at,
            zone=when.zone,
            not_after=when.not_after,
            says=said_by(filing, reference),
        )

    def _timing(self, filing: Filing, now: datetime, on: date | None) -> Timing:
        calendar = self.desk.calendars.get(filing.country)
        return timing(filing, self.desk.rulebook, calendar, now, on)

    def _number(self, reference: str, filing: Filing) -> int:
        """Which letter about this filing comes next: a new one only after the last has ended."""
        wanted = (filing.form.id, filing.stay, "filing")
        about = [one for one in self.letters_of(reference) if (one.form, one.stay, one.kind) == wanted]
        # The number of a stay says little: stays move, and another one may have had it.
        standing = self.desk.following.covered(reference, filing.facts.trip).get(wanted[:2])
        if standing is None or standing not in about or standing.state == "missed":
            return len(about) + 1
        return int(standing.key.rpartition("/")[2])

    def _confirmed_filing(self, confirmation: Confirmation) -> Filing:
        stored = self.desk.trips.load(confirmation.trip)
        if stored is None:
            raise NotConfirmed("This trip is no longer here.")
        try:
            planned = self.desk.plan(self.desk.read(stored.entered), confirmation.today)
        except BadInput:
            raise NotConfirmed("The trip has changed and needs your attention first.") from None
        for filing in planned.filings:
            is_it = (filing.form.id, filing.stay) == (confirmation.form, confirmation.stay)
            if is_it and not why_not_sent(filing, confirmation.despite):
                return filing
        raise NotConfirmed("The trip has changed since you looked at this letter. Look at it again.")

    def _existing(self, reference: str) -> str:
        if self.desk.trips.load(reference) is None:
            raise BadInput([Problem("--for", f"there is no trip {reference!r}")])
        return reference

    def _earlier_versions(self, trip: Trip, reference: str) -> tuple[str, ...]:
        """Other trips of the same traveller in the same vehicle that have letters still to leave."""
        mailbox = self.desk.trips.digest.mailbox(trip.traveller.email)
        return tuple(
            stored.reference
            for stored in self.desk.trips.found_by(mailbox)
            if stored.reference != reference
            and _plate(stored.entered) == _plate(trip.model_dump(mode="json"))
            and any(letter.next_at for letter in self.letters_of(stored.reference))
        )


def _plate(entered: Mapping[str, Any]) -> str:
    vehicle = entered.get("vehicle") or {}
    return str(vehicle.get("vin") or vehicle.get("plate") or "").casefold()
