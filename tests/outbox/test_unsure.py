"""When nobody knows whether a letter left: it is repeated once, and then no more."""

import pytest

from tests.outbox.conftest import OpenOffice
from tests.outbox.mail_server import MailServer
from tests.outbox.post_office import NOON
from tests.outbox.times import DAY, HOUR, MINUTE

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
