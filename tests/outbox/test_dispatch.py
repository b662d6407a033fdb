"""Every way a mail server can fail: each ends in the right state, with the right words."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from prenotify.outbox.tables import contents
from tests.outbox.conftest import OpenOffice
from tests.outbox.mail_server import MailServer, nobody_listening
from tests.outbox.post_office import NOON, READER

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(1)


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


# When nobody knows whether it left --------------------------------------------------------------------

LOST = ["accepts and drops", "drop at body", "half at body", "half line at body", "silent at body",
        "drip at body"]  # fmt: skip


@pytest.mark.parametrize("fault", LOST)
def test_lost_after_the_body_a_letter_is_unsure_and_repeated_once(
    open_office: OpenOffice, fault: str
) -> None:
    with MailServer(fault, times=1) as server:
        office = open_office(server.url, smtp_seconds=1)
        office.put()
        office.run()
        unsure = office.letter()
        assert (unsure.state, unsure.next_at, unsure.repeats) == ("unsure", NOON + MINUTE, 1)
        assert office.letters.untold(10) == (), "its traveller hears when it is certain, or final"
        office.run(MINUTE)
    assert set(server.ids) == {"<letter-1@example.org>"}
    assert (office.letter().state, office.letter().repeats) == ("sent", 1)
    assert office.events() == ["submitted", "claimed", "lost", "claimed", "sent"]


def test_a_server_that_wants_more_after_the_body_does_not_get_the_next_letter_for_it(
    open_office: OpenOffice,
) -> None:
    with MailServer("354 at body", times=1) as server:
        office = open_office(server.url)
        office.put_many(2)
        office.run()
    assert office.states() == {"sent": 1, "unsure": 1}
    assert office.letter().error == "the mail server said: 354 says the server"
    assert server.connections == 2


def test_lost_twice_a_letter_stays_unsure_and_is_told(open_office: OpenOffice) -> None:
    with MailServer("accepts and drops") as server:
        office = open_office(server.url)
        office.put()
        for _run in range(4):
            office.run(DAY)
    unsure = office.letter()
    assert (unsure.state, unsure.next_at, unsure.repeats) == ("unsure", None, 2)
    assert len(server.messages) == 2
    assert office.letters.untold(10) == (unsure,)


def test_a_repeat_that_cannot_be_delivered_is_still_to_come(open_office: OpenOffice) -> None:
    with MailServer("accepts and drops", times=1) as server:
        office = open_office(server.url)
        office.put()
        office.run()
        server.fault, server.times = "450 at RCPT", 1
        office.run(MINUTE)
        assert (office.letter().state, office.letter().repeats) == ("unsure", 1)
        office.run(HOUR)
    assert office.letter().state == "sent"


def test_a_repeat_that_is_refused_does_not_make_the_first_one_refused(open_office: OpenOffice) -> None:
    with MailServer("accepts and drops", times=1) as server:
        office = open_office(server.url)
        office.put()
        office.run()
        server.fault, server.times = "550 at RCPT", 1
        office.run(MINUTE)
    unsure = office.letter()
    assert (unsure.state, unsure.next_at) == ("unsure", None)
    assert unsure.error == "the mail server said: 550 says the server"


# Deadlines --------------------------------------------------------------------------------------------


def test_past_its_last_deadline_a_letter_is_missed_and_does_not_leave(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        office.put(not_after=NOON + HOUR)
        office.run(2 * HOUR)
        missed = office.letter()
        assert (missed.state, missed.next_at) == ("missed", None)
        assert office.letters.untold(10) == (missed,)
        office.letters.send_all_the_same(missed.id, office.now)
        office.run()
    assert office.letter().state == "sent"
    assert len(server.messages) == 1


def test_a_letter_whose_deadline_passes_while_others_leave_is_missed(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        office.put_many(2, not_after=NOON + MINUTE)
        keep = server.keep

        def keep_slowly(sender: str, to: str, body: bytes) -> None:
            keep(sender, to, body)
            office.now += HOUR

        server.keep = keep_slowly  # type: ignore[method-assign]
        assert office.run()
        office.run(MINUTE)
    assert len(server.messages) == 1
    assert office.states() == {"missed": 1, "sent": 1}


def test_a_pause_ends_at_the_last_deadline(open_office: OpenOffice) -> None:
    with nobody_listening() as url:
        office = open_office(url, retry_seconds=7200)
        office.put(not_after=NOON + HOUR)
        office.run()
        assert office.letter().next_at == NOON + HOUR
        office.run(HOUR + MINUTE)
    assert office.letter().state == "missed"


def test_an_unsure_letter_is_not_repeated_past_its_last_deadline(open_office: OpenOffice) -> None:
    with MailServer("accepts and drops") as server:
        office = open_office(server.url, retry_seconds=7200)
        office.put(not_after=NOON + HOUR)
        office.run()
        office.run(2 * HOUR)
    assert (office.letter().state, office.letter().next_at) == ("unsure", None)
    assert len(server.messages) == 1
    assert office.letters.untold(10)


def test_a_held_letter_stays_until_it_is_released(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        letter = office.put()
        office.letters.hold(letter.id, NOON)
        office.run(DAY)
        assert server.messages == []
        office.letters.release(letter.id, office.now)
        office.run()
    assert office.letter().state == "sent"


# Workers that vanish, stop or are too slow ---------------------------------------------------------------


def test_a_letter_whose_worker_vanished_before_anything_left_is_sent_by_another(
    open_office: OpenOffice,
) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        office.put()
        assert office.claims.claim(office.now, live=True, most=1)
        office.run(timedelta(seconds=299))
        assert server.messages == [], "the lease is not over"
        office.run(timedelta(seconds=2))
    assert (office.letter().state, office.letter().repeats, office.letter().attempts) == ("sent", 0, 1)


def test_a_letter_whose_worker_vanished_while_it_may_have_left_is_unsure(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        office.put()
        (claimed,) = office.claims.claim(office.now, live=True, most=1)
        office.claims.hand_out(claimed, office.now)
        office.run(timedelta(seconds=301))
    assert (office.letter().state, office.letter().repeats) == ("sent", 1)
    assert office.events() == ["submitted", "claimed", "lost", "claimed", "sent"]


def test_a_worker_that_was_too_slow_settles_nothing(open_office: OpenOffice) -> None:
    from prenotify.outbox.settling import Outcome

    office = open_office("smtp://127.0.0.1:1")
    office.put()
    (slow,) = office.claims.claim(office.now, live=True, most=1)
    office.claims.tidy(office.now + timedelta(seconds=301))
    office.now += timedelta(seconds=301)
    (quick,) = office.claims.claim(office.now, live=True, most=1)
    assert office.claims.hand_out(slow, office.now) is None
    assert not office.claims.settle(slow, Outcome("refused", "too late"), office.now)
    assert office.claims.settle(quick, Outcome("sent", "250 ok"), office.now)
    assert office.letter().state == "sent"


def test_told_to_stop_a_worker_finishes_the_letter_in_hand_and_gives_the_others_back(
    open_office: OpenOffice,
) -> None:
    with MailServer() as server:
        office = open_office(server.url)
        office.put_many(5)
        keep = server.keep

        def keep_and_stop(sender: str, to: str, body: bytes) -> None:
            keep(sender, to, body)
            office.stopped = True

        server.keep = keep_and_stop  # type: ignore[method-assign]
        office.run()
    assert office.states() == {"sent": 1, "waiting": 4}
    assert sum(letter.attempts for letter in office.letters.of_trip(office.trip)) == 1


def test_a_live_letter_waits_for_a_worker_that_may_send(open_office: OpenOffice) -> None:
    office = open_office()
    office.put(live=True)
    office.put(2)
    office.run(DAY)
    assert [office.letter(n).state for n in (1, 2)] == ["waiting", "sent"]


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
