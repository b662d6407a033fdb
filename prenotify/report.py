"""The plan as plain text, for a terminal."""

from collections.abc import Iterator

from prenotify.domain.plan import Advisory, CarnetTask, Filing, Plan, Step
from prenotify.domain.values import english_date

_SEVERITY = {"block": "In the way", "warn": "Take care", "info": "Good to know"}
_STATUS = {
    "ready": "ready to send",
    "incomplete": "incomplete: something it needs is missing",
    "draft": "a draft: something stands in its way",
    "late": "late: its last deadline is past; it can still be sent",
    "past": "past: so is its day of entry",
}


def plan_as_text(planned: Plan) -> str:
    """What is due, by when and why, then what to know, then the carnet."""
    return "\n".join(_lines(planned)) + "\n"


def _lines(planned: Plan) -> Iterator[str]:
    yield f"Plan as of {english_date(planned.today)}"
    for filing in planned.filings:
        yield ""
        yield from _filing(filing)
    for left_out in planned.not_filed:
        yield ""
        yield f"Not filed: {left_out.name.en}, stay {left_out.stay} ({left_out.reason})"
    if planned.steps:
        yield from ("", "To do elsewhere")
        yield from (_step(step) for step in planned.steps)
    if planned.advisories:
        yield from ("", "What to know")
        yield from (_advisory(advisory) for advisory in planned.advisories)
    if planned.carnet:
        yield from ("", "The carnet")
        yield from (_task(task) for task in planned.carnet)


def _filing(filing: Filing) -> Iterator[str]:
    what = f"{filing.form.name.en} (stay {filing.stay}, {filing.purpose.purpose})"
    yield f"{english_date(filing.send_by)}  {what}"
    yield f"  {_STATUS[filing.status_today]}"
    yield f"  to {filing.recipient.organisation}" + (
        f" <{filing.recipient.email}>" if filing.recipient.email else ""
    )
    for deadline in filing.deadlines:
        why = f"{deadline.lead} before {deadline.entry}: {deadline.force}, {deadline.source.name}"
        yield f"  {deadline.date}  {why}"
    for missing in filing.missing:
        yield f"  missing{' (needed)' if missing.required else ''}: {missing.path}"
    if filing.blocks:
        yield f"  held back by {', '.join(filing.blocks)}"


def _step(step: Step) -> str:
    window = [f"from {english_date(step.opens)}"] if step.opens else []
    window += [f"by {english_date(step.due)}"] if step.due else []
    when = " ".join(window) or step.row.lead_time
    return f"  {step.row.title} (stay {step.stay}, {step.row.channel}): {when}"


def _advisory(advisory: Advisory) -> str:
    where = f"stay {advisory.stay}" if advisory.stay else "the whole trip"
    return f"  {_SEVERITY[advisory.severity]} ({where}, {advisory.code}): {advisory.message}"


def _task(task: CarnetTask) -> str:
    span = " to ".join(english_date(day) for day in (task.opens, task.closes) if day)
    return f"  {task.task}, {span or 'no date'}: {task.message}"
