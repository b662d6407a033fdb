"""How long a desk may be silent before one asks again, and what then: pure reckoning, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.forms import RecipientRule
from prenotify.domain.plan import Recipient
from prenotify.domain.sources import Source

OUR_PATIENCE = 5
"""Working days; our advice, where a desk does not say how soon it answers."""
MOST_REMINDERS = 2
WEEKDAYS = WorkingDays(weekend=frozenset({5, 6}), holidays_of=lambda _year: {})
"""Monday to Friday, where a recipient's holidays are not known."""

Step = Literal["wait", "remind", "other routes"]


@dataclass(frozen=True, slots=True)
class Patience:
    """How many of its working days a desk is given; *source* says so, None: our advice."""

    working_days: int = OUR_PATIENCE
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """What to do about a letter that nobody has answered."""

    step: Step
    since: date
    """The day the last letter about it left."""
    due: date
    """The first day on which it is time for the step."""
    reminders: int
    """How many have left."""
    patience: Patience


def patience_of(rule: RecipientRule) -> Patience:
    said = rule.answer_within
    return Patience(said.working_days, said.source) if said else Patience()


def silence_of(left: Sequence[date], today: date, patience: Patience, working_days: WorkingDays) -> Silence:
    """What to do on *today* after letters that *left* on these days, the first one first.

    All days are the recipient's. It is asked at most twice, and never on a day it does not work.
    """
    since, reminders = max(left), len(left) - 1
    due = nth_after(working_days, since, patience.working_days + 1)
    step: Step = "remind" if reminders < MOST_REMINDERS else "other routes"
    return Silence(step if today >= due else "wait", since, due, reminders, patience)


def nth_after(working_days: WorkingDays, day: date, n: int) -> date:
    """The n-th working day after *day*, which is not counted."""
    while n:
        day += timedelta(1)
        n -= is_working_day(working_days, day)
    return day


def is_working_day(working_days: WorkingDays, day: date) -> bool:
    return day.weekday() not in working_days.weekend and day not in working_days.holidays_of(day.year)


@dataclass(frozen=True, slots=True)
class Routes:
    """How a recipient can be reached besides mail, as far as the data knows."""

    phone: str
    address: tuple[str, ...]
    sources: tuple[Source, ...]


def routes_to(recipient: Recipient) -> Routes:
    lines = (recipient.organisation, recipient.attention, *recipient.address) if recipient.address else ()
    return Routes(recipient.phone, tuple(line for line in lines if line), recipient.sources)
