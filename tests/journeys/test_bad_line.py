"""On a slow line the journey works; on one that loses an answer, nothing is done twice and nothing lost."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error

from tests.journeys.bad_line import BadLine, bad_line
from tests.journeys.keyboard import Keyboard
from tests.needs import needs
from tests.served import Site
from tests.uploads.files import picture

pytestmark = [needs("chromium"), pytest.mark.slow]

BYTES_A_SECOND, LATENCY_MS = 50_000, 2_000
INDIA = "India: heads-up to the issuing club"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def line(site: Site) -> Iterator[BadLine]:
    with bad_line(site.address) as line:
        yield line


@pytest.fixture
def keyboard(context: BrowserContext, line: BadLine) -> Keyboard:
    """At the plan of the sample trip, on a line that may lose an answer."""
    page = context.new_page()
    page.goto(line.address)
    keyboard = Keyboard(page)
    keyboard.enter("Try a sample trip")
    return keyboard


def test_the_journey_works_on_a_slow_line(site: Site, context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
    slow = {"latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    page.goto(site.address)
    keyboard = Keyboard(page)
    keyboard.enter("Try a sample trip")
    keyboard.enter("Trip")
    keyboard.enter("Your vehicle")
    keyboard.type("colour", "red")
    keyboard.enter("Save and go on")
    keyboard.enter("Plan")
    assert keyboard.heading.startswith("Four filings")
    keyboard.enter("Documents")
    keyboard.download(f"Download the paper: {INDIA}").save_as(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
    assert trip_file(keyboard)["vehicle"]["colour"] == "red"


def test_a_stay_whose_answer_was_lost_is_there_once(keyboard: Keyboard, line: BadLine) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Your route")
    keyboard.enter("Add a stay")
    keyboard.type("country", "Laos")
    keyboard.type("entry-port", "Boten")
    keyboard.type_day("entry-date", 2, 12, 2027)
    keyboard.type("exit-port", "Boten")
    keyboard.type_day("exit-date", 9, 12, 2027)
    lose(keyboard, line, "Save and go on")
    reload(keyboard)
    assert keyboard.heading == "Your route"
    assert [stay["country"] for stay in trip_file(keyboard)["stays"]].count("LA") == 1


def test_a_page_whose_answer_was_lost_is_found_saved(keyboard: Keyboard, line: BadLine) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Your vehicle")
    keyboard.type("colour", "red")
    lose(keyboard, line, "Save and go on")
    go_back(keyboard)
    assert keyboard.heading == "Your trip"
    keyboard.enter("Your vehicle")
    assert keyboard.reach(id="colour")["value"] == "red"


def test_a_letter_whose_answer_was_lost_is_there_once(keyboard: Keyboard, line: BadLine, site: Site) -> None:
    keyboard.enter(f"Check and send: {INDIA}")
    lose(keyboard, line, "Rehearse this letter")
    reload(keyboard)
    assert keyboard.heading == "Your letters"
    reference = keyboard.page.url.split("/")[4]
    assert len(site.desk.sending.letters_of(reference)) == 1


def test_a_copy_whose_answer_was_lost_is_kept_once(
    keyboard: Keyboard, line: BadLine, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "passport.jpg").write_bytes(picture())
    keyboard.enter("Trip")
    keyboard.enter("Copies of your papers")
    keyboard.reach(kind="file")
    with keyboard.page.expect_file_chooser() as chooser:
        keyboard.press("Space")
    chooser.value.set_files(tmp_path / "passport.jpg")
    upload = keyboard.tab()["words"]
    assert upload.startswith("Upload")
    lose_here(keyboard, line)
    reload(keyboard)
    reference = keyboard.page.url.split("/")[4]
    assert [copy.name for copy in site.desk.papers(reference).kept()] == ["passport.jpg"]


def lose(keyboard: Keyboard, line: BadLine, button: str) -> None:
    keyboard.reach(words=button)
    lose_here(keyboard, line)


def lose_here(keyboard: Keyboard, line: BadLine) -> None:
    """Press Enter, and see the browser's own page of failure; it may have asked more than once."""
    with line.losing_answers(), keyboard.page.expect_event("framenavigated"):
        keyboard.press("Enter")


def reload(keyboard: Keyboard) -> None:
    once_it_answers(keyboard, keyboard.page.reload)


def go_back(keyboard: Keyboard) -> None:
    once_it_answers(keyboard, keyboard.page.go_back)


def once_it_answers(keyboard: Keyboard, step: Callable[[], object]) -> None:
    """As often as the browser is still busy with its own page of failure."""
    for _try in range(20):
        try:
            step()
            return
        except Error as error:
            if "Not attached" not in error.message:
                raise
            keyboard.page.wait_for_timeout(250)
    pytest.fail("the browser never left its own page of failure")


def trip_file(keyboard: Keyboard) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(keyboard.download("Download the trip file").path().read_text())
    return found
