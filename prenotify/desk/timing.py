"""When a letter leaves, and until when it may: on its recipient's calendar and clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from prenotify.calendars import official_holidays
from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.plan import Filing
from prenotify.domain.rulebook import Rulebook

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Timing:
    due_at: datetime
    not_after: datetime | None
    """The end of its last deadline; None where that was past when the traveller sent it all the same."""
    zone: str
    holiday: str = ""
    """The holiday it waits out, if any."""


def timing(
    filing: Filing, rulebook: Rulebook, calendar: WorkingDays | None, now: datetime, on: date | None = None
) -> Timing:
    """At once, or on the day picked; later where the recipient has a holiday and that costs no deadline.

    *calendar* is that of the country, where its data has one. Weekends do not count as holidays:
    a mail waits in a mailbox as well as here.
    """
    zone = zone_of(filing, rulebook)
    clock = ZoneInfo(zone)
    today = now.astimezone(clock).date()
    wanted = max(today, on or today)
    day, holiday = _off_holidays(filing, calendar, wanted)
    due_at = now if day == today else datetime.combine(day, time(), clock)
    return Timing(due_at, None if filing.status == "late" else _last_moment(filing, clock), zone, holiday)


def zone_of(filing: Filing, rulebook: Rulebook) -> str:
    """The time zone of whoever reads the letter."""
    country = rulebook.countries.get(filing.country)
    return filing.recipient.timezone or (country.timezone if country else "UTC")


def _off_holidays(filing: Filing, calendar: WorkingDays | None, wanted: date) -> tuple[date, str]:
    day, first = wanted, ""
    while name := _holiday(filing, calendar, day):
        first, day = first or name, day + _DAY
    still = [deadline.date for deadline in filing.deadlines if wanted <= deadline.date]
    # Past all its deadlines, each day costs more.
    return (day, first) if still and day <= min(still) else (wanted, "")


def _holiday(filing: Filing, calendar: WorkingDays | None, day: date) -> str:
    """The holiday of whoever reads the letter; a club abroad keeps others, which we do not know."""
    if filing.recipient.timezone:
        return ""
    listed = calendar.holidays_of(day.year) if calendar else official_holidays(filing.country, day.year)
    return listed.get(day, "")


def _last_moment(filing: Filing, clock: ZoneInfo) -> datetime:
    return datetime.combine(filing.deadlines[-1].date + _DAY, time(), clock)
