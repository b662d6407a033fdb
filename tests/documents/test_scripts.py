"""Any name in any script: printed with real glyphs, inside the page, and copied as it was typed."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from prenotify.documents.pdf import filing_pdf
from prenotify.domain.plan import Filing
from prenotify.domain.problems import BadInput
from prenotify.domain.trip import read_trip
from tests.documents.paper import text, words
from tests.documents.plans import entered, filing, named, reference_of
from tests.needs import needs

NAMES = {
    "Latin": "Łukasz Žižković-Øåßœðþ Ťěšňý Ğıİş Ħŵŷ Ǩẞ",
    "Vietnamese": "Nguyễn Thị Hồng Ngọc Đặng Quỳnh",
    "Cyrillic": "Дмитрий Ёжиков Їжакевич Ђорђевић Өлзий",
    "Greek": "Νίκος Παπαδόπουλος Ὀδυσσεύς",
    "Thai": "สมชาย ใจดี ก่อนน้ำที่ปู่",
    "Devanagari": "राजेश कुमार शर्मा क्षेत्र प्रकाश",
    "Arabic": "محمد علاء الدين لا حسن",
    "Hebrew": "שלום כהן בן־דוד",
    "Georgian": "გიორგი მელაძე",
    "mixed": "Ali محمد (علي) Müller-Smith 12 שלום, สมชาย",
}
FORMS = ("indonesia", "thailand", "japan", "india")
RIGHT_TO_LEFT = [
    "محمد Smith",
    "محمد 123 حسن",
    "ABC-123 أ ب ج",
    "עלי (בן) 5 כהן",
    "مُحَمَّد",
    "السيد محمد ٣٤ شارع",
    "«ד» א/ב-7 <ה>",
    "א, ב + 5% (ג) [",
]


@needs("pdftotext")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_copied_as_typed_drawn_with_glyphs_and_inside_the_page(script: str, form: str) -> None:
    one = named(filing(form), NAMES[script])
    pdf = filing_pdf(one, reference_of(one))
    assert NAMES[script] in text(pdf)
    assert without_glyph(pdf) == []
    assert [word for word in words(pdf) if not word.is_inside_margins] == []
    assert is_sound(pdf)


@needs("pdftotext")
@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_mixed_text_is_copied_as_typed(name: str) -> None:
    assert name in text(filing_pdf(named(filing("indonesia"), name), "R"))


@needs("pdftotext")
@pytest.mark.parametrize(
    "name",
    [
        "<b>Bold</b> & <script>",
        "\U0001f600\U0001f601\U0001f468\u200d\U0001f469",
        "\u0301\u0302\u0303",
        "\u064e\u0651",
        "\u0e48\u0e49",
        "\u200f\u202e\u2066a",
        "W" * 300,
        "م" * 300,
        "ก็" * 150,
    ],
)
def test_a_name_that_is_hardly_one_still_makes_a_sound_document(name: str) -> None:
    pdf = filing_pdf(named(filing("indonesia"), name), "R")
    assert is_sound(pdf)
    assert without_glyph(pdf) == []
    assert all(word.right < 596 and word.left > 0 for word in words(pdf))


@pytest.mark.parametrize("name", ["a\x00b", "a\x1bb", "a\nb", "", "x" * 100_000])
def test_what_is_no_name_is_refused_where_it_is_entered(name: str) -> None:
    trip = entered("t1")
    trip["traveller"]["name"] = name
    with pytest.raises(BadInput, match=r"traveller\.name"):
        read_trip(trip)


def is_sound(pdf: bytes) -> bool:
    """Whether qpdf, which pikepdf brings along, finds nothing wrong."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return opened.check_pdf_syntax() == []


def without_glyph(pdf: bytes) -> list[str]:
    """What is drawn with a font's glyph for unknown characters: font and code."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [missing for page in opened.pages for missing in _missing_on(page)]


def _missing_on(page: Any) -> list[str]:
    fonts = {name: _codes(font) for name, font in page.Resources.Font.items()}
    found: list[str] = []
    name = ""
    for instruction in pikepdf.parse_content_stream(page, "Tf Tj"):
        if str(instruction.operator) == "Tf":
            name = str(instruction.operands[0])
        else:
            shown = bytes(instruction.operands[0])
            found += [f"{name} {code}" for code in shown if code not in fonts[name]]
    return found


def _codes(font: Any) -> set[int]:
    """The codes for which an embedded font has a glyph of its own."""
    program = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
    return {
        code for table in program["cmap"].tables for code, glyph in table.cmap.items() if glyph != ".notdef"
    }


def test_the_check_for_missing_glyphs_finds_them(one: Filing) -> None:
    written = BytesIO()
    with pikepdf.open(BytesIO(filing_pdf(one, "R"))) as opened:
        page: Any = opened.pages[0]
        font = next(iter(page.Resources.Font))
        opened.pages[0].contents_add(f"BT {font} 9 Tf <4100> Tj ET".encode())
        opened.save(written)
    assert without_glyph(written.getvalue()) == [f"{font} 0"]
