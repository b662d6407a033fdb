"""A test of documents that takes `one` runs over every filing of the six sample trips."""

from pathlib import Path

import pytest

from prenotify.documents.fontpack import use_pack
from prenotify.domain.plan import Filing
from tests.documents.plans import FILINGS, filing_called


@pytest.fixture(params=FILINGS)
def one(request: pytest.FixtureRequest) -> Filing:
    return filing_called(request.param)


@pytest.fixture(autouse=True)
def only_the_fonts_that_come_by_pip(tmp_path: Path) -> None:
    """Whatever an operator, or another test, has put beside them: a test that wants more says so."""
    use_pack(tmp_path / "no fonts here")
