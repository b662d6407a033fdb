"""What a border pack proves: that a letter left, and what was answered; nothing that did not happen."""

from datetime import timedelta

import pytest

from prenotify.domain.plan import Plan
from prenotify.domain.proof import Proof
from tests.builders import a_stay, trip_data
from tests.desk.office import NOW, Office
from tests.documents.paper import pages
from tests.needs import needs

DAY = timedelta(1)
ENTERED = trip_data(a_stay("ID"))


def plan_of(office: Office) -> Plan:
    return office.desk.plan(office.trip, NOW.date())


def proofs(office: Office) -> tuple[Proof, ...]:
    return office.desk.proving.proofs(plan_of(office), office.reference)


def test_a_letter_that_was_accepted_is_proved(office: Office) -> None:
    (letter,) = office.sent(ENTERED)
    (proof,) = proofs(office)
    assert (proof.letter, proof.to, proof.message_id) == (letter.reference, letter.to, letter.message_id)
    assert (proof.accepted_at, proof.answer) == (NOW, None)
    assert letter.reference in proof.subject


def test_a_letter_that_waits_is_not(office: Office) -> None:
    office.keep(ENTERED)
    office.submit()
    assert proofs(office) == ()


def test_a_letter_that_came_back_is_not(office: Office) -> None:
    (letter,) = office.sent(ENTERED)
    office.desk.sending.letters.bounced(letter.id, "550 no such mailbox", NOW)
    assert proofs(office) == ()


def test_a_rehearsed_letter_is_not(rehearsal: Office) -> None:
    rehearsal.sent(ENTERED)
    assert next(rehearsal.letters()).state == "sent"
    assert proofs(rehearsal) == ()


def test_the_last_answer_stands_in_it_even_if_it_came_to_a_reminder(office: Office) -> None:
    (letter,) = office.sent(ENTERED)
    draft = office.desk.drafting.remind(letter, NOW + DAY)
    reminder = office.desk.drafting.put(draft, NOW + DAY)
    office.desk.answering.answer(letter, "received", NOW.date(), NOW)
    office.desk.answering.answer(reminder, "letter in hand", (NOW + DAY).date(), NOW + DAY)
    (proof,) = proofs(office)
    assert (proof.answer, proof.answered_on) == ("letter in hand", (NOW + DAY).date())
    assert proof.message_id == letter.message_id


def test_of_an_amended_letter_the_amendment_counts_once_it_has_left(office: Office) -> None:
    (letter,) = office.sent(ENTERED)
    office.keep(trip_data(a_stay("ID"), vehicle={"plate": "B-NEW 1"}), NOW + DAY)
    amendment = office.desk.drafting.put(office.draft(NOW + DAY), NOW + DAY)
    (waiting,) = proofs(office)
    assert waiting.message_id == letter.message_id
    office.send(NOW + DAY)
    (left,) = proofs(office)
    assert (left.letter, left.message_id) == (letter.reference, amendment.message_id)


@needs("pdftotext")
@pytest.mark.parametrize("has_left", [True, False])
def test_the_pack_of_a_stored_trip_shows_it(office: Office, has_left: bool) -> None:
    office.keep(ENTERED)
    office.submit()
    if has_left:
        office.send()
    papers = office.desk.papers(office.reference)
    document = office.desk.document(plan_of(office), office.reference, "border-pack.pdf", papers)
    assert document
    assert ("Proof of sending" in "".join(pages(document.content))) is has_left
