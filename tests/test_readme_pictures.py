"""The pictures in the README are those that `make pictures` draws, small, and said in words."""

import re

import pytest

from tests.checkout import ROOT
from tests.readme_pictures import FOLDER, PAPERS, VIEWS

SHOWN = re.findall(r"!\[(.*?)\]\((\S+?)\)", (ROOT / "README.md").read_text())


def test_it_shows_every_picture_that_is_drawn_and_no_other() -> None:
    drawn = {f"docs/pictures/{name}.png" for name in (*PAPERS, *VIEWS)}
    assert {address for _, address in SHOWN} == drawn
    assert {f"docs/pictures/{path.name}" for path in FOLDER.iterdir()} == drawn


@pytest.mark.parametrize(("words", "address"), SHOWN)
def test_a_picture_is_small_and_says_what_it_shows(words: str, address: str) -> None:
    assert (ROOT / address).stat().st_size < 120_000
    assert len(words) > 60
