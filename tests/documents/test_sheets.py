"""Paper is spared where it can be, and no page has a signature alone."""

from dataclasses import replace

import pytest

from prenotify.documents.content import content_of
from prenotify.documents.pdf import filing_pdf
from prenotify.domain.plan import Filing
from tests.documents.paper import one_line, pages
from tests.documents.plans import filing_called, reference_of
from tests.needs import needs

pytestmark = needs("pdftotext")


@pytest.mark.parametrize("name", ["t1-06-JAF", "t4-04-JAF"])
def test_a_letter_that_nearly_fits_on_one_page_does(name: str) -> None:
    one = replace(filing_called(name), status="ready", blocks=())
    assert len(pages(filing_pdf(one, reference_of(one)))) == 1


def test_the_page_that_is_signed_has_some_of_the_data(one: Filing) -> None:
    content = content_of(one, reference_of(one))
    last = one_line(pages(filing_pdf(one, reference_of(one)))[-1])
    before, signed, _ = last.partition(f"{content.words['frame.place_date']} ")
    assert signed
    assert any(title in before for title in (content.sections[-1].heading, content.words["trip.itinerary"]))
