"""A filing's PDF against a bare ReportLab canvas that draws the same strings in the same places.

Every document differs: another name each time, its letters from beyond ASCII. The bare
canvas has its fonts registered once and ReportLab's defaults otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations, cycle
from typing import Any, NamedTuple
from unittest.mock import patch

import pymupdf_fonts
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.plan import TODAY, trip_of
from prenotify.calendars import calendars_for
from prenotify.documents.pdf import filing_pdf
from prenotify.documents.pen import Pen
from prenotify.documents.wrapping import Style
from prenotify.domain.plan import Filing
from prenotify.domain.planning import plan
from prenotify.places import forms_dir
from prenotify.rulebook import read_rulebook

KINDS = {"Latin-only": "indonesia/imi-notice", "bilingual Thai, shaped": "thailand/dlt-permit"}
"""The filings measured, both tagged and bilingual: one that needs no shaping, one that does."""
REFERENCE = "PN-BENCH-05-IMI"
_DOCUMENTS = 100
_BARE = {"regular": "Bare-Regular", "bold": "Bare-Bold"}


class Drawn(NamedTuple):
    page: int
    x: float
    y: float
    text: str
    font: str
    size: float


def subjects() -> dict[str, tuple[Callable[[], object], Callable[[], object], float]]:
    """By name: the subject, its anchor, and the ratio it may reach."""
    _register_bare_fonts()
    latin, thai = map(filing_of, KINDS.values())
    return {
        "Latin-only filing, one page / bare canvas": (*_pair(_one_page(latin)), 1.25),
        "Latin-only filing / bare canvas": (*_pair(latin), 1.25),
        "bilingual Thai, shaped filing / bare canvas": (*_pair(thai), 2.0),
        "filing with 1,200 itinerary rows / 120": (_rows_of(latin, 1200), _rows_of(latin, 120), 10.5),
    }


def filing_of(form: str) -> Filing:
    """The first filing of a form, for a short trip with nothing special about it."""
    rulebook = read_rulebook(forms_dir())
    planned = plan(trip_of(3), rulebook, calendars_for(rulebook), TODAY)
    return next(filing for filing in planned.filings if filing.form.id == form)


def named_filings(filing: Filing) -> list[Filing]:
    """*filing* for a hundred travellers, so that nothing is drawn twice in a row."""
    return [_named(filing, name) for name in _names()]


def _one_page(filing: Filing) -> Filing:
    form = filing.form.model_copy(update={"sections": filing.form.sections[1:3]})
    return replace(filing, form=form, attachments=())


def _rows_of(filing: Filing, rows: int) -> Callable[[], object]:
    """A filing with an itinerary of so many rows: between the two crossings, a stage for each."""
    places = tuple(f"Stage {n} of the journey, Province {n}" for n in range(rows - 2))
    stay = filing.facts.stay.model_copy(update={"stages": places})
    filings = cycle(replace(one, facts=replace(one.facts, stay=stay)) for one in named_filings(filing))
    return lambda: filing_pdf(next(filings), REFERENCE)


def _pair(filing: Filing) -> tuple[Callable[[], object], Callable[[], object]]:
    filings = named_filings(filing)
    ours, theirs = cycle(filings), cycle([_strings(one) for one in filings])
    return lambda: filing_pdf(next(ours), REFERENCE), lambda: _bare(next(theirs))


def _names() -> Iterator[str]:
    letters = combinations("ąćęłńśźżčďěňřšťůžåøæđ", 4)
    for _number, (first, second, third, fourth) in zip(range(_DOCUMENTS), letters, strict=False):
        yield f"Te{first}ta {second.upper()}e{third}spielreiter-Mü{fourth}ler"


def _named(filing: Filing, name: str) -> Filing:
    trip = filing.facts.trip
    named = trip.model_copy(update={"traveller": trip.traveller.model_copy(update={"name": name})})
    return replace(filing, facts=replace(filing.facts, trip=named))


def _strings(filing: Filing) -> list[Drawn]:
    """Every string our PDF draws, and where."""
    drawn: list[Drawn] = []
    pens: list[Pen] = []
    original = Pen.text

    def record(pen: Pen, x: float, y: float, text: str, style: Style, base: int | None = None) -> None:
        if pen not in pens:
            pens.append(pen)
        drawn.append(Drawn(pens.index(pen), x, y, text, _BARE[style.weight], style.size))
        original(pen, x, y, text, style, base)

    with patch.object(Pen, "text", record):
        filing_pdf(filing, REFERENCE)
    return sorted(drawn, key=lambda one: one.page)


def _bare(drawn: list[Drawn]) -> bytes:
    rl_config.useA85 = 1
    written = BytesIO()
    canvas: Any = Canvas(written)
    page = 0
    for one in drawn:
        if one.page != page:
            canvas.showPage()
            page = one.page
        canvas.setFont(one.font, one.size)
        canvas.drawString(one.x, one.y, one.text)
    canvas.save()
    rl_config.useA85 = 0
    return written.getvalue()


def _register_bare_fonts() -> None:
    for name, key in (("Bare-Regular", "figo"), ("Bare-Bold", "figbo")):
        loaded: Any = TTFont(name, BytesIO(pymupdf_fonts.myfont(key)))
        # ReportLab takes fonts with one PostScript name for one font: it would draw with ours.
        loaded.face.name = name.encode()
        pdfmetrics.registerFont(loaded)
