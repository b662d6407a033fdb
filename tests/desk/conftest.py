"""Desks on real databases, as tests/outbox has them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prenotify.settings import Settings
from tests.desk.office import Office
from tests.outbox.conftest import database_url as database_url
from tests.outbox.conftest import key as key


@pytest.fixture
def settings(database_url: str, key: str, tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        database_url=database_url,
        data_keys=(key,),
        secret_key="s" * 32,
        live=True,
        smtp_url="smtps://mail.example.org",
        mail_from="letters@prenotify.example.org",
        base_url="https://prenotify.example.org",
    )


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    opened = Office(settings)
    yield opened
    opened.desk.trips.close()


@pytest.fixture
def rehearsal(settings: Settings) -> Iterator[Office]:
    opened = Office(replace(settings, live=False))
    yield opened
    opened.desk.trips.close()
