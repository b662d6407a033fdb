"""What can be put on a page: lines of text, rules, boxes. Positions in points from bottom left.

A Pen writes a page's PDF operators itself and hands them to ReportLab's canvas as they are:
strings of the fonts' first part need no work beyond a table look-up.
"""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from prenotify.documents.bidi import runs_left
from prenotify.documents.fonts import FIRST_PART, FONTS, font, printable
from prenotify.documents.shaping import Run, as_expected, runs
from prenotify.documents.tags import FIGURE, Attributes, Element, Structure
from prenotify.documents.wrapping import Colour, Style

_NOBODY = Element("Artifact")


class Paper:
    """A PDF in the making: its canvas, and the fonts as they are called in it."""

    def __init__(self, size: tuple[float, float], language: str):
        from reportlab.pdfgen.canvas import Canvas

        from prenotify.documents.subsets import first_part_string

        regular, bold = FONTS["regular"][0], FONTS["bold"][0]
        font(regular)
        self.canvas = Canvas(
            BytesIO(),
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),  # ActualText came with 1.5
            lang=language,
            # Otherwise every PDF lists Helvetica, which is not embedded.
            initialFontName=regular,  # type: ignore[arg-type] # the stubs take it for a number
        )
        self._doc: Any = getattr(self.canvas, "_doc")  # noqa: B009 - fonts want it; no public way to it
        self.structure = Structure(language)
        self._first_part_string = first_part_string
        self._first_parts = {name: font(name).open_in(self._doc) for name in (regular, bold)}
        # Shaped text comes in pieces of a letter or two, the same ones over and over.
        self._parts_shown: dict[tuple[Any, str, float], list[str]] = {}

    def show(self, run: Run, size: float) -> str:
        """The operators that draw *run* at the current point."""
        if run.glyphs is not None:
            return self._show_glyphs(run, size)
        if run.font in self._first_parts and FIRST_PART.issuperset(run.text):
            return f"{self._first_parts[run.font]} {size:g} Tf ({self._first_part_string(run.text)}) Tj"
        return " ".join(self._show_parts(run.font, run.text, size))

    def show_plainly(self, text: str, style: Style) -> str:
        """The same for text that every document's fonts hold: most of all that is ever drawn."""
        name = self._first_parts[FONTS[style.weight][0]]
        return f"{name} {style.size:g} Tf ({self._first_part_string(text)}) Tj"

    def _show_parts(self, name: Any, text: str, size: float) -> list[str]:
        if (name, text, size) not in self._parts_shown:
            self._parts_shown[name, text, size] = [*self._parts(name, text, size)]
        return self._parts_shown[name, text, size]

    def _parts(self, name: Any, text: str, size: float) -> Iterator[str]:
        loaded, doc = font(name), self._doc
        for part, codes in loaded.splitString(text, doc):
            yield f"{loaded.getSubsetInternalName(part, doc)} {size:g} Tf <{codes.hex()}> Tj"

    def _show_glyphs(self, run: Run, size: float) -> str:
        """Each glyph where HarfBuzz wants it; numbers within TJ move left (PDF 1.7, 9.4.3)."""
        operators, codes, rise, back = [], "", 0.0, 0.0
        for glyph in run.glyphs or ():
            before = back - glyph.right
            if before or glyph.up != rise:
                operators += self._show_parts(run.font, codes, size)
                codes = ""
            if glyph.up != rise:
                rise = glyph.up
                operators.append(f"{rise * size / 1000:.3f} Ts")
            if before:
                operators.append(f"[{before:.2f}] TJ")
            codes += glyph.code
            back = glyph.width - glyph.advance + glyph.right
        operators += self._show_parts(run.font, codes, size)
        return " ".join([*operators, f"[{back:.2f}] TJ", "0 Ts"])


