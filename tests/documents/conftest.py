"""A test of documents that takes `one` runs over every filing of the six sample trips."""

import pytest

from prenotify.domain.plan import Filing
from tests.documents.plans import FILINGS, filing_called


@pytest.fixture(params=FILINGS)
def one(request: pytest.FixtureRequest) -> Filing:
    return filing_called(request.param)
