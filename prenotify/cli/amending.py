"""`prenotify amend`: letters that a change of the trip made untrue, put right by others."""

import argparse
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from prenotify.cli.common import DONE, NEEDS_ATTENTION, Commands, today_or
from prenotify.domain.problems import BadInput, Problem, shown
from prenotify.settings import Settings

if TYPE_CHECKING:
    from prenotify.desk import Desk
    from prenotify.desk.following import Verdict
    from prenotify.domain.trip import Trip


def add_amend(commands: Commands) -> None:
    command = commands.add_parser(
        "amend",
        help="put right each letter that the trip has made untrue",
        description="Amendments and withdrawals for what has left; what waits is replaced or cancelled. "
        "Whoever runs this confirms each of them.",
    )
    command.add_argument("reference", metavar="REFERENCE", help="as submit printed it")
    command.add_argument("--today", metavar="DATE", help="the day to plan from, such as 2026-11-22")
    command.add_argument(
        "--despite",
        metavar="CODE",
        action="append",
        default=[],
        help="send although CODE has come in the way",
    )
    command.set_defaults(run=_amend)


def untrue(desk: "Desk", reference: str, trip: "Trip", now: datetime) -> list[str]:
    """A line for each letter that says something else than *trip*, and why."""
    verdicts = desk.following.verdicts(reference, trip, now.date())
    lines = [f"untrue: {one.letter.reference}: {_why(one)}" for one in verdicts if one.truth != "true"]
    return [*lines, f"to put them right: prenotify amend {reference}"] if lines else []


def moment_of(today: str | None) -> datetime:
    """Now; or with --today the first moment of that day in UTC."""
    return datetime.now(UTC) if today is None else datetime.combine(today_or(today), time(), UTC)


def _amend(args: argparse.Namespace) -> int:
    # Loaded late: it wakes the worker through the queue's library, which few commands need.
    from prenotify.worker import open_desk

    desk, now = open_desk(Settings.from_env()), moment_of(args.today)
    reference = args.reference.strip().upper()
    stored = desk.trips.load(reference)
    if stored is None:
        raise BadInput([Problem("", f"there is no trip {shown(args.reference)}")])
    trip = desk.read(stored.entered)
    verdicts = desk.following.verdicts(reference, trip, now.date())
    open_ones = [one for one in verdicts if one.truth != "true"]
    if not open_ones:
        print("Every letter still says what the trip is.")
        return DONE
    _vouch_for_address(desk, reference, trip)
    done = [_put_right(desk, one, set(args.despite), now) for one in open_ones]
    return DONE if all(done) else NEEDS_ATTENTION


def _vouch_for_address(desk: "Desk", reference: str, trip: "Trip") -> None:
    """The traveller's address is confirmed by whoever runs this, as with submit."""
    mailbox = desk.trips.digest.mailbox(trip.traveller.email)
    with desk.trips.writing() as connection:
        desk.trips.confirm_within(connection, reference, mailbox)


def _put_right(desk: "Desk", verdict: "Verdict", despite: Collection[str], now: datetime) -> bool:
    """Put in what one letter needs, and say so; False where nothing could be done."""
    try:
        print(f"{verdict.letter.reference}: {_done(desk, verdict, despite, now)} ({_why(verdict)})")
    except _NotDone as error:
        print(f"{verdict.letter.reference}: nothing put in; {error} ({_why(verdict)})", file=sys.stderr)
        return False
    return True


class _NotDone(Exception):  # noqa: N818 - it names what happened
    """Why nothing could be put in."""


def _done(desk: "Desk", verdict: "Verdict", despite: Collection[str], now: datetime) -> str:
    from prenotify.desk.confirming import NotConfirmed
    from prenotify.desk.drafting import NothingToSend
    from prenotify.desk.following import NOT_YET, Unknowable
    from prenotify.outbox.letter import NotMail
    from prenotify.outbox.states import WrongStep

    unanswered = [code for code in verdict.blocks if code not in despite]
    if unanswered:
        raise _NotDone(f"held back by {', '.join(unanswered)}")
    try:
        if verdict.now is None and verdict.letter.state in NOT_YET:
            desk.sending.cancel(verdict.letter, now)
            return "cancelled, nobody needs to be told"
        draft = desk.drafting.amend(verdict, now)
        if draft.new.live and draft.gaps:
            raise _NotDone("; ".join(gap.message for gap in draft.gaps))
        put = desk.drafting.put(draft, now)
    except Unknowable:
        raise _NotDone("what an earlier letter said cannot be read any more") from None
    except (NothingToSend, NotConfirmed, NotMail, WrongStep) as error:
        raise _NotDone(str(error)) from None
    late = ", late: its last deadline is past" if draft.is_late else ""
    mark = "" if put.live else ", in rehearsal"
    return f"{draft.kind} {put.reference} put in, to {put.to}{mark}{late}"


def _why(verdict: "Verdict") -> str:
    return "; ".join(_reasons(verdict))


def _reasons(verdict: "Verdict") -> Iterator[str]:
    match verdict.truth:
        case "stay gone":
            yield "its stay is not part of the trip any more"
        case "not filed":
            yield f"not filed any more: {verdict.reason}" if verdict.reason else "not filed any more"
        case _:
            yield from map(str, verdict.changes)
            if verdict.blocks:
                yield f"now in its way: {', '.join(verdict.blocks)}"
