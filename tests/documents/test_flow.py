"""Blocks are never split, headings never orphaned, lines never too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prenotify.documents.flow import Block, Flow, Grid, Info
from prenotify.documents.layout import BODY, VALUE
from prenotify.documents.pen import Pen
from prenotify.documents.wrapping import wrap, wrap_evenly

GRID = Grid(size=(200, 100), left=10, top=10, bottom=10)  # 80 points of height


class Desk:
    """Notes on which page and how high each block comes to stand."""

    def __init__(self) -> None:
        self.flow = Flow(GRID, Info("", "", ""))
        self.pens: list[Pen] = []
        self.placed: list[tuple[str, int, float]] = []

    def block(self, name: str, height: float, stays: bool = False) -> Block:
        def draw(pen: Pen, top: float) -> None:
            if pen not in self.pens:
                self.pens.append(pen)
            assert top - height >= GRID.bottom, f"{name} runs off the page"
            self.placed.append((name, self.pens.index(pen) + 1, top))

        return Block(height, draw, stays_with_next=stays)

    def pages(self) -> dict[int, list[str]]:
        return {n: [name for name, page, _ in self.placed if page == n] for _, n, _ in self.placed}


def test_what_does_not_fit_goes_to_the_next_page_whole() -> None:
    desk = Desk()
    desk.flow.add([desk.block("a", 50), desk.block("b", 40), desk.block("c", 30)])
    assert desk.pages() == {1: ["a"], 2: ["b", "c"]}


def test_a_heading_goes_along_with_what_it_heads() -> None:
    desk = Desk()
    desk.flow.add([desk.block("a", 50)])
    desk.flow.add(
        [desk.block("heading", 10, stays=True), desk.block("head", 10, stays=True), desk.block("row", 20)]
    )
    assert desk.pages() == {1: ["a"], 2: ["heading", "head", "row"]}


def test_what_is_repeated_stands_on_every_further_page_and_not_on_the_first() -> None:
    desk = Desk()
    rows = [desk.block(f"row {n}", 30) for n in range(1, 6)]
    desk.flow.add(rows, again=desk.block("again", 10))
    assert desk.pages() == {1: ["row 1", "row 2"], 2: ["again", "row 3", "row 4"], 3: ["again", "row 5"]}


def test_what_belongs_at_the_bottom_keeps_its_company() -> None:
    desk = Desk()
    desk.flow.add([desk.block("a", 50)])
    desk.flow.add_at_bottom([desk.block("signature", 20)], desk.block("basis", 20))
    assert desk.pages() == {1: ["a"], 2: ["signature", "basis"]}
    assert desk.placed[-1][2] == GRID.bottom + 20


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200))
def test_no_line_is_wider_than_its_column_and_no_character_is_lost(said: str) -> None:
    lines = wrap(said, BODY, 60)
    assert "".join("".join(lines).split()) == "".join(said.split())
    assert all(BODY.width(line) <= 60 or len(line) == 1 for line in lines if line.isascii())


@pytest.mark.parametrize(
    "word", ["W" * 200, "https://example.org/a/long/path/to/a/page.html?x=1" * 3, "ก" * 90]
)
def test_a_word_too_wide_for_its_column_is_broken(word: str) -> None:
    lines = wrap(word, VALUE, 100)
    assert "".join(lines) == word
    assert all(VALUE.width(line) <= 100 for line in lines)


def test_no_line_begins_with_a_mark_that_belongs_to_the_letter_before() -> None:
    lines = wrap("กี่ที่น้ำ" * 30, VALUE, 100)
    assert len(lines) > 1
    assert not any(line[0] in "\u0e31\u0e33\u0e34\u0e35\u0e48\u0e49" for line in lines)


def test_a_title_has_lines_of_much_the_same_length() -> None:
    said = "Advance request: confirmation of a Carnet de Passages to Indian customs"
    width = BODY.width(said) * 0.95
    first, second = wrap_evenly(said, BODY, width)
    assert len(wrap(said, BODY, width)) == 2
    assert abs(len(first) - len(second)) < 15
