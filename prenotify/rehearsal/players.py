"""The players of a rehearsal: desks that answer in their own way, and a traveller who looks after letters."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from prenotify.desk.confirming import NotConfirmed
from prenotify.desk.drafting import NothingToSend
from prenotify.domain.plan import Filing
from prenotify.domain.proof import AnswerKind
from prenotify.outbox.letter import Letter
from prenotify.rehearsal import replies
from prenotify.rehearsal.behaviours import Behaviour
from prenotify.rehearsal.replies import Received
from prenotify.rehearsal.stage import Stage
from prenotify.rehearsal.timetable import Timetable

Tell = Callable[[str, str], None]
"""Writes a line of the story: what it is about, and what happened."""
Post = Callable[[str, bytes, str], None]
"""Delivers a mail: whom it is for, the mail, and what to call it."""

_MINUTES, _HOUR, _DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(1)
_PROMPT, _WELL, _AWAY, _LATE = _DAY, 2 * _DAY, 3 * _DAY, 12 * _DAY
_GIST: dict[AnswerKind, str] = {
    "received": "Thank you, we have received your notice.",
    "more papers": "Please send us copies of your papers first.",
    "letter in hand": "Thank you, everything is complete and confirmed.",
}


@dataclass(frozen=True)
class Cue:
    """What the players share."""

    stage: Stage
    timetable: Timetable
    tell: Tell
    post: Post


@dataclass
class Traveller:
    """Reads mail within the hour, notes answers, confirms reminders, sends what is wanted."""

    cue: Cue
    reference: str
    filings: dict[str, Filing]
    """The filings of the plan, by what the story calls them."""
    asked: set[tuple[int, int]] = field(default_factory=set)
    """Silences seen to: the letter, and how many reminders had left."""
    decided: set[str] = field(default_factory=set)

    def reads_answer(
        self, about: str, letter: Letter, kind: AnswerKind, then: Callable[[], None] | None = None
    ) -> None:
        """*then* is what a desk's question for papers leads to."""
        self.cue.timetable.after(_HOUR, lambda: self._notes(about, letter, kind, then))

    def reads_of_silence(self) -> None:
        self.cue.timetable.after(_HOUR, self._looks_after_silent_letters)

    def reads_of_a_deadline(self) -> None:
        self.cue.timetable.after(_HOUR, self._decides)

    def _notes(self, about: str, letter: Letter, kind: AnswerKind, then: Callable[[], None] | None) -> None:
        now = self.cue.timetable.now
        self.cue.stage.desk.answering.answer(letter, kind, now.date(), now)
        self.cue.tell(about, f'the traveller taps "{kind}" at {letter.reference}')
        if then:
            self.cue.timetable.after(_DAY, then)

    def sends_papers(self, about: str, request: Received) -> None:
        """From their own mailbox, with copies of what the filing asks for."""
        now, filing = self.cue.timetable.now, self.filings[about]
        papers = self.cue.stage.desk.papers(self.reference)
        for asked in papers.asked_by(filing):
            if asked.attachment.kind and not asked.kept:
                papers.add(asked.attachment.kind, "copy.png", _specimen(asked.attachment.kind), now)
        enclosed = papers.enclosures(filing)
        self.cue.tell(about, f"the traveller sends the papers from their own mailbox: {len(enclosed)}")
        self.cue.post(request.sender, replies.papers(request, enclosed, now), "from-traveller-papers")

    def _looks_after_silent_letters(self) -> None:
        now, desk = self.cue.timetable.now, self.cue.stage.desk
        for quiet in desk.answering.silent(self.reference, now):
            place = (quiet.letter.id, quiet.silence.reminders)
            if quiet.silence.step == "wait" or quiet.replied or place in self.asked:
                continue
            self.asked.add(place)
            if quiet.silence.step == "remind":
                self._asks_again(quiet.letter)
            else:
                route = quiet.routes.phone or "a route that the traveller has to find"
                self.cue.tell(_about(quiet.letter), f"nobody answers: the traveller turns to {route}")

    def _asks_again(self, letter: Letter) -> None:
        now, drafting = self.cue.timetable.now, self.cue.stage.desk.drafting
        try:
            drafting.confirm(drafting.remind(letter, now).token, now)
        except (NothingToSend, NotConfirmed) as error:
            self.cue.tell(_about(letter), f"no reminder can be sent: {error}")

    def _decides(self) -> None:
        """What only the traveller's word was missing for is sent by their word."""
        now, sending = self.cue.timetable.now, self.cue.stage.desk.sending
        sent = {_about(letter) for letter in sending.letters_of(self.reference)}
        for about, filing in self._planned_now(now.date()).items():
            needed = [one for one in filing.missing if one.required]
            if about in sent or about in self.decided or not filing.blocks or needed:
                continue
            self.decided.add(about)
            self.cue.tell(about, f"the traveller decides to send it although {', '.join(filing.blocks)}")
            try:
                shown = sending.preview(self.reference, filing, now, filing.blocks)
                sending.submit_confirmed(shown.token, now)
            except NotConfirmed as error:
                self.cue.tell(about, f"it cannot leave: {error}")

    def _planned_now(self, today: date) -> dict[str, Filing]:
        planned = self.cue.stage.desk.plan(self.cue.stage.trip, today)
        near = [one for one in planned.filings if one.send_by - today <= timedelta(14)]
        return {f"{one.stay} {one.form.id}": one for one in near}