class Pen:
    """Draws on one page."""

    def __init__(self, paper: Paper):
        self.paper = paper
        self.operators: list[str] = []
        self._page = paper.structure.add_page()
        self._drawing: Element | None = None
        """Whose marked content is open; `_NOBODY` is the owner of artifacts."""
        self._as_artifact = False
        self._saying = False
        self._fill: Colour | None = None
        self._stroke: tuple[Colour, float] | None = None

    def text(self, x: float, baseline: float, text: str, style: Style, base: int | None = None) -> None:
        """One line of text that begins at *x*; *base* as `runs` has it."""
        self._draw_for(self.paper.structure.here)
        self._set_fill(style.colour)
        if FIRST_PART.issuperset(text):
            said, shown = "", self.paper.show_plainly(text, style)
        else:
            said = "" if self._saying or not runs_left(text) else as_expected(printable(text))
            shown = " ".join(self._run(run, style.size, said) for run in runs(text, style.weight, base))
        line = f"BT {x:.2f} {baseline:.2f} Td {shown} ET"
        self.operators.append(f"{_says(said)} {line} EMC" if said else line)

    def _run(self, run: Run, size: float, said: str) -> str:
        shown = self.paper.show(run, size)
        # Not within what already says its text: readers would hear both.
        return f"{_says(run.says)} {shown} EMC" if run.says and not (said or self._saying) else shown

    def right_text(self, right: float, baseline: float, text: str, style: Style) -> None:
        """One line of text that ends at *right*."""
        self.text(right - style.width(text), baseline, text, style)

    def text_in_both(self, x: float, baseline: float, line: str, turns: int, style: Style) -> None:
        """One line of text that is in the second language from the character *turns* on."""
        own, other = line[: max(turns, 0)], line[max(turns, 0) :]
        if own:
            self.text(x, baseline, own, style)
        if other:
            self.open("Span", is_beside=True)
            self.text(x + style.width(own), baseline, other, style)
            self.close()

    def right_text_later(self, right: float, baseline: float, style: Style) -> Callable[[str], None]:
        """Room for a line that is known only once all pages are there; to be called with it."""
        self._draw_for(self.paper.structure.here)
        self._set_fill(style.colour)
        place = len(self.operators)
        self.operators.append("")

        def write(text: str) -> None:
            shown = " ".join(self._run(run, style.size, "") for run in runs(text, style.weight))
            left = right - style.width(text)
            self.operators[place] = f"BT {left:.2f} {baseline:.2f} Td {shown} ET"

        return write

    def open(self, tag: str, alt: str = "", attributes: Attributes = "", is_beside: bool = False) -> None:
        """What is drawn up to `close` is a part of its own: a paragraph, a cell, a figure (see tags)."""
        if not self._as_artifact:
            self.paper.structure.open(tag, alt, attributes, is_beside)

    def close(self) -> None:
        if not self._as_artifact:
            self.paper.structure.close()

    def begin_artifact(self) -> None:
        """What is drawn up to `end_artifact` is no part of what the document says: it was said before."""
        self._as_artifact = True

    def end_artifact(self) -> None:
        self._as_artifact = False

    def finish(self) -> None:
        """Nothing more is drawn on this page."""
        if self._drawing:
            self.operators.append("EMC")
        self._drawing = None

    def _draw_for(self, owner: Element) -> None:
        owner = _NOBODY if self._as_artifact else owner
        if owner is self._drawing:
            return
        self.finish()
        self._drawing = owner
        if owner is _NOBODY:
            self.operators.append("/Artifact BMC")
        else:
            number = self.paper.structure.drawn_on(self._page)
            self.operators.append(f"/{owner.tag} <</MCID {number}>> BDC")

    def _decorate(self) -> None:
        """Lines and shapes say nothing, unless they are a figure."""
        here = self.paper.structure.here
        self._draw_for(here if here.tag == FIGURE else _NOBODY)

    def begin_saying(self, text: str) -> None:
        """What is drawn up to `end_saying` is *text* to whoever searches or copies it."""
        self._draw_for(self.paper.structure.here)
        self.operators.append(_says(text))
        self._saying = True

    def end_saying(self) -> None:
        self.operators.append("EMC")
        self._saying = False

    def rule(self, left: float, y: float, right: float, colour: Colour, weight: float = 0.5) -> None:
        self._decorate()
        self._set_stroke(colour, weight)
        self.operators.append(f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")

    def dotted_rule(self, left: float, y: float, right: float, colour: Colour) -> None:
        self._decorate()
        self._set_stroke(colour, 1.1)
        self.operators.append(f"q 1 J [0 3] 0 d {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S Q")

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, weight: float) -> None:
        self._decorate()
        self._set_stroke(colour, weight)
        self.operators.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def shape(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """A filled polygon."""
        self._decorate()
        self._set_fill(colour)
        (x, y), *others = points
        lines = " ".join(f"{x:.2f} {y:.2f} l" for x, y in others)
        self.operators.append(f"{x:.2f} {y:.2f} m {lines} f")

    def path(self, operators: str) -> None:
        """A path and its looks as PDF writes them; what they set ends with it."""
        self._decorate()
        self.operators.append(f"q {operators} Q")

    def boxes(self, boxes: Sequence[tuple[float, float, float, float]], colour: Colour) -> None:
        """Filled boxes: left, bottom, width, height."""
        self._decorate()
        self._set_fill(colour)
        # A code has hundreds: this way of formatting takes half the time.
        drawn = " ".join(["%.2f %.2f %.2f %.2f re" % box for box in boxes])  # noqa: UP031
        self.operators.append(f"{drawn} f")

    def _set_fill(self, colour: Colour) -> None:
        if self._fill != colour:
            self._fill = colour
            self.operators.append(f"{_numbers(colour)} rg")

    def _set_stroke(self, colour: Colour, weight: float) -> None:
        if self._stroke != (colour, weight):
            self._stroke = (colour, weight)
            self.operators.append(f"{_numbers(colour)} RG {weight:g} w")


def _numbers(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)


def _says(text: str) -> str:
    return f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC"
