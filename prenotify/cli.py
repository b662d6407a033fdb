"""The command line: a doorway. Exit status 0 done, 1 done but something needs attention, 2 bad input."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from errno import EISDIR
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from prenotify import __version__
from prenotify.domain.entries import read_day
from prenotify.domain.problems import BadInput, Problem
from prenotify.serving import serve
from prenotify.settings import Settings

# The desk is loaded by the commands that need it: `serve` hands over to processes that load it themselves.
if TYPE_CHECKING:
    from prenotify.desk import Desk
    from prenotify.domain.plan import Plan
    from prenotify.domain.trip import Trip

DONE, NEEDS_ATTENTION, BAD_INPUT = 0, 1, 2


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
    except BrokenPipeError:  # whoever reads our output has seen enough; Python flushes once more at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


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
    _add_plan(commands)
    _add_fill(commands)
    _add_serve(commands)
    _add_forms(commands)
    return parser


def _add_plan(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("plan", help="which filings are due, by when and why")
    _takes_a_trip(command)
    command.add_argument("--json", action="store_true", help="the plan as the contract's JSON object")
    command.set_defaults(run=_plan)


def _add_fill(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("fill", help="write every filing as PDF and e-mail, and the plan")
    _takes_a_trip(command)
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write to")
    command.set_defaults(run=_fill)


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("serve", help="the web pages and the worker")
    command.add_argument("--port", type=int, default=8000, help="default 8000")
    command.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1: this machine only")
    command.set_defaults(run=lambda args: serve(args.host, args.port))


def _add_forms(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    forms = commands.add_parser("forms", help="the rules under forms/")
    verbs = forms.add_subparsers(required=True, metavar="VERB")
    check = verbs.add_parser("check", help="read and judge every file under forms/")
    check.add_argument("--coverage", action="store_true", help="list what carries each rule of the seeds")
    check.add_argument("--phrases", action="store_true", help="list what a native speaker should read")
    check.set_defaults(run=_forms_check)
    export = verbs.add_parser("export", help="the whole rule set as one JSON document")
    export.add_argument("--schemas", metavar="DIR", type=Path, help="write the JSON Schemas there instead")
    export.set_defaults(run=_forms_export)


def _takes_a_trip(command: argparse.ArgumentParser) -> None:
    command.add_argument("trip", metavar="TRIP", type=Path, help="a trip file, .json or .toml")
    command.add_argument("--today", metavar="DATE", help="the day to plan from, such as 2026-11-22")


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
    _write(args.out, {document.name: document.content for document in documents})
    print(f"{len(documents)} files in {args.out}")
    for warning in desk.unprintable(trip):
        print(f"warning: {warning}", file=sys.stderr)
    return _status(planned)


def _planned(args: argparse.Namespace) -> "tuple[Desk, Trip, Plan]":
    today = _day(args.today)
    content = _content(args.trip)
    desk = _desk(Settings.from_env(with_keys=False))
    trip = desk.read_file(args.trip.name, content)
    return desk, trip, desk.plan(trip, today)


def _desk(settings: Settings) -> "Desk":
    from prenotify.desk import Desk

    return Desk.open(settings)


def _day(found: str | None) -> date:
    if found is None:
        return datetime.now().astimezone().date()
    try:
        return read_day(found)
    except ValueError as error:
        raise BadInput([Problem("--today", str(error))]) from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput([Problem(str(path), f"cannot be read: {error.strerror}")]) from None


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """All the files, or none and a clear word why not."""
    parts = {name: folder / f".{name}.part" for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        in_the_way = next((name for name in files if (folder / name).is_dir()), None)
        if in_the_way:
            raise IsADirectoryError(EISDIR, f"{in_the_way} is a folder there")
        for name, content in files.items():
            parts[name].write_bytes(content)
        for name, part in parts.items():
            part.replace(folder / name)
    except OSError as error:
        raise BadInput([Problem("--out", f"{folder} cannot be written to: {error.strerror}")]) from None
    finally:
        _remove(parts.values())


def _remove(parts: Iterable[Path]) -> None:
    with suppress(OSError):
        for part in parts:
            part.unlink(missing_ok=True)


def _status(planned: "Plan") -> int:
    return NEEDS_ATTENTION if planned.needs_attention else DONE


def _forms_check(args: argparse.Namespace) -> int:
    desk = _desk(Settings())
    if args.phrases:
        found = desk.check_phrases()
    else:
        found = desk.check_coverage() if args.coverage else desk.check_forms()
    for line in found.lines:
        print(line)
    for problem in found.problems:
        print(problem)
    print(found.summary)
    return NEEDS_ATTENTION if found.problems else DONE


def _forms_export(args: argparse.Namespace) -> int:
    from prenotify.export import schemas

    if args.schemas:
        _write(args.schemas, {f"{kind}.schema.json": _json(schema) for kind, schema in schemas().items()})
    else:
        sys.stdout.write(_json(_desk(Settings()).rules_data()).decode())
    return DONE


def _json(found: object) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
