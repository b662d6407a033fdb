"""What the outbox holds, counted: for the operator's page and for whatever watches from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from sqlalchemy import Engine, func, select

from prenotify.outbox.states import State
from prenotify.outbox.tables import letters, trips

_OWED = letters.c.state.in_(("waiting", "sending", "unsure")) & letters.c.next_at.is_not(None)


@dataclass(frozen=True, slots=True)
class Census:
    letters: Mapping[tuple[State, bool], int]
    """How many letters are in each state, live and rehearsed; all states are there."""
    held: int
    retried: int
    """Letters that wait for another try."""
    oldest_due: datetime | None
    """Since when the letter has been due that should have left first."""
    trips: int

    def age(self, now: datetime) -> timedelta:
        """For how long the oldest due letter has been waiting; nothing where none is due."""
        return max(now - self.oldest_due, timedelta()) if self.oldest_due else timedelta()


def census(engine: Engine, now: datetime) -> Census:
    """A count as of *now*."""
    by_state = select(letters.c.state, letters.c.live, func.count()).group_by(letters.c.state, letters.c.live)
    held = select(func.count()).where(letters.c.held, letters.c.state == "waiting")
    retried = select(func.count()).where(_OWED, letters.c.attempts > 0, letters.c.state == "waiting")
    oldest = select(func.min(letters.c.due_at)).where(_OWED, ~letters.c.held, letters.c.due_at <= now)
    with engine.connect() as connection:
        counted = {(state, bool(live)): number for state, live, number in connection.execute(by_state)}
        return Census(
            letters={(s, live): counted.get((s, live), 0) for s in get_args(State) for live in (True, False)},
            held=connection.scalar(held) or 0,
            retried=connection.scalar(retried) or 0,
            oldest_due=connection.scalar(oldest),
            trips=connection.scalar(select(func.count()).select_from(trips)) or 0,
        )
