"""The clock of a rehearsal: it stands still while something happens, and jumps to what happens next."""

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count


class Timetable:
    def __init__(self, starts: datetime):
        self.now = starts
        self._acts: list[tuple[datetime, int, Callable[[], None]]] = []
        self._number = count()

    def read(self) -> datetime:
        """What the clock says."""
        return self.now

    def after(self, pause: timedelta, act: Callable[[], None]) -> None:
        """Let somebody act some time from now."""
        self.at(self.now + pause, act)

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Let somebody act at *moment*; of two acts at one moment the one entered first comes first."""
        heappush(self._acts, (moment, next(self._number), act))

    @property
    def next(self) -> datetime | None:
        return self._acts[0][0] if self._acts else None

    def jump(self, moment: datetime) -> None:
        """Let it be *moment*, and whoever wanted to act by then act."""
        self.now = moment
        while self._acts and self._acts[0][0] <= moment:
            heappop(self._acts)[2]()
