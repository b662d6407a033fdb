"""A doorway for work nobody waits for: letters that are due, trips whose time is up.

The database is the truth and the queue only wakes. One thread sends; it looks when it is woken,
when the next letter is due, and at least once a minute, so that a lost queue loses nothing.
"""

import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from time import monotonic

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey

from prenotify.desk import Desk
from prenotify.outbox.claims import Claims
from prenotify.outbox.dispatch import Clock, Dispatcher
from prenotify.settings import Settings

_NAME = "prenotify"
_WAKE = "dispatch_due"
_SWEEP_SECONDS = 60.0
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_LOOK_AGAIN_SECONDS = 0.5
"""While others still hold letters: how often a worker that drains looks whether they have finished."""
_log = logging.getLogger(__name__)


def open_queue(settings: Settings) -> Huey:
    """The queue the settings name: a SQLite file beside the database unless they name another."""
    url = settings.queue_url
    if not url:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = settings.data_dir / "queue.sqlite3"
        file.touch(mode=0o600)
        return SqliteHuey(_NAME, filename=str(file), results=False)
    if url.startswith(("redis:", "rediss:")):
        return RedisHuey(_NAME, url=url, results=False)
    return PostgresHuey(_NAME, dsn=url, results=False)


def try_queue(settings: Settings) -> int:
    """Ask the queue how many messages wait in it; raises what its engine raises."""
    waiting: int = open_queue(settings).pending_count()
    return waiting


def open_desk(settings: Settings) -> Desk:
    """A desk that wakes a worker through the queue when something is to be sent."""
    return Desk.open(settings, wake=Waker(settings))


