"""The way to the database: SQLite in a file by default, PostgreSQL by its URL."""

from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, SQLAlchemyError

from prenotify.domain.problems import BadInput, Problem
from prenotify.settings import Settings

_MIGRATIONS = Path(__file__).parent / "migrations"
_FILE = "prenotify.sqlite3"
_WAIT_SECONDS = 15
_SCRUB_SECONDS = 1
_RESTED_SECONDS = 1
"""After which a pooled connection is asked whether it still stands."""
_RETURNED = "returned"
# Any number will do, as long as nothing else in the same database locks it.
_MIGRATION_LOCK = 7_036_683


class NoDatabase(BadInput):
    """The database the settings name cannot be used."""

    def __init__(self, place: str, reason: str, cure: str):
        self.reason, self.cure = reason, cure
        super().__init__([Problem(place, f"{reason}; {cure}")])


def ready(settings: Settings) -> Engine:
    """The database the settings name, its tables brought up to date. Raises NoDatabase."""
    from alembic.util import CommandError

    try:
        engine = open_engine(settings.database_url or sqlite_in(settings.data_dir))
        upgrade(engine)
    except (SQLAlchemyError, OSError) as error:
        raise _unusable(settings, error) from None
    except CommandError:
        cure = "install that one again, or put a backup from before in its place"
        raise NoDatabase(_place(settings), "its tables are of a newer prenotify", cure) from None
    return engine


def _unusable(settings: Settings, error: Exception) -> NoDatabase:
    if settings.database_url.startswith("postgresql"):
        # Its own words may hold the address with the password.
        reason = f"PostgreSQL does not answer ({type(error).__name__})"
        cure = "check the address, that its server runs, and that the user may make tables"
        return NoDatabase(_place(settings), reason, cure)
    said = error.orig if isinstance(error, DBAPIError) else error
    cure = "let prenotify write there, or put a backup in its place (docs/operate.md)"
    return NoDatabase(_place(settings), f"SQLite says: {said}", cure)


def _place(settings: Settings) -> str:
    return "PRENOTIFY_DATABASE_URL" if settings.database_url else str(settings.data_dir / _FILE)


def sqlite_in(folder: Path) -> str:
    """The address of the database in *folder*; both are made if need be, for nobody else to read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / _FILE
    file.touch(mode=0o600)
    return f"sqlite:///{file.absolute()}"


def open_engine(url: str) -> Engine:
    """An engine whose transactions say beforehand whether they write; see `writer`.

    Its errors name no values: they end up in logs.
    """
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    if not address.drivername.startswith("sqlite"):
        return _careful_after_a_rest(create_engine(address, pool_use_lifo=True, hide_parameters=True))
    engine = create_engine(address, connect_args={"timeout": _WAIT_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _careful_after_a_rest(engine: Engine) -> Engine:
    """Ask a connection that was not used for a while whether it still stands, and replace one that does not.

    In place of `pool_pre_ping`, which asks each time: half of what a busy server's questions cost.
    """

    @event.listens_for(engine, "checkin")
    def note(_connection: Any, record: Any) -> None:
        record.info[_RETURNED] = monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get(_RETURNED, monotonic()) < _RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    return engine


def writer(engine: Engine) -> Engine:
    """*engine* for transactions that write: SQLite then waits for its turn at the start.

    A transaction that reads first and asks to write later is refused at once when another
    has written in between, however long it is ready to wait.
    """
    return engine.execution_options(immediate=True)


def scrub(engine: Engine) -> None:
    """After something was erased: nothing of it shall be left in SQLite's files.

    Its log of changes is emptied, unless somebody uses it at this moment; the next time then does it.
    PostgreSQL has its own time for that (VACUUM).
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_SCRUB_SECONDS * 1000}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
        cursor.close()
    finally:
        connection.close()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    connection.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not only let go


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def upgrade(engine: Engine) -> None:
    """Bring the tables up to date. Processes that start together wait for one another."""
    # Needed once per start, and not quick to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with writer(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
