"""`prenotify forms`: the rules under forms/, judged and exported."""

import argparse
import json
import sys
from pathlib import Path

from prenotify.cli.common import DONE, NEEDS_ATTENTION, Commands, open_desk, write
from prenotify.settings import Settings


def add_forms(commands: Commands) -> None:
    forms = commands.add_parser("forms", help="the rules under forms/")
    verbs = forms.add_subparsers(required=True, metavar="VERB")
    check = verbs.add_parser("check", help="read and judge every file under forms/")
    check.add_argument("--coverage", action="store_true", help="list what carries each rule of the seeds")
    check.add_argument("--phrases", action="store_true", help="list what a native speaker should read")
    check.set_defaults(run=_forms_check)
    export = verbs.add_parser("export", help="the whole rule set as one JSON document")
    export.add_argument("--schemas", metavar="DIR", type=Path, help="write the JSON Schemas there instead")
    export.set_defaults(run=_forms_export)


def _forms_check(args: argparse.Namespace) -> int:
    desk = open_desk(Settings())
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
        write(args.schemas, {f"{kind}.schema.json": _json(schema) for kind, schema in schemas().items()})
    else:
        sys.stdout.write(_json(open_desk(Settings()).rules_data()).decode())
    return DONE


def _json(found: object) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
