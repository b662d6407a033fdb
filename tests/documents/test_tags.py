"""What a screen reader is told: headings, paragraphs, tables and lists, in the order they are read."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from prenotify.documents.content import content_of
from prenotify.documents.flow import Block, Flow, Grid, Info
from prenotify.documents.layout import paragraph
from prenotify.documents.pdf import filing_pdf
from prenotify.documents.pen import Pen
from prenotify.documents.plan_pdf import plan_pdf
from prenotify.documents.tags import FIGURE, Structure
from prenotify.domain.plan import Filing
from tests.documents.paper import one_line, run
from tests.documents.plans import (
    NAMES,
    NICARAGUA,
    REFERENCE,
    entered,
    filing,
    planned,
    reference_of,
    sample,
    worst_case,
)
from tests.needs import needs

GRID = Grid()


def pdf_of(one: Filing) -> bytes:
    return filing_pdf(one, reference_of(one))


def structure(pdf: bytes, path: Path) -> str:
    """The elements and what they say, as pdfinfo shows them."""
    path.write_bytes(pdf)
    return run("pdfinfo", "-struct-text", str(path), given=b"")


def stand_in_this_order(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether *found* has all that is *wanted*, with or without other things between."""
    rest = iter(found)
    return all(one in rest for one in wanted)


def said_by(tag: str, tree: str) -> list[str]:
    """What the elements of a tag say, in their order."""
    return re.findall(rf'^ *{tag}\b.*\n(?: +/.*\n)* +"(.*)"$', tree, re.MULTILINE)


@needs("pdfinfo", "qpdf")
def test_filings_are_sound_tagged_and_say_title_and_language(one: Filing, tmp_path: Path) -> None:
    path = tmp_path / "filing.pdf"
    path.write_bytes(pdf_of(one))
    info = run("pdfinfo", str(path), given=b"")
    assert re.search(r"Tagged: +yes", info)
    assert content_of(one, "").title in info
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", str(path), given=b"")
    assert re.search(rb"/Lang \(en\)", _unpacked(path))


def _unpacked(path: Path) -> bytes:
    run("qpdf", "--qdf", "--object-streams=disable", str(path), f"{path}.qdf", given=b"")
    return Path(f"{path}.qdf").read_bytes()


@needs("qpdf")
@pytest.mark.parametrize(("form", "language"), [("indonesia", "id"), ("thailand", "th"), ("india", "de")])
def test_what_is_in_the_second_language_says_so(form: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "filing.pdf"
    path.write_bytes(pdf_of(filing(form)))
    with pikepdf.open(path) as document:
        found = [str(one.Lang) for one in document.objects if _is_element(one) and "/Lang" in one]
    assert len(found) > 20
    assert set(found) == {language}


@needs("pdfinfo")
def test_a_line_in_both_languages_says_where_the_second_one_begins(tmp_path: Path) -> None:
    tree = structure(pdf_of(filing("india")), tmp_path / "filing.pdf")
    own, second = said_by("P", tree), said_by("Span", tree)
    assert {"From / ", "To / ", "Place and date / ", "Signature / "} <= {*own}
    assert {"Absender", "An", "Ort, Datum", "Unterschrift", "wird nachgereicht"} <= {*second}
    assert "Bestätigung für den indischen Zoll" in " ".join(second)


@needs("qpdf")
def test_a_spanish_filing_says_that_it_is_in_spanish(tmp_path: Path) -> None:
    path = tmp_path / "filing.pdf"
    (one,) = planned(entered("t1") | {"stays": [NICARAGUA]}, date(2026, 11, 22)).filings
    path.write_bytes(pdf_of(one))
    with pikepdf.open(path) as document:
        assert str(document.Root.Lang) == "es"
        found = {str(one.Lang) for one in document.objects if _is_element(one) and "/Lang" in one}
    assert found == {"en"}


def test_within_a_pack_each_filing_speaks_its_own_language() -> None:
    tree = Structure("en")
    tree.own, tree.other = "es", "en"
    tree.open("P")
    spanish = tree.here
    tree.open("Span", is_beside=True)
    assert (spanish.language, tree.here.language) == ("es", "en")


def _is_element(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one


@needs("pdfinfo")
def test_headings_paragraphs_and_values_come_in_the_order_they_are_read(one: Filing, tmp_path: Path) -> None:
    tree, content = structure(pdf_of(one), tmp_path / "filing.pdf"), content_of(one, "")
    assert said_by("H1", tree) == [content.title]
    headings = [section.heading for section in content.sections]
    assert stand_in_this_order(headings, said_by("H2", tree))
    rows = [field for section in content.sections for field in section.fields if not field.slot]
    assert stand_in_this_order([one_line(field.label) for field in rows], said_by("TH", tree))
    assert all(one_line(sentence) in said_by("P", tree) for sentence in content.ask)


@needs("pdfinfo")
@pytest.mark.parametrize("form", ["india", "thailand", "japan"])
def test_what_is_repeated_on_a_further_page_is_said_once(form: str, tmp_path: Path) -> None:
    tree = structure(pdf_of(filing(form, worst_case())), tmp_path / "worst.pdf")
    assert "continued" not in tree
    assert "Page 2" not in tree
    assert said_by("TH", tree).count("Place") == 1


@needs("pdfinfo")
@pytest.mark.parametrize("name", NAMES)
def test_a_plan_has_parts_sections_and_lists(name: str, tmp_path: Path) -> None:
    tree = structure(plan_pdf(sample(name), REFERENCE), tmp_path / "plan.pdf")
    assert len(said_by("H1", tree)) == 1
    assert "To know" in " ".join(said_by("H2", tree)) or said_by("H2", tree)
    assert said_by("H3", tree)
    assert re.search(r"^ *L \(block\)\n +LI \(block\)\n +LBody", tree, re.MULTILINE)


@needs("pdfinfo", "qpdf")
def test_a_figure_has_a_text_in_its_stead(tmp_path: Path) -> None:
    def draw(pen: Pen, top: float) -> None:
        pen.open(FIGURE, alt="Drei Länder, สาม")
        pen.rule(60, top - 5, 90, (0, 0, 0))
        pen.close()

    flow = Flow(GRID, Info("Title", "Author", "Subject"))
    flow.add([Block(20, draw), *paragraph("After it")])
    path = tmp_path / "figure.pdf"
    tree = structure(flow.pdf(lambda pen, page, pages: None), path)
    assert "Figure" in tree
    assert "Drei Länder, สาม".encode("utf-16-be").hex().encode() in _unpacked(path)


def test_what_is_left_empty_is_left_out() -> None:
    tree = Structure()
    tree.open("P")
    tree.close()
    assert tree.root.kids == []
    with pytest.raises(ValueError, match="no element is open"):
        tree.close()
