"""What can be printed, what cannot, and that ReportLab is loaded only when something is printed."""

import subprocess
import sys

import pytest

from prenotify.documents.fonts import FIRST_PART, FONTS, font, printable, unprintable
from prenotify.documents.shaping import runs


def test_a_character_that_no_font_has_is_named_once() -> None:
    assert unprintable("山 and 山 and 😀") == (
        "U+5C71 CJK UNIFIED IDEOGRAPH-5C71",
        "U+1F600 GRINNING FACE",
    )


def test_what_can_be_printed_is_not_named() -> None:
    assert unprintable("Łukasz Żółć & <Sons>, Nguyễn, Дмитрий, สมชาย, राजेश, محمد, שלום, გიორგი\nḤ ʿ") == ()


def test_it_is_spelled_out_on_paper_and_never_dropped() -> None:
    assert printable("a山b") == "a⟨U+5C71⟩b"
    assert printable("a\x07b") == "a⟨U+0007⟩b"


def test_variation_selectors_leave_no_box() -> None:
    assert printable("é\ufe0f\U000e0101!") == "é!"
    assert unprintable("\ufe0f") == ()


@pytest.mark.parametrize("place", [0, 1])
def test_bold_prints_what_regular_prints(place: int) -> None:
    regular, bold = (font(FONTS[weight][place]) for weight in ("regular", "bold"))
    assert regular.covered == bold.covered


def test_every_document_carries_only_characters_its_first_font_has() -> None:
    assert font(FONTS["regular"][0]).covered >= FIRST_PART


def test_rare_letters_come_from_the_second_font() -> None:
    assert [run.font for run in runs("Ali ʾAbd", "regular")] == [
        "FiraGO-Regular",
        *(["NotoSans-Regular"] if "ʾ" not in font("FiraGO-Regular").covered else []),
        "FiraGO-Regular",
    ]


def test_scripts_that_need_it_are_shaped_and_others_are_not() -> None:
    shaped = {run.text: run.glyphs is not None for run in runs("Ali น้ำ राज محمد e\u0301", "regular")}
    assert shaped == {
        "Ali ": False,
        "น้ำ": True,
        " ": False,
        "राज": True,
        **dict.fromkeys("محمد", True),
        "e\u0301": True,
    }


def test_reportlab_is_not_loaded_before_something_is_printed() -> None:
    code = (
        "import sys; from prenotify.documents import fonts, ics, letter, pdf, plan_pdf; "
        "sys.exit('reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
