"""The six sample trips, each typed into the pages with the keyboard alone, to the last document.

What is downloaded is, byte for byte, what the command line's own verbs make of the trip file. By
default a choice of the runs is made in which each trip comes and each screen, with script and
without, in each language; PRENOTIFY_TEST_JOURNEYS=all makes every one.
"""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from prenotify.cli import main
from prenotify.desk import Desk
from prenotify.language import languages
from tests.journeys.keyboard import Keyboard
from tests.journeys.trip_on_paper import Answers, TripOnPaper
from tests.needs import needs
from tests.served import TODAY

pytestmark = [needs("chromium"), pytest.mark.slow]

TRIPS = sorted((Path(__file__).parents[1] / "trips").glob("t?.toml"))
SIZES = {"phone": (320, 640), "desk": (1280, 800)}

_CODED = set("country nationalities residence registered_in kind by visa permits answers".split())


class Screen(NamedTuple):
    size: str
    script: str
    language: str


SCREENS = tuple(Screen(*one) for one in product(SIZES, ("script", "no script"), ("en", "de")))
# Eight screens and six trips: the two with the fewest fields come twice.
_SOME = zip((*TRIPS, TRIPS[5], TRIPS[3]), SCREENS, strict=True)
RUNS = list(product(TRIPS, SCREENS)) if os.environ.get("PRENOTIFY_TEST_JOURNEYS") == "all" else list(_SOME)
_NAMES = [f"{path.stem}, {', '.join(screen)}" for path, screen in RUNS]


class Traveller:
    """Somebody with a trip on paper, at a keyboard."""

    def __init__(self, keyboard: Keyboard, trip: TripOnPaper):
        self.keyboard, self.trip = keyboard, trip
        self.say = trip.language.gettext

    def press(self, words: str) -> None:
        self.keyboard.enter(self.say(words))

    def answer(self, answers: Answers) -> None:
        self.keyboard.answer(answers, self.say("Save and go on"))

    @property
    def is_asked_more(self) -> bool:
        return self.keyboard.page.url.endswith("/questions")

    def enter_trip(self) -> None:
        self.press("Start a trip")
        for key in ("traveller", "vehicle", "carnet"):
            assert self.keyboard.page.url.endswith(f"/{key}")
            self.answer(self.trip.page(key))
        for number, stay in enumerate(self.trip.pages("stays")):
            if number:
                self.press("Add a stay")
            self.enter_stay(stay)
        self.enter_others()

    def enter_stay(self, stay: Answers) -> None:
        """A stay, and on the page after it what only the forms of its country ask."""
        asked_apart = {name: values for name, values in stay.items() if name.startswith("answers.")}
        self.answer({name: values for name, values in stay.items() if name not in asked_apart})
        assert self.is_asked_more or not asked_apart
        if self.is_asked_more:
            self.answer(asked_apart)

    def enter_others(self) -> None:
        self.press("Trip")
        for driver in self.trip.pages("drivers"):
            if not self.keyboard.page.url.endswith("/drivers"):
                self.press("Other drivers")
            self.press("Add a driver")
            self.answer(driver)
        if "agent" in self.trip.content:
            self.press("Trip")
            self.press("Somebody acting for you")
            self.answer(self.trip.page("agent"))

    def documents(self, folder: Path) -> dict[str, bytes]:
        """All of them, by name."""
        self.press("Documents")
        words = self.say("Download everything as one zip")
        path = folder / "all.zip"
        self.keyboard.download(words).save_as(path)
        with ZipFile(path) as found:
            return {name: found.read(name) for name in found.namelist()}

    @property
    def reference(self) -> str:
        return self.keyboard.page.url.split("/")[4]


@pytest.fixture(params=RUNS, ids=_NAMES)
def traveller(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Traveller]:
    path, screen = request.param
    width, height = SIZES[screen.size]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=screen.script == "script",
        locale=screen.language,
        accept_downloads=True,
    )
    page = context.new_page()
    page.goto(address)
    yield Traveller(Keyboard(page), TripOnPaper(path, languages()[screen.language]))
    context.close()


def test_a_trip_is_typed_and_its_documents_are_those_of_the_command_line(
    traveller: Traveller, rules: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traveller.enter_trip()
    traveller.press("Trip")
    traveller.press("Check your answers")
    assert_all_is_shown(traveller)
    traveller.press("Plan")
    found = traveller.documents(tmp_path)
    monkeypatch.setenv("PRENOTIFY_DATA_DIR", str(tmp_path))
    # The pages give a stored trip a reference of its own.
    monkeypatch.setattr("prenotify.desk.reference_for", lambda trip: traveller.reference)
    made = filled_by_command(traveller.trip.path, tmp_path / "filled")
    made |= in_own_language(rules, traveller)
    assert sorted(found) == sorted(made)
    assert [name for name in made if found[name] != made[name]] == []


def assert_all_is_shown(traveller: Traveller) -> None:
    """The page of all answers shows each text and number of the trip file."""
    shown = traveller.keyboard.page.locator("main").inner_text()
    assert [text for text in _texts(traveller.trip.content) if text not in shown] == []


def _texts(part: Any) -> Iterator[str]:
    """What stands on the pages as it stands in the file: no codes of countries, nothing chosen from a few."""
    match part:
        case dict():
            yield from (text for key, value in part.items() if key not in _CODED for text in _texts(value))
        case list():
            yield from (text for value in part for text in _texts(value))
        case str() | int() if not isinstance(part, bool):
            yield str(part)


def filled_by_command(trip: Path, folder: Path) -> dict[str, bytes]:
    main(["fill", str(trip), "--today", TODAY.date().isoformat(), "--out", str(folder)])
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def in_own_language(rules: Desk, traveller: Traveller) -> dict[str, bytes]:
    """What only the traveller reads, which the command line writes in English."""
    path = traveller.trip.path
    planned = rules.plan(rules.read_file(path.name, path.read_bytes()), TODAY.date())
    made = (
        rules.document(planned, traveller.reference, name, language=traveller.trip.language)
        for name in ("plan.pdf", "plan.ics", "border-pack.pdf")
    )
    return {one.name: one.content for one in made if one}
