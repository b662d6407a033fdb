"""`prenotify bounce`: a mail that came back, as a mail server pipes it."""

import argparse
import sys
from datetime import UTC, datetime
from os import EX_TEMPFAIL

from prenotify.cli.common import DONE, Commands, open_desk
from prenotify.settings import Settings


def add_bounce(commands: Commands) -> None:
    command = commands.add_parser(
        "bounce",
        help="take in a mail that came back, from standard input",
        description="For a mail server to pipe to. What is about no letter of ours is ignored with a word. "
        f"Exit status {EX_TEMPFAIL}: the database does not answer, or the letter is being sent at this "
        "moment; a mail server then tries again.",
    )
    command.set_defaults(run=_bounce)


def _bounce(_args: argparse.Namespace) -> int:
    # Loaded late: no other command needs what came back.
    from sqlalchemy.exc import SQLAlchemyError

    from prenotify.outbox.bounces import LARGEST
    from prenotify.outbox.database import NoDatabase
    from prenotify.outbox.returns import InHand

    desk, content = open_desk(Settings.from_env()), sys.stdin.buffer.read(LARGEST + 1)
    try:
        heard = desk.answering.take(content, datetime.now(UTC))
    except (NoDatabase, SQLAlchemyError) as error:
        print(f"the database does not answer ({type(error).__name__}); try again later", file=sys.stderr)
        return EX_TEMPFAIL
    except InHand as error:
        print(f"{error}: a worker has it at this moment; try again later", file=sys.stderr)
        return EX_TEMPFAIL
    print(f"{heard.letter.reference if heard.letter else 'no letter'}: {heard.made}, {heard.why}")
    return DONE