class Waker:
    """Puts a message into the queue. If that fails, the sweep finds what is due."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._queue: Huey | None = None
        self._wake: Callable[[], object] | None = None

    def __call__(self) -> None:
        try:
            # Not before it is needed: by then a server has forked its processes.
            if self._wake is None:
                self._queue = open_queue(self._settings)
                self._wake = _wakes(self._queue, lambda: None)
            self._wake()
        except Exception as error:
            _log.warning("event=not-woken error=%s", type(error).__name__)

    def close(self) -> None:
        """Let go of the queue."""
        if self._queue is not None:
            self._queue.storage.close()


def _wakes(queue: Huey, do: Callable[[], None]) -> Callable[[], object]:
    """The task that wakes a sender; calling it puts it into the queue."""

    # A queue knows it by module and name: whoever wakes and whoever works must import it alike.
    @queue.task(name=_WAKE)  # type: ignore[untyped-decorator]
    def dispatch_due() -> None:
        do()

    found: Callable[[], object] = dispatch_due
    return found


def clock_from(starts: datetime | None = None) -> Clock:
    """This moment; or a clock that stood at *starts* when it was made, and runs on."""
    if starts is None:
        return lambda: datetime.now(UTC)
    began = monotonic()
    return lambda: starts + timedelta(seconds=monotonic() - began)


@dataclass
class _Chore:
    """What is done now and then; one that fails keeps no other from being done."""

    every: timedelta
    do: Callable[[datetime], object]
    next_at: datetime = _LONG_AGO

    def do_if_due(self, now: datetime) -> None:
        if now < self.next_at:
            return
        self.next_at = now + self.every
        try:
            self.do(now)
        except Exception as error:
            _log.warning("event=interrupted error=%s", type(error).__name__)


class Sender:
    """Sends what is due, and tells travellers what became of it."""

    def __init__(self, desk: Desk, clock: Clock):
        self._desk, self._clock = desk, clock
        self._claims = Claims(desk.trips.engine, desk.trips.seal, desk.settings)
        self._stopped, self._awake = Event(), Event()
        self._dispatcher = Dispatcher(self._claims, desk.settings, clock, self._stopped.is_set)
        self._faults = 0
        self._chores = (
            _Chore(_HOUR, self._erase_due),
            _Chore(_MINUTE, desk.answering.read_mailbox),
            _Chore(_HOUR, desk.nudging.nudge),
            _Chore(_HOUR, desk.telling.remind),
            _Chore(_DAY, self._name_stale_rules),
        )

    def wake(self) -> None:
        self._awake.set()

    def stop(self) -> None:
        """End; the letter in hand is finished first."""
        self._stopped.set()
        self._awake.set()

    def run(self) -> None:
        """Send until stopped."""
        while not self._stopped.is_set():
            self._awake.clear()
            self.work_once()
            self._awake.wait(min(self._pause(self._claims_next()), _SWEEP_SECONDS))

    def drain(self) -> None:
        """Send until nothing is due and no retry, repeat or lease of others is pending."""
        while not self._stopped.is_set():
            self.work_once()
            upcoming = self._claims.next_at(self._dispatcher.live, due_by=self._clock())
            if upcoming is None:
                self._say_what_stays()
                return
            pause = self._pause(upcoming)
            self._stopped.wait(pause if self._faults else min(pause, _LOOK_AGAIN_SECONDS))

    def _say_what_stays(self) -> None:
        """Letters that may really leave, in a place where no mail may: silence would look like done."""
        if not self._dispatcher.live and self._claims.next_at(True, due_by=self._clock()):
            _log.warning("event=live-letters-wait for=a-worker-with-PRENOTIFY_LIVE")

    def work_once(self) -> None:
        """Everything due, then what there is to tell, until neither gives anything to do."""
        self._look_around()
        try:
            while (free := self._dispatcher.run()) and self._tell() and not self._stopped.is_set():
                pass
        except Exception as error:
            _log.warning("event=interrupted error=%s", type(error).__name__)
            free = False
        self._faults = 0 if free else self._faults + 1

    def _look_around(self) -> None:
        """Each minute what came back; each hour trips whose time is up, and what waits for somebody."""
        now = self._clock()
        for chore in self._chores:
            chore.do_if_due(now)

    def _erase_due(self, now: datetime) -> None:
        if erased := self._desk.erase_due(now):
            _log.info("event=erased trips=%d", erased)

    def _name_stale_rules(self, now: datetime) -> None:
        for form in self._desk.stale_forms(now.date()):
            _log.warning("event=stale-rule form=%s", form)

    def _tell(self) -> int:
        return self._desk.telling.tell(self._clock())

    def _claims_next(self) -> datetime | None:
        try:
            return self._claims.next_at(self._dispatcher.live)
        except Exception as error:
            _log.warning("event=interrupted error=%s", type(error).__name__)
            return None

    def _pause(self, upcoming: datetime | None) -> float:
        """Seconds until there is something to do; where the way out is blocked, a pause that grows."""
        if self._faults:
            first = float(self._desk.settings.retry_seconds)
            return min(first * 2.0 ** min(self._faults - 1, 10), _SWEEP_SECONDS)
        if upcoming is None:
            return _SWEEP_SECONDS
        return max((upcoming - self._clock()).total_seconds(), 0.01)


def run_worker(settings: Settings, clock: Clock | None = None) -> None:
    """Work until a SIGTERM or SIGINT; the letter in hand is finished first."""
    _speak()
    desk = _desk_with_its_keys(settings)
    sender = Sender(desk, clock or clock_from())
    thread = Thread(target=sender.run, name="sender")
    thread.start()
    try:
        queue = open_queue(settings)
        _wakes(queue, sender.wake)
        queue.create_consumer(workers=1, graceful_signal="TERM").run()
    finally:
        sender.stop()
        thread.join()


def drain(settings: Settings, clock: Clock | None = None) -> None:
    """Send until nothing is due and no retry is pending, or until told to stop."""
    _speak()
    sender = Sender(_desk_with_its_keys(settings), clock or clock_from())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sender.stop())
    sender.drain()


def _desk_with_its_keys(settings: Settings) -> Desk:
    """Raises BrokenSeal where no key opens what is stored: all letters would wait for ever."""
    desk = open_desk(settings)
    desk.trips.try_keys()
    return desk


def _speak() -> None:
    """What happens to letters goes to standard error: numbers and events, no names."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("prenotify").setLevel(logging.INFO)
