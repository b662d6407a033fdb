"""Weeks later, in another browser: by the link in the mail, with the keyboard, to the trip's last page."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.keyboard import Keyboard
from tests.needs import needs
from tests.served import Site

pytestmark = [needs("chromium"), pytest.mark.slow]

T = TypeVar("T")
WEEKS = timedelta(weeks=5)
ADDRESS = "testa.beispielreiter@example.org"
INDONESIA = "Indonesia: notice to IMI"
THAILAND = "Thailand: permit dossier for the agency (DLT)"
# A worker that is not woken looks once a minute.
_PATIENCE_SECONDS = 90


@pytest.fixture
def open_browser(chromium: Browser) -> Callable[[], Keyboard]:
    """A browser that knows nothing yet, on a telephone."""

    def opened() -> Keyboard:
        return Keyboard(chromium.new_context(viewport={"width": 320, "height": 640}).new_page())

    return opened


def test_a_trip_is_found_changed_sent_and_erased(site: Site, open_browser: Callable[[], Keyboard]) -> None:
    begin_sample(open_browser(), site)
    site.pass_time(WEEKS)
    keyboard = come_back(open_browser(), site)
    move_thailand(keyboard)
    rehearse(keyboard)
    erase(keyboard, site)


def begin_sample(keyboard: Keyboard, site: Site) -> None:
    keyboard.page.goto(site.address)
    keyboard.enter("Try a sample trip")


def come_back(keyboard: Keyboard, site: Site) -> Keyboard:
    keyboard.page.goto(site.address)
    assert keyboard.page.get_by_text("Go on with a trip").count() == 0
    keyboard.enter("Find my trips")
    keyboard.type("email", ADDRESS)
    keyboard.enter("Mail me the links")
    keyboard.page.goto(link_in_mail(site))
    assert keyboard.heading == "Open your trip here?"
    keyboard.enter("Open the trip")
    assert keyboard.heading == "Your trip"
    return keyboard


def link_in_mail(site: Site) -> str:
    """The link in the only mail to the traveller, once the worker has written it."""
    written = until(lambda: [text for text in map(_text, site.mail) if "/links/" in text])
    (found,) = re.findall(r"http\S+/links/\S+", written[-1])
    assert str(found).startswith(site.address)
    return str(found)


def _text(path: Path) -> str:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def move_thailand(keyboard: Keyboard) -> None:
    """Try another day, keep it, and find the plan changed."""
    keyboard.enter("Plan")
    before = deadline_of(keyboard.page, THAILAND)
    keyboard.enter(f"What if I travel on other days? {THAILAND}")
    keyboard.type_day("entry-date", 26, 4, 2027)
    keyboard.enter("See what would change")
    keyboard.enter("Keep these days")
    after = deadline_of(keyboard.page, THAILAND)
    assert "you enter at Sadao on Monday 26 April 2027" in after
    assert re.findall(r"\d+ \w+ \d{4}", after)[0] != re.findall(r"\d+ \w+ \d{4}", before)[0]


def deadline_of(page: Page, form: str) -> str:
    article = page.locator("article", has=page.get_by_role("heading", name=form))
    return " ".join(article.inner_text().split())


def rehearse(keyboard: Keyboard) -> None:
    """Confirm a letter, and see it among the letters as what it was: a rehearsal."""
    keyboard.enter(f"Check and send: {INDONESIA}")
    assert keyboard.page.get_by_text("Nothing leaves from here").count() == 1
    keyboard.enter("Rehearse this letter")
    assert keyboard.heading == "Your letters"
    until(lambda: _reloaded(keyboard).get_by_text("Rehearsed, not sent").count() == 1)


def _reloaded(keyboard: Keyboard) -> Page:
    keyboard.page.reload()
    return keyboard.page


def erase(keyboard: Keyboard, site: Site) -> None:
    trip = keyboard.page.url.split("/letters")[0]
    keyboard.enter("Erase this trip now")
    keyboard.enter("Erase it")
    assert keyboard.heading == "The trip is erased"
    shown = " ".join(keyboard.page.locator("main").inner_text().split())
    assert trip.rpartition("/")[2] in shown
    assert not re.search("Testa|Beispielreiter|TEST0", shown)
    assert site.mail == [], "the mail of its rehearsal went with it"
    answer = keyboard.page.goto(trip)
    assert answer is not None
    assert answer.status == 404


def until(look: Callable[[], T]) -> T:
    """What *look* finds, as soon as it finds something."""
    last = monotonic() + _PATIENCE_SECONDS
    while not (found := look()):
        assert monotonic() < last, "it did not come"
        sleep(0.1)
    return found
