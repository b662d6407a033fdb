"""With an optional folder of fonts, Japanese, Chinese and Korean are printed as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prenotify.documents.fontpack import use_pack
from prenotify.documents.fonts import printable, unprintable
from prenotify.documents.pdf import filing_pdf
from prenotify.documents.shaping import runs
from tests.documents.paper import text
from tests.documents.plans import filing, named
from tests.documents.test_scripts import is_sound, without_glyph
from tests.needs import find, needs

NAMES = ["山田 花子", "やまだ ハナコ", "刘伟 张晓明", "김민준 서울", "Hanako 山田 & محمد 한"]


@pytest.fixture
def pack() -> Iterator[None]:
    use_pack(Path(find("fonts-cjk") or ""))
    yield
    use_pack(Path("no such folder"))


@needs("fonts-cjk", "pdftotext")
@pytest.mark.usefixtures("pack")
@pytest.mark.parametrize("form", ["indonesia", "thailand", "japan", "india"])
@pytest.mark.parametrize("name", NAMES)
def test_names_are_printed_and_copied_as_typed(name: str, form: str) -> None:
    pdf = filing_pdf(named(filing(form), name), "R")
    assert name in text(pdf)
    assert without_glyph(pdf) == []
    assert is_sound(pdf)
    assert len(pdf) < 100_000


@needs("fonts-cjk")
@pytest.mark.usefixtures("pack")
def test_a_text_is_in_one_font_if_any_has_all_its_signs() -> None:
    assert {run.font for run in runs("张山", "bold")} == {"NotoSansSC-Bold"}
    assert {run.font for run in runs("山ハ", "regular")} == {"NotoSansJP-Regular"}
    assert {run.font for run in runs("山한", "regular")} == {"NotoSansKR-Regular"}


@needs("fonts-cjk")
@pytest.mark.usefixtures("pack")
def test_nothing_is_missing_then() -> None:
    assert unprintable("山田刘김") == ()


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    use_pack(tmp_path / "none")
    assert printable("山") == "⟨U+5C71⟩"
