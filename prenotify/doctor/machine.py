"""The machine: folder, keys, database, clock, queue."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_IMODE
from tempfile import TemporaryFile

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from prenotify.doctor.finding import Finding
from prenotify.domain.english import english_date
from prenotify.domain.rulebook import Rulebook
from prenotify.outbox.database import NoDatabase
from prenotify.outbox.seal import BrokenSeal
from prenotify.outbox.store import TripStore
from prenotify.outbox.tables import trips
from prenotify.settings import Settings

_LITTLE_SPACE = 500_000_000
_FOR_OTHERS = 0o077
_OFF = timedelta(seconds=5)


def data_folder(settings: Settings) -> Iterator[Finding]:
    folder, part = settings.data_dir, "data folder"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = f"{folder} cannot be written to: {error.strerror}"
        yield Finding(
            "bad", part, reason, "make it writable for prenotify, or name another PRENOTIFY_DATA_DIR"
        )
        return
    yield from _privacy(folder)
    free = shutil.disk_usage(folder).free
    if free < _LITTLE_SPACE:
        yield Finding("look", part, f"{free // 1_000_000} MB are free where it lies", "make room")
    else:
        yield Finding("good", part, f"{folder} can be written to")


def _privacy(folder: Path) -> Iterator[Finding]:
    if S_IMODE(folder.stat().st_mode) & _FOR_OTHERS:
        reason = f"others on this machine may look into {folder}, where keys and trips lie"
        yield Finding("look", "data folder", reason, f"chmod 700 {folder}")


def keys(settings: Settings) -> Iterator[Finding]:
    number = len(settings.data_keys)
    if not _open_what_is_stored(settings):
        cure = "put the key back that it was sealed with (docs/operate.md)"
        yield Finding("bad", "keys", "PRENOTIFY_DATA_KEYS holds no key that opens what is stored", cure)
    elif number > 1:
        yield Finding(
            "look",
            "keys",
            f"{number} data keys are in use",
            "run prenotify keys renew, then take the older ones out of PRENOTIFY_DATA_KEYS",
        )
    else:
        yield Finding("good", "keys", "one data key is in use")


def _open_what_is_stored(settings: Settings) -> bool:
    """A database that does not answer is another finding."""
    with suppress(NoDatabase, SQLAlchemyError), closing(TripStore.open(settings)) as store:
        try:
            store.try_keys()
        except BrokenSeal:
            return False
    return True


def database(settings: Settings, now: datetime) -> Iterator[Finding]:
    kind = "PostgreSQL" if settings.database_url.startswith("postgresql") else "SQLite"
    try:
        with closing(TripStore.open(settings)) as store, store.engine.connect() as connection:
            kept = connection.scalar(select(func.count()).select_from(trips))
            ahead = _clock_ahead(connection, now)
    except NoDatabase as error:
        yield Finding("bad", "database", error.reason, error.cure)
        return
    except SQLAlchemyError as error:
        # Its own words may hold the address with the password.
        yield Finding("bad", "database", f"{kind} stopped answering ({type(error).__name__})", "try again")
        return
    yield Finding("good", "database", f"{kind} answers, its tables are up to date, trips kept: {kept}")
    yield from _clocks_apart(ahead)


def _clock_ahead(connection: Connection, now: datetime) -> timedelta:
    """How far the database's clock is ahead of ours; SQLite has none of its own."""
    if connection.dialect.name != "postgresql":
        return timedelta()
    theirs = connection.scalar(select(func.clock_timestamp()))
    return theirs.astimezone(UTC) - datetime.now(UTC) if theirs else timedelta()


def _clocks_apart(ahead: timedelta) -> Iterator[Finding]:
    if abs(ahead) > _OFF:
        seconds = round(abs(ahead).total_seconds())
        way = "ahead of" if ahead > timedelta() else "behind"
        reason = f"the database's clock is {seconds} seconds {way} this machine's"
        yield Finding(
            "bad", "clock", reason, "let both follow a time server (NTP): letters leave by the clock"
        )


def clock(now: datetime, rulebook: Rulebook) -> Iterator[Finding]:
    """A clock that stands before the day somebody checked a rule is wrong."""
    newest = max(
        source.checked for form in rulebook.forms.values() for v in form.versions for source in v.sources
    )
    if now.date() < newest:
        reason = f"it says {english_date(now.date())}, but a rule was checked on {english_date(newest)}"
        yield Finding("bad", "clock", reason, "let the machine follow a time server (NTP)")
    else:
        yield Finding("good", "clock", f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC")


def queue(settings: Settings, open_queue: Callable[[], object]) -> Iterator[Finding]:
    kind = settings.queue_url.partition("://")[0] or "SQLite"
    try:
        open_queue()
    except Exception as error:  # whatever the chosen engine raises
        reason = f"{kind} does not answer ({type(error).__name__}); letters then leave up to a minute late"
        yield Finding("look", "queue", reason, "check PRENOTIFY_QUEUE_URL and that its server runs")
        return
    yield Finding("good", "queue", f"{kind} answers")
