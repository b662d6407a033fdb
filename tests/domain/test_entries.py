"""Lines of text in a trip: names kept to the letter, and what no paper can show refused."""

import pytest

from tests.builders import a_trip
from tests.domain.wrong_trips import the_problem


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć & <Sons>",
        "<b>Bold</b>",
        "{{7*7}}",
        "{stay.entry.port}",
        "%s %d %(name)s",
        "${HOME} $(id) `id`",
        "O'Brien; DROP TABLE trips; --",
        '"Quoted" \\ back\\slash',
        "=SUM(A1)",
        "山田 太郎",
        "สมชาย ใจดี",
        "محمد بن عبد الله",
        "דויד",
        "Nguyễn Thị Ánh",
        "Zoe\u0308",  # a letter and a combining mark
        "👩‍🔧 Ada",
    ],
)
def test_a_name_is_kept_to_the_letter(name: str) -> None:
    assert a_trip(traveller={"name": name}).traveller.name == name


def test_white_space_around_a_line_is_no_part_of_it() -> None:
    assert a_trip(traveller={"name": "  Testa \t"}).traveller.name == "Testa"


@pytest.mark.parametrize(
    "breaking", ["\n", "\r", "\r\n", "\u2028", "\u2029"], ids=["LF", "CR", "CRLF", "LS", "PS"]
)
def test_a_line_break_in_a_name_is_refused(breaking: str) -> None:
    path, message = the_problem(traveller={"name": f"Testa{breaking}Bcc: other@example.org"})
    assert path == "traveller.name"
    assert "has a line break; write it on one line" in message
    assert breaking not in message


@pytest.mark.parametrize(
    "mark",
    ["\u202e", "\u202d", "\u200f", "\u200e", "\u061c", "\u2066", "\u2067", "\u2068", "\u2069"],
    ids=ascii,
)
def test_marks_that_turn_text_around_are_refused_by_name(mark: str) -> None:
    path, message = the_problem(traveller={"name": f"Testa {mark}retierleipsieB"})
    assert path == "traveller.name"
    assert f"U+{ord(mark):04X}" in message
    assert mark not in message, "the message itself must not be turned around"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x07", "\x7f", "\x85", "\ufeff", "\ufffe"], ids=ascii)
def test_characters_that_cannot_be_on_paper_are_refused(char: str) -> None:
    path, message = the_problem(vehicle={"plate": f"M{char}X"})
    assert path == "vehicle.plate"
    assert "which cannot be printed; leave it out" in message
    assert char not in message


def test_half_a_character_is_refused() -> None:
    path, message = the_problem(traveller={"name": "Testa \ud83d"})
    assert path == "traveller.name"
    assert "holds U+D83D (half of a character), which cannot be printed" in message


def test_a_control_character_is_called_one() -> None:
    assert "U+0007 (a control character)" in the_problem(traveller={"name": "Testa\x07"})[1]
    assert "U+FFFE (not a character)" in the_problem(traveller={"name": "Testa\ufffe"})[1]


@pytest.mark.parametrize("blank", ["", "   ", "\t"])
def test_a_name_that_says_nothing_is_refused(blank: str) -> None:
    assert the_problem(traveller={"name": blank}) == ("traveller.name", "is empty")


def test_a_line_is_at_most_300_characters_long() -> None:
    assert len(a_trip(traveller={"name": "x" * 300}).traveller.name) == 300
    assert the_problem(traveller={"name": "x" * 301}) == (
        "traveller.name",
        "is 301 characters long; at most 300 fit",
    )
