"""Single questions to the database, and connections that are gone when they are needed again."""

from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from prenotify.outbox import database
from prenotify.outbox.store import TripStore
from tests.needs import needs, postgres_url

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
on_postgres = pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=needs("postgres"))], indirect=True
)


def restart(store: TripStore) -> None:
    """End every connection that the store has, as a database does that is started anew."""
    name = "prenotify-test-restart"
    with store.engine.connect() as one, store.engine.connect() as other:
        for connection in (one, other):
            connection.exec_driver_sql(f"SET application_name = '{name}'")
            connection.commit()
    with psycopg.connect(postgres_url(), autocommit=True) as operator:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
        assert len(operator.execute(ended, [name]).fetchall()) == 2


@on_postgres
def test_a_question_is_asked_again_when_the_database_was_restarted(store: TripStore) -> None:
    kept = store.create({"vehicle": {"make": "BMW"}}, NOON)
    restart(store)
    assert store.load(kept.reference) == kept
    assert store.save(kept, {}, NOON).version == 2


@on_postgres
def test_after_a_rest_a_lost_connection_is_replaced_before_anything_is_written(
    store: TripStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store.create({}, NOON)
    restart(store)
    monkeypatch.setattr(database, "_RESTED_SECONDS", 0)
    assert store.save(kept, {"vehicle": {"make": "BMW"}}, NOON).version == 2


def test_an_answer_is_what_the_store_would_read_by_the_long_way(store: TripStore) -> None:
    kept = store.create({"vehicle": {"make": "BMW"}}, NOON)
    seen: Any = store.look_at(kept.reference)
    assert seen.open() == store.load(kept.reference) == kept
    assert seen.open().changed.tzinfo is not None
