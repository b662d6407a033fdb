"""How many letters a recipient gets on one of its days, counted for all workers alike."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from prenotify.outbox.letter import TRAVELLER
from prenotify.outbox.quick import Prepared
from prenotify.outbox.tables import desk_days


class ForADesk(Protocol):
    @property
    def desk(self) -> str: ...
    @property
    def zone(self) -> str: ...


L = TypeVar("L", bound=ForADesk)


class DailyCap:
    """Mail to travellers is not counted."""

    def __init__(self, engine: Engine, most: int):
        self.most = most
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        self._uncount = Prepared(engine, _UNCOUNT)

    def beyond(self, connection: Connection, claimed: Sequence[L], now: datetime) -> list[L]:
        """Count *claimed* and give those for whose recipient the day is full already.

        Rows of several recipients are locked in one order, so that workers do not block each other.
        """
        beyond: list[L] = []
        counted = sorted((one for one in claimed if one.desk != TRAVELLER), key=by_desk)
        for desk, group in groupby(counted, key=by_desk):
            own = list(group)
            count = self._count(connection, desk, day_at(own[0].zone, now), len(own))
            beyond += own[len(own) - min(max(count - self.most, 0), len(own)) :]
        return beyond

    def uncount(self, cursor: Any, desk: str, zone: str, counted: datetime) -> None:
        """A letter that was *counted* at that moment did not leave after all."""
        self._uncount.run(cursor, {"its_desk": desk, "its_day": day_at(zone, counted)})

    def _count(self, connection: Connection, desk: str, day: date, more: int) -> int:
        added = self._insert(desk_days).values(desk=desk, day=day, letters=more)
        counted = added.on_conflict_do_update(
            index_elements=["desk", "day"], set_={"letters": desk_days.c.letters + more}
        )
        return int(connection.execute(counted.returning(desk_days.c.letters)).scalar_one())


_UNCOUNT = (
    update(desk_days)
    .where(desk_days.c.desk == bindparam("its_desk"), desk_days.c.day == bindparam("its_day"))
    .values(letters=desk_days.c.letters - 1)
)


def by_desk(one: ForADesk) -> str:
    return one.desk


def day_at(zone: str, now: datetime) -> date:
    """The day it is there."""
    return now.astimezone(ZoneInfo(zone)).date()


def next_day_at(zone: str, now: datetime) -> datetime:
    """The moment at which the next day begins there."""
    return datetime.combine(day_at(zone, now) + timedelta(1), time(), ZoneInfo(zone))
