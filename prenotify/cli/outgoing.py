"""`prenotify submit`, `prenotify outbox` and `prenotify forget`: letters in, letters seen, all erased."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from prenotify.cli import amending, holding
from prenotify.cli.common import (
    DONE,
    NEEDS_ATTENTION,
    Commands,
    content_of,
    read_option_day,
    takes_a_trip,
)
from prenotify.domain.problems import BadInput, Problem, shown
from prenotify.settings import Settings

if TYPE_CHECKING:
    from prenotify.desk import Desk
    from prenotify.desk.sent import Submission, Submitted
    from prenotify.outbox.letter import Letter


def add_submit(commands: Commands) -> None:
    command = commands.add_parser(
        "submit",
        help="put every sendable filing into the outbox",
        description="Whoever runs this confirms the traveller's address and each letter.",
    )
    takes_a_trip(command)
    command.add_argument(
        "--despite", metavar="CODE", action="append", default=[], help="send although CODE stands against it"
    )
    command.add_argument("--on", metavar="DATE", help="the day the letters leave, on their readers' calendar")
    command.add_argument(
        "--for", dest="instead_of", metavar="REFERENCE", help="the trip whose content this file replaces"
    )
    command.set_defaults(run=_submit)


def add_outbox(commands: Commands) -> None:
    command = commands.add_parser("outbox", help="what waits, what left, what failed")
    command.add_argument("--json", action="store_true", help="the contract's list of letters")
    command.add_argument("--all", action="store_true", help="the mail to travellers besides")
    holding.add_to(command)
    command.set_defaults(run=_outbox)


def add_forget(commands: Commands) -> None:
    command = commands.add_parser("forget", help="erase one trip and all that belongs to it")
    command.add_argument("reference", metavar="REFERENCE", help="as submit printed it")
    command.set_defaults(run=_forget)


def _submit(args: argparse.Namespace) -> int:
    now, on = amending.moment_of(args.today), read_option_day("--on", args.on) if args.on else None
    if on and on < now.date():
        raise BadInput(
            [Problem("--on", f"{on} lies in the past; the letters leave on or after {now.date()}")]
        )
    content = content_of(args.trip)
    desk = _waking_desk()
    trip = desk.read_file(args.trip.name, content)
    instead_of = args.instead_of and args.instead_of.strip().upper()
    done = desk.sending.submit(trip, now, set(args.despite), on, instead_of)
    untrue = amending.untrue(desk, done.reference, trip, now) if instead_of else []
    print(done.reference)
    for line in (*_lines(done, now), *untrue):
        print(line, file=sys.stderr)  # standard output is the reference alone, for a script to take
    return NEEDS_ATTENTION if done.needs_attention or untrue else DONE


def _waking_desk() -> "Desk":
    """A desk whose submissions wake a worker."""
    from prenotify.worker import open_desk

    return open_desk(Settings.from_env())


def _lines(done: "Submission", now: datetime) -> Iterator[str]:
    yield from (_line(one, now) for one in done.filings)
    for left_out in done.not_filed:
        yield f"stay {left_out.stay}, {left_out.form}: not filed; {left_out.reason}"
    if done.unanswered:
        yield f"in the way: {', '.join(done.unanswered)}; prenotify plan says what each means"
    for other in done.others:
        yield (
            f"warning: {other} looks like an earlier version of this trip, and has letters still to leave; "
            f"to put this file in its place, say --for {other}"
        )


def _line(one: "Submitted", now: datetime) -> str:
    what = f"stay {one.filing.stay}, {one.filing.form.id}"
    if one.letter is None:
        return f"{what}: not put in; {'; '.join(one.why_not)}"
    mark = "" if one.letter.live else ", in rehearsal"
    said = [f"{what}: {_state(one, now)}{mark}, to {one.letter.to}"]
    if one.timing and one.timing.holiday and one.is_new:
        said.append(f"after a holiday there ({one.timing.holiday})")
    if one.filing.status == "late":
        said.append("late: its last deadline is past")
    if one.untrue:
        said.append("it says something else than this file does")
    return "; ".join(said)


def _state(one: "Submitted", now: datetime) -> str:
    letter = one.letter
    if letter is None or not one.is_new:
        return f"in the outbox already, {letter.state if letter else ''}"
    return "leaves at once" if letter.due_at <= now else f"leaves on {letter.due_at:%Y-%m-%d %H:%M} UTC"


def _outbox(args: argparse.Namespace) -> int:
    if holding.is_asked(args):
        return holding.run(args, _waking_desk())
    desk = _desk()
    found = desk.sending.letters.all(travellers_too=args.all)
    if args.json:
        print(json.dumps([as_data(letter) for letter in found], ensure_ascii=False, indent=2))
    else:
        for line in _table(found):
            print(line)
    return DONE


def as_data(letter: "Letter") -> dict[str, Any]:
    """The contract's object (section 3), and what else there is to know."""
    return {
        "reference": letter.trip,
        "form": letter.form,
        "stay": letter.stay,
        "to": letter.to,
        "message_id": letter.message_id,
        "state": letter.state,
        "attempts": letter.attempts,
        "due_at": _iso(letter.due_at),
        "sent_at": _iso(letter.sent_at),
        "error": letter.error,
        "letter": letter.reference,
        "kind": letter.kind,
        "rehearsal": not letter.live,
        "held": letter.held,
        "next_at": _iso(letter.next_at),
        "not_after": _iso(letter.not_after),
        "lost": letter.repeats,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _table(found: "tuple[Letter, ...]") -> Iterator[str]:
    if not found:
        yield "The outbox is empty."
    for letter in found:
        when = letter.sent_at or letter.due_at
        mark = "rehearsed" if letter.state == "sent" and not letter.live else letter.state
        held = ", held" if letter.held else ""
        yield f"{mark + held:<12} {when:%Y-%m-%d %H:%M}  {letter.reference:<22}  {letter.form or letter.kind}"
        if letter.error:
            yield f"{'':<12} {letter.error}"


def _forget(args: argparse.Namespace) -> int:
    reference = args.reference.strip().upper()
    if not _desk().forget(reference):
        raise BadInput([Problem("", f"there is no trip {shown(args.reference)}; nothing was erased")])
    print(f"Erased: {reference}, its letters and all that belonged to it.")
    return DONE


def _desk() -> "Desk":
    from prenotify.desk import Desk

    return Desk.open(Settings.from_env())
