"""Papers fit what their reader prints on: A4, or US Letter."""

import io
from typing import Any

import pikepdf
import pytest

from prenotify.documents.pdf import filing_pdf
from prenotify.documents.plan_pdf import plan_pdf
from prenotify.domain.plan import Plan
from prenotify.domain.trip import MOST_STAYS
from tests.documents.paper import words
from tests.documents.plans import (
    REFERENCE,
    entered,
    filing,
    letter_to_the_epa,
    planned,
    reference_of,
    worst_case,
)
from tests.needs import needs

A4, LETTER = (595.28, 841.89), (612.0, 792.0)


def sizes(pdf: bytes) -> set[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {(float(page.mediabox[2]), float(page.mediabox[3])) for page in document.pages}


def residing_in(country: str, trip: dict[str, Any] | None = None) -> Plan:
    data = trip or entered("t1")
    data["traveller"]["residence"] = country
    return planned(data)


def test_a_form_names_its_readers_paper() -> None:
    assert sizes(filing_pdf(letter_to_the_epa(), REFERENCE)) == {LETTER}
    indonesia = filing("indonesia")
    assert sizes(filing_pdf(indonesia, reference_of(indonesia))) == {A4}


@pytest.mark.parametrize(("country", "size"), [("DE", A4), ("US", LETTER), ("CA", LETTER), ("MX", LETTER)])
def test_the_plan_is_on_the_travellers_own_paper(country: str, size: tuple[float, float]) -> None:
    assert sizes(plan_pdf(residing_in(country), REFERENCE)) == {size}


@needs("pdftotext")
@pytest.mark.parametrize("name", ["t1", "worst", "many stays"])
def test_nothing_lies_outside_a_page_of_letter(name: str) -> None:
    trip = {"t1": lambda: entered("t1"), "worst": worst_case, "many stays": many_stays}[name]()
    found = words(plan_pdf(residing_in("US", trip), REFERENCE))
    assert found
    assert [
        word for word in found if word.left < 58 or word.right > 554 or word.top < 32 or word.bottom > 770
    ] == []


@needs("pdftotext")
def test_the_text_is_as_wide_on_either_paper() -> None:
    edges = []
    for country in ("DE", "US"):
        found = words(plan_pdf(residing_in(country), REFERENCE))
        edges.append(max(word.right for word in found) - min(word.left for word in found))
    assert edges[0] == pytest.approx(edges[1], abs=0.5)


def many_stays() -> dict[str, Any]:
    trip = entered("t1")
    stay = trip["stays"][0]
    return trip | {"stays": [stay] * min(60, MOST_STAYS)}
