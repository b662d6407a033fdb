"""Thai lines break between words, never within one."""

import re

import pytest

from prenotify.documents.layout import BODY
from prenotify.documents.thai import BREAK, breakable
from prenotify.documents.wrapping import wrap
from prenotify.domain.forms import Form
from tests.documents.plans import rulebook

# Signs that belong to the consonant before them.
GOES_ON = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e]")
IN_THAI = re.compile("[\u0e00-\u0e7f]+")


def thai_words_of(form: Form) -> list[str]:
    purposes = [text for purpose in form.purposes for text in purpose.words]
    fields = [rule.label for section in form.sections for rule in section.fields]
    headings = [section.heading for section in form.sections]
    papers = [attachment.text for attachment in form.attachments]
    return [said.texts.get("th", "") for said in (*purposes, *fields, *headings, *papers)]


TEXTS = sorted({text for form in rulebook().forms.values() for text in thai_words_of(form)} - {""})


@pytest.mark.parametrize("text", TEXTS)
def test_no_line_of_ours_breaks_within_a_word(text: str) -> None:
    lines = wrap(text, BODY, 100)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert BREAK not in "".join(lines)
    assert not any(GOES_ON.match(line) for line in lines)
    pieces = re.split(f"[ {BREAK}]", breakable(text))
    assert max(map(BODY.width, pieces)) <= 130


def test_words_nobody_knows_here_stay_in_one_piece() -> None:
    assert breakable("สมชาย ใจดี") == "สมชาย ใจดี"
    assert breakable("Testa Beispielreiter") == "Testa Beispielreiter"


def test_a_mark_is_set_between_two_words_that_are_known() -> None:
    assert breakable("โปรดใช้เพื่อการ") == BREAK.join(["โปรด", "ใช้", "เพื่อ", "การ"])
