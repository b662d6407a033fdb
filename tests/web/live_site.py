"""A site that really sends: the application over an office with verified recipients, and a clock to turn.

A test file takes what it needs by importing the fixtures, which then stand in for those of conftest.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from prenotify.settings import Settings
from prenotify.web import create_app
from tests.desk.office import Office

STARTED = datetime(2026, 12, 1, 8, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = STARTED

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    live = replace(
        settings,
        live=True,
        smtp_url="smtps://mail.example.org",
        mail_from="letters@prenotify.example.org",
        base_url="http://localhost",
    )
    opened = Office(live)
    yield opened
    opened.desk.trips.close()


@pytest.fixture
def app(office: Office, clock: Clock) -> Flask:
    app = create_app(office.desk.settings, office.desk, clock=clock)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app
