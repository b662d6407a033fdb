"""Pages left open, in two tabs, in an older session, behind the browser's Back: nothing typed is lost."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext

from prenotify.desk.coming_back import address_of
from tests.journeys.keyboard import Keyboard
from tests.needs import needs
from tests.served import Site

pytestmark = [needs("chromium"), pytest.mark.slow]
SAVE = "Save and go on"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def keyboard(context: BrowserContext, address: str) -> Keyboard:
    """At the page on the vehicle of the sample trip."""
    page = context.new_page()
    page.goto(address)
    keyboard = Keyboard(page)
    keyboard.enter("Try a sample trip")
    keyboard.enter("Trip")
    keyboard.enter("Your vehicle")
    return keyboard


def another_tab(keyboard: Keyboard) -> Keyboard:
    page = keyboard.page.context.new_page()
    page.goto(keyboard.page.url)
    return Keyboard(page)


def test_back_after_saving_shows_the_page_and_it_can_be_saved_again(keyboard: Keyboard) -> None:
    keyboard.type("colour", "red")
    keyboard.enter(SAVE)
    keyboard.page.go_back()
    keyboard.type("colour", "blue")
    keyboard.type("plate", "M-XX 0002")
    keyboard.enter(SAVE)
    while keyboard.heading != "Your trip":
        assert keyboard.heading == "Your vehicle", "it asks which of the two is meant"
        assert keyboard.page.locator("#plate").input_value() == "M-XX 0002"
        keyboard.enter(SAVE)
    assert (vehicle(keyboard)["colour"], vehicle(keyboard)["plate"]) == ("blue", "M-XX 0002")


def test_a_stay_added_again_from_behind_back_changes_the_one_that_was_added(keyboard: Keyboard) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Your route")
    keyboard.enter("Add a stay")
    add_nepal(keyboard, leaving_by="Sunauli")
    assert len(stays(keyboard)) == 7
    keyboard.page.go_back()
    assert keyboard.heading == "Add a stay"
    add_nepal(keyboard, leaving_by="Raxaul")
    assert keyboard.focused()["words"].startswith("Changed in another tab")
    assert keyboard.heading == "Stay 7: Nepal"
    keyboard.enter(SAVE)
    assert [stay["exit"]["port"] for stay in stays(keyboard)[6:]] == ["Raxaul"]


def test_a_stay_added_again_just_as_it_was_is_shown(keyboard: Keyboard) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Your route")
    keyboard.enter("Add a stay")
    for _twice in range(2):
        add_nepal(keyboard, leaving_by="Sunauli")
        assert len(stays(keyboard)) == 7
        there = keyboard.page.url
        keyboard.page.go_back()
    assert there.endswith("/stays?again=1#stay-7")


def add_nepal(keyboard: Keyboard, leaving_by: str) -> None:
    keyboard.type("country", "Nepal")
    keyboard.type("entry-port", "Kakarbhitta")
    keyboard.type_day("entry-date", 10, 12, 2027)
    keyboard.type("exit-port", leaving_by)
    keyboard.type_day("exit-date", 20, 12, 2027)
    keyboard.enter(SAVE)


def test_what_two_tabs_change_is_kept_from_both(keyboard: Keyboard) -> None:
    other = another_tab(keyboard)
    other.type("colour", "red")
    other.enter(SAVE)
    keyboard.type("plate", "M-XX 0002")
    keyboard.enter(SAVE)
    assert keyboard.heading == "Your trip"
    assert (vehicle(keyboard)["colour"], vehicle(keyboard)["plate"]) == ("red", "M-XX 0002")


def test_what_two_tabs_change_alike_is_asked_about(keyboard: Keyboard) -> None:
    other = another_tab(keyboard)
    other.type("colour", "red")
    other.enter(SAVE)
    keyboard.type("colour", "blue")
    keyboard.enter(SAVE)
    assert keyboard.focused()["words"].startswith("Changed in another tab")
    assert keyboard.page.locator("#colour").input_value() == "blue"
    keyboard.enter(SAVE)
    assert vehicle(keyboard)["colour"] == "blue"


def test_a_page_of_an_older_session_keeps_what_was_typed(keyboard: Keyboard, site: Site) -> None:
    """The browser lost its cookies, and got the trip back by a link, while the page stood open."""
    keyboard.type("colour", "red")
    keyboard.page.context.clear_cookies()
    open_by_link(keyboard.page.context, site, keyboard.page.url.split("/")[4])
    keyboard.enter(SAVE)
    assert keyboard.focused()["words"].startswith("Please save once more")
    assert keyboard.page.locator("#colour").input_value() == "red"
    keyboard.enter(SAVE)
    assert vehicle(keyboard)["colour"] == "red"


def test_a_page_of_a_lost_session_names_a_way_back(keyboard: Keyboard) -> None:
    keyboard.type("colour", "red")
    keyboard.page.context.clear_cookies()
    keyboard.enter(SAVE)
    ways = keyboard.page.locator("main a").evaluate_all("links => links.map(link => link.pathname)")
    assert "/find" in ways


def open_by_link(context: BrowserContext, site: Site, reference: str) -> None:
    stored = site.desk.trips.load(reference)
    assert stored is not None
    mailbox = site.desk.trips.digest.mailbox(address_of(stored))
    secret = site.desk.coming_back.links.make(reference, mailbox, site.now())
    page = context.new_page()
    page.goto(f"{site.address}/links/{secret}")
    Keyboard(page).enter("Open the trip")
    assert urlsplit(page.url).path == f"/trips/{reference}/"


def vehicle(keyboard: Keyboard) -> dict[str, Any]:
    return dict(trip_file(keyboard)["vehicle"])


def stays(keyboard: Keyboard) -> list[dict[str, Any]]:
    return list(trip_file(keyboard)["stays"])


def trip_file(keyboard: Keyboard) -> Any:
    return json.loads(keyboard.download("Download the trip file").path().read_text())
