"""The earliest entry that still keeps a form's deadline, for whoever can move the journey."""

from dataclasses import dataclass
from datetime import date, timedelta

from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.filing import planned_deadlines, send_by_of
from prenotify.domain.forms import Form, Version
from prenotify.domain.plan import PlannedDeadline
from prenotify.domain.values import Facts

# The longest lead that data may ask for is 260 working days, well under two years.
_LOOKED_AHEAD = 2 * 366


@dataclass(frozen=True, slots=True)
class Earliest:
    """A day of entry, and the deadline that it keeps."""

    entry: date
    deadline: PlannedDeadline


def earliest_entry(
    form: Form, facts: Facts, working_days: WorkingDays | None, today: date
) -> Earliest | None:
    """The first day of entry, today or later, for which `send_by` is not past; None in two years.

    What a version asks besides its days is asked of the stay as it stands.
    """
    for ahead in range(_LOOKED_AHEAD):
        entry = today + timedelta(ahead)
        kept = _kept(_version_on(form, facts, entry), entry, working_days, today)
        if kept:
            return Earliest(entry, kept)
    return None


def _version_on(form: Form, facts: Facts, entry: date) -> Version | None:
    return next((v for v in form.versions if v.in_force(entry) and v.when.holds(facts)), None)


def _kept(
    version: Version | None, entry: date, working_days: WorkingDays | None, today: date
) -> PlannedDeadline | None:
    """The deadline to plan on, if it is not past."""
    if version is None:
        return None
    deadlines = planned_deadlines(version, entry, working_days)
    send_by = send_by_of(deadlines)
    return next((d for d in deadlines if d.date == send_by), None) if send_by >= today else None
