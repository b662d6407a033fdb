"""`prenotify outbox --hold`, `--release`, `--sent`: letters stopped, and those known to have left."""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prenotify.cli.common import DONE, NEEDS_ATTENTION, read_instant
from prenotify.domain.problems import BadInput, Problem

if TYPE_CHECKING:
    from prenotify.desk import Desk


def add_to(command: argparse.ArgumentParser) -> None:
    does = command.add_mutually_exclusive_group()
    does.add_argument("--hold", action="store_true", help="stop every letter that waits")
    does.add_argument("--release", action="store_true", help="let every letter that is held go on")
    does.add_argument(
        "--sent", metavar="MESSAGE-ID", help="this letter has left, as the mail server's log says"
    )
    command.add_argument("--at", metavar="INSTANT", help="with --sent: when, such as 2027-03-02T08:00:00Z")


def is_asked(args: argparse.Namespace) -> bool:
    return args.hold or args.release or args.sent is not None or args.at is not None


def run(args: argparse.Namespace, desk: "Desk") -> int:
    now = datetime.now(UTC)
    if args.sent is not None or args.at is not None:
        return _found_sent(args, desk, now)
    return _hold(desk, now) if args.hold else _release(desk, now)


def _hold(desk: "Desk", now: datetime) -> int:
    held = desk.holding.hold_all(now)
    print(f"held: {len(held.letters)}")
    for letter in held.in_hand:
        until = f"{letter.next_at:%H:%M} UTC" if letter.next_at else "its lease is over"
        print(f"not held: {letter.reference}, which a worker has; say --hold again after {until}")
    for letter in held.unsure:
        print(f"not held: {letter.reference}, which may have left and is repeated once: {letter.message_id}")
    return NEEDS_ATTENTION if held.in_hand or held.unsure else DONE


def _release(desk: "Desk", now: datetime) -> int:
    print(f"released: {len(desk.holding.release_all(now))}")
    return DONE


def _found_sent(args: argparse.Namespace, desk: "Desk", now: datetime) -> int:
    if args.sent is None or args.at is None:
        raise BadInput([Problem("--sent", "goes with --at: which letter left, and when")])
    letter = desk.holding.found_sent(args.sent, read_instant("--at", args.at), now)
    print(f"{letter.reference}: sent, and does not leave again")
    return DONE
