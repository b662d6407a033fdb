"""Keys change: everything stored comes under the newest one, and the older ones can go."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import LargeBinary, update

from prenotify.cli import main
from prenotify.outbox import renewal
from prenotify.outbox.answers import AnswerStore
from prenotify.outbox.attachments import AttachmentStore
from prenotify.outbox.letters import LetterStore
from prenotify.outbox.renewal import SEALED, Renewed, renew_seals
from prenotify.outbox.seal import BrokenSeal
from prenotify.outbox.store import TripStore
from prenotify.outbox.tables import letters, metadata
from tests.outbox.conftest import OpenStore
from tests.outbox.posted import Office

NOW = datetime(2026, 12, 1, tzinfo=UTC)
ENTERED = {"traveller": {"name": "Testa"}}


@pytest.fixture
def newer() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture
def office(store: TripStore) -> Office:
    """Something sealed of every kind."""
    office = Office(store)
    letter = office.put()
    said = {"error": store.seal.lock_bytes(b"450 busy")}
    with store.engine.begin() as connection:
        connection.execute(update(letters).where(letters.c.id == letter.id).values(said))
    office.letters.change(letter.id, "cancelled", NOW, {"next_at": None}, said="the traveller's word")
    AttachmentStore(store.engine, store.seal).add(
        office.trip, "passport", "a.jpg", "image/jpeg", b"scan", NOW
    )
    AnswerStore(store.engine, store.seal).add(letter.id, "received", date(2026, 12, 2), NOW, note="thanks")
    return office


def counts(found: tuple[Renewed, ...]) -> dict[str, int]:
    return {one.kind: one.number for one in found}


def everything(store: TripStore, trip: str) -> Iterator[object]:
    """All that was sealed, opened."""
    loaded = store.load(trip)
    yield loaded and loaded.entered
    kept = LetterStore(store.engine, store.seal)
    for letter in kept.of_trip(trip):
        yield letter
        yield kept.content(letter.id)
        yield kept.log(letter.id)
        yield AnswerStore(store.engine, store.seal).of(letter.id)
    attached = AttachmentStore(store.engine, store.seal)
    for one in attached.of_trip(trip):
        yield one
        yield attached.content_of(trip, one.id)


def test_no_sealed_column_is_forgotten() -> None:
    sealed = {
        column
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, LargeBinary)
    }
    assert {column for one in SEALED for column in one.columns} == sealed


def test_once_seals_are_renewed_the_older_key_can_go(
    office: Office, open_store: OpenStore, key: str, newer: str
) -> None:
    before = list(everything(office.trips, office.trip))
    both = open_store(keys=(newer, key))
    found = counts(renew_seals(both.engine, both.seal))
    assert found == {
        "trips": 1,
        "attachments": 1,
        "envelopes": 1,
        "letters": 1,
        "log lines": 1,
        "answers": 1,
    }
    assert list(everything(open_store(keys=(newer,)), office.trip)) == before
    with pytest.raises(BrokenSeal):
        list(everything(open_store(keys=(key,)), office.trip))


def test_it_can_be_stopped_and_begun_again(
    office: Office, open_store: OpenStore, key: str, newer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = open_store(keys=(newer, key))
    renew_one = renewal._renew_kind

    def stopped(*args: object) -> Renewed:
        if args[2] is SEALED[2]:
            raise KeyboardInterrupt
        return renew_one(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(renewal, "_renew_kind", stopped)
    with pytest.raises(KeyboardInterrupt):
        renew_seals(both.engine, both.seal)
    before = list(everything(both, office.trip))
    monkeypatch.undo()
    for _again in range(2):
        renew_seals(both.engine, both.seal)
    assert list(everything(open_store(keys=(newer,)), office.trip)) == before


def test_more_than_one_handful_is_renewed(
    store: TripStore, open_store: OpenStore, key: str, newer: str
) -> None:
    references = [store.create(ENTERED, NOW).reference for _ in range(120)]
    both = open_store(keys=(newer, key))
    assert counts(renew_seals(both.engine, both.seal))["trips"] == 120
    after = open_store(keys=(newer,))
    assert all(after.load(reference) for reference in references)


def test_what_no_key_opens_is_counted_and_left(
    office: Office, open_store: OpenStore, newer: str, key: str
) -> None:
    without = open_store(keys=(newer,))
    mine = without.create(ENTERED, NOW).reference
    found = {one.kind: (one.number, one.unopened) for one in renew_seals(without.engine, without.seal)}
    assert found["trips"] == (1, 1)
    assert found["letters"] == (0, 1)
    assert office.trips.load(office.trip)
    assert without.load(mine)


def test_the_command_says_what_it_did(
    office: Office,
    database_url: str,
    key: str,
    newer: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PRENOTIFY_DATABASE_URL", database_url)
    monkeypatch.setenv("PRENOTIFY_SECRET_KEY", "secret")
    monkeypatch.setenv("PRENOTIFY_DATA_KEYS", f"{newer},{key}")
    assert main(["keys", "renew"]) == 0
    assert "trips 1, attachments 1" in capsys.readouterr().out
    monkeypatch.setenv("PRENOTIFY_DATA_KEYS", key)
    assert main(["keys", "renew"]) == 1
    assert "put the key back that they were sealed with" in capsys.readouterr().err


def test_a_fresh_key_is_one_the_settings_take(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: TripStore, database_url: str
) -> None:
    assert main(["keys", "new"]) == 0
    monkeypatch.setenv("PRENOTIFY_DATABASE_URL", database_url)
    monkeypatch.setenv("PRENOTIFY_SECRET_KEY", "secret")
    monkeypatch.setenv("PRENOTIFY_DATA_KEYS", capsys.readouterr().out.strip())
    assert main(["keys", "renew"]) == 0
