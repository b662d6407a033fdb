"""Copies of papers in letters that leave: confirmed with the letter, sent as they were shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from prenotify.desk import Desk
from prenotify.desk.confirming import NotConfirmed
from prenotify.domain.plan import Filing
from prenotify.outbox.store import StoredTrip
from prenotify.settings import Settings
from tests.builders import a_trip, filing_of
from tests.uploads.files import pdf, picture

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    keys = (Fernet.generate_key().decode(),)
    desk = Desk.open(Settings(data_dir=tmp_path, secret_key="s", data_keys=keys))
    yield desk
    desk.trips.close()


@pytest.fixture
def stored(desk: Desk) -> StoredTrip:
    """A trip to Indonesia with a copy of the passport."""
    trip = desk.trips.create(a_trip().model_dump(mode="json", exclude_unset=True), NOW)
    desk.papers(trip.reference).add("passport", "my passport.png", picture("PNG"), NOW)
    return trip


def filing(desk: Desk, stored: StoredTrip) -> Filing:
    return filing_of(desk.plan(desk.read(stored.entered), NOW.date()))


def attached(content: bytes) -> list[str]:
    mail = message_from_bytes(content, _class=EmailMessage, policy=default)
    return [part.get_filename() or "" for part in mail.iter_attachments()]


def test_the_letter_that_is_shown_carries_the_copies_it_asks_for(desk: Desk, stored: StoredTrip) -> None:
    desk.papers(stored.reference).add("transport", "not asked for.pdf", pdf(), NOW)
    shown = desk.sending.preview(stored.reference, filing(desk, stored), NOW)
    assert attached(shown.content)[1:] == [f"{stored.reference}-01-IMI-passport.jpg"]
    assert shown.left_out == ()


def test_what_was_confirmed_is_what_leaves(desk: Desk, stored: StoredTrip) -> None:
    shown = desk.sending.preview(stored.reference, filing(desk, stored), NOW)
    letter = desk.sending.submit_confirmed(shown.token, NOW)
    assert desk.sending.letters.content(letter.id) == shown.content


def test_a_copy_added_since_the_letter_was_shown_is_not_sent_unseen(desk: Desk, stored: StoredTrip) -> None:
    shown = desk.sending.preview(stored.reference, filing(desk, stored), NOW)
    desk.papers(stored.reference).add("carnet", "carnet.pdf", pdf(), NOW)
    with pytest.raises(NotConfirmed, match="changed since you looked"):
        desk.sending.submit_confirmed(shown.token, NOW)


def test_a_copy_removed_afterwards_still_leaves_with_its_letter(desk: Desk, stored: StoredTrip) -> None:
    shown = desk.sending.preview(stored.reference, filing(desk, stored), NOW)
    letter = desk.sending.submit_confirmed(shown.token, NOW)
    papers = desk.papers(stored.reference)
    assert papers.remove(papers.kept()[0].id)
    assert attached(desk.sending.letters.content(letter.id))[1:]


def test_what_a_mail_has_no_room_for_is_named_before_it_is_confirmed(desk: Desk, stored: StoredTrip) -> None:
    small = replace(desk, settings=replace(desk.settings, mail_max_mb=1))
    papers = small.papers(stored.reference)
    papers.store.add(stored.reference, "carnet", "big.pdf", "application/pdf", bytes(900_000), NOW)
    shown = small.sending.preview(stored.reference, filing(small, stored), NOW)
    assert shown.left_out == (f"{stored.reference}-01-IMI-carnet.pdf",)
    assert [name.rpartition("-")[2] for name in attached(shown.content)[1:]] == ["passport.jpg"]
    small.trips.close()


def test_every_paper_of_ours_that_a_traveller_sends_has_a_kind(desk: Desk) -> None:
    without = [
        f"{form.id}: {attachment.text.en}"
        for form in desk.rulebook.forms.values()
        for attachment in form.attachments
        if attachment.by == "traveller" and not attachment.kind
    ]
    assert not without
