"""A served application and a real browser, driven by its keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prenotify.desk import Desk
from prenotify.settings import Settings
from tests import served
from tests.served import Site


@pytest.fixture(scope="session")
def rules() -> Desk:
    """A desk that stores nothing."""
    return Desk.open(Settings())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The application, served with its worker and a database of its own."""
    with served.site(tmp_path) as site:
        yield site


@pytest.fixture
def address(site: Site) -> str:
    return site.address
