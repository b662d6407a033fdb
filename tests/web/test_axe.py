"""What keeps people out of a page, as axe-core finds it: WCAG 2.2 AA and best practice, nothing left.

Every page in every state that `make photographs` shows: empty, with errors, filled, blocked, late,
sent, refused, answered; light and dark, wide and narrow.
"""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.needs import find, needs
from tests.photographs.scenes import SCENES
from tests.photographs.studio import Scene, Studio, opened

pytestmark = [needs("chromium", "axe"), pytest.mark.slow]

_RUN = """async () => {
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const judged = axe.run({runOnly: rules});
    const late = new Promise((_, fail) => setTimeout(() => fail(Error("axe does not answer")), 60000));
    const {violations} = await Promise.race([judged, late]);
    return violations.map(v => v.id + ": " + v.help + " at "
        + v.nodes.map(n => n.target.join(" ") + " " + n.html.slice(0, 160)).slice(0, 3).join(" | "));
}"""


class Judge:
    """A camera that has axe-core look at each page, and keeps what it finds."""

    def __init__(self, looks: Literal["light", "dark"], width: int):
        self._looks, self._width = looks, width
        self.pages = 0
        self.found: list[str] = []

    def __call__(self, page: Page, name: str) -> None:
        page.set_viewport_size({"width": self._width, "height": 800})
        page.emulate_media(color_scheme=self._looks)
        page.evaluate(Path(find("axe") or "").read_text())
        self.pages += 1
        self.found += [f"{name}: {one}" for one in page.evaluate(_RUN)]


Seen = tuple[Judge, str]


@pytest.fixture(params=[("light", 1280, "en"), ("dark", 360, "de")], ids=["wide, light", "narrow, dark"])
def seen(request: pytest.FixtureRequest) -> Seen:
    """Somebody who looks, and the language they read."""
    looks, width, language = request.param
    return Judge(looks, width), language


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_nothing_is_left(chromium: Browser, seen: Seen, scene: Scene) -> None:
    judge, language = seen
    with opened(chromium, language, judge) as studio:
        scene(studio)
    assert judge.pages
    assert not judge.found, "\n".join(judge.found)


def test_it_finds_what_is_wrong(chromium: Browser, seen: Seen) -> None:
    judge, language = seen
    with opened(chromium, language, judge) as studio:
        _spoiled(studio)
    assert any("image-alt" in one for one in judge.found)


def _spoiled(studio: Studio) -> None:
    studio.go("/")
    studio.page.locator("main h1").evaluate("h1 => h1.innerHTML = '<img src=x> <input>'")
    studio.take("spoiled")
