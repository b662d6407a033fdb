"""All that is stored sealed, put under the newest key, so that older keys can go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Engine, Row, Table, select, update

from prenotify.outbox.database import writer
from prenotify.outbox.seal import BrokenSeal, Seal
from prenotify.outbox.tables import answers, attachments, contents, letters, log_lines, trips

_AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many of one kind were put under the newest key, and how many no key given opens."""

    kind: str
    number: int
    unopened: int


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The columns of a table that hold something sealed, by how they were."""

    kind: str
    key: Column[Any]
    tables: tuple[Column[Any], ...] = ()
    """Sealed with `Seal.lock`."""
    files: tuple[Column[Any], ...] = ()
    """Sealed with `Seal.lock_bytes`."""

    @property
    def table(self) -> Table:
        table: Table = self.key.table
        return table

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        return (*self.tables, *self.files)


SEALED = (
    _Sealed("trips", trips.c.reference, tables=(trips.c.sealed,)),
    _Sealed("attachments", attachments.c.id, files=(attachments.c.sealed_name, attachments.c.sealed)),
    _Sealed("envelopes", letters.c.id, files=(letters.c.envelope, letters.c.error)),
    _Sealed("letters", contents.c.letter, files=(contents.c.sealed, contents.c.says)),
    _Sealed("log lines", log_lines.c.id, files=(log_lines.c.said,)),
    _Sealed("answers", answers.c.id, tables=(answers.c.sealed,)),
)


def renew_seals(engine: Engine, seal: Seal) -> tuple[Renewed, ...]:
    """Renew everything. It may be stopped at any point and begun again; nothing is ever half sealed."""
    return tuple(_renew_kind(engine, seal, one) for one in SEALED)


def _renew_kind(engine: Engine, seal: Seal, one: _Sealed) -> Renewed:
    renewed = unopened = 0
    for key in _keys(engine, one):
        with writer(engine).begin() as connection:
            try:
                renewed += _renew_row(connection, seal, one, key)
            except BrokenSeal:
                unopened += 1
    return Renewed(one.kind, renewed, unopened)


def _keys(engine: Engine, one: _Sealed) -> Iterator[Any]:
    """The keys of all rows, some at a time, since what is added meanwhile has the newest key anyway."""
    wanted = select(one.key).order_by(one.key).limit(_AT_A_TIME)
    last = None
    while True:
        with engine.connect() as connection:
            found = connection.scalars(wanted if last is None else wanted.where(one.key > last)).all()
        if not found:
            return
        yield from found
        last = found[-1]


def _renew_row(connection: Connection, seal: Seal, one: _Sealed, key: Any) -> int:
    """Whether there was something to renew; a row that is gone by now is none. Raises BrokenSeal."""
    found = select(*one.columns).where(one.key == key).with_for_update()
    row = connection.execute(found).one_or_none()
    values = _values(seal, one, row) if row else {}
    if values:
        connection.execute(update(one.table).where(one.key == key).values(values))
    return 1 if values else 0


def _values(seal: Seal, one: _Sealed, row: Row[Any]) -> Mapping[str, bytes]:
    held = {column.name: row._mapping[column] for column in one.columns}
    by_table = {column.name for column in one.tables}
    return {
        column.name: (seal.renew if column.name in by_table else seal.renew_bytes)(bytes(held[column.name]))
        for column in one.columns
        if held[column.name] is not None
    }
