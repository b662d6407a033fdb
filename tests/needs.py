"""What tests may need beyond Python: looked for, and named when missing.

    @needs("chromium", "pdftotext")
    def test_the_page_prints(): ...

A test without its tools is skipped, saying how to get them; with
PRENOTIFY_TEST_REQUIRE=all it fails instead.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
import redis

needs = pytest.mark.needs


class Need(NamedTuple):
    find: Callable[[], str | None]
    """Gives the path or address to use, or None."""
    how_to_get: str


def postgres_url() -> str:
    return os.environ.get("PRENOTIFY_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")


def redis_url() -> str:
    return os.environ.get("PRENOTIFY_TEST_REDIS_URL", "redis://127.0.0.1:6379")


@cache
def find(name: str) -> str | None:
    """The path of a tool or the address of a server that answers; None where there is none."""
    return NEEDS[name].find()


def missing(names: Iterable[str]) -> list[str]:
    """For each of these that is not here, a sentence saying so and how to get it."""
    return [f"{name} is missing: {NEEDS[name].how_to_get}" for name in names if find(name) is None]


# First: before any fixture tries to start what is missing.
@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    names = [name for mark in item.iter_markers("needs") for name in mark.args]
    if unknown := [name for name in names if name not in NEEDS]:
        pytest.fail(f"@needs knows no {', '.join(unknown)}; it knows {', '.join(NEEDS)}", pytrace=False)
    if lacking := missing(names):
        if os.environ.get("PRENOTIFY_TEST_REQUIRE") == "all":
            pytest.fail("; ".join(lacking), pytrace=False)
        pytest.skip("; ".join(lacking))


def _program(*names: str) -> Callable[[], str | None]:
    return lambda: next(filter(None, map(shutil.which, names)), None)


def _answering_postgres() -> str | None:
    try:
        psycopg.connect(postgres_url(), connect_timeout=3).close()
    except psycopg.OperationalError:
        return None
    return postgres_url()


def _answering_redis() -> str | None:
    try:
        with redis.Redis.from_url(redis_url(), socket_connect_timeout=3) as server:
            server.ping()
    except redis.RedisError:
        return None
    return redis_url()


def _fonts() -> str | None:
    folder = os.environ.get("PRENOTIFY_TEST_FONTS", "var/fonts")
    return folder if any(Path(folder).glob("*Regular.ttf")) else None


def _axe() -> str | None:
    script = Path(os.environ.get("PRENOTIFY_TEST_AXE", "var/axe/axe.min.js"))
    return str(script) if script.is_file() else None


_POPPLER = "apt install poppler-utils"

NEEDS = {
    "chromium": Need(_program("chromium", "chromium-browser", "google-chrome"), "apt install chromium"),
    "pdftotext": Need(_program("pdftotext"), _POPPLER),
    "pdftoppm": Need(_program("pdftoppm"), _POPPLER),
    "pdffonts": Need(_program("pdffonts"), _POPPLER),
    "pdfinfo": Need(_program("pdfinfo"), _POPPLER),
    "qpdf": Need(_program("qpdf"), "apt install qpdf"),
    "fonts-cjk": Need(_fonts, "make fonts, or name their folder in PRENOTIFY_TEST_FONTS"),
    "axe": Need(_axe, "make axe, or name its axe.min.js in PRENOTIFY_TEST_AXE"),
    "postgres": Need(
        _answering_postgres, "start PostgreSQL and name a database in PRENOTIFY_TEST_POSTGRES_URL"
    ),
    "pg_dump": Need(_program("pg_dump"), "apt install postgresql-client"),
    "sqlite3": Need(_program("sqlite3"), "apt install sqlite3"),
    "redis": Need(_answering_redis, "start Redis, or name one in PRENOTIFY_TEST_REDIS_URL"),
}
