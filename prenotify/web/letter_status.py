"""The letters of a trip as their page shows them: state, what happened, what was answered, what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from prenotify.desk.answering import Quiet
from prenotify.desk.following import NOT_YET, Verdict
from prenotify.domain.proof import AnswerKind
from prenotify.domain.sources import Wording
from prenotify.language import N_
from prenotify.outbox.answers import Answer
from prenotify.outbox.letter import Letter, LogLine
from prenotify.outbox.states import State
from prenotify.web.here import desk, now, today
from prenotify.web.language import gettext as _
from prenotify.web.opened import OpenTrip
from prenotify.web.words import long_day

ANSWERS: dict[AnswerKind, tuple[str, str]] = {
    "received": (N_("They have it"), N_("received, being dealt with")),
    "letter in hand": (N_("Done"), N_("confirmed, or their letter is in my hand")),
    "more papers": (N_("They want more papers"), N_("they ask for something before they go on")),
    "refused": (N_("They said no"), N_("they will not do what you asked for")),
}
"""What a traveller can tap, with what it means."""
NEXT_AFTER: dict[AnswerKind, str] = {
    "received": N_("Wait for what you asked for, and tell us when it is in your hand."),
    "letter in hand": N_("Nothing more to do. Carry their answer with your papers."),
    "more papers": N_("Send what they want from your own mailbox, as an answer to their message."),
    "refused": N_("Read your plan again: another port, another day or another paper may be the way."),
}
_SHAPES: dict[State, str] = {
    "waiting": "ring",
    "sending": "half",
    "sent": "half",
    "unsure": "late",
    "refused": "stop",
    "missed": "stop",
    "cancelled": "ring",
    "replaced": "ring",
}
_KINDS = {
    "filing": "",
    "amendment": N_("Amendment"),
    "withdrawal": N_("Withdrawal"),
    "reminder": N_("Reminder"),
}
_HAPPENED = {
    "submitted": N_("You confirmed it"),
    "claimed": N_("Its sending began"),
    "sent": N_("The mail server accepted it. That is not the same as read"),
    "put off": N_("The mail server could not take it yet"),
    "given back": N_("Its sending was interrupted before anything left"),
    "day is full": N_("The recipient has had enough letters for a day; it waits for the next"),
    "lost": N_("The connection broke; it may have left"),
    "refused": N_("The mail server refused it"),
    "repeat refused": N_("The repeat was refused; the first may have arrived"),
    "not repeated": N_("Its last deadline has passed, so it was not repeated"),
    "too late": N_("Its last deadline passed; it was not sent"),
    "cancelled": N_("You took it back"),
    "sent all the same": N_("You wanted it sent although it is late"),
    "held": N_("Whoever runs this site stopped it for now"),
    "released": N_("Whoever runs this site let it go on"),
    "replaced": N_("Another letter took its place before it left"),
    "overtaken": N_("The letter that replaces it has left"),
    "bounced": N_("A mail server further on returned it"),
    "found sent": N_("The mail server's records show that it had left"),
    "delayed": N_("A mail server further on has not delivered it yet, and keeps trying"),
    "delivered": N_("A mail server further on says that it passed it on"),
    "auto-reply": N_("An automatic reply came. That is no answer"),
    "reply": N_("A reply came. Tell us below what it was"),
    "failed elsewhere": N_("A mail server could not pass it on to another address"),
    "answered": N_("You noted an answer"),
}
_QUIET = frozenset({"claimed", "given back"})
"""Events of the machinery; what follows them says more."""


@dataclass(frozen=True, slots=True)
class Happened:
    line: LogLine
    words: str


@dataclass(frozen=True, slots=True)
class LetterStatus:
    """One letter, with all that is known of it."""

    letter: Letter
    form: Wording | None
    kind: str
    shape: str
    trail: tuple[Happened, ...]
    answers: tuple[Answer, ...]
    quiet: Quiet | None
    verdict: Verdict | None

    @property
    def name(self) -> str:
        """Its state; once somebody has answered, what they said."""
        return _(ANSWERS[self.answers[-1].kind][0]) if self.answers else _(self.letter.words.name)

    @property
    def says(self) -> str:
        """What that means; an answer speaks for itself."""
        if self.letter.held:
            return _("Whoever runs this site has stopped it for now. It leaves once they let it go on.")
        if self.answers:
            return ""
        return " ".join(filter(None, (_(self.letter.words.says), _when_it_leaves(self.letter))))

    @property
    def next_step(self) -> str:
        """What to do now, in one sentence; what is untrue is put right before all else."""
        if self.needs_no_letter:
            return _("Cancel it: your trip has changed.")
        if self.is_untrue:
            return _("Put it right: the letter that does so is written.")
        return _(NEXT_AFTER[self.answers[-1].kind]) if self.answers else _(self.letter.words.next_step)

    @property
    def may_be_answered(self) -> bool:
        return self.letter.state in ("sent", "unsure", "replaced") and self.letter.live

    @property
    def asks_for_an_answer(self) -> bool:
        """One that was replaced waits for nothing; what comes all the same can be noted."""
        return self.may_be_answered and self.letter.state != "replaced"

    @property
    def may_be_cancelled(self) -> bool:
        return self.letter.state in NOT_YET

    @property
    def is_untrue(self) -> bool:
        return self.verdict is not None and self.verdict.truth != "true"

    @property
    def needs_no_letter(self) -> bool:
        """It has not left, and nothing would be filed in its place: cancelling is enough."""
        return self.verdict is not None and self.verdict.now is None and self.may_be_cancelled


def statuses_of(trip: OpenTrip) -> tuple[LetterStatus, ...]:
    """The letters of *trip* to desks, the last one first."""
    letters = desk().sending.letters_of(trip.reference)
    if not letters:
        return ()
    answers = desk().answering.answers_of(letters)
    quiet = {one.letter.id: one for one in desk().answering.silent(trip.reference, now())}
    return tuple(_statuses(letters, answers, quiet, _verdicts(trip)))


def _statuses(
    letters: Sequence[Letter],
    answers: Sequence[Answer],
    quiet: Mapping[int, Quiet],
    verdicts: Mapping[int, Verdict],
) -> Iterator[LetterStatus]:
    for letter in reversed(letters):
        form = desk().rulebook.forms.get(letter.form)
        yield LetterStatus(
            letter=letter,
            form=form.name if form else None,
            kind=_KINDS.get(letter.kind, ""),
            shape=_shape(letter, answers),
            trail=tuple(_trail(letter)),
            answers=tuple(answer for answer in answers if answer.letter == letter.id),
            quiet=quiet.get(letter.id),
            verdict=verdicts.get(letter.id),
        )


def _verdicts(trip: OpenTrip) -> dict[int, Verdict]:
    """Nothing while the trip cannot be planned."""
    if trip.plan is None:
        return {}
    found = desk().following.verdicts(trip.reference, trip.plan.trip, today())
    return {verdict.letter.id: verdict for verdict in found}


def _shape(letter: Letter, answers: Sequence[Answer]) -> str:
    kinds = [answer.kind for answer in answers if answer.letter == letter.id]
    if kinds:
        return {"refused": "stop", "more papers": "late"}.get(kinds[-1], "ok")
    return _SHAPES[letter.state]


def _when_it_leaves(letter: Letter) -> str:
    """When a letter is tried next; nothing of one that is not."""
    if letter.next_at is None:
        return ""
    if letter.state == "unsure":
        return _("It is tried once more, as the same message, and then no more.")
    if letter.state != "waiting":
        return ""
    if letter.error:
        said = _(
            "It was tried, and put off. It is tried again by itself, next after %(time)s UTC on %(day)s."
        )
        return said % {"time": f"{letter.next_at:%H:%M}", "day": long_day(letter.next_at.date())}
    if letter.due_at <= now():
        return _("It is due, and leaves by itself, usually within minutes.")
    day = letter.due_at.astimezone(ZoneInfo(letter.zone)).date()
    return _("It leaves by itself on %(day)s, once that day has begun where its reader is.") % {
        "day": long_day(day)
    }


def _trail(letter: Letter) -> Iterator[Happened]:
    for line in desk().sending.letters.log(letter.id):
        if line.event not in _QUIET:
            yield Happened(line, _(_HAPPENED.get(line.event, line.event)))
