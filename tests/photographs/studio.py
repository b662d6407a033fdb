"""A served site with a browser before it, whose every look is photographed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Literal
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter
from prenotify.outbox.settling import Claimed, Outcome
from prenotify.outbox.states import Event
from prenotify.settings import Settings
from prenotify.web import create_app
from prenotify.web.here import Clock
from tests.builders import Data, a_stay, trip_data
from tests.desk.office import Office
from tests.served import Silent, closing

TRIPS = Path(__file__).parents[1] / "trips"
STARTED = datetime(2026, 12, 1, 8, tzinfo=UTC)
TOKEN = "a token of twenty letters and more"
SUBMIT = "main form button[type=submit]"
WIDTHS = (360, 1280)
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass
class Studio:
    page: Page
    site: str
    office: Office
    language: str
    camera: "Camera"
    now: datetime = STARTED

    def take(self, name: str) -> None:
        """The page as it stands now."""
        self.camera(self.page, f"{self.language}/{name}")

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)

    def see(self, path: str, name: str) -> None:
        self.go(path)
        self.take(name)

    def see_each(self, of: str, trip: str, *pages: str) -> None:
        """Pages of a trip, named by what the trip is like and by their addresses."""
        for page in pages:
            self.see(f"{trip}/{page}", "-".join([of, *(page or "overview").replace("?", "/").split("/")]))

    def press(self, button: str = SUBMIT) -> None:
        self.page.locator(button).first.click()

    def type(self, typed: dict[str, str]) -> None:
        for name, text in typed.items():
            self.page.fill(f"[name='{name}']", text)

    def send(self, path: str, name: str, typed: dict[str, str] | None = None, button: str = SUBMIT) -> None:
        """Go to a page, fill it in, press a button, and photograph what comes."""
        self.go(path)
        self.type(typed or {})
        self.press(button)
        self.take(name)

    def spoil(self, field: str) -> None:
        """Have the hidden fields of this name hold something that was never given out."""
        self.page.evaluate(
            "name => document.getElementsByName(name).forEach(one => one.value = 'old')", field
        )

    def links(self, ending: str) -> list[str]:
        """Where links of this page lead whose addresses hold *ending*, each once."""
        found = self.page.locator(f"a[href*='{ending}']").all()
        return sorted({link.get_attribute("href") or "" for link in found})

    def upload(self, trip: Path) -> str:
        """Begin a trip with a file: its address."""
        self.go("/trips/upload")
        self.page.set_input_files("input[type=file]", trip)
        return self._begun("main form button")

    def begin(self, entered: Data | None = None) -> str:
        """An empty trip, or one with what is given: its address."""
        self.go("/trips/new")
        trip = self._begun('form[action="/trips"] button')
        self.office.reference = trip.rpartition("/")[2]
        if entered:
            speaking = {**entered["traveller"], "language": self.language}
            self.office.keep({**entered, "traveller": speaking}, self.now)
        return trip

    def _begun(self, button: str) -> str:
        self.press(button)
        return "/".join(urlsplit(self.page.url).path.split("/")[:3])

    def letter(self, entered: Data | None = None) -> tuple[str, Letter]:
        """A trip with one letter that was confirmed and has not left: the page on it, and the letter."""
        trip = self.begin(entered or trip_data(a_stay("ID", "2027-06-10", "2027-06-20")))
        (letter,) = self.office.submit(self.now)
        return f"{trip}/letters", letter

    def settle(self, event: Event, said: str = "") -> None:
        """Have whatever is due end like that."""
        for claimed in self.claim():
            self._claims.settle(claimed, Outcome(event, said), self.now)
        self.office.desk.telling.tell(self.now)

    def claim(self) -> list[Claimed]:
        """Take whatever is due, as a worker does who is about to send it."""
        self._claims.tidy(self.now)
        return self._claims.claim(self.now, live=True, most=100)

    @property
    def _claims(self) -> Claims:
        desk = self.office.desk
        return Claims(desk.trips.engine, desk.trips.seal, desk.settings)


Camera = Callable[[Page, str], None]
"""Keeps what a page looks like, under the language and the name of its state."""
Scene = Callable[[Studio], None]


def photographing(folder: Path) -> Camera:
    """A camera that takes each page in all its looks."""

    def take(page: Page, name: str) -> None:
        language, _slash, state = name.partition("/")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for looks in LOOKS:
                page.emulate_media(color_scheme=looks)
                page.screenshot(path=folder / f"{language}-{width}-{looks}" / f"{state}.png", full_page=True)

    return take


@contextmanager
def opened(browser: Browser, language: str, camera: Camera) -> Iterator[Studio]:
    """A new site and a new visitor, who reads *language*."""
    server = make_server("127.0.0.1", 0, Flask(__name__), threaded=True, request_handler=Silent)
    site = f"http://localhost:{server.server_port}"
    # Photographs need axes and styles of the page, not its policy: a full page is taken by script.
    context = browser.new_context(locale=language, reduced_motion="reduce", bypass_csp=True)
    with TemporaryDirectory() as scratch:
        office = Office(_settings(Path(scratch), site))
        studio = Studio(context.new_page(), site, office, language, camera)
        server.app = closing(_app(office, lambda: studio.now))
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield studio
        finally:
            context.close()
            server.shutdown()
            thread.join()
            server.server_close()
            office.desk.trips.close()


def _settings(folder: Path, site: str) -> Settings:
    return Settings(
        data_dir=folder,
        secret_key="s",
        data_keys=(Fernet.generate_key().decode(),),
        base_url=site,
        live=True,
        smtp_url="smtps://mail.example.org",
        mail_from="letters@prenotify.example.org",
        operator_token=TOKEN,
    )


def _app(office: Office, clock: Clock) -> Flask:
    app = create_app(office.desk.settings, office.desk, clock=clock)
    app.add_url_rule("/broken", view_func=_broken)
    return app


def _broken() -> str:
    raise ZeroDivisionError
