"""A plan: all filings, advisories and carnet tasks of a trip, as of a day."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from prenotify.domain.advice import Severity
from prenotify.domain.deadlines import Lead, WorkingDays
from prenotify.domain.directory import BorderRow
from prenotify.domain.forms import Attachment, Force, Form, Purpose, Version
from prenotify.domain.messages import Message
from prenotify.domain.sources import Source, Wording
from prenotify.domain.trip import Trip
from prenotify.domain.values import Facts, fill, fill_known

Status = Literal["ready", "incomplete", "draft", "late"]
StatusToday = Status | Literal["past"]


@dataclass(frozen=True, slots=True)
class PlannedDeadline:
    """A date, the lead it comes from, its force and its source."""

    date: datetime.date
    lead: Lead
    force: Force
    source: Source
    entry: datetime.date
    working_days: WorkingDays | None = None

    @property
    def holidays(self) -> dict[datetime.date, str]:
        """The holidays that moved this date ahead, with their names."""
        if not self.lead.working or self.working_days is None:
            return {}
        return self.working_days.holidays_between(self.date, self.entry)

    @property
    def safe_date(self) -> datetime.date:
        """This date with a margin for holidays that are not announced yet; the date itself if all are."""
        calendar = self.working_days
        if not self.lead.working or calendar is None or not calendar.is_estimated(self.date, self.entry):
            return self.date
        return calendar.nth_before(self.entry, self.lead.count + calendar.margin)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a filing is addressed to, and how sure its address is."""

    organisation: str
    email: str | None
    verified: bool
    attention: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    sources: tuple[Source, ...] = ()
    reads: str = "en"
    """The language that the recipient reads best."""
    verified_on: datetime.date | None = None
    """When the operator last verified the address, if ever."""
    desk: str = ""
    """What the recipients file calls it: the form's id, for another club or agency with its name behind."""
    timezone: str = ""
    """Its clock, where that is not its country's."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A value the reader wants and the trip does not have."""

    path: str
    label: Wording
    required: bool


@dataclass(frozen=True, slots=True)
class Advisory:
    """Something the traveller must know. `stay` is None where the whole trip is meant."""

    code: str
    severity: Severity
    stay: int | None
    says: Wording
    sources: tuple[Source, ...]
    facts: Facts | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return fill(self.says.en, self.facts, self.more) if self.facts else self.says.en


@dataclass(frozen=True, slots=True)
class Filing:
    """A form filled for one stay: what its reader gets, by when and why."""

    form: Form
    facts: Facts
    version: Version
    purpose: Purpose
    status: Status
    send_by: date
    deadlines: tuple[PlannedDeadline, ...]
    recipient: Recipient
    missing: tuple[Missing, ...]
    attachments: tuple[Attachment, ...]
    blocks: tuple[str, ...] = ()
    """Codes that stand against it."""
    despite: tuple[str, ...] = ()
    """Codes that stand against the stay, and not against this filing: it asks about them."""

    @property
    def stay(self) -> int:
        return self.facts.number

    @property
    def country(self) -> str:
        return self.facts.stay.country

    @property
    def is_over(self) -> bool:
        """The day of entry is past: nothing can be announced beforehand any more."""
        return self.facts.stay.entry.date < self.facts.today

    @property
    def status_today(self) -> StatusToday:
        """What a person is told of it: once the border lies behind, its status matters no more."""
        return "past" if self.is_over else self.status

    @property
    def following(self) -> PlannedDeadline:
        """The deadline that `send_by` comes from."""
        return next(deadline for deadline in self.deadlines if deadline.date == self.send_by)


