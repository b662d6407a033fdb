"""`prenotify keys`: a fresh key, and everything stored put under the newest one."""

import argparse
import sys

from prenotify.cli.common import DONE, NEEDS_ATTENTION, Commands
from prenotify.keys import new_key
from prenotify.settings import Settings


def add_keys(commands: Commands) -> None:
    keys = commands.add_parser("keys", help="the keys that encrypt what is stored")
    verbs = keys.add_subparsers(required=True, metavar="VERB")
    new = verbs.add_parser("new", help="print a fresh key for PRENOTIFY_DATA_KEYS")
    new.set_defaults(run=_new)
    renew = verbs.add_parser("renew", help="put everything stored under the newest key")
    renew.set_defaults(run=_renew)


def _new(_args: argparse.Namespace) -> int:
    print(new_key())
    return DONE


def _renew(_args: argparse.Namespace) -> int:
    # Loaded late: no other command needs the database for so little.
    from prenotify.outbox.renewal import renew_seals
    from prenotify.outbox.store import TripStore

    store = TripStore.open(Settings.from_env())
    found = renew_seals(store.engine, store.seal)
    store.close()
    print(f"under the newest key: {', '.join(f'{one.kind} {one.number}' for one in found)}")
    unopened = [f"{one.kind} {one.unopened}" for one in found if one.unopened]
    if unopened:
        missing = "no key in PRENOTIFY_DATA_KEYS opens them; put the key back that they were sealed with"
        print(f"not opened: {', '.join(unopened)}; {missing}", file=sys.stderr)
        return NEEDS_ATTENTION
    print("Every key but the first in PRENOTIFY_DATA_KEYS can go now.")
    return DONE
