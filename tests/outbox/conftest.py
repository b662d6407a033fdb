"""Trip stores on real databases: a SQLite file, and PostgreSQL where there is one."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet
from psycopg import sql
from sqlalchemy import make_url

from prenotify.outbox.store import TripStore
from prenotify.settings import Settings
from tests.needs import needs, postgres_url
from tests.outbox.post_office import PostOffice

OpenStore = Callable[..., TripStore]
OpenOffice = Callable[..., PostOffice]
_SCHEMA = f"prenotify_outbox_{os.getpid()}"


@pytest.fixture
def key() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=needs("postgres"))])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'trips.sqlite3'}"
        return
    # A schema of its own in the database that tests share.
    url = make_url(postgres_url()).update_query_dict({"options": f"-c search_path={_SCHEMA}"})
    schema = sql.Identifier(_SCHEMA)
    drop = sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema)
    with psycopg.connect(postgres_url(), autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        yield url.render_as_string(hide_password=False)
        connection.execute(drop)


@pytest.fixture
def open_store(database_url: str, key: str) -> Iterator[OpenStore]:
    """Opens the store as another process would; `keys` and `retention_days` may differ."""
    opened: list[TripStore] = []

    def open_one(keys: tuple[str, ...] = (key,), retention_days: int = 30) -> TripStore:
        settings = Settings(database_url=database_url, data_keys=keys, retention_days=retention_days)
        opened.append(TripStore.open(settings))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> TripStore:
    return open_store()


@pytest.fixture
def open_office(database_url: str, key: str, tmp_path: Path) -> Iterator[OpenOffice]:
    """Opens an outbox; a second one works on the letters of the first as well."""
    opened: list[PostOffice] = []

    def open_one(smtp_url: str = "", **settings: Any) -> PostOffice:
        opened.append(PostOffice(database_url, key, tmp_path, smtp_url, **settings))
        return opened[-1]

    yield open_one
    for office in opened:
        office.close()
