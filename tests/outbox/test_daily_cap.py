"""How many letters a recipient gets on one of its days, whoever sends them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from prenotify.outbox.letter import TRAVELLER
from prenotify.outbox.settling import Outcome
from tests.outbox.conftest import OpenOffice
from tests.outbox.mail_server import MailServer
from tests.outbox.post_office import NOON

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Midnight in Jakarta, where the letters' reader is.
MIDNIGHT = datetime.fromisoformat("2026-11-23T00:00:00+07:00")


def test_letters_past_the_days_cap_wait_for_the_recipients_next_day_and_say_so(
    open_office: OpenOffice,
) -> None:
    with MailServer() as server:
        office = open_office(server.url, daily_cap=3)
        office.put_many(5)
        office.put(6, desk="japan/jaf-verification")
        office.put(7, desk=TRAVELLER)
        office.run()
        assert office.states() == {"sent": 5, "waiting": 2}
        waits = office.letter(5)
        # 22 November, noon in UTC, is 19:00 in Jakarta.
        assert waits.next_at == waits.due_at == datetime.fromisoformat("2026-11-23T00:00:00+07:00")
        assert office.events(5)[-1] == "day is full"
        office.run(HOUR)
        assert len(server.messages) == 5
        office.run(4 * HOUR)
    assert office.states() == {"sent": 7}


def test_a_letter_that_did_not_leave_does_not_fill_the_day(open_office: OpenOffice) -> None:
    with MailServer("450 at RCPT", times=3) as server:
        office = open_office(server.url, daily_cap=1)
        office.put()
        for _run in range(4):
            office.run(10 * MINUTE)
    assert office.letter().state == "sent"


def test_a_full_day_of_one_recipient_keeps_no_letter_to_another(open_office: OpenOffice) -> None:
    with MailServer() as server:
        office = open_office(server.url, daily_cap=1)
        office.put_many(70, due_at=NOON - HOUR)
        office.put(71, desk="japan/jaf-verification")
        assert office.run()
    assert office.states() == {"sent": 2, "waiting": 69}
    assert office.letter(71).state == "sent"


def test_a_letter_put_off_after_midnight_makes_no_room_on_the_new_day(open_office: OpenOffice) -> None:
    office = open_office("smtp://127.0.0.1:1", daily_cap=1)
    office.put(1)
    (before,) = office.claims.claim(MIDNIGHT - MINUTE, live=True, most=1)
    office.put(2)
    (after,) = office.claims.claim(MIDNIGHT, live=True, most=1)
    office.claims.settle(after, Outcome("sent", "250 ok"), MIDNIGHT)
    office.claims.settle(before, Outcome("put off", "451 later"), MIDNIGHT)
    assert office.claims.claim(MIDNIGHT + HOUR, live=True, most=1) == []
    assert office.events(1)[-1] == "day is full"


def test_workers_that_race_keep_to_the_cap_together(open_office: OpenOffice) -> None:
    with MailServer("450 at RCPT", times=3) as server:
        workers = [open_office(server.url, daily_cap=33) for _ in range(3)]
        workers[0].put_many(150)
        with ThreadPoolExecutor(len(workers)) as racing:
            assert all(racing.map(lambda office: office.run(), workers))
        assert len(server.messages) <= 33
        for office in workers:
            office.now += HOUR
        with ThreadPoolExecutor(len(workers)) as racing:
            assert all(racing.map(lambda office: office.run(), workers))
    assert workers[0].states() == {"sent": 33, "waiting": 117}
    assert len(server.messages) == len(set(server.ids)) == 33
