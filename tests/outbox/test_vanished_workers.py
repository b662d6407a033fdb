"""Workers that vanish, stop or are too slow lose no letter and double none unmarked."""

from datetime import timedelta

from tests.outbox.conftest import OpenOffice
from tests.outbox.mail_server import MailServer
from tests.outbox.times import DAY


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
