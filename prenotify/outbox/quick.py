"""Statements that run once or more for each letter or page, prepared once.

What SQLAlchemy does around a statement takes several times as long as a database takes over a row;
for sending it would cost as much as the mail server. The statements are its own all the same, and
so is what they make of times and truth values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Select
from sqlalchemy.sql import ClauseElement


class ConnectionLost(Exception):  # noqa: N818 - it names what happened
    """The database went away, or was started anew, since the connection was made."""


Asker = Callable[[Mapping[str, str]], tuple[Any, ...] | None]
"""Takes the values of a statement by their names; None where there is no row."""


class Prepared:
    """One statement for one database; *sets* names the columns whose values come with each execution."""

    def __init__(self, engine: Engine, statement: ClauseElement, sets: Sequence[str] | None = None):
        compiled: Any = statement.compile(dialect=engine.dialect, column_keys=sets)
        self._text = compiled.string
        self._order = compiled.positiontup
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._into = {
            name: into
            for name, bind in compiled.binds.items()
            if (into := bind.type.dialect_impl(engine.dialect).bind_processor(engine.dialect))
        }
        self._fixed = self._processed(self._fixed)

    def run(self, cursor: Any, values: Mapping[str, Any]) -> Any:
        """Execute with *values*; rows are the driver's own."""
        found = self._fixed | self._processed(values)
        cursor.execute(self._text, found if self._order is None else [found[name] for name in self._order])
        return cursor

    def _processed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        into = self._into
        return {name: into[name](value) if name in into else value for name, value in values.items()}


@contextmanager
def writing(engine: Engine) -> Iterator[Any]:
    """A driver's cursor in a transaction that writes, committed at the end unless something is raised."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if engine.dialect.name == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        try:
            yield cursor
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
        cursor.close()
    finally:
        connection.close()


def asker(engine: Engine, statement: Select[Any]) -> Asker:
    """Ask for one row, outside of any transaction."""
    prepared = Prepared(engine, statement)
    read = [_reader(engine, column.type) for column in statement.selected_columns]

    def ask(values: Mapping[str, str]) -> tuple[Any, ...] | None:
        with _alone(engine) as cursor:
            row = prepared.run(cursor, values).fetchone()
        return row and tuple(
            value if into is None else into(value) for into, value in zip(read, row, strict=True)
        )

    def ask_again_if_lost(values: Mapping[str, str]) -> tuple[Any, ...] | None:
        try:
            return ask(values)
        except ConnectionLost:
            engine.dispose()  # as that connection went, so did the others
            return ask(values)

    return ask_again_if_lost


def _reader(engine: Engine, kind: Any) -> Callable[[Any], Any] | None:
    """What makes a value of the driver's one of ours."""
    into: Callable[[Any], Any] | None = kind.dialect_impl(engine.dialect).result_processor(
        engine.dialect, None
    )
    return into


@contextmanager
def _alone(engine: Engine) -> Iterator[Any]:
    """A driver's cursor for one question: it needs no transaction, and PostgreSQL is spared two messages."""
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    is_postgres = engine.dialect.name == "postgresql"
    try:
        if is_postgres:
            driver.autocommit = True
        cursor = connection.cursor()
        yield cursor
        cursor.close()
        if is_postgres:
            driver.autocommit = False
    except engine.dialect.loaded_dbapi.Error as error:
        is_lost = engine.dialect.is_disconnect(error, driver, None)
        connection.invalidate()
        if is_lost:
            raise ConnectionLost from error
        raise
    finally:
        connection.close()
