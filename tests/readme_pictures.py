"""Draw the pictures that the README shows: `make pictures`.

Papers are drawn from the sample trips, pages photographed in a browser from a running
application, all on one fixed day, so that they change only when what they show does.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from prenotify.documents.pack import border_pack
from prenotify.documents.pdf import filing_pdf
from prenotify.documents.plan_pdf import plan_pdf
from tests.conftest import CHROMIUM_FLAGS
from tests.documents.paper import page_saying
from tests.documents.plans import REFERENCE, TRIPS, filing_called, reference_of, rulebook, sample
from tests.needs import find, missing
from tests.served import served

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
_DPI = 96
_COLOURS = 128
_DRAWN_LARGER = 2


def _filing(name: str) -> bytes:
    one = filing_called(name)
    return filing_pdf(one, reference_of(one))


PAPERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "plan-on-paper": (lambda: plan_pdf(sample("t1"), REFERENCE), "The trip at a glance"),
    "indonesia-notice": (lambda: _filing("t1-05-IMI"), "Advance notice"),
    "thailand-sheet": (
        lambda: border_pack(sample("t1"), REFERENCE, rulebook().phrases, reference_of),
        "Thailand: temporary import",
    ),
}
"""Each picture of a paper: the document, and words on the page that is shown."""


class View(NamedTuple):
    """A page as somebody sees it; `{trip}` stands for where the trip's own pages are."""

    address: str
    width: int
    height: int
    dark: bool = False


VIEWS = {
    "overview": View("{trip}/", 1280, 900),
    "plan-on-a-phone": View("{trip}/plan", 360, 720),
    "country": View("/countries/TH", 1280, 900, dark=True),
}


def main() -> None:
    if lacking := missing(("chromium", "pdftoppm", "pdftotext")):
        sys.exit("; ".join(lacking))
    FOLDER.mkdir(exist_ok=True)
    for name, picture in (*_papers(), *_pages()):
        _small(picture).save(FOLDER / f"{name}.png", optimize=True)


def _papers() -> Iterator[tuple[str, Image.Image]]:
    for name, (draw, words) in PAPERS.items():
        pdf = draw()
        page = str(page_saying(pdf, words))
        command = ("pdftoppm", "-r", str(_DPI), "-f", page, "-l", page, "-png", "-")
        drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
        yield name, Image.open(BytesIO(drawn))


def _pages() -> Iterator[tuple[str, Image.Image]]:
    with (
        TemporaryDirectory() as folder,
        served(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=CHROMIUM_FLAGS)
        for name, view in VIEWS.items():
            yield name, _photograph(browser, address, view)
        browser.close()


def _photograph(browser: Browser, address: str, view: View) -> Image.Image:
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme="dark" if view.dark else "light",
        device_scale_factor=_DRAWN_LARGER if view.width < 600 else 1,
        reduced_motion="reduce",
        locale="en",
    )
    page = context.new_page()
    page.goto(address + view.address.format(trip=_with_a_trip(page, address)))
    taken = Image.open(BytesIO(page.screenshot()))
    context.close()
    return taken


def _with_a_trip(page: Page, address: str) -> str:
    """Bring the first sample trip as a file: where its pages are."""
    page.goto(f"{address}/trips/upload")
    page.locator("input[type=file]").set_input_files(TRIPS / "t1.toml")
    page.locator("main form button").first.click()
    return "/".join(page.url.removeprefix(address).split("/")[:3])


def _small(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
