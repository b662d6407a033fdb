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
    whole, short, thai = _filing(), _one_page(_filing()), _filing("thailand/dlt-permit")
    return {
        "a filing's PDF, English and Thai / bare canvas": (*_pair(thai), 2.0),
        "a short filing's PDF / bare canvas": (*_pair(short), 1.25),
        "a whole filing's PDF / bare canvas": (*_pair(whole), 1.25),
    }


def _filing(form: str = "indonesia/imi-notice") -> Filing:
    rulebook = read_rulebook(forms_dir())
    planned = plan(trip_of(3), rulebook, calendars_for(rulebook), TODAY)
    return next(filing for filing in planned.filings if filing.form.id == form)


def _one_page(filing: Filing) -> Filing:
    form = filing.form.model_copy(update={"sections": filing.form.sections[1:3]})
    return replace(filing, form=form, attachments=())


def _pair(filing: Filing) -> tuple[Callable[[], object], Callable[[], object]]:
    filings = [_named(filing, name) for name in _names()]
    ours, theirs = cycle(filings), cycle([_strings(one) for one in filings])
    return lambda: filing_pdf(next(ours), "PN-BENCH-05-IMI"), lambda: _bare(next(theirs))


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
        filing_pdf(filing, "PN-BENCH-05-IMI")
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
