"""The whole plan on paper, for the traveller: what to send, by when and why, what to know, the carnet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from prenotify.documents import words
from prenotify.documents.flow import Block, Flow, Info
from prenotify.documents.fonts import unprintable
from prenotify.documents.layout import (
    BODY,
    GRID,
    INK,
    LABEL,
    SMALL,
    SOFT,
    STRONG,
    TITLE,
    boxed,
    ends,
    evenly,
    heading,
    paragraph,
    part,
    stack,
    text,
)
from prenotify.documents.pen import Pen
from prenotify.documents.plan_parts import (
    Citations,
    advisory,
    filing_blocks,
    in_the_way,
    overview_row,
    step_row,
    task_row,
)
from prenotify.documents.timeline_paper import timeline_blocks
from prenotify.documents.timeline_words import AT_A_GLANCE
from prenotify.domain.countries import country_name
from prenotify.domain.plan import NotFiled, Plan
from prenotify.domain.values import english_date

_FEW = 12
_COUNTS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()


def plan_pdf(plan: Plan, reference: str) -> bytes:
    """The plan as a PDF in A4; the same plan and reference always give the same bytes."""
    headline = _headline(plan)
    flow = Flow(GRID, Info(title=headline, author=plan.trip.traveller.name, subject=f"Trip {reference}"))
    flow.add([*_opening(plan, reference, headline)])
    citations = Citations()
    _add_overview(flow, plan)
    _add_letters(flow, plan, citations)
    _add_advice(flow, plan, citations)
    _add_list(flow, words.BEFOREHAND, [step_row(step, citations) for step in plan.steps])
    _add_list(flow, words.CARNET, [task_row(task, citations) for task in plan.carnet])
    _add_list(flow, words.SOURCES, [*citations.blocks()])
    return flow.pdf(lambda pen, page, pages: _foot(pen, reference, page, pages))


def _add_list(flow: Flow, title: str, rows: Sequence[Block]) -> None:
    if rows:
        flow.add([part(title), *rows], again=_continued(title))


def _continued(title: str) -> Block:
    return replace(heading(words.CONTINUED.format(title=title)), outline="")


def _opening(plan: Plan, reference: str, headline: str) -> Iterator[Block]:
    yield ends("prenotify", words.AS_OF.format(reference=reference, date=english_date(plan.today)), LABEL)
    yield stack([evenly(headline, TITLE, "H1"), *(text(line, BODY, GRID.width) for line in _trip(plan))], 20)
    if missing := unprintable(plan.trip.model_dump_json()):
        yield boxed([(words.UNPRINTABLE.format(characters=_first_few(missing)), BODY)], INK, 1.2)


def _first_few(named: tuple[str, ...]) -> str:
    more = (words.AND_MORE.format(count=len(named) - _FEW),) if len(named) > _FEW else ()
    return ", ".join((*named[:_FEW], *more))


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


def _add_overview(flow: Flow, plan: Plan) -> None:
    _add_list(flow, words.PLANNED_ON, [overview_row(filing) for filing in plan.filings])
    flow.add([part(AT_A_GLANCE), *timeline_blocks(plan)])
    blocks = [one for one in plan.advisories if one.severity == "block"]
    _add_list(
        flow, words.SEVERITY_WORDS["block"], [in_the_way(one, _country(plan, one.stay)) for one in blocks]
    )


def _add_letters(flow: Flow, plan: Plan, citations: Citations) -> None:
    before = [part(words.LETTERS)]
    for filing in plan.filings:
        title = f"{filing.form.name.en}, {words.STAY.format(number=filing.stay).lower()}"
        blocks = filing_blocks(filing, plan.today, citations)
        flow.add([*before, heading(title, tag="H3"), *blocks], again=_continued(title))
        before = []


def _add_advice(flow: Flow, plan: Plan, citations: Citations) -> None:
    before = [part(words.TO_KNOW)]
    for number in (None, *range(1, len(plan.trip.stays) + 1)):
        left_out = [block for one in plan.not_filed if one.stay == number for block in _not_filed(one)]
        advice = [advisory(one, citations) for one in plan.advisories_of(number)]
        if advice or left_out:
            title = _stay_title(plan, number)
            flow.add([*before, heading(title, tag="H3"), *left_out, *advice], again=_continued(title))
            before = []


def _country(plan: Plan, number: int | None) -> str:
    return country_name(plan.trip.stays[number - 1].country) if number else ""


def _stay_title(plan: Plan, number: int | None) -> str:
    if number is None:
        return words.WHOLE_TRIP
    stay = plan.trip.stays[number - 1]
    span = f"{english_date(stay.entry.date)} to {english_date(stay.exit.date)}"
    return f"{words.STAY.format(number=number)}: {country_name(stay.country)}, {span}"


def _not_filed(left_out: NotFiled) -> list[Block]:
    return paragraph(words.NOT_FILED.format(form=left_out.name.en, reason=left_out.reason), STRONG, 4)


def _foot(pen: Pen, reference: str, page: int, pages: int) -> None:
    y = GRID.bottom - 12
    pen.dotted_rule(GRID.left, y, GRID.right, SOFT)
    pen.text(GRID.left, y - 13, words.RULES_CHANGE, SMALL)
    number = words.WORDS["frame.page_of"].format(x=page, y=pages)
    pen.right_text(GRID.right, y - 13, f"{reference} · {number}", SMALL)
