"""A failure that names a letter and its recipient changes it; all else is noted or ignored, with a word."""

from dataclasses import replace

import pytest

from prenotify.outbox.letter import Letter
from prenotify.outbox.store import TripStore
from tests.outbox.posted import DESK, MESSAGE_ID, NOW, REFERENCE, Office
from tests.outbox.test_bounces import FAILED, sample


@pytest.fixture
def office(store: TripStore) -> Office:
    return Office(store)


def now(office: Office, letter: Letter) -> Letter:
    return office.letters.get(letter.id)


@pytest.mark.parametrize("name", FAILED)
def test_a_failure_makes_its_letter_refused_with_the_servers_words(office: Office, name: str) -> None:
    letter = office.sent()
    heard = office.returns.take(sample(name), NOW)
    assert (heard.made, heard.letter) == ("refused", now(office, letter))
    found = now(office, letter)
    assert found.state == "refused"
    assert found.error
    assert FAILED[name][1] in found.error
    assert office.events(letter)[-1] == "bounced"


def test_a_failure_that_comes_twice_counts_once(office: Office) -> None:
    letter = office.sent()
    office.returns.take(sample("postfix-failed"), NOW)
    assert office.returns.take(sample("gmail-failed"), NOW).made == "ignored"
    assert office.events(letter).count("bounced") == 1


def test_a_delay_is_noted_and_changes_nothing(office: Office) -> None:
    letter = office.sent()
    assert office.returns.take(sample("postfix-delayed"), NOW).made == "noted"
    assert now(office, letter) == letter
    line = office.letters.log(letter.id)[-1]
    assert (line.event, line.said) == (
        "delayed",
        "connect to mail.example.org[192.0.2.25]:25: Connection timed out",
    )


@pytest.mark.parametrize("name", ["exchange-out-of-office", "vacation", "autoreply-of-old", "read-receipt"])
def test_a_machines_reply_is_noted_as_one_and_is_no_answer(office: Office, name: str) -> None:
    letter = office.sent()
    assert office.returns.take(sample(name), NOW).made == "noted"
    assert now(office, letter) == letter
    assert office.events(letter)[-1] == "auto-reply"


def test_a_reply_is_noted_with_where_it_came_from(office: Office) -> None:
    letter = office.sent()
    office.returns.take(sample("reply"), NOW)
    assert now(office, letter) == letter
    line = office.letters.log(letter.id)[-1]
    assert (line.event, line.said) == ("reply", "from another address than the letter went to")


def test_a_reply_from_the_desk_says_so(office: Office) -> None:
    letter = office.sent()
    office.returns.take(sample("reply").replace(b"officer@example.net", DESK.encode()), NOW)
    assert office.letters.log(letter.id)[-1].said == "from the address the letter went to"


def test_the_same_note_twice_is_one_line(office: Office) -> None:
    letter = office.sent()
    for _time in range(2):
        office.returns.take(sample("reply"), NOW)
    assert office.events(letter).count("reply") == 1


def test_a_failure_that_claims_a_letter_by_its_reference_alone_changes_nothing(office: Office) -> None:
    letter = office.sent()
    forged = sample("qmail-failed").replace(MESSAGE_ID.encode(), b"<another@example.com>")
    forged = forged.replace(b"failure notice", f"failure notice {REFERENCE}".encode())
    assert office.returns.take(forged, NOW).made == "ignored"
    assert now(office, letter) == letter


def test_a_reply_that_claims_anothers_reference_is_noted_at_most(office: Office) -> None:
    letter, other = office.sent(), office.sent("<another@example.org>", "7F3K9QX2M4TB-02-DLT")
    office.returns.take(sample("reply-by-reference").replace(b"01-IMI", b"02-DLT"), NOW)
    assert (now(office, letter), now(office, other)) == (letter, other)
    assert "reply" not in office.events(letter)


def test_a_failure_at_another_address_is_noted_and_the_letter_stays_sent(office: Office) -> None:
    letter = office.sent(to="somebody.else@example.org")
    assert office.returns.take(sample("postfix-failed"), NOW).made == "noted"
    assert now(office, letter) == letter
    line = office.letters.log(letter.id)[-1]
    assert line.event == "failed elsewhere"
    assert line.said
    assert line.said.startswith("desk@example.org: 550 5.1.1")


def test_the_recipients_address_counts_however_it_is_capitalised(office: Office) -> None:
    letter = office.sent(to="Desk@Example.ORG")
    office.returns.take(sample("postfix-failed"), NOW)
    assert now(office, letter).state == "refused"


def test_a_failure_of_a_letter_that_has_not_left_is_ignored(office: Office) -> None:
    letter = office.put()
    assert office.returns.take(sample("postfix-failed"), NOW).made == "ignored"
    assert now(office, letter) == letter


@pytest.mark.parametrize("name", ["postfix-failed", "reply", "reply-by-reference", "vacation"])
def test_what_is_about_no_letter_of_ours_is_ignored_with_a_word(office: Office, name: str) -> None:
    heard = office.returns.take(sample(name), NOW)
    assert (heard.made, heard.letter) == ("ignored", None)
    assert "no letter of ours" in heard.why


@pytest.mark.parametrize("noise", [b"", b"\0" * 100, sample("spam")])
def test_noise_is_ignored_with_a_word(office: Office, noise: bytes) -> None:
    letter = office.sent()
    heard = office.returns.take(noise, NOW)
    assert heard.made == "ignored"
    assert heard.why
    assert now(office, letter) == letter


def test_nothing_a_person_wrote_stands_in_the_words_for_the_log(office: Office) -> None:
    office.sent()
    for name in (*FAILED, "reply", "vacation", "spam"):
        why = replace(office.returns.take(sample(name), NOW), letter=None).why
        assert "@" not in why
