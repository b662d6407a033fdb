"""`prenotify serve` and `prenotify worker`: what runs until it is told to stop."""

import argparse
from datetime import UTC, datetime

from prenotify.cli.common import DONE, NEEDS_ATTENTION, Commands, open_desk, read_instant
from prenotify.serving import serve
from prenotify.settings import Settings


def add_serve(commands: Commands) -> None:
    command = commands.add_parser("serve", help="the web pages and the worker")
    command.add_argument("--port", type=int, default=8000, help="default 8000")
    command.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1: this machine only")
    command.set_defaults(run=lambda args: serve(args.host, args.port))


def add_worker(commands: Commands) -> None:
    command = commands.add_parser("worker", help="send what is due, until told to stop")
    command.add_argument(
        "--drain", action="store_true", help="stop once nothing is due and no retry is pending"
    )
    command.add_argument(
        "--now", metavar="INSTANT", help="where its clock starts, such as 2027-03-02T08:00:00Z"
    )
    command.set_defaults(run=_worker)


def add_doctor(commands: Commands) -> None:
    command = commands.add_parser("doctor", help="check this deployment, and say what to do")
    command.set_defaults(run=_doctor)


def _worker(args: argparse.Namespace) -> int:
    starts = read_instant("--now", args.now) if args.now is not None else None
    # Loaded late: the queue's library is not needed by any other command.
    from prenotify.worker import clock_from, drain, run_worker

    settings = Settings.from_env()
    (drain if args.drain else run_worker)(settings, clock_from(starts))
    return DONE


def _doctor(_args: argparse.Namespace) -> int:
    from prenotify.doctor import examine
    from prenotify.worker import try_queue

    settings = Settings.from_env()
    verdicts = set()
    for finding in examine(open_desk(settings), datetime.now(UTC), lambda: try_queue(settings)):
        verdicts.add(finding.verdict)
        print(finding, flush=True)
    return NEEDS_ATTENTION if "bad" in verdicts else DONE
