"""Coming back to a trip: stays moved, copied and put back, other days tried, answers checked.

With the keyboard alone, on a telephone and at a desk, with script and without.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.journeys.keyboard import Keyboard
from tests.needs import needs

pytestmark = [needs("chromium"), pytest.mark.slow]


class Screen(NamedTuple):
    width: int
    has_script: bool


SCREENS = {"phone, no script": Screen(320, False), "desk": Screen(1280, True)}


@pytest.fixture(params=SCREENS)
def keyboard(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Keyboard]:
    """At the plan of the sample trip."""
    screen = SCREENS[request.param]
    context = chromium.new_context(
        viewport={"width": screen.width, "height": 700}, java_script_enabled=screen.has_script
    )
    page = context.new_page()
    page.goto(address)
    keyboard = Keyboard(page)
    keyboard.enter("Try a sample trip")
    yield keyboard
    context.close()


def open_route(keyboard: Keyboard) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Your route")


def route(keyboard: Keyboard) -> str:
    found = keyboard.page.locator("article h2").all_inner_texts()
    return " ".join(name for text in found for name in re.findall(r"[A-Z][a-z]+", text))


SIX = "India Malaysia Thailand Malaysia Indonesia Japan"


def test_a_stay_is_moved_removed_and_put_back(keyboard: Keyboard) -> None:
    open_route(keyboard)
    keyboard.enter("Move up stay 3, Thailand")
    assert route(keyboard) == "India Thailand Malaysia Malaysia Indonesia Japan"
    assert keyboard.page.url.endswith("#stay-2")
    keyboard.enter("Move down stay 2, Thailand")
    keyboard.enter("Remove stay 6, Japan")
    assert route(keyboard) == SIX.removesuffix(" Japan")
    keyboard.enter("Undo: put it back")
    assert route(keyboard) == SIX


def test_a_stay_is_copied_and_its_overlap_is_shown_at_once(keyboard: Keyboard) -> None:
    open_route(keyboard)
    keyboard.enter("Copy stay 3, Thailand")
    assert keyboard.page.locator("#country").input_value() == "Thailand"
    keyboard.type_day("entry-date", 1, 12, 2027)
    keyboard.type_day("exit-date", 5, 12, 2027)
    keyboard.enter("Save, finish later")
    keyboard.enter("Your route")
    assert route(keyboard) == f"{SIX} Thailand"
    assert keyboard.page.get_by_text("Two places at once").count() == 1


def test_other_days_are_tried_and_kept(keyboard: Keyboard) -> None:
    keyboard.enter("What if I travel on other days? Thailand: permit dossier for the agency (DLT)")
    keyboard.type_day("entry-date", 17, 5, 2027)
    keyboard.type_day("exit-date", 30, 5, 2027)
    keyboard.tick("along")
    keyboard.enter("See what would change")
    shown = keyboard.page.locator(".result").inner_text()
    assert re.search(r"Tue.2.Mar.2027", shown)
    assert re.search(r"Mon.29.Mar.2027", shown)
    keyboard.enter("Keep these days")
    assert keyboard.heading.startswith("Four filings")
    thailand = keyboard.page.locator("article", has_text="before you enter at Sadao on Monday 17 May 2027")
    assert thailand.count() == 1


def test_an_answer_is_changed_from_the_page_that_shows_them_all(keyboard: Keyboard) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Check your answers")
    keyboard.enter("Change: Colour, Your vehicle")
    assert keyboard.page.url.endswith("/vehicle?back=check#colour")
    keyboard.type("colour", "red")
    keyboard.enter("Save and go on")
    assert keyboard.heading == "Check your answers"
    assert keyboard.page.locator("dd", has_text=re.compile("^red$")).count() == 1


def test_back_shows_the_route_as_it_is_and_not_as_it_was(keyboard: Keyboard) -> None:
    open_route(keyboard)
    keyboard.enter("Remove stay 6, Japan")
    keyboard.page.go_back()
    assert route(keyboard) == SIX.removesuffix(" Japan")
    keyboard.enter("Undo: put it back")
    assert route(keyboard) == SIX


def test_a_driver_is_removed_and_put_back(keyboard: Keyboard) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Other drivers")
    keyboard.enter("Add a driver")
    keyboard.type("name", "Bluey Inventedale")
    keyboard.enter("Save and go on")
    keyboard.enter("Remove driver 1")
    assert keyboard.page.get_by_text("None so far: you drive alone.").count() == 1
    keyboard.enter("Undo: put them back")
    assert keyboard.page.locator("#driver-1", has_text="Bluey Inventedale").count() == 1


def test_another_language_leaves_a_page_with_mistakes_as_it_was_typed(keyboard: Keyboard) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Your vehicle")
    keyboard.type("colour", "red")
    keyboard.type("value-amount", "much")
    keyboard.enter("Save and go on")
    keyboard.enter("Deutsch")
    assert keyboard.heading == "Ihr Fahrzeug"
    assert keyboard.page.locator("#colour").input_value() == "red"
    assert keyboard.page.locator("#value-amount").input_value() == "much"
    keyboard.type("value-amount", "18000")
    keyboard.enter("Speichern und weiter")
    assert keyboard.heading == "Ihre Reise"


def test_the_place_on_a_paper_is_shown_where_it_is_asked_for(keyboard: Keyboard) -> None:
    keyboard.enter("Trip")
    keyboard.enter("Your carnet")
    sketch = keyboard.page.locator("details.where svg").nth(1)
    assert not sketch.is_visible()
    keyboard.reach(words="Where do I find this? Carnet number")
    keyboard.press("Enter")
    assert sketch.is_visible()
    keyboard.look()
