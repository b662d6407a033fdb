"""A doorway for work nobody waits for: the Huey app, whose tasks call the desk.

The database is the truth and the queue only wakes: a lost queue loses nothing.
"""

import logging
from datetime import UTC, datetime

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab

from prenotify.desk import Desk
from prenotify.settings import Settings

_NAME = "prenotify"
_log = logging.getLogger(__name__)


def open_queue(settings: Settings) -> Huey:
    """The queue the settings name: a SQLite file beside the database unless they name another."""
    url = settings.queue_url
    if not url:
        return SqliteHuey(_NAME, filename=str(settings.data_dir / "queue.sqlite3"), results=False)
    if url.startswith(("redis:", "rediss:")):
        return RedisHuey(_NAME, url=url, results=False)
    return PostgresHuey(_NAME, dsn=url, results=False)


def with_tasks(queue: Huey, desk: Desk) -> Huey:
    """*queue*, knowing what to do and when."""

    # Named, since a task is called after its module otherwise, and ours runs as __main__ too.
    @queue.periodic_task(crontab(minute="0"), name="erase_due")  # type: ignore[untyped-decorator]
    def erase_due() -> None:
        _erase_due(desk)

    return queue


def run_worker(settings: Settings) -> None:
    """Work until a SIGTERM or SIGINT; what is being done then is finished first."""
    desk = Desk.open(settings)
    _erase_due(desk)
    consumer = with_tasks(open_queue(settings), desk).create_consumer(workers=1, graceful_signal="TERM")
    consumer.run()


def _erase_due(desk: Desk) -> None:
    erased = desk.erase_due(datetime.now(UTC))
    if erased:
        _log.info("erased %d trips whose time was up", erased)


if __name__ == "__main__":
    run_worker(Settings.from_env())
