"""Letters that follow others: drafted, shown, and put into the outbox when the traveller confirms them.

A reminder after silence, an amendment of what has become untrue, a withdrawal of what will not be.
A letter that has not left yet is replaced or cancelled without troubling its desk.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from email import message_from_bytes, policy
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from prenotify.desk.composing import as_sent, compose, said_by
from prenotify.desk.confirming import NotConfirmed, in_time, read_signed, sign
from prenotify.desk.following import AMENDMENT, FILING, NOT_YET, REMINDER, WITH_THE_DESK, WITHDRAWAL, Verdict
from prenotify.desk.going_live import Gap, NotYet
from prenotify.desk.naming import letter_reference
from prenotify.desk.thread import Thread
from prenotify.desk.timing import Timing, timing
from prenotify.domain.plan import Filing
from prenotify.outbox.letter import Letter, NewLetter
from prenotify.outbox.states import WrongStep

if TYPE_CHECKING:
    from prenotify.desk.front import Desk
    from prenotify.documents.threads import Posted

DraftKind = Literal["replacement", "amendment", "withdrawal", "reminder"]
_PURPOSE = "follow-up"
_ON_ITS_WAY = frozenset({"waiting", "sending"})


class NothingToSend(Exception):  # noqa: N818 - it names what was found
    """There is no such letter to be written, with the reason for the traveller."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that follows another one, as it would leave."""

    kind: DraftKind
    about: Letter
    """The letter it answers to, or takes the place of."""
    new: NewLetter
    timing: Timing
    blocks: tuple[str, ...]
    """What has come to stand in its way since: the traveller decides."""
    is_late: bool
    """Its own last deadline is past."""
    gaps: tuple[Gap, ...]
    token: str = ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a preview showed; with the same parts the same bytes come out again."""

    trip: str
    about: int
    kind: DraftKind
    key: str
    today: str
    shown: str
    dated: str
    digest: str


@dataclass(frozen=True)
class Drafting:
    desk: "Desk"

    def amend(self, verdict: Verdict, now: datetime, dated: datetime | None = None) -> Draft:
        """The letter that puts an untrue one right. Raises NothingToSend where it is true."""
        if verdict.truth == "true":
            raise NothingToSend("This letter still says what your trip is.")
        if verdict.now is None:
            return self._withdraw(verdict, now, dated)
        return self._replace(verdict, verdict.now, now, dated)

    def remind(self, letter: Letter, now: datetime, dated: datetime | None = None) -> Draft:
        """The letter that asks again. Raises NothingToSend where there is nobody to be asked."""
        from prenotify.documents.threads import reminder

        if letter.state not in WITH_THE_DESK:
            raise NothingToSend("This letter has not left, so nobody can have answered it.")
        thread = Thread(self.desk, letter)
        if any(one.answers_to == letter.id and one.state in _ON_ITS_WAY for one in thread.of_kind(REMINDER)):
            raise NothingToSend("A reminder is on its way already.")
        filing = self.desk.following.made_of(letter)
        when = self._timing(filing, now)
        reference, posted = thread.next_reference(REMINDER), self._posted(dated or when.due_at)
        content = reminder(as_sent(filing), reference, thread.earlier, thread.pdf, posted)
        return self._draft("reminder", letter, filing, reference, content, when, now)

    def confirm(self, token: str, now: datetime) -> Letter:
        """Put the letter that was shown into the outbox; a second time gives the same letter.

        Raises NotConfirmed when it is not what was shown any more, or may not leave.
        """
        shown = _Shown(**read_signed(token, _PURPOSE, self.desk.trips.digest))
        in_time(datetime.fromisoformat(shown.shown), now)
        if already := self._put_before(shown.trip, shown.key):
            return already
        draft = self._again(shown, now)
        if sha256(draft.new.content).hexdigest() != shown.digest:
            raise NotConfirmed("The letter has changed since you looked at it. Look at it again.")
        if self.desk.sending.live and draft.gaps:
            raise NotYet(draft.gaps)
        return self.put(draft, now)

    def put(self, draft: Draft, now: datetime) -> Letter:
        """Put a draft into the outbox by the word of whoever calls this. Raises NotConfirmed.

        A second time, even at the same moment, gives the same letter.
        """
        letters = self.desk.sending.letters
        try:
            with self.desk.trips.writing() as connection:
                (letter,) = letters.put_within(connection, [draft.new], now)
                if draft.kind == "replacement":
                    letters.change_within(connection, draft.about.id, "replaced", now, {"next_at": None})
        except WrongStep:
            if already := self._put_before(draft.new.trip, draft.new.key):
                return already
            raise NotConfirmed("The letter has left meanwhile. Look at it again.") from None
        self.desk.wake()
        return letter

    def _put_before(self, trip: str, key: str) -> Letter | None:
        return next((one for one in self.desk.sending.letters_of(trip) if one.key == key), None)

    def _withdraw(self, verdict: Verdict, now: datetime, dated: datetime | None) -> Draft:
        from prenotify.documents.threads import withdrawal

        letter, filing = verdict.letter, verdict.then
        if letter.state in NOT_YET:
            raise NothingToSend("This letter has not left. Cancel it: nobody needs to be told.")
        thread, when = Thread(self.desk, letter), Timing(now, None, letter.zone)
        reference = thread.next_reference(WITHDRAWAL)
        content = withdrawal(as_sent(filing), reference, thread.earlier, self._posted(dated or when.due_at))
        return self._draft("withdrawal", letter, filing, reference, content, when, now)

    def _replace(self, verdict: Verdict, filing: Filing, now: datetime, dated: datetime | None) -> Draft:
        """An amendment of what the desk has; of what it has not, the same letter anew."""
        letter = verdict.letter
        if filing.missing and any(one.required for one in filing.missing):
            raise NothingToSend("Something that this letter needs is missing from your trip.")
        when = self._timing(filing, now)
        before = Thread(self.desk, letter).last_with_the_desk
        if before is None:
            reference = letter_reference(filing, letter.trip)
            papers = self.desk.papers(letter.trip)
            content = compose(filing, letter.trip, self.desk.settings, dated or when.due_at, papers).content
        else:
            thread = Thread(self.desk, before)
            reference = thread.next_reference(AMENDMENT)
            content = self._amendment(thread, filing, reference, dated or when.due_at)
        kind: DraftKind = "replacement" if letter.state in NOT_YET else "amendment"
        draft = self._draft(kind, letter, filing, reference, content, when, now, follows=before)
        return replace(draft, blocks=verdict.blocks, is_late=filing.status == "late")

    def _amendment(self, thread: Thread, filing: Filing, reference: str, dated: datetime) -> bytes:
        from prenotify.documents.enclosures import carried
        from prenotify.documents.threads import amendment

        then, final = as_sent(self.desk.following.made_of(thread.letter)), as_sent(filing)
        earlier, posted = thread.earlier, self._posted(dated)
        papers = self.desk.papers(thread.letter.trip).enclosures(final)
        content, _left_out = carried(
            lambda enclosed: amendment(final, then, reference, earlier, posted, enclosed),
            papers,
            self.desk.settings.mail_max_bytes,
        )
        return content

    def _draft(
        self,
        kind: DraftKind,
        about: Letter,
        filing: Filing,
        reference: str,
        content: bytes,
        when: Timing,
        now: datetime,
        follows: Letter | None = None,
    ) -> Draft:
        answers_to = follows or (None if kind == "replacement" else about)
        outbox_kind = {"replacement": AMENDMENT if follows else FILING}.get(kind, kind)
        settings, trip = self.desk.settings, about.trip
        says = said_by(filing, trip) if kind in ("replacement", "amendment") else None
        number = len(Thread(self.desk, about).of_kind(outbox_kind)) + 1
        new = NewLetter(
            trip=trip,
            key=f"{trip}/{filing.stay}/{filing.form.id}/{outbox_kind}/{number}",
            reference=reference,
            kind=outbox_kind,
            form=filing.form.id,
            stay=filing.stay,
            desk=filing.recipient.desk,
            sender=settings.mail_from or filing.facts.trip.traveller.email,
            to=filing.recipient.email or about.to,
            content=content,
            live=self.desk.sending.live,
            due_at=when.due_at,
            zone=when.zone,
            not_after=when.not_after if kind != "reminder" else None,
            says=says,
            answers_to=answers_to.id if answers_to else None,
        )
        gaps = self.desk.sending.gaps(trip, filing, now, letter_confirmed=True)
        draft = Draft(kind, about, new, when, (), False, gaps)
        return replace(draft, token=self._token(draft, filing, now))

    def _token(self, draft: Draft, filing: Filing, now: datetime) -> str:
        mail = message_from_bytes(draft.new.content, policy=policy.default)
        shown = _Shown(
            trip=draft.new.trip,
            about=draft.about.id,
            kind=draft.kind,
            key=draft.new.key,
            today=now.date().isoformat(),
            shown=now.isoformat(),
            dated=mail["Date"].datetime.isoformat(),
            digest=sha256(draft.new.content).hexdigest(),
        )
        return sign(asdict(shown), _PURPOSE, self.desk.trips.digest)

    def _again(self, shown: _Shown, now: datetime) -> Draft:
        """The draft that was shown, made of what the trip is now."""
        stored = self.desk.trips.load(shown.trip)
        letters = {one.id: one for one in self.desk.sending.letters_of(shown.trip)}
        if stored is None or shown.about not in letters:
            raise NotConfirmed("This trip is no longer here.")
        trip, today = self.desk.read(stored.entered), date.fromisoformat(shown.today)
        dated = datetime.fromisoformat(shown.dated)
        try:
            if shown.kind == "reminder":
                return self.remind(letters[shown.about], now, dated)
            verdicts = self.desk.following.verdicts(shown.trip, trip, today)
            verdict = next((one for one in verdicts if one.letter.id == shown.about), None)
            if verdict is None:
                raise NotConfirmed("Another letter has taken its place meanwhile.")
            return self.amend(verdict, now, dated)
        except NothingToSend as error:
            raise NotConfirmed(str(error)) from None

    def _timing(self, filing: Filing, now: datetime) -> Timing:
        calendar = self.desk.calendars.get(filing.country)
        return timing(filing, self.desk.rulebook, calendar, now)

    def _posted(self, dated: datetime) -> "Posted":
        from prenotify.documents.threads import Posted

        return Posted(self.desk.settings.mail_from or None, self.desk.settings.host, dated)
