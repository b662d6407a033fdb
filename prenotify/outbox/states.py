"""The states of a letter, and every way from one to another."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

State = Literal["waiting", "sending", "sent", "unsure", "refused", "missed", "cancelled", "replaced"]
Event = Literal[
    "submitted",
    "claimed",
    "sent",
    "put off",
    "given back",
    "day is full",
    "lost",
    "refused",
    "repeat refused",
    "not repeated",
    "too late",
    "cancelled",
    "sent all the same",
    "held",
    "released",
    "hurried",
    "replaced",
    "overtaken",
    "bounced",
    "found sent",
]


class Transition(NamedTuple):
    event: Event
    before: State | None
    after: State
    when: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition("submitted", None, "waiting", "the traveller confirmed it; its bytes stay as they are"),
    Transition("claimed", "waiting", "sending", "a worker has taken it, for as long as its lease lasts"),
    Transition("claimed", "unsure", "sending", "the one repeat, with the same Message-ID"),
    Transition("sent", "sending", "sent", "the mail server accepted it, or a rehearsal wrote it to its file"),
    Transition("put off", "sending", "waiting", "the mail server could not be reached or said: not now"),
    Transition("put off", "sending", "unsure", "the same during the repeat, which is still to come"),
    Transition("given back", "sending", "waiting", "its worker vanished or stopped before anything left"),
    Transition("given back", "sending", "unsure", "the same before the repeat, which is still to come"),
    Transition("day is full", "waiting", "waiting", "its recipient has had a day's worth; tomorrow, there"),
    Transition("day is full", "unsure", "unsure", "the same for the repeat"),
    Transition("lost", "sending", "unsure", "the connection or the worker was lost once it may have left"),
    Transition("refused", "sending", "refused", "the mail server refused it for good"),
    Transition("repeat refused", "sending", "unsure", "the repeat was refused; the first may have arrived"),
    Transition("not repeated", "unsure", "unsure", "its last deadline has passed, so it is not repeated"),
    Transition("too late", "waiting", "missed", "its last deadline has passed"),
    Transition("cancelled", "waiting", "cancelled", "the traveller took it back"),
    Transition("cancelled", "missed", "cancelled", "the traveller took it back"),
    Transition("sent all the same", "missed", "waiting", "the traveller wants it sent although it is late"),
    Transition("held", "waiting", "waiting", "the operator stopped it for now"),
    Transition("released", "waiting", "waiting", "the operator let it go on"),
    Transition("hurried", "waiting", "waiting", "the operator does not wait for the next try"),
    Transition("replaced", "waiting", "replaced", "another letter takes its place before it left"),
    Transition("replaced", "missed", "replaced", "another letter takes its place before it left"),
    Transition("overtaken", "sent", "replaced", "the letter that amends or withdraws it has left"),
    Transition("overtaken", "unsure", "replaced", "the letter that amends or withdraws it has left"),
    Transition("bounced", "sent", "refused", "a mail server further on returned it"),
    Transition("bounced", "unsure", "refused", "a mail server further on returned it"),
    Transition("found sent", "waiting", "sent", "the mail server's log says that it left; see operate.md"),
    Transition("found sent", "unsure", "sent", "the same of one that may have left"),
)


class Words(NamedTuple):
    """What a traveller reads: the state, what it means, and what to do next."""

    name: str
    says: str
    next_step: str


WORDS: dict[State, Words] = {
    "waiting": Words(
        "Waiting",
        "This letter has not left yet.",
        "Nothing to do. You can still cancel it.",
    ),
    "sending": Words(
        "Being sent",
        "This letter is being handed to the mail server now.",
        "Nothing to do. Look again in a few minutes.",
    ),
    "sent": Words(
        "Accepted by the mail server",
        "The mail server has accepted this letter. Whether anybody has read it, only an answer can say.",
        "Watch for an answer, and tell us when one comes.",
    ),
    "unsure": Words(
        "Perhaps sent",
        "The connection broke at a moment when the letter may or may not have left.",
        "Ask the recipient whether it arrived before you send anything yourself.",
    ),
    "refused": Words(
        "Refused",
        "A mail server refused this letter. The recipient does not have it.",
        "Read what the mail server said, and reach the recipient by another way.",
    ),
    "missed": Words(
        "Not sent: too late",
        "The last deadline passed before this letter could leave, so it was not sent.",
        "Decide: have it sent all the same, or cancel it.",
    ),
    "cancelled": Words(
        "Cancelled",
        "You took this letter back before it left. It was not sent.",
        "If the border still wants it, prepare it again from your plan.",
    ),
    "replaced": Words(
        "Replaced",
        "Another letter took the place of this one. If this one had left before, the other one says so.",
        "Nothing to do here: the letter in its place counts now.",
    ),
}
REHEARSED = Words(
    "Rehearsed, not sent",
    "This was a rehearsal: the letter was written to a file, and nobody has received it.",
    "Send the papers yourself, or ask whoever runs this site to send mail for real.",
)
AFTER_A_REHEARSAL: State = "sent"


class WrongStep(Exception):  # noqa: N818 - it names what was tried
    """Something was asked of a letter that its state does not allow."""

    def __init__(self, event: Event, before: State):
        super().__init__(f"a letter that is {before} cannot be {event}")
        self.event, self.before = event, before


def after(event: Event, before: State | None, repeating: bool = False) -> State:
    """The state that *event* leads to; a letter being repeated falls back to unsure. Raises WrongStep."""
    found = [t.after for t in TRANSITIONS if (t.event, t.before) == (event, before)]
    if not found:
        raise WrongStep(event, before or "waiting")
    return "unsure" if repeating and "unsure" in found else found[0]


def words_for(state: State, live: bool) -> Words:
    """What the traveller is told of a letter in *state*."""
    return REHEARSED if state == AFTER_A_REHEARSAL and not live else WORDS[state]


def table() -> Iterator[str]:
    """The transitions as the lines of a Markdown table."""
    yield "| event | from | to | when |"
    yield "|---|---|---|---|"
    for step in TRANSITIONS:
        yield f"| {step.event} | {step.before or '–'} | {step.after} | {step.when} |"
