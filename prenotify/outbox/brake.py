"""How often somebody may ask within an hour, counted in the database, for all processes alike."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, insert, select

from prenotify.outbox.database import writer
from prenotify.outbox.tables import brakes

_HOUR = timedelta(hours=1)


class Brake:
    def __init__(self, engine: Engine):
        self._writer = writer(engine)

    def allows(self, who: str, most: int, now: datetime) -> bool:
        """Whether *who*, a digest, asked fewer than *most* times within the hour; this time is counted."""
        with self._writer.begin() as connection:
            connection.execute(delete(brakes).where(brakes.c.at <= now - _HOUR))
            asked = connection.scalar(select(func.count()).where(brakes.c.who == who)) or 0
            if asked < most:
                connection.execute(insert(brakes), {"who": who, "at": now})
            return asked < most
