"""The application over a real SQLite file, on a day that does not pass."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask import Flask

from prenotify.desk import Desk
from prenotify.settings import Settings
from prenotify.web import create_app
from tests.web.visit import Visitor

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def rules() -> Desk:
    """A desk to copy: reading the rules takes longer than a test."""
    return Desk.open(Settings())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, secret_key="not a secret", data_keys=(Fernet.generate_key().decode(),))


@pytest.fixture
def desk(rules: Desk, settings: Settings) -> Iterator[Desk]:
    desk = replace(rules, settings=settings)
    yield desk
    desk.trips.close()


@pytest.fixture
def app(settings: Settings, desk: Desk) -> Flask:
    app = create_app(settings, desk, clock=lambda: TODAY)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def trip(visitor: Visitor) -> str:
    """The address of the sample trip, which *visitor* has begun."""
    return visitor.sample()


@pytest.fixture
def blank(visitor: Visitor) -> str:
    """The address of a trip with nothing in it yet."""
    return visitor.begin()
