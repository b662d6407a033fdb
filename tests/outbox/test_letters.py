"""Putting letters in: once per key, all or none, and nothing that is no mail."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from prenotify.outbox.letter import NotMail
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.states import WrongStep
from tests.outbox.mail_server import MailServer
from tests.outbox.post_office import NOON, PostOffice


@pytest.fixture
def office(database_url: str, key: str, tmp_path: Path) -> Iterator[PostOffice]:
    opened = PostOffice(database_url, key, tmp_path)
    yield opened
    opened.close()


def test_a_letter_with_a_key_that_is_there_is_not_put_in_again(office: PostOffice) -> None:
    first = office.put()
    office.run()
    again = office.put(content=b"Message-ID: <other@example.org>\r\n\r\nOther\r\n")
    assert (again.id, again.state) == (first.id, "sent")
    assert b"Hello" in office.letters.content(first.id)


def test_letters_are_put_in_together_or_not_at_all(office: PostOffice) -> None:
    stranger = office.a_letter(2, trip="NOSUCHTRIP12")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        office.letters.put([office.a_letter(1), stranger], NOON)
    assert office.letters.all() == ()


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\n",
        "a@example.org,b@example.org",
        "<a@example.org>",
        "a b@example.org",
        f"{'a' * 300}@example.org",
        "nobody",
        "",
    ],
)
def test_what_is_no_address_is_refused(office: PostOffice, address: str) -> None:
    with pytest.raises(NotMail):
        office.a_letter(to=address)
    with pytest.raises(NotMail):
        office.a_letter(sender=address)


def test_the_envelope_has_the_ascii_form_of_a_domain(office: PostOffice) -> None:
    letter = office.a_letter(to="desk@exämple.org", sender="sender@bücher.example")
    assert (letter.to, letter.sender) == ("desk@xn--exmple-cua.org", "sender@xn--bcher-kva.example")


def test_an_address_that_many_mail_servers_cannot_take_is_refused_in_words(office: PostOffice) -> None:
    """One that was stored before such addresses were refused when they are entered."""
    with pytest.raises(NotMail, match="before the @, which many mail servers cannot take"):
        office.a_letter(to="mätilda@example.org")


@pytest.mark.parametrize(
    "content",
    [
        b"Message-ID: <a@b>\n\nHi\n",
        b"Message-ID: <a@b>\r\n\r\nHi\r\n.\nMAIL FROM:<x@example.org>\r\n",
        b"Message-ID: <a@b>\r\n\r\nHi\r",
        b"Subject: none\r\n\r\nHi\r\n",
        b"Subject: none\r\n\r\nMessage-ID: <a@b>\r\n",
        b"",
    ],
)
def test_what_is_no_message_is_refused(office: PostOffice, content: bytes) -> None:
    with pytest.raises(NotMail):
        office.a_letter(content=content)


def test_a_waiting_letter_can_be_taken_back_and_one_that_left_cannot(office: PostOffice) -> None:
    waiting, leaving = office.put(1, due_at=NOON + timedelta(1)), office.put(2)
    assert office.letters.cancel(waiting.id, NOON).state == "cancelled"
    office.run()
    with pytest.raises(WrongStep, match="a letter that is sent cannot be cancelled"):
        office.letters.cancel(leaving.id, NOON)
    with pytest.raises(NoSuchLetter):
        office.letters.cancel(999, NOON)


def test_a_letter_goes_with_its_trip(office: PostOffice) -> None:
    letter = office.put()
    office.trips.delete(office.trip)
    assert office.letters.all(travellers_too=True) == ()
    with pytest.raises(NoSuchLetter):
        office.letters.content(letter.id)
    assert office.letters.log(letter.id) == ()


def test_what_lies_on_the_disk_names_nobody(key: str, tmp_path: Path) -> None:
    office = PostOffice("", key, tmp_path / "data")
    office.put(says={"Name": "Testa Beispielreiter"}, live=True)
    office.close()
    for path in (tmp_path / "data").iterdir():
        content = path.read_bytes()
        assert not any(secret in content for secret in (b"reader@example.org", b"Testa", b"Hello"))


def test_a_backup_taken_while_letters_leave_loses_none_and_sends_none_twice_that_it_knows_as_sent(
    key: str, tmp_path: Path
) -> None:
    with MailServer() as server:
        office = PostOffice("", key, tmp_path / "before", server.url)
        office.put_many(60)
        keep = server.keep

        def keep_and_back_up(sender: str, to: str, body: bytes) -> None:
            keep(sender, to, body)
            if len(server.messages) == 33:
                _back_up(tmp_path)

        server.keep = keep_and_back_up  # type: ignore[method-assign]
        office.run()
        office.close()
        first = list(server.ids)
        restored = PostOffice("", key, tmp_path / "after", server.url)
        (trip,) = {letter.trip for letter in restored.letters.all()}
        known = [letter.message_id for letter in restored.letters.of_trip(trip) if letter.state == "sent"]
        restored.run(timedelta(hours=1))
        found = restored.letters.of_trip(trip)
        restored.close()
    again = server.ids[len(first) :]
    assert len(known) == 32
    assert {letter.state for letter in found} == {"sent"}
    assert set(again).isdisjoint(known)
    assert set(known) | set(again) == set(first)
    # The one in hand when the backup was taken may arrive twice, and says so.
    assert [letter.repeats for letter in found if letter.message_id == first[32]] == [1]


def _back_up(folder: Path) -> None:
    (folder / "after").mkdir()
    with (
        closing(sqlite3.connect(folder / "before/prenotify.sqlite3")) as source,
        closing(sqlite3.connect(folder / "after/prenotify.sqlite3")) as target,
    ):
        source.backup(target)
