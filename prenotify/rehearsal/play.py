"""A rehearsal from the first letter to some days after the last exit, with the real outbox and worker."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prenotify.desk import Desk
from prenotify.desk.following import REMINDER
from prenotify.domain.countries import country_name
from prenotify.domain.plan import Filing
from prenotify.domain.trip import Crossing, Trip
from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter, LogLine
from prenotify.rehearsal.behaviours import Behaviour
from prenotify.rehearsal.players import Cue, PlayedDesk, Traveller
from prenotify.rehearsal.replies import Received
from prenotify.rehearsal.stage import PRENOTIFY, Stage, stage
from prenotify.rehearsal.stamp import stamped
from prenotify.rehearsal.story import Ending, Event, Rehearsed, about, reminders_of
from prenotify.rehearsal.timetable import Timetable
from prenotify.worker import Sender

Watch = Callable[[Event], None]
_BEGINS_AT = time(8, tzinfo=UTC)
_AFTER_THE_LAST_EXIT = timedelta(7)
_REMIND_BEFORE = (14, 3)
_HOUR, _DAY = timedelta(hours=1), timedelta(1)
_TOLD = {
    "copy": "prenotify sends the traveller a copy, with what happens next",
    "news": "prenotify tells the traveller that a letter did not get there",
    "silence": "prenotify tells the traveller that nobody has answered",
    "reminder": "prenotify tells the traveller that a deadline is near and the letter has not left",
}


def rehearse(
    front: Desk,
    trip: Trip,
    today: date,
    played: Mapping[str, Behaviour],
    watch: Watch = lambda _event: None,
    wait: Callable[[timedelta], None] = lambda _pause: None,
) -> Rehearsed:
    """Play *trip* from *today* on, with desks that behave as *played*, by the rules of *front*.

    *watch* sees each event as it happens; *wait* is told how long nothing does. Mail goes to a
    server on this machine alone, and to addresses of nobody.
    """
    with stage(front, trip, today, played) as set_up:
        return _Play(set_up, today, played, watch, wait).run()


@dataclass
class _Play:
    stage: Stage
    today: date
    played: Mapping[str, Behaviour]
    watch: Watch
    wait: Callable[[timedelta], None]
    events: list[Event] = field(default_factory=list)
    mails: dict[str, bytes] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    """How many lines of each letter's log the story has told."""
    why_not: dict[str, str] = field(default_factory=dict)
    """The first reason why a filing was not put in."""

    def __post_init__(self) -> None:
        desk, trip = self.stage.desk, self.stage.trip
        self.timetable = Timetable(datetime.combine(self.today, _BEGINS_AT))
        self.planned = desk.plan(trip, self.today)
        self.filings = {about(filing): filing for filing in self.planned.filings}
        self.worker = Sender(desk, self.timetable.read)
        self.claims = Claims(desk.trips.engine, desk.trips.seal, desk.settings)
        self.reference = desk.sending.reference_of(trip)
        cue = Cue(self.stage, self.timetable, self._tell, self._post)
        self.traveller = Traveller(cue, self.reference, self.filings)
        self.desks = {
            name: PlayedDesk(cue, self.traveller, name, self.played[filing.form.id])
            for name, filing in self.filings.items()
        }
        last = max(stay.exit.date for stay in trip.stays)
        self.ends = datetime.combine(last, _BEGINS_AT) + _AFTER_THE_LAST_EXIT

    def run(self) -> Rehearsed:
        self._enter_crossings()
        self._submit()
        while True:
            self.worker.work_once()
            self._look()
            moment = self._next()
            if moment is None or moment > self.ends:
                break
            self.wait(moment - self.timetable.now)
            self.timetable.jump(moment)
        proofs = self.stage.desk.proving.proofs(self.planned, self.reference)
        pack = self.stage.desk.border_pack(self.planned, self.reference, proofs)
        return Rehearsed(tuple(self.events), tuple(self._endings()), stamped(pack), self.mails)

    def _submit(self) -> None:
        done = self.stage.desk.sending.submit(self.stage.trip, self.timetable.now)
        for one in done.filings:
            if one.letter is None:
                self.why_not[about(one.filing)] = one.why_not[0]
                self._tell(about(one.filing), f"not put in: {'; '.join(one.why_not)}")

    def _enter_crossings(self) -> None:
        for stay in self.stage.trip.stays:
            for verb, crossing in (("enters", stay.entry), ("leaves", stay.exit)):
                self._enter_crossing(f"the traveller {verb} {country_name(stay.country)}", crossing)

    def _enter_crossing(self, what: str, crossing: Crossing) -> None:
        moment = datetime.combine(crossing.date, _BEGINS_AT)
        if moment >= self.timetable.now:
            self.timetable.at(moment, lambda: self._tell("", f"{what} at {crossing.port}"))

    def _next(self) -> datetime | None:
        """When something happens next that anybody knows of."""
        now = self.timetable.now
        found = [self.timetable.next, self.claims.next_at(live=True), *self._checks()]
        return min((max(moment, now + timedelta(minutes=1)) for moment in found if moment), default=None)

    def _checks(self) -> Iterator[datetime]:
        """Moments at which the worker's hourly look finds something new."""
        now = self.timetable.now
        for letter in self.stage.desk.sending.letters_of(self.reference):
            if letter.sent_at and now < letter.sent_at + _DAY:
                yield letter.sent_at + _DAY
        for quiet in self.stage.desk.answering.silent(self.reference, now):
            if quiet.silence.step == "wait":
                yield datetime.combine(quiet.silence.due, time(), ZoneInfo(quiet.letter.zone))
            elif not quiet.replied and (quiet.letter.id, quiet.silence.reminders) not in self.traveller.asked:
                yield now + _HOUR
        for filing in self.planned.filings:
            days = (filing.send_by - timedelta(days) for days in _REMIND_BEFORE)
            moments = (datetime.combine(day, _BEGINS_AT) for day in days)
            yield from (moment for moment in moments if moment > now)

    def _look(self) -> None:
        """Tell what has happened to letters, and hand round the mail that came in."""
        letters = {one.message_id: one for one in self.stage.desk.sending.letters.of_trip(self.reference)}
        for letter in letters.values():
            self._tell_of(letter)
        for to, content in self.stage.inbox.empty():
            mail = Received(content, to)
            self._comes_in(letters.get(mail.message_id), mail)

    def _tell_of(self, letter: Letter) -> None:
        lines = self.stage.desk.sending.letters.log(letter.id)
        for line in lines[self.seen.get(letter.id, 0) :]:
            what = _told(letter, line) if letter.to_traveller else _happened(letter, line)
            if what:
                self._tell(self._about(letter), what, line.at)
        self.seen[letter.id] = len(lines)

    def _about(self, letter: Letter) -> str:
        """What a letter is about; of a mail to the traveller its key says that."""
        if not letter.to_traveller:
            return f"{letter.stay} {letter.form}"
        told_of = letter.key.split("/")[3:]
        if letter.kind == REMINDER:
            stay, *form = told_of[:3]
            return f"{stay} {'/'.join(form)}"
        return self._about(self.stage.desk.sending.letters.get(int(told_of[0])))

    def _comes_in(self, letter: Letter | None, mail: Received) -> None:
        if letter is None:
            return
        if letter.to_traveller:
            self._keep(f"to-traveller-{letter.kind}", mail.content)
            {"silence": self.traveller.reads_of_silence, "reminder": self.traveller.reads_of_a_deadline}.get(
                letter.kind, lambda: None
            )()
            return
        self._keep(f"letter-{letter.reference}", mail.content)
        self.desks[self._about(letter)].gets(letter, mail)

    def _post(self, to: str, content: bytes, name: str) -> None:
        """Mail that one of the players wrote; one to several is kept once."""
        if content not in self.mails.values():
            self._keep(name, content)
        if to == PRENOTIFY:
            self.stage.return_mail(content, len(self.mails))

    def _keep(self, name: str, content: bytes) -> None:
        self.mails[f"{len(self.mails) + 1:03}-{name}.eml"] = content

    def _tell(self, about_what: str, what: str, at: datetime | None = None) -> None:
        event = Event(at or self.timetable.now, about_what, what)
        self.events.append(event)
        self.watch(event)

    def _endings(self) -> Iterator[Ending]:
        letters = self.stage.desk.sending.letters_of(self.reference)
        first = {self._about(letter): letter for letter in letters if letter.kind != REMINDER}
        for name, filing in self.filings.items():
            yield self._ending(filing, first.get(name), letters)

    def _ending(self, filing: Filing, letter: Letter | None, letters: tuple[Letter, ...]) -> Ending:
        behaviour = self.played[filing.form.id]
        if letter is None:
            return Ending(filing, behaviour, f"never sent: {self.why_not[about(filing)]}", False)
        thread = [one for one in letters if one.id == letter.id or one.answers_to == letter.id]
        answers = self.stage.desk.answering.answers_of(thread)
        reminders = reminders_of(letter, letters)
        if answers:
            good = answers[-1].kind in ("received", "letter in hand")
            return Ending(filing, behaviour, "answered", good, letter, answers[-1], reminders)
        ended = "accepted, and never answered" if letter.state == "sent" else letter.state
        words = f"{ended}: {letter.error}" if letter.error else ended
        return Ending(filing, behaviour, words, False, letter, None, reminders)


def _told(letter: Letter, line: LogLine) -> str:
    """Of mail to the traveller only that it left."""
    return _TOLD.get(letter.kind, "") if line.event == "sent" else ""


def _happened(letter: Letter, line: LogLine) -> str:
    said = f": {line.said}" if line.said else ""
    what = "reminder " if letter.kind == REMINDER else ""
    words = {
        "submitted": f"the traveller confirms the {what}letter {letter.reference}",
        "sent": f"{letter.reference} is accepted by the mail server",
        "put off": f"{letter.reference} is to be tried again{said}",
        "refused": f"{letter.reference} is refused{said}",
        "bounced": f"{letter.reference} has come back{said}",
        "too late": f"{letter.reference} is not sent: its last deadline has passed",
        "auto-reply": f"prenotify notes an automatic reply to {letter.reference}: that is no answer",
        "reply": f"prenotify notes a reply to {letter.reference}, {line.said}",
    }
    return words.get(line.event, "")
