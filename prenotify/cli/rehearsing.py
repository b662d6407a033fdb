"""`prenotify rehearse`: a whole trip played through, with made-up desks and no mail to anybody."""

import argparse
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from prenotify.cli.common import (
    DONE,
    NEEDS_ATTENTION,
    Commands,
    content_of,
    make,
    open_desk,
    takes_a_trip,
    today_or,
    write,
)
from prenotify.domain.problems import BadInput, Problem
from prenotify.settings import Settings

if TYPE_CHECKING:
    from prenotify.rehearsal import Rehearsed

_DAY = timedelta(1)


def add_rehearse(commands: Commands) -> None:
    command = commands.add_parser(
        "rehearse",
        help="play a trip through with made-up desks",
        description="Letters go to a mail server that this command starts on this machine alone. "
        "Desks and traveller are played; the clock jumps. Nothing is kept.",
    )
    takes_a_trip(command)
    command.add_argument(
        "--out", metavar="DIR", type=Path, help="write the border pack, each mail, the report"
    )
    command.add_argument(
        "--desk",
        metavar="FORM=BEHAVIOUR",
        action="append",
        default=[],
        help="how the desk of a form behaves: prompt, late, never, elsewhere, out-of-office, bounce, "
        "refuses or more-papers",
    )
    command.add_argument(
        "--speed",
        metavar="DAYS",
        type=float,
        help="so many days of the trip a second; else as fast as it can",
    )
    command.set_defaults(run=_rehearse)


def _rehearse(args: argparse.Namespace) -> int:
    # Loaded late: it takes the worker and its queue along, which no plan needs.
    from prenotify.rehearsal import rehearse
    from prenotify.rehearsal.behaviours import behaviours

    today, wait = today_or(args.today), _wait_at(args.speed)
    content = content_of(args.trip)
    desk = open_desk(Settings.from_env(with_keys=False))
    trip = desk.read_file(args.trip.name, content)
    played = behaviours(desk.rulebook.forms, args.desk)
    if args.out:
        make(args.out)  # rather now than after a play of minutes
    try:
        done = rehearse(desk, trip, today, played, lambda event: print(event, flush=True), wait)
    except KeyboardInterrupt:
        print("Stopped; nothing is kept.")
        return NEEDS_ATTENTION
    print()
    for line in done.summary:
        print(line)
    if args.out:
        write(args.out, _files(done))
        print(f"{len(done.mails) + 2} files in {args.out}")
    return NEEDS_ATTENTION if done.needs_attention else DONE


def _files(done: "Rehearsed") -> dict[str, bytes]:
    return {"border-pack.pdf": done.pack, "report.txt": done.report.encode(), **done.mails}


def _wait_at(speed: float | None) -> Callable[[timedelta], None]:
    if speed is None:
        return lambda _pause: None
    if not speed > 0:
        raise BadInput([Problem("--speed", f"{speed:g} is not a speed; write a number above 0, such as 7")])
    return lambda pause: sleep(pause / _DAY / speed)
