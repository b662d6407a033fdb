"""Answers are kept with their letter, sealed, once, and go with it."""

from datetime import date

import pytest

from prenotify.outbox.answers import MOST_OF_A_LETTER, AnswerStore, TooManyAnswers
from prenotify.outbox.letters import NoSuchLetter
from prenotify.outbox.notes import Notes
from prenotify.outbox.store import TripStore
from prenotify.outbox.tables import answers
from tests.outbox.posted import NOW, Office

DAY = date(2026, 12, 2)


@pytest.fixture
def office(store: TripStore) -> Office:
    return Office(store)


@pytest.fixture
def kept(store: TripStore) -> AnswerStore:
    return AnswerStore(store.engine, store.seal)


def test_an_answer_comes_back_as_it_was_noted(office: Office, kept: AnswerStore) -> None:
    letter = office.sent()
    added = kept.add(letter.id, "more papers", DAY, NOW, "Ms Contoh wants the visa", "abc")
    assert kept.of(letter.id) == (added,)
    assert (added.kind, added.day, added.note, added.file) == (
        "more papers",
        DAY,
        "Ms Contoh wants the visa",
        "abc",
    )
    assert added.at == NOW


def test_the_same_answer_tapped_twice_is_kept_once(office: Office, kept: AnswerStore) -> None:
    letter = office.sent()
    assert kept.add(letter.id, "received", DAY, NOW) == kept.add(letter.id, "received", DAY, NOW)
    assert len(kept.of(letter.id)) == 1


def test_two_answers_stand_in_their_order(office: Office, kept: AnswerStore) -> None:
    letter = office.sent()
    kept.add(letter.id, "received", DAY, NOW)
    kept.add(letter.id, "letter in hand", DAY, NOW)
    assert [answer.kind for answer in kept.of(letter.id)] == ["received", "letter in hand"]


def test_an_answer_noted_by_mistake_can_be_taken_back(office: Office, kept: AnswerStore) -> None:
    letter = office.sent()
    added = kept.add(letter.id, "refused", DAY, NOW)
    assert kept.remove(letter.id, added.id)
    assert not kept.remove(letter.id, added.id)
    assert kept.of(letter.id) == ()


def test_no_note_can_be_read_in_the_table(office: Office, kept: AnswerStore, store: TripStore) -> None:
    kept.add(office.sent().id, "received", DAY, NOW, "Ms Contoh")
    with store.engine.connect() as connection:
        (row,) = connection.execute(answers.select()).all()
    assert b"Contoh" not in bytes(row.sealed)


def test_an_answer_to_no_letter_is_refused(office: Office, kept: AnswerStore) -> None:
    with pytest.raises(NoSuchLetter):
        kept.add(4711, "received", DAY, NOW)


def test_a_letter_has_no_end_of_answers_but_a_limit(office: Office, kept: AnswerStore) -> None:
    letter = office.sent()
    for number in range(MOST_OF_A_LETTER):
        kept.add(letter.id, "received", DAY, NOW, str(number))
    with pytest.raises(TooManyAnswers):
        kept.add(letter.id, "received", DAY, NOW, "one more")


def test_answers_go_with_their_trip(office: Office, kept: AnswerStore, store: TripStore) -> None:
    letter = office.sent()
    kept.add(letter.id, "received", DAY, NOW)
    store.delete(office.trip)
    assert kept.of(letter.id) == ()


def test_a_note_in_the_log_needs_a_letter(store: TripStore) -> None:
    with pytest.raises(NoSuchLetter):
        Notes(store.engine, store.seal).add(4711, "reply", NOW)
