"""Mixed text stands in the order that Unicode's algorithm gives it."""

import sys
from unicodedata import bidirectional

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from prenotify.documents.bidi import base_of, in_order, mirrored, runs_left

LETTERS = st.text(st.sampled_from("abZ אבג محم 0123 ٣٤ .,:-+/%()[]<>&#'"), max_size=24)


def displayed(text: str, base: int) -> str:
    return "".join(mirrored(part) if leftward else part for part, leftward in in_order(text, base))


@given(LETTERS, st.sampled_from([0, 1]))
def test_it_agrees_with_an_independent_implementation(text: str, base: int) -> None:
    # It leaves brackets as they were typed.
    ordered = "".join(part[:: -1 if leftward else 1] for part, leftward in in_order(text, base))
    assert ordered == get_display(text, base_dir="LR"[base])


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ali אבג Smith", "Ali גבא Smith"),
        ("אבג 123 דהו", "והד 123 גבא"),
        ("אבג (דה) Smith", "Smith (הד) גבא"),
        ("B-MW 12 אבג", "B-MW 12 גבא"),
        ("אבג <ד> «ה»", "«ה» <ד> גבא"),
        ("Smith", "Smith"),
        ("", ""),
    ],
)
def test_order(typed: str, shown: str) -> None:
    assert displayed(typed, base_of(typed)) == shown


def test_every_character_that_runs_to_the_left_is_known_to() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    assert [char for char in every if runs_left(char) != (bidirectional(char) in ("R", "AL"))] == []
