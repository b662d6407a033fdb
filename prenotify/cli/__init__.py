"""The command line: a doorway. Exit status 0 done, 1 done but something needs attention, 2 bad input."""

import argparse
import os
import sys
from collections.abc import Sequence
from errno import ENOSPC
from io import TextIOWrapper

from prenotify import __version__
from prenotify.cli import amending, keys, outgoing, papers, rehearsing, returned, rules, running
from prenotify.cli.common import BAD_INPUT, DONE
from prenotify.domain.problems import BadInput

_ADD = (
    papers.add_plan,
    papers.add_fill,
    outgoing.add_submit,
    amending.add_amend,
    outgoing.add_outbox,
    outgoing.add_forget,
    returned.add_bounce,
    rehearsing.add_rehearse,
    running.add_serve,
    running.add_worker,
    running.add_doctor,
    rules.add_forms,
    keys.add_keys,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    _speak_utf_8()
    args = _parser().parse_args(argv)
    try:
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except BadInput as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # whoever reads our output has seen enough
        _say_no_more()
        return DONE
    except OSError as error:
        if error.errno != ENOSPC:
            raise
        _say_no_more()
        print(f"no room is left for what this command writes: {error.strerror}", file=sys.stderr)
        return BAD_INPUT


def _say_no_more() -> None:
    """Python flushes once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf_8() -> None:
    """JSON is UTF-8 by definition, and a name must not stop a plan, whatever the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="prenotify", description="What each border on a trip wants to know beforehand."
    )
    parser.add_argument("--version", action="version", version=f"prenotify {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in _ADD:
        add(commands)
    return parser
