"""Take all photographs, or those of the scenes that are named: `make photographs ARGS="untrue late"`."""

import logging
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM_FLAGS
from tests.needs import find, missing
from tests.photographs.scenes import SCENES
from tests.photographs.studio import Scene, opened, photographing

FOLDER = Path(__file__).parents[2] / "var" / "photographs"
LANGUAGES = ("de", "en")


def main(*wanted: str) -> None:
    if lacking := missing(("chromium",)):
        sys.exit("; ".join(lacking))
    logging.disable()  # one page breaks on purpose, and says so at length
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=CHROMIUM_FLAGS)
        for language in LANGUAGES:
            for scene in SCENES:
                if not wanted or scene.__name__ in wanted:
                    _play(browser, language, scene)
        browser.close()


def _play(browser: Browser, language: str, scene: Scene) -> None:
    with opened(browser, language, photographing(FOLDER)) as studio:
        scene(studio)


if __name__ == "__main__":
    main(*sys.argv[1:])
