"""A plan's dates as a calendar: an all-day event with alarms for every deadline.

Calendars are shared and synchronised, so nothing in one tells who travels: no names, no
numbers of passport, carnet or vehicle, no places.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from prenotify.documents.reasons import cited, reasons, standing
from prenotify.documents.words import (
    DO_IT_BY,
    ELSEWHERE,
    FORCES,
    FROM_TODAY,
    LAST_DAY,
    OF_CARNET,
    POSSIBLE,
    STAY,
    STAY_AND_ENTRY,
    TASK_WORDS,
)
from prenotify.domain.plan import CarnetTask, Filing, Plan, Step
from prenotify.language import ENGLISH, Language

# At nine in the morning, fourteen days and three days before and on the day itself.
_NINE = timedelta(hours=9)
_ALARMS = (_NINE - timedelta(14), _NINE - timedelta(3), _NINE)


def calendar(plan: Plan, reference: str, only: Filing | None = None, language: Language = ENGLISH) -> bytes:
    """The deadlines of all filings and the carnet's tasks, or the deadlines of *only*, as iCalendar.

    *reference* is the trip's: with it an event keeps its UID when a changed plan moves it, and
    a calendar that imports the file again moves the event instead of adding a second.
    """
    found = Calendar()
    found.add("prodid", "-//prenotify//prenotify//EN")
    found.add("version", "2.0")
    found.add("uid", _uid(reference))
    found.add("name", f"prenotify {reference}")
    stamp = datetime.combine(plan.today, time(), UTC)
    for filing in (only,) if only else plan.filings:
        for number in range(len(filing.deadlines)):
            found.add_component(_send_by(filing, number, reference, stamp, language))
    for event in () if only else _besides(plan, reference, stamp, language):
        found.add_component(event)
    return bytes(found.to_ical())


def _send_by(filing: Filing, number: int, reference: str, stamp: datetime, language: Language) -> Event:
    deadline = filing.deadlines[number]
    alike = [d for d in filing.deadlines[:number] if (d.lead, d.force) == (deadline.lead, deadline.force)]
    uid = _uid(reference, filing.stay, filing.form.id, deadline.lead, deadline.force, len(alike))
    force, lead = language.gettext(FORCES[deadline.force]), language.say(deadline.lead)
    what = f"{standing(filing, deadline, language)}: {language.wording(filing.form.name)} ({force}, {lead})"
    of_stay = language.filled(STAY_AND_ENTRY, number=filing.stay, day=deadline.entry)
    why = [of_stay, *reasons(filing, deadline, language)]
    return _event(uid, deadline.date, what, "\n".join(why), stamp)


def _besides(plan: Plan, reference: str, stamp: datetime, language: Language) -> Iterator[Event]:
    for step in plan.steps:
        yield from _step(step, reference, stamp, language)
    for task in plan.carnet:
        yield from _task(task, reference, stamp, language)


def _step(step: Step, reference: str, stamp: datetime, language: Language) -> Iterator[Event]:
    sources = [cited(source, language) for source in step.row.sources]
    lead_time = language.listed(step.row.lead_time)
    why = "\n".join([f"{language.filled(STAY, number=step.stay)}. {lead_time}.", *sources])
    for when, day in ((POSSIBLE, step.opens), (DO_IT_BY, step.due)):
        if day:
            uid = _uid(reference, step.stay, step.row.filing_id, when)
            yield _event(
                uid,
                day,
                language.filled(ELSEWHERE, when=language.gettext(when), what=language.listed(step.row.title)),
                why,
                stamp,
            )


def _task(task: CarnetTask, reference: str, stamp: datetime, language: Language) -> Iterator[Event]:
    what = language.gettext(TASK_WORDS.get(task.task, task.task))
    why = "\n".join([language.task(task), *(cited(source, language) for source in task.sources)])
    for when, day in ((FROM_TODAY, task.opens), (LAST_DAY, task.closes)):
        if day:
            uid = _uid(reference, "carnet", task.task, when)
            yield _event(
                uid, day, language.filled(OF_CARNET, when=language.gettext(when), what=what), why, stamp
            )


def _event(uid: str, day: date, summary: str, description: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")  # the day stays free for other things
    for trigger in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", trigger)
        alarm.add("description", summary)
        event.add_component(alarm)
    return event


def _uid(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32] + "@prenotify"
