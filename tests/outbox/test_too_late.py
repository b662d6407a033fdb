"""Letters whose last deadline passes while they wait, and those that are held."""

from tests.outbox.conftest import OpenOffice
from tests.outbox.mail_server import MailServer, nobody_listening
from tests.outbox.post_office import NOON
from tests.outbox.times import DAY, HOUR, MINUTE


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