@dataclass(frozen=True, slots=True)
class NotFiled:
    """A form that is not filed for a stay, and the code that says why."""

    form: str
    name: Wording
    stay: int
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a border wants that prenotify does not file: a web form, an agency, a post."""

    row: BorderRow
    stay: int
    opens: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class CarnetTask:
    """Something to do about the carnet itself; a date is None where no source gives one."""

    task: str
    opens: date | None
    closes: date | None
    says: Wording
    sources: tuple[Source, ...]
    more: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Message, ...] = ()
    """Sentences of ours that follow."""

    @property
    def message(self) -> str:
        return " ".join((fill_known(self.says.en, self.more), *self.remarks))


@dataclass(frozen=True, slots=True)
class Plan:
    trip: Trip
    today: date
    filings: tuple[Filing, ...]
    not_filed: tuple[NotFiled, ...]
    advisories: tuple[Advisory, ...]
    steps: tuple[Step, ...]
    carnet: tuple[CarnetTask, ...]

    def advisories_of(self, stay: int | None) -> tuple[Advisory, ...]:
        return tuple(advisory for advisory in self.advisories if advisory.stay == stay)

    @property
    def needs_attention(self) -> bool:
        """Something is blocked, incomplete or late."""
        return any(filing.status != "ready" for filing in self.filings) or any(
            advisory.severity == "block" for advisory in self.advisories
        )


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """The plan as the contract's JSON object (section 2), dates as ISO text."""
    return {
        "today": plan.today.isoformat(),
        "filings": [_filing(filing) for filing in plan.filings],
        "not_filed": [{"form": n.form, "stay": n.stay, "reason": n.reason} for n in plan.not_filed],
        "advisories": [_advisory(advisory) for advisory in plan.advisories],
        "steps": [_step(step) for step in plan.steps],
        "carnet": [_task(task) for task in plan.carnet],
    }


def _filing(filing: Filing) -> dict[str, Any]:
    return {
        "form": filing.form.id,
        "country": filing.country,
        "stay": filing.stay,
        "purpose": filing.purpose.purpose,
        "status": filing.status,
        "send_by": filing.send_by.isoformat(),
        "deadlines": [_deadline(deadline) for deadline in filing.deadlines],
        "recipient": {
            "organisation": filing.recipient.organisation,
            "email": filing.recipient.email,
            "verified": filing.recipient.verified,
        },
        "missing": [missing.path for missing in filing.missing],
        "required": [missing.path for missing in filing.missing if missing.required],
        "attachments": [attachment.text.en for attachment in filing.attachments],
        "blocks": list(filing.blocks),
    }


def _deadline(deadline: PlannedDeadline) -> dict[str, Any]:
    return {
        "date": deadline.date.isoformat(),
        "lead": str(deadline.lead),
        "force": deadline.force,
        "source": deadline.source.name,
        "url": deadline.source.url,
        "checked": deadline.source.checked.isoformat(),
        "dated": deadline.source.dated,
        "safe_date": deadline.safe_date.isoformat(),
        "holidays": [{"date": day.isoformat(), "name": name} for day, name in deadline.holidays.items()],
    }


def _advisory(advisory: Advisory) -> dict[str, Any]:
    return {
        "code": advisory.code,
        "severity": advisory.severity,
        "stay": advisory.stay,
        "message": advisory.message,
        "sources": _sources(advisory.sources),
    }


def _step(step: Step) -> dict[str, Any]:
    row = step.row
    return {
        "step": row.filing_id,
        "country": row.country_iso2,
        "stay": step.stay,
        "title": row.title,
        "channel": row.channel,
        "opens": step.opens and step.opens.isoformat(),
        "due": step.due and step.due.isoformat(),
        "force": "rule" if row.lead_kind == "rule" else "advice",
        "lead": row.lead_time,
        "who": row.who_must,
        "url": row.source_url[0],
        "sources": _sources(row.sources),
    }


def _task(task: CarnetTask) -> dict[str, Any]:
    return {
        "task": task.task,
        "opens": task.opens and task.opens.isoformat(),
        "closes": task.closes and task.closes.isoformat(),
        "message": task.message,
        "sources": _sources(task.sources),
    }


def _sources(sources: tuple[Source, ...]) -> list[dict[str, str]]:
    return [{"name": s.name, "url": s.url, "checked": s.checked.isoformat()} for s in sources]
