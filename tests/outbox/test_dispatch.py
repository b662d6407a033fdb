"""Every way a mail server can fail: each ends in the right state, with the right words."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from prenotify.outbox.tables import contents
from tests.outbox.conftest import OpenOffice
from tests.outbox.mail_server import MailServer, nobody_listening
from tests.outbox.post_office import NOON, READER
from tests.outbox.times import DAY, HOUR, MINUTE


def test_a_letter_leaves_once_and_byte_for_byte(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        letter = office.put()
        assert office.run()
        assert office.run(HOUR)
    assert server.messages == [office.letters.content(letter.id)]
    assert server.envelopes == [("letters@example.org", READER)]
    sent = office.letter()
    assert (sent.state, sent.attempts, sent.sent_at, sent.error) == ("sent", 1, NOON, None)
    assert office.events() == ["submitted", "claimed", "sent"]
    assert office.letters.log(letter.id)[-1].said == "250 kept"


@pytest.mark.parametrize("extensions", [(), ("PIPELINING", "SIZE 1000000")], ids=["plain", "pipelining"])
def test_many_letters_leave_over_one_connection(open_office: OpenOffice, extensions: tuple[str, ...]) -> None:
    with MailServer(extensions=extensions) as server:
        office = open_office(server.url)
        office.put_many(45)
        assert office.run()
    assert sorted(server.ids) == sorted(f"<letter-{n}@example.org>" for n in range(1, 46))
    assert server.connections == 1
    assert office.states() == {"sent": 45}


def test_a_letter_waits_for_its_moment(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        office.put(due_at=NOON + HOUR)
        office.run(HOUR - MINUTE)
        assert office.states() == {"waiting": 1}
        office.run(MINUTE)
        assert office.states() == {"sent": 1}


# What may pass: it waits, and leaves later ------------------------------------------------------------

PASSING = [
    ("421 at greeting", "the mail server said: 421 says the server"),
    ("554 at greeting", "the mail server said: 554 says the server"),
    ("421 at MAIL", "the mail server said: 421 says the server"),
    ("450 at MAIL", "the mail server said: 450 says the server"),
    ("530 at MAIL", "the mail server said: 530 says the server"),
    ("451 at RCPT", "the mail server said: 451 says the server"),
    ("451 at DATA", "the mail server said: 451 says the server"),
    ("452 at body", "the mail server said: 452 says the server"),
    ("drop at greeting", "the mail server ended the connection"),
    ("drop at EHLO", "the mail server ended the connection"),
    ("drop at MAIL", "the mail server ended the connection"),
    ("drop at DATA", "the mail server ended the connection"),
    ("half at greeting", "the mail server ended the connection"),
    ("half at RCPT", "the mail server ended the connection"),
    ("half line at DATA", "the mail server ended the connection"),
    ("silent at greeting", "the mail server took too long to answer"),
    ("silent at RCPT", "the mail server took too long to answer"),
    ("silent at DATA", "the mail server took too long to answer"),
    ("drip at MAIL", "the mail server took too long to answer"),
    ("endless at EHLO", "the mail server said more than a reply can hold"),
]


@pytest.mark.parametrize("extensions", [(), ("PIPELINING",)], ids=["plain", "pipelining"])
@pytest.mark.parametrize(("fault", "said"), PASSING, ids=[fault for fault, _said in PASSING])
def test_after_a_passing_fault_a_letter_waits_and_then_leaves_once(
    open_office: OpenOffice, fault: str, said: str, extensions: tuple[str, ...]
) -> None:
    with MailServer(fault, times=1, extensions=extensions) as server:
        office = open_office(server.url, smtp_seconds=1)
        office.put()
        office.run()
        waits = office.letter()
        assert (waits.state, waits.next_at, waits.error) == ("waiting", NOON + MINUTE, said)
        office.run(MINUTE - timedelta(seconds=1))
        assert office.letter().state == "waiting", "it is not tried again before its pause is over"
        office.run(timedelta(seconds=1))
    assert (office.letter().state, office.letter().attempts, office.letter().error) == ("sent", 2, None)
    assert server.ids == ["<letter-1@example.org>"]
    assert office.events() == ["submitted", "claimed", "put off", "claimed", "sent"]


def test_where_nobody_listens_letters_wait(open_office: OpenOffice) -> None:
    with nobody_listening() as url:
        office = open_office(url)
        office.put()
        assert not office.run()
    assert office.letter().state == "waiting"
    assert office.letter().error == "the mail server cannot be reached: Connection refused"


def test_pauses_double_up_to_a_day(open_office: OpenOffice) -> None:
    with nobody_listening() as url:
        office = open_office(url, retry_seconds=300)
        office.put()
        pauses = []
        for _attempt in range(12):
            office.run()
            upcoming = office.letter().next_at
            assert upcoming
            pauses.append(upcoming - office.now)
            office.now = upcoming
    assert pauses[:4] == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE]
    assert pauses[-2:] == [DAY, DAY]


def test_a_server_that_is_away_costs_one_letter_an_attempt_and_the_others_none(
    open_office: OpenOffice,
) -> None:
    with nobody_listening() as url:
        office = open_office(url)
        office.put_many(50)
        assert not office.run()
    found = office.letters.of_trip(office.trip)
    assert sum(letter.attempts for letter in found) == 1
    assert office.states() == {"waiting": 50}


def test_a_server_that_drops_each_connection_is_left_alone_after_two(open_office: OpenOffice) -> None:
    with MailServer("drop at MAIL") as server:
        office = open_office(server.url)
        office.put_many(30)
        assert not office.run()
    assert sum(letter.attempts for letter in office.letters.of_trip(office.trip)) == 2


def test_a_fault_of_one_letter_does_not_stop_the_others(open_office: OpenOffice) -> None:
    with MailServer("550 at RCPT", times=1) as server:
        office = open_office(server.url)
        office.put_many(5)
        assert office.run()
    assert office.states() == {"refused": 1, "sent": 4}
    assert server.connections == 1


def test_a_letter_that_no_key_opens_waits_and_holds_up_no_other(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        letters = office.put_many(3)
        with office.trips.writing() as connection:
            spoilt = update(contents).where(contents.c.letter == letters[1].id)
            connection.execute(spoilt.values(sealed=b"sealed with a key that is gone"))
        assert office.run()
        assert [office.letter(n).state for n in (1, 2, 3)] == ["sent", "waiting", "sent"]
        office.run(HOUR)
    waits = office.letter(2)
    assert (waits.state, waits.repeats, waits.attempts) == ("waiting", 0, 2), "nothing can have left"
    assert waits.error == "no data key given opens what is stored"


# What is for good -------------------------------------------------------------------------------------


@pytest.mark.parametrize("extensions", [(), ("PIPELINING",)], ids=["plain", "pipelining"])
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "body"])
def test_what_a_server_refuses_for_good_is_never_tried_again(
    open_office: OpenOffice, step: str, extensions: tuple[str, ...]
) -> None:
    with MailServer(f"550 at {step}", times=1, extensions=extensions) as server:
        office = open_office(server.url)
        office.put()
        office.run()
        office.run(10 * DAY)
    refused = office.letter()
    assert (refused.state, refused.next_at, refused.attempts) == ("refused", None, 1)
    assert refused.error == "the mail server said: 550 says the server"
    assert server.messages == []
    assert office.letters.untold(10) == (refused,)


@pytest.mark.parametrize("extensions", [(), ("PIPELINING",)], ids=["plain", "pipelining"])
def test_a_server_that_refuses_and_hangs_up_has_refused(
    open_office: OpenOffice, extensions: tuple[str, ...]
) -> None:
    with MailServer("550 and drop at RCPT", times=1, extensions=extensions) as server:
        office = open_office(server.url)
        office.put_many(2)
        assert office.run()
    assert office.states() == {"refused": 1, "sent": 1}
    assert office.letter().error == "the mail server said: 550 says the server"


def test_a_server_without_the_tls_that_is_asked_for_gets_nothing(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(f"{server.url}?starttls=1")
        office.put()
        assert not office.run()
    assert office.letter().state == "waiting"
    assert "does not offer what is asked of it: TLS" in str(office.letter().error)
    assert server.messages == []


def test_a_server_that_speaks_no_tls_from_the_start_gets_nothing(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(f"smtps://127.0.0.1:{server.port}")
        office.put()
        assert not office.run()
    assert office.letter().error == "the mail server does not speak TLS with us"


# Rehearsal ---------------------------------------------------------------------------------------------


def test_a_rehearsed_letter_is_a_file_and_nothing_leaves(open_office: OpenOffice, tmp_path: Path) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        letter = office.put(live=False)
        office.run()
        assert server.connections == 0
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == "letter-1.eml"
    assert file.read_bytes() == office.letters.content(letter.id)
    assert office.letter().words.name == "Rehearsed, not sent"


def test_a_rehearsed_letter_whose_worker_vanished_is_simply_written_again(
    open_office: OpenOffice, tmp_path: Path
) -> None:
    office = open_office()
    office.put()
    (claimed,) = office.claims.claim(office.now, live=False, most=1)
    office.claims.hand_out(claimed, office.now)
    office.run(HOUR)
    assert (office.letter().state, office.letter().repeats) == ("sent", 0)
    assert len(list((tmp_path / "mail").iterdir())) == 1
