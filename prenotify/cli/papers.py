"""`prenotify plan` and `prenotify fill`."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from prenotify.cli.common import (
    DONE,
    NEEDS_ATTENTION,
    Commands,
    content_of,
    of_before,
    open_desk,
    takes_a_trip,
    today_or,
    write,
)
from prenotify.settings import Settings

if TYPE_CHECKING:
    from prenotify.desk import Desk
    from prenotify.domain.plan import Plan
    from prenotify.domain.trip import Trip


def add_plan(commands: Commands) -> None:
    command = commands.add_parser("plan", help="which filings are due, by when and why")
    takes_a_trip(command)
    command.add_argument("--json", action="store_true", help="the plan as the contract's JSON object")
    command.set_defaults(run=_plan)


def add_fill(commands: Commands) -> None:
    command = commands.add_parser("fill", help="write every filing as PDF and e-mail, and the plan")
    takes_a_trip(command)
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write to")
    command.set_defaults(run=_fill)


def _plan(args: argparse.Namespace) -> int:
    from prenotify.report import plan_as_text

    desk, _trip, planned = _planned(args)
    if args.json:
        print(json.dumps(desk.plan_data(planned), ensure_ascii=False, indent=2))
    else:
        print(plan_as_text(planned), end="")
    return _status(planned)


def _fill(args: argparse.Namespace) -> int:
    from prenotify.desk import reference_for

    desk, trip, planned = _planned(args)
    documents = desk.documents(planned, reference_for(trip))
    write(args.out, {document.name: document.content for document in documents})
    print(f"{len(documents)} files in {args.out}")
    for name in of_before(args.out, {document.name for document in documents}):
        print(f"warning: {name} lay there before; it is no paper of this plan", file=sys.stderr)
    for warning in desk.unprintable(trip):
        print(f"warning: {warning}", file=sys.stderr)
    return _status(planned)


def _planned(args: argparse.Namespace) -> "tuple[Desk, Trip, Plan]":
    today = today_or(args.today)
    content = content_of(args.trip)
    desk = open_desk(Settings.from_env(with_keys=False))
    trip = desk.read_file(args.trip.name, content)
    return desk, trip, desk.plan(trip, today)


def _status(planned: "Plan") -> int:
    return NEEDS_ATTENTION if planned.needs_attention else DONE
