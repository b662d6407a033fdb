"""What keeps people out of a page, as axe-core finds it: WCAG 2.2 AA and best practice, nothing left.

Every page in every state: empty, with errors, filled, blocked, late; light and dark, wide and narrow.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from prenotify.desk import Desk
from prenotify.settings import Settings
from prenotify.web import create_app
from tests.needs import find, needs
from tests.web.test_start import SAMPLES
from tests.web.test_url_map import NOBODY_S, Address, addresses, of_its_own

pytestmark = [needs("chromium", "axe"), pytest.mark.slow]

LATE = datetime(2027, 4, 10, 12, tzinfo=UTC)
"""When deadlines of the sample trips are past, and the trips are not."""
_RUN = """async () => (await axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
    "best-practice"]})).violations.map(v => v.id + ": " + v.help + " at "
    + v.nodes.map(n => n.target.join(" ") + " " + n.html.slice(0, 160)).slice(0, 3).join(" | "))"""


class _Silent(WSGIRequestHandler):
    def log(self, *_args: object) -> None:
        """Say nothing: a test that passes is not interesting."""


@dataclass
class Judge:
    """A browser on the served application that has axe-core look at what it shows."""

    app: Flask
    page: Page
    site: str

    def visit(self, path: str) -> list[str]:
        """What axe-core finds on a page; nothing for an answer that is no page."""
        answer = self.page.request.get(self.site + path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return []
        self.page.goto(self.site + path)
        return self.found()

    def found(self) -> list[str]:
        self.page.evaluate(Path(find("axe") or "").read_text())
        found: list[str] = self.page.evaluate(_RUN)
        return [f"{urlsplit(self.page.url).path} {one}" for one in found]

    def press(self, button: str) -> None:
        self.page.locator(button).first.click()

    def upload(self, trip: Path) -> str:
        """Begin a trip with a file: its reference."""
        self.page.goto(f"{self.site}/trips/upload")
        self.page.set_input_files("input[type=file]", trip)
        self.press("main form button")
        return urlsplit(self.page.url).path.split("/")[2]

    def begin(self) -> str:
        self.page.goto(f"{self.site}/trips/new")
        self.press('form[action="/trips"] button')
        return urlsplit(self.page.url).path.split("/")[2]

    def walk(self, known: dict[str, Any], wanted: Callable[[Address], bool]) -> list[str]:
        pages = [a.path for a in addresses(self.app, known) if "GET" in a.methods and wanted(a)]
        assert pages
        return [found for path in pages for found in self.visit(path)]


Looks = Literal["light", "dark"]


@contextmanager
def judged(app: Flask, chromium: Browser, looks: Looks, width: int, language: str) -> Iterator[Judge]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = Thread(target=server.serve_forever)
    thread.start()
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=looks, locale=language, bypass_csp=True
    )
    try:
        yield Judge(app, context.new_page(), f"http://127.0.0.1:{server.server_port}")
    finally:
        context.close()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(params=[("light", 1280, "en"), ("dark", 360, "de")], ids=["wide, light", "narrow, dark"])
def judge(request: pytest.FixtureRequest, app: Flask, chromium: Browser) -> Iterator[Judge]:
    with judged(app, chromium, *request.param) as judge:
        yield judge


@pytest.fixture
def judge_later(settings: Settings, desk: Desk, chromium: Browser) -> Iterator[Judge]:
    app = create_app(settings, desk, clock=lambda: LATE)
    with judged(app, chromium, "light", 360, "en") as judge:
        yield judge


def nothing_is_left(found: list[str]) -> None:
    assert not found, "\n".join(found)


def of_a_trip(address: Address) -> bool:
    return address.is_private and address.is_for_people


def of_no_trip(address: Address) -> bool:
    return not address.is_private and address.is_for_people


def everything(address: Address) -> bool:
    return address.is_for_people


def test_pages_without_a_trip(judge: Judge) -> None:
    nothing_is_left(judge.walk(NOBODY_S, of_no_trip))


def test_pages_of_an_empty_trip(judge: Judge, desk: Desk) -> None:
    nothing_is_left(judge.walk(of_its_own(judge.app, desk, judge.begin()), of_a_trip))


def test_pages_of_a_filled_trip(judge: Judge, desk: Desk) -> None:
    trip = judge.upload(SAMPLES[0])
    nothing_is_left(judge.walk(of_its_own(judge.app, desk, trip), everything))


def test_pages_with_errors(judge: Judge) -> None:
    trip = judge.begin()
    found = []
    for page in ("traveller", "vehicle", "carnet", "stays/new", "drivers/new"):
        judge.page.goto(f"{judge.site}/trips/{trip}/{page}")
        judge.press("main form button[type=submit]")
        assert judge.page.locator(".summary").count() == 1, page
        found += judge.found()
    nothing_is_left(found)


def test_copies_and_links_with_errors(judge: Judge) -> None:
    trip = judge.upload(SAMPLES[0])
    found = []
    for page, button in ((f"/trips/{trip}/papers", "#passport button"), ("/find", "main form button")):
        judge.page.goto(f"{judge.site}{page}")
        judge.press(button)
        assert judge.page.locator(".summary").count() == 1, page
        found += judge.found()
    for page in (f"/trips/{trip}/papers?added=passport", f"/trips/{trip}/link?sent=1", "/find?asked=1"):
        found += judge.visit(page)
    nothing_is_left(found)


def test_plans_with_something_in_the_way(judge: Judge) -> None:
    found, blocked = [], 0
    for path in SAMPLES:
        trip = judge.upload(path)
        for page in ("documents", "plan"):
            found += judge.visit(f"/trips/{trip}/{page}")
        blocked += judge.page.locator(".note.block").count()
    assert blocked
    nothing_is_left(found)


def test_pages_of_a_trip_that_is_late(judge_later: Judge, desk: Desk) -> None:
    trip = judge_later.upload(SAMPLES[0])
    judge_later.page.goto(f"{judge_later.site}/trips/{trip}/plan")
    assert judge_later.page.locator(".state.late").count() > 0
    nothing_is_left(judge_later.walk(of_its_own(judge_later.app, desk, trip), of_a_trip))


def test_it_finds_what_is_wrong(judge: Judge) -> None:
    judge.page.goto(judge.site)
    judge.page.locator("main h1").evaluate("h1 => h1.innerHTML = '<img src=x> <input>'")
    assert any("image-alt" in one for one in judge.found())


@pytest.mark.parametrize(("looks", "width"), [("light", 1280), ("dark", 360)])
def test_the_page_of_whoever_runs_the_site(
    settings: Settings, desk: Desk, chromium: Browser, looks: Looks, width: int
) -> None:
    token = "a token of twenty letters and more"
    run_by_somebody = replace(settings, operator_token=token)
    app = create_app(run_by_somebody, replace(desk, settings=run_by_somebody))
    with judged(app, chromium, looks, width, "de") as judge:
        found = judge.visit("/operator")
        judge.page.fill("#token", token)
        judge.press("main form button")
        assert judge.page.locator("table").count() == 2
        nothing_is_left([*found, *judge.found()])
