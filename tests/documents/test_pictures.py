"""Pages look as they were last approved: ten scripts in four filings, the plan, what is hard to set.

The pictures are in tests/golden/pages; the README there says how they are written anew.
"""

import os
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from PIL import Image

from prenotify.documents.pdf import filing_pdf
from prenotify.documents.plan_pdf import plan_pdf
from tests.documents.paper import page_saying
from tests.documents.pictures import MOST, changed, difference, picture_of, store, stored
from tests.documents.plans import REFERENCE, filing, named, planned, reference_of, sample, worst_case
from tests.documents.test_golden_letters import BRANCHES, RENEW
from tests.documents.test_pack import ACCEPTED, pack_of
from tests.documents.test_scripts import FORMS, NAMES
from tests.needs import needs

pytestmark = needs("pdftoppm", "pdftotext")
GOLDEN = Path(__file__).parents[1] / "golden" / "pages"


@cache
def named_filing(form: str, script: str) -> bytes:
    one = named(filing(form), NAMES[script])
    return filing_pdf(one, reference_of(one))


@cache
def worst_filing(form: str) -> bytes:
    one = filing(form, worst_case())
    return filing_pdf(one, reference_of(one))


@cache
def sample_plan(trip: str) -> bytes:
    return plan_pdf(sample(trip), REFERENCE)


@cache
def worst_plan() -> bytes:
    return plan_pdf(planned(worst_case()), REFERENCE)


@cache
def pack() -> bytes:
    return pack_of(sample("t1"), ACCEPTED)


def branch(name: str) -> bytes:
    one = BRANCHES[name]()
    return filing_pdf(one, reference_of(one))


PAGES: dict[str, tuple[Callable[[], bytes], int | str]] = {
    **{f"{form}-{script}": (partial(named_filing, form, script), 1) for form in FORMS for script in NAMES},
    **{f"plan-{trip}": (partial(sample_plan, trip), 1) for trip in ("t1", "t2", "t5", "t6")},
    **{f"plan-t1-page-{page}": (partial(sample_plan, "t1"), page) for page in (2, 3)},
    **{f"worst-{form}": (partial(worst_filing, form), 1) for form in ("india", "thailand", "japan")},
    "worst-japan-page-2": (partial(worst_filing, "japan"), 2),
    "worst-plan": (worst_plan, 1),
    "pack": (pack, 1),
    **{f"pack-sheet-{country}": (pack, f"{country.title()}: temporary import") for country in FORMS},
    "pack-proof": (pack, "Proof of sending The recipient's"),
    "pack-last": (pack, "Papers to carry Passport"),
    **{f"us-letter-{name}": (partial(branch, name), 1) for name in ("nicaragua", "epa")},
}
"""Each stored picture: the document, and which of its pages: its number, or words that it alone says."""


@pytest.mark.parametrize("name", PAGES)
def test_the_page_looks_as_it_was_last_approved(name: str, tmp_path: Path) -> None:
    draw, page = PAGES[name]
    pdf, path = draw(), GOLDEN / f"{name}.png"
    drawn = picture_of(pdf, page if isinstance(page, int) else page_saying(pdf, page))
    fault = unlike(drawn, path)
    if fault and os.environ.get(RENEW):
        store(drawn, path)
        fault = unlike(drawn, path)
    if fault:
        store(drawn, tmp_path / path.name)
        pytest.fail(f"{fault}. What is drawn now: {tmp_path / path.name}. If that is right: make golden")


def unlike(drawn: Image.Image, path: Path) -> str:
    """What tells a page from the stored picture of it; empty if nothing does."""
    if not path.exists():
        return f"{path.name} was never stored"
    found = difference(drawn, stored(path))
    if found.far <= MOST:
        return ""
    return f"{path.name} differs by {found.far} of 255, most of all {found.where} mm from its top left"


def test_no_approved_page_is_of_no_document() -> None:
    assert {path.stem for path in GOLDEN.glob("*.png")} == PAGES.keys()


def test_all_pictures_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in GOLDEN.glob("*.png")) < 600_000


def moved(lines: range, right: float = 0.0, up: float = 0.0) -> Callable[[bytes], bytes]:
    """Draws these lines of text elsewhere, in points."""

    def move(operators: bytes) -> bytes:
        parts = re.split(rb"BT ([\d.]+) ([\d.]+) Td", operators)
        for n in lines:
            x, y = float(parts[3 * n + 1]), float(parts[3 * n + 2])
            parts[3 * n + 1 : 3 * n + 3] = [b"%.2f" % (x + right), b"%.2f" % (y + up)]
        starts = (b"BT %b %b Td%b" % (x, y, rest) for x, y, rest in zip(*[iter(parts[1:])] * 3, strict=True))
        return parts[0] + b"".join(starts)

    return move


def without(line: int) -> Callable[[bytes], bytes]:
    def leave_out(operators: bytes) -> bytes:
        parts = re.split(rb"(BT .*? ET)", operators)
        return b"".join(part for n, part in enumerate(parts) if n != 2 * line + 1)

    return leave_out


FAULTS = {
    "a block two points lower": moved(range(20, 60), up=-2),
    "a block a millimetre to the right": moved(range(20, 60), right=3),
    "a value that overlaps what is above it": moved(range(40, 41), up=6),
    "a value that is gone": without(30),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("form", FORMS)
def test_what_goes_wrong_on_a_page_is_seen(form: str, fault: str) -> None:
    right = named_filing(form, "Latin")
    assert difference(picture_of(right), picture_of(changed(right, FAULTS[fault]))).far > MOST


@pytest.mark.parametrize("form", FORMS)
def test_lines_that_are_not_smoothed_are_no_difference(form: str) -> None:
    pdf = named_filing(form, "Latin")
    rough = picture_of(pdf, 1, "-aaVector", "no")
    assert 0 < difference(picture_of(pdf), rough).far <= MOST


def test_a_page_of_another_size_is_another_page() -> None:
    picture = picture_of(named_filing("india", "Latin"))
    assert difference(picture, picture.crop((0, 0, 290, 400))).far == 255
