"""Names in letters that their reader may not know stand beside the passport's own Latin form."""

import pytest

from prenotify.domain.person_names import is_latin, readable_name
from prenotify.domain.trip import Driver
from tests.documents.plans import entered, filing, planned

IVAN = {"name": "Иван Петров", "name_latin": "IVAN PETROV"}


@pytest.mark.parametrize(
    "name", ["Testa", "Łukasz Żółć", "Nguyễn Thị Hồng", "O'Neill-Ünal", "\U0001f600", "3"]
)
def test_latin_names_need_no_second_form(name: str) -> None:
    assert is_latin(name)
    assert readable_name(Driver(name=name, name_latin="SOMEBODY ELSE")) == name


@pytest.mark.parametrize("name", ["Иван", "สมชาย", "محمد", "Иван Smith", "山田"])
def test_others_are_printed_with_the_form_the_passport_has(name: str) -> None:
    assert readable_name(Driver(name=name, name_latin="AS IN THE PASSPORT")) == f"{name} (AS IN THE PASSPORT)"
    assert readable_name(Driver(name=name)) == name


def test_papers_and_letters_say_both() -> None:
    from prenotify.documents.content import content_of
    from prenotify.documents.letter import letter_text

    trip = entered("t1")
    trip["traveller"] |= IVAN
    one = filing("indonesia", trip)
    assert content_of(one, "").name == "Иван Петров (IVAN PETROV)"
    assert "Name / Nama: Иван Петров (IVAN PETROV)" in letter_text(one, "")
    assert "Иван Петров (IVAN PETROV)" in content_of(one, "").subject


def test_the_form_the_passport_has_is_wanted_and_not_required() -> None:
    trip = entered("t1")
    trip["traveller"]["name"] = IVAN["name"]
    for one in planned(trip).filings:
        wanted = {missing.path: missing.required for missing in one.missing}
        assert wanted["traveller.name_latin"] is False
    trip["traveller"]["name_latin"] = IVAN["name_latin"]
    assert "traveller.name_latin" not in {m.path for one in planned(trip).filings for m in one.missing}


def test_nobody_asks_it_of_a_latin_name() -> None:
    assert "traveller.name_latin" not in {
        m.path for one in planned(entered("t1")).filings for m in one.missing
    }
