"""The whole plan on paper, for the traveller: what to send, by when and why, what to know, the carnet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from prenotify.documents import words
from prenotify.documents.flow import Block, Flow, Info
from prenotify.documents.layout import (
    BODY,
    GRID,
    GRIDS,
    LABEL,
    SMALL,
    SOFT,
    STRONG,
    TITLE,
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
    in_short,
    in_the_way,
    overview_row,
    step_row,
    task_row,
    unprintable_note,
)
from prenotify.documents.tables import not_one_alone
from prenotify.documents.timeline_paper import timeline_blocks
from prenotify.documents.timeline_words import AT_A_GLANCE
from prenotify.domain.paper import paper_in
from prenotify.domain.plan import NotFiled, Plan
from prenotify.language import ENGLISH, Language

_COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split()


def plan_pdf(plan: Plan, reference: str, language: Language = ENGLISH) -> bytes:
    """The plan as a PDF on the traveller's paper; the same plan and reference always give the same bytes."""
    headline = _headline(plan, language)
    grid = GRIDS[paper_in(plan.trip.traveller.residence)]
    subject = language.filled(words.TRIP, reference=reference)
    flow = Flow(grid, Info(headline, plan.trip.traveller.name, subject, language=language.code))
    flow.add([*_opening(plan, reference, headline, language)])
    citations = Citations(language)
    _add_overview(flow, plan, language)
    _add_letters(flow, plan, citations)
    _add_advice(flow, plan, citations)
    _add_list(flow, words.BEFOREHAND, [step_row(step, citations) for step in plan.steps], language)
    _add_list(flow, words.CARNET, [task_row(task, citations) for task in plan.carnet], language)
    _add_list(flow, words.SOURCES, [*citations.blocks()], language)
    return flow.pdf(lambda pen, page, pages: _foot(pen, reference, page, pages, language))


def _add_list(flow: Flow, title: str, rows: Sequence[Block], language: Language) -> None:
    if rows:
        said = language.gettext(title)
        flow.add([part(said), *rows], again=_continued(said, language))


def _continued(title: str, language: Language) -> Block:
    return replace(heading(language.filled(words.CONTINUED, title=title)), outline="")


def _opening(plan: Plan, reference: str, headline: str, language: Language) -> Iterator[Block]:
    yield ends("prenotify", language.filled(words.AS_OF, reference=reference, date=plan.today), LABEL)
    lines = (text(line, BODY, GRID.width) for line in in_short(plan, language))
    yield stack([evenly(headline, TITLE, "H1"), *lines], 20)
    yield from unprintable_note(plan.trip, language)


def _headline(plan: Plan, language: Language) -> str:
    """The answer in one line: "Four letters, the first by 14 December 2026"."""
    filings = [filing for filing in plan.filings if not filing.is_over]
    if not filings:
        return language.gettext(words.NOTHING_TO_SEND)
    number, first = len(filings), filings[0].send_by
    count = language.gettext(_COUNTS[number]).capitalize() if number < len(_COUNTS) else str(number)
    said = words.HEADLINE_PAST if first < plan.today else words.HEADLINE
    return language.ngettext(*said, number).format(count=count, day=language.day(first))


def _add_overview(flow: Flow, plan: Plan, language: Language) -> None:
    _add_list(flow, words.PLANNED_ON, [overview_row(filing, language) for filing in plan.filings], language)
    flow.add([part(language.gettext(AT_A_GLANCE)), *timeline_blocks(plan, language)])
    blocks = [one for one in plan.advisories if one.severity == "block"]
    rows = [in_the_way(one, _country(plan, one.stay, language), language) for one in blocks]
    _add_list(flow, words.SEVERITY_WORDS["block"], not_one_alone(rows), language)


def _add_letters(flow: Flow, plan: Plan, citations: Citations) -> None:
    language = citations.language
    before = [part(language.gettext(words.LETTERS))]
    for filing in plan.filings:
        stay = language.filled(words.STAY_WITHIN, number=filing.stay)
        title = f"{language.wording(filing.form.name)}, {stay}"
        blocks = filing_blocks(filing, plan.today, citations)
        flow.add([*before, heading(title, tag="H3"), *blocks], again=_continued(title, language))
        before = []


def _add_advice(flow: Flow, plan: Plan, citations: Citations) -> None:
    language = citations.language
    before = [part(language.gettext(words.TO_KNOW))]
    for number in (None, *range(1, len(plan.trip.stays) + 1)):
        if advice := [*_advice(plan, number, citations)]:
            title = _stay_title(plan, number, language)
            flow.add([*before, heading(title, tag="H3"), *advice], again=_continued(title, language))
            before = []


def _advice(plan: Plan, number: int | None, citations: Citations) -> Iterator[Block]:
    """What is not filed, each with its reason below it; then all else there is to know."""
    rest = [*plan.advisories_of(number)]
    for left_out in (one for one in plan.not_filed if one.stay == number):
        yield _not_filed(left_out, citations.language)
        for reason in [one for one in rest if one.code == left_out.reason]:
            rest.remove(reason)
            yield advisory(reason, citations)
    yield from (advisory(one, citations) for one in rest)


def _country(plan: Plan, number: int | None, language: Language) -> str:
    return language.country(plan.trip.stays[number - 1].country) if number else ""


def _stay_title(plan: Plan, number: int | None, language: Language) -> str:
    if number is None:
        return language.gettext(words.WHOLE_TRIP)
    stay = plan.trip.stays[number - 1]
    span = language.filled(words.SPAN, first=stay.entry.date, last=stay.exit.date)
    return f"{language.filled(words.STAY, number=number)}: {language.country(stay.country)}, {span}"


def _not_filed(left_out: NotFiled, language: Language) -> Block:
    (line,) = paragraph(language.filled(words.NOT_FILED, form=left_out.name), STRONG, 4)
    return replace(line, stays_with_next=True)


def _foot(pen: Pen, reference: str, page: int, pages: int, language: Language) -> None:
    y = GRID.bottom - 12
    pen.dotted_rule(GRID.left, y, GRID.right, SOFT)
    pen.text(GRID.left, y - 13, language.gettext(words.RULES_CHANGE), SMALL)
    number = language.filled(words.PAGE_OF, x=page, y=pages)
    pen.right_text(GRID.right, y - 13, f"{reference} · {number}", SMALL)
