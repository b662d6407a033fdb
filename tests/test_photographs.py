"""What `make photographs` shows is every page, each in the states that its pictures are named by."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, template_rendered
from playwright.sync_api import Browser, Page

from prenotify.places import templates_dir
from tests.needs import needs
from tests.photographs.scenes import SCENES
from tests.photographs.studio import opened

pytestmark = [needs("chromium"), pytest.mark.slow]


class Notebook:
    """A camera that writes down what pages say."""

    def __init__(self) -> None:
        self.states: dict[str, set[str]] = defaultdict(set)

    def __call__(self, page: Page, name: str) -> None:
        self.states[page.content()].add(name)


@pytest.fixture(scope="module")
def drawn() -> Iterator[set[str]]:
    """The templates from which the application makes pages meanwhile."""
    found: set[str] = set()

    def note(_app: Flask, template: object, **_more: object) -> None:
        found.add(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note):
        yield found


@pytest.fixture(scope="module")
def notebook(chromium: Browser, drawn: set[str]) -> Notebook:
    notebook = Notebook()
    for scene in SCENES:
        with opened(chromium, "en", notebook) as studio:
            scene(studio)
    return notebook


def test_no_two_states_show_the_same(notebook: Notebook) -> None:
    assert [sorted(names) for names in notebook.states.values() if len(names) > 1] == []


def test_every_page_is_among_them(notebook: Notebook, drawn: set[str]) -> None:
    folder = templates_dir() / "pages"
    pages = {str(found.relative_to(folder)) for found in Path(folder).rglob("*.html")}
    pieces = {name for name in pages if name.startswith("_")} | {"layout.html"}
    assert pages - pieces - drawn == set()