@dataclass(frozen=True)
class PlayedDesk:
    """A desk that gets letters and does what its behaviour says."""

    cue: Cue
    traveller: Traveller
    about: str
    behaviour: Behaviour

    def gets(self, letter: Letter, mail: Received) -> None:
        """A letter of prenotify's."""
        if not mail.begins_a_thread:  # whoever answers answers the first
            return
        match self.behaviour:
            case "prompt":
                self._answers(letter, mail, _PROMPT)
            case "late":
                self._answers(letter, mail, _LATE)
            case "elsewhere":
                self.cue.timetable.after(_WELL, lambda: self._writes_from_elsewhere(letter, mail))
            case "out-of-office":
                self.cue.timetable.after(_MINUTES, lambda: self._lets_a_machine_answer(mail))
                self._answers(letter, mail, _AWAY)
            case "bounce":
                self.cue.timetable.after(_MINUTES, lambda: self._returns(mail))
            case "more-papers":
                self.cue.timetable.after(_WELL, lambda: self._wants_papers(letter, mail))

    def _answers(
        self, letter: Letter, mail: Received, after: timedelta, kind: AnswerKind = "received"
    ) -> None:
        self.cue.timetable.after(after, lambda: self._answers_now(letter, mail, kind))

    def _answers_now(self, letter: Letter, mail: Received, kind: AnswerKind) -> None:
        self._writes(mail, kind)
        self.traveller.reads_answer(self.about, letter, kind)

    def _wants_papers(self, letter: Letter, mail: Received) -> None:
        request = self._writes(mail, "more papers")

        def then() -> None:
            self.traveller.sends_papers(self.about, request)
            self._answers(letter, mail, _WELL, "letter in hand")

        self.traveller.reads_answer(self.about, letter, "more papers", then)

    def _writes(self, mail: Received, kind: AnswerKind) -> Received:
        written = replies.answer(mail, _GIST[kind], self.cue.timetable.now)
        self.cue.tell(self.about, f"its desk answers the traveller: {_GIST[kind]}")
        self.cue.post(mail.reply_to, written, "from-desk-answer")
        return Received(written, mail.reply_to)

    def _writes_from_elsewhere(self, letter: Letter, mail: Received) -> None:
        written = replies.answer_from_elsewhere(mail, _GIST["received"], self.cue.timetable.now)
        self.cue.tell(self.about, "its desk answers from another address, to no letter in particular")
        for to in (mail.reply_to, mail.sender):
            self.cue.post(to, written, "from-desk-elsewhere")
        self.traveller.reads_answer(self.about, letter, "received")

    def _lets_a_machine_answer(self, mail: Received) -> None:
        self.cue.tell(self.about, "its desk is out of the office; a machine answers")
        self.cue.post(
            mail.sender, replies.auto_reply(mail, self.cue.timetable.now), "from-desk-out-of-office"
        )

    def _returns(self, mail: Received) -> None:
        self.cue.tell(self.about, "a mail server further on gives the letter back")
        self.cue.post(
            mail.sender, replies.returned(mail, self.cue.timetable.now), "from-mail-server-returned"
        )


def _about(letter: Letter) -> str:
    return f"{letter.stay} {letter.form}"


def _specimen(kind: str) -> bytes:
    """A picture that says what it stands for."""
    picture = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(picture).text((40, 180), f"SPECIMEN: {kind}", fill="black")
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
