"""fpdf2, shaped, by cells: its tables take twice as long."""

from collections.abc import Sequence
from typing import Any

from fpdf import FPDF

from bench.rivals.content import fonts_dir

_WIDTH = 174.0
"""Of the text, in millimetres; so are all measures here."""
_INK, _SOFT, _HAIR = (27, 28, 32), (89, 91, 101), (199, 199, 204)
_LINE = 4.6


def draw(said: dict[str, Any]) -> bytes:
    pdf: Any = FPDF("portrait", "mm", "A4")
    _set_up(pdf, said)
    _opening(pdf, said)
    for heading, fields in said["sections"]:
        _heading(pdf, heading)
        for n in range(0, len(fields), 2):
            _row(
                pdf, [cell for label, value in fields[n : n + 2] for cell in (label, [value, ""])], _WIDTH / 4
            )
    if said["itinerary"]:
        _itinerary(pdf, *said["itinerary"])
    for heading, items in said["ticks"]:
        _heading(pdf, heading)
        for item in items:
            _paragraph(pdf, [f"– {item[0]}", item[1]])
    _closing(pdf, said)
    return bytes(pdf.output())


def _set_up(pdf: Any, said: dict[str, Any]) -> None:
    for style, name in (("", "Regular"), ("B", "Bold")):
        pdf.add_font("FiraGO", style, fonts_dir() / f"FiraGO-{name}.ttf")
    pdf.set_text_shaping(True)
    pdf.set_margins(18, 15)
    pdf.set_auto_page_break(True, 22)
    pdf.set_draw_color(*_HAIR)
    pdf.set_title(said["title"][0])
    pdf.footer = lambda: _foot(pdf, said["foot"])
    pdf.add_page()


def _foot(pdf: Any, foot: Sequence[str]) -> None:
    pdf.set_y(-18)
    _face(pdf, 8, colour=_SOFT)
    pdf.cell(_WIDTH / 2, 4, foot[0])
    pdf.cell(_WIDTH / 2, 4, f"{foot[1]} · Page {pdf.page_no()} of {{nb}}", align="R")


def _opening(pdf: Any, said: dict[str, Any]) -> None:
    _row(pdf, said["dateline"], _WIDTH / len(said["dateline"]))
    for role, lines in said["parties"]:
        _paragraph(pdf, role)
        for line in lines:
            _paragraph(pdf, [line, ""])
    _paragraph(pdf, said["title"], 16.5)
    for part in ([said["subject"], ""], said["banner"], *said["opening"]):
        _paragraph(pdf, part)


def _itinerary(pdf: Any, title: list[str], head: list[list[str]], legs: list[list[list[str]]]) -> None:
    _heading(pdf, title)
    for row in (head, *legs):
        _row(pdf, row, _WIDTH / 4)


def _closing(pdf: Any, said: dict[str, Any]) -> None:
    for part in said["closing"]:
        _paragraph(pdf, part)
    _row(pdf, said["signature"], _WIDTH / 3)
    for line in said["basis"]:
        _paragraph(pdf, [line, ""], 8)


def _heading(pdf: Any, said: list[str]) -> None:
    pdf.ln(3)
    _face(pdf, 11, "B")
    pdf.cell(pdf.get_string_width(said[0]) + 4, _LINE, said[0])
    _face(pdf, 8.5, colour=_SOFT)
    pdf.cell(0, _LINE, said[1], new_x="LMARGIN", new_y="NEXT")


def _paragraph(pdf: Any, said: list[str], size: float = 10) -> None:
    _face(pdf, size)
    pdf.multi_cell(_WIDTH, size * 0.46, said[0], new_x="LMARGIN", new_y="NEXT")
    if said[1]:
        _face(pdf, 8.5, colour=_SOFT)
        pdf.multi_cell(_WIDTH, 4, said[1], new_x="LMARGIN", new_y="NEXT")


def _row(pdf: Any, cells: Sequence[list[str]], width: float) -> None:
    """Labels beside values, or the cells of a table, over a hairline."""
    top, bottom, left = pdf.get_y(), pdf.get_y(), pdf.l_margin
    for n, cell in enumerate(cells):
        pdf.set_xy(left + n * width, top)
        _face(pdf, 9.5)
        pdf.multi_cell(width, _LINE, " ".join(filter(None, cell)), new_x="LEFT", new_y="NEXT")
        bottom = max(bottom, pdf.get_y())
    pdf.line(left, bottom, left + _WIDTH, bottom)
    pdf.set_xy(left, bottom + 1)


def _face(pdf: Any, size: float, style: str = "", colour: tuple[int, int, int] = _INK) -> None:
    pdf.set_font("FiraGO", style, size)
    pdf.set_text_color(*colour)
