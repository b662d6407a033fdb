"""All that is drawn lies between the margins: letters, marks above and below them, lines, codes."""

import pytest

from prenotify.documents.pdf import filing_pdf
from prenotify.documents.plan_pdf import plan_pdf
from prenotify.domain.plan import Filing
from tests.documents.pictures import Margins, changed, margins_of
from tests.documents.plans import (
    NAMES,
    REFERENCE,
    filing,
    named,
    planned,
    reference_of,
    sample,
    worst_case,
)
from tests.documents.test_golden_letters import BRANCHES
from tests.documents.test_pack import ACCEPTED, pack_of
from tests.documents.test_scripts import FORMS
from tests.documents.test_scripts import NAMES as SCRIPTS
from tests.needs import needs

pytestmark = needs("pdftoppm")
LEAST = Margins(left=49, top=35, right=47, bottom=21)
"""A little less than the grids': a line or an accent may reach beyond its own place."""


def pdf_of(one: Filing) -> bytes:
    return filing_pdf(one, reference_of(one))


def too_narrow(pdf: bytes, least: Margins = LEAST) -> list[str]:
    """Each page on which something comes nearer to an edge."""
    found = enumerate(margins_of(pdf), start=1)
    return [f"page {n}: {one}" for n, one in found if any(a < b for a, b in zip(one, least, strict=True))]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_filing_in_any_script_keeps_its_margins(script: str, form: str) -> None:
    assert too_narrow(pdf_of(named(filing(form), SCRIPTS[script]))) == []


def test_every_filing_of_the_sample_trips_keeps_them(one: Filing) -> None:
    assert too_narrow(pdf_of(one)) == []


@pytest.mark.parametrize("form", ["india", "thailand", "japan"])
def test_the_worst_case_keeps_them(form: str) -> None:
    assert too_narrow(pdf_of(filing(form, worst_case()))) == []


@pytest.mark.parametrize("trip", NAMES)
def test_a_plan_keeps_them(trip: str) -> None:
    assert too_narrow(plan_pdf(sample(trip), REFERENCE)) == []


def test_the_worst_plan_keeps_them() -> None:
    assert too_narrow(plan_pdf(planned(worst_case()), REFERENCE)) == []


@pytest.mark.parametrize("trip", NAMES)
def test_a_border_pack_has_room_for_its_own_head(trip: str) -> None:
    assert too_narrow(pack_of(sample(trip), ACCEPTED), LEAST._replace(top=18)) == []


@pytest.mark.parametrize("branch", ["nicaragua", "epa"])
def test_us_letter_has_the_same_margins(branch: str) -> None:
    assert too_narrow(pdf_of(BRANCHES[branch]())) == []


@pytest.mark.parametrize("place", ["10 400", "590 400", "300 -20", "300 850", "-30 -30"])
def test_what_is_drawn_in_a_margin_or_beside_the_page_is_seen(place: str) -> None:
    blot = f"\n0 g {place} 8 8 re f".encode()
    (found,) = too_narrow(changed(pdf_of(filing("indonesia")), lambda operators: operators + blot))
    assert found.startswith("page 1: ")
