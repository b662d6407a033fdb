"""The whole plan on paper, for the traveller: what to send, by when and why, what to know, the carnet."""

from collections.abc import Iterator
from datetime import date

from prenotify.documents.flow import Block, Flow, Info
from prenotify.documents.fonts import unprintable
from prenotify.documents.layout import GRID, SOFT, Text, boxed, ends, evenly, heading, paragraph, stack, text
from prenotify.documents.layout import BODY, CELL, INK, LABEL, SMALL, STRONG, TITLE
from prenotify.documents.pen import Pen
from prenotify.documents.plan_parts import advisory, filing_blocks, overview_row, step_row, task_row
from prenotify.documents.words import (
    AS_OF,
    BEFOREHAND,
    CARNET,
    NOT_FILED,
    PLANNED_ON,
    RULES_CHANGE,
    STAY,
    UNPRINTABLE,
    WHOLE_TRIP,
    WORDS,
)
from prenotify.domain.countries import country_name
from prenotify.domain.plan import NotFiled, Plan
from prenotify.domain.values import english_date

_COUNTS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()


def plan_pdf(plan: Plan, reference: str) -> bytes:
    """The plan as a PDF in A4; the same plan and reference always give the same bytes."""
    headline = _headline(plan)
    flow = Flow(GRID, Info(title=headline, author=plan.trip.traveller.name, subject=f"Trip {reference}"))
    flow.add([*_opening(plan, reference, headline)])
    if plan.filings:
        flow.add([heading(PLANNED_ON), *map(overview_row, plan.filings)])
    for filing in plan.filings:
        flow.add([*filing_blocks(filing, plan.today)])
    _add_advice(flow, plan)
    if plan.steps:
        flow.add([heading(BEFOREHAND), *map(step_row, plan.steps)])
    if plan.carnet:
        flow.add([heading(CARNET), *map(task_row, plan.carnet)])
    return flow.pdf(lambda pen, page, pages: _foot(pen, reference, page, pages))


def _opening(plan: Plan, reference: str, headline: str) -> Iterator[Block]:
    yield ends("prenotify", AS_OF.format(reference=reference, date=english_date(plan.today)), LABEL)
    yield stack([evenly(headline, TITLE), *(text(line, BODY, GRID.width) for line in _trip(plan))], 20)
    missing = unprintable(plan.trip.model_dump_json())
    if missing:
        yield boxed([(UNPRINTABLE.format(characters=", ".join(missing)), BODY)], INK, 1.2)


def _headline(plan: Plan) -> str:
    """The answer in one line: "Four letters, the first by 14 December 2026"."""
    filings = plan.filings
    if not filings:
        return "Nothing to send"
    count = _COUNTS[len(filings)] if len(filings) < len(_COUNTS) else str(len(filings))
    first = filings[0].send_by
    due = f"was due on {english_date(first)}" if first < plan.today else f"by {english_date(first)}"
    if len(filings) == 1:
        return f"One letter, {due}"
    return f"{count} letters, the first {due}"


def _trip(plan: Plan) -> Iterator[str]:
    stays, vehicle, carnet = plan.trip.stays, plan.trip.vehicle, plan.trip.carnet
    countries = ", ".join(country_name(stay.country) for stay in stays)
    span = f"{english_date(stays[0].entry.date)} to {english_date(max(stay.exit.date for stay in stays))}"
    yield f"{countries}: {span}."
    what = " ".join(part for part in (vehicle.kind.capitalize(), vehicle.plate) if part)
    yield f"{what}, carnet {carnet.number}." if carnet.number else f"{what}."


def _add_advice(flow: Flow, plan: Plan) -> None:
    for number in (None, *range(1, len(plan.trip.stays) + 1)):
        advice = [advisory(one) for one in plan.advisories_of(number)]
        left_out = [block for one in plan.not_filed if one.stay == number for block in _not_filed(one)]
        if advice or left_out:
            flow.add([heading(_stay_title(plan, number)), *left_out, *advice])


def _stay_title(plan: Plan, number: int | None) -> str:
    if number is None:
        return WHOLE_TRIP
    stay = plan.trip.stays[number - 1]
    span = f"{english_date(stay.entry.date)} to {english_date(stay.exit.date)}"
    return f"{STAY.format(number=number)}: {country_name(stay.country)}, {span}"


def _not_filed(left_out: NotFiled) -> list[Block]:
    return paragraph(NOT_FILED.format(form=left_out.form, reason=left_out.reason), STRONG, 4)


def _foot(pen: Pen, reference: str, page: int, pages: int) -> None:
    y = GRID.bottom - 14
    pen.dotted_rule(GRID.left, y, GRID.right, SOFT)
    pen.text(GRID.left, y - 13, RULES_CHANGE, SMALL)
    number = WORDS["frame.page_of"].format(x=page, y=pages)
    pen.right_text(GRID.right, y - 13, f"{reference} · {number}", SMALL)
