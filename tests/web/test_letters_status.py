"""The page on a trip's letters: what became of each, one tap for an answer, and the letters that follow."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from prenotify.outbox.letter import Letter
from tests.builders import Data, a_stay, trip_data
from tests.desk.office import Office
from tests.web.live_site import STARTED, Clock
from tests.web.live_site import app as app
from tests.web.live_site import clock as clock
from tests.web.live_site import office as office
from tests.web.visit import Seen, Visitor

ID = a_stay("ID", "2027-06-10", "2027-06-20")
IN = a_stay("IN", "2027-03-10", "2027-03-20", answers={"customs_office": "Chennai"})


@pytest.fixture
def page(visitor: Visitor, office: Office) -> str:
    """The address of the page on the letters of a trip that *visitor* has begun."""
    trip = visitor.begin()
    office.reference = trip.rpartition("/")[2]
    return f"{trip}/letters"


def sent(office: Office, entered: Data | None = None) -> list[Letter]:
    return office.sent(entered or trip_data(ID), STARTED)


def next_step(text: str) -> str:
    return text.partition("Next: ")[2]


def token(seen: Seen) -> str:
    return seen.values()["csrf_token"]


def test_a_trip_without_letters_says_so_and_leads_to_the_plan(visitor: Visitor, page: str) -> None:
    seen = visitor.visit(page)
    assert "No letter of this trip has been confirmed yet." in seen.text
    assert "See the plan" in seen.links


def test_a_letter_that_left_is_accepted_and_not_received(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    text = visitor.visit(page).text
    assert "Accepted by the mail server" in text
    assert "only an answer can say that" in text
    assert letter.reference in text
    assert "You confirmed it" in text


def test_one_tap_notes_an_answer_of_today(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    action = f"{page}/{letter.id}/answer"
    answered = visitor.client.post(
        action, data={"csrf_token": token(visitor.visit(page)), "kind": "received"}
    )
    assert answered.status_code == 303
    (noted,) = office.desk.answering.answers.of(letter.id)
    assert (noted.kind, noted.day) == ("received", STARTED.date())
    seen = visitor.visit(answered.location.partition("#")[0])
    assert "We propose no more reminders about this letter." in seen.text
    assert "They have it" in seen.text


def test_an_answer_has_its_day_a_note_and_a_file(
    visitor: Visitor, page: str, office: Office, clock: Clock
) -> None:
    (letter,) = sent(office)
    clock.now += timedelta(days=3)
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, "PNG")
    typed = {
        "csrf_token": token(visitor.visit(page)),
        "kind": "letter in hand",
        "day-day": "2",
        "day-month": "12",
        "day-year": "2026",
        "note": "Ms Contoh, no. 77",
        "file": (io.BytesIO(picture.getvalue()), "letter.png"),
    }
    assert visitor.client.post(f"{page}/{letter.id}/answer", data=typed).status_code == 303
    seen = visitor.visit(page)
    assert "Ms Contoh, no. 77" in seen.text
    assert visitor.client.get(seen.links["The file that came with it"]).status_code == 200
    (noted,) = office.desk.answering.answers.of(letter.id)
    assert noted.day.isoformat() == "2026-12-02"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": ""}, "Choose what they said."),
        ({"kind": "yes"}, "Choose what they said."),
        (
            {"kind": "received", "day-day": "31", "day-month": "2", "day-year": "2026"},
            "is not a day of that month",
        ),
        ({"kind": "received", "day-day": "3", "day-month": "12", "day-year": "2026"}, "lies ahead"),
        ({"kind": "received", "file": (io.BytesIO(b"<html>"), "letter.pdf")}, "to put right"),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_changes(
    visitor: Visitor, page: str, office: Office, typed: Data, words: str
) -> None:
    (letter,) = sent(office)
    data = {"csrf_token": token(visitor.visit(page)), **typed}
    action = f"{page}/{letter.id}/answer"
    seen = visitor.look(action, visitor.client.post(action, data=data), 422)
    assert words in seen.text
    assert office.desk.answering.answers.of(letter.id) == ()


def test_a_refused_answer_stands_open_with_all_that_was_typed(
    visitor: Visitor, page: str, office: Office
) -> None:
    (letter,) = sent(office)
    when = {"day-day": "3", "day-month": "12", "day-year": "2026"}
    typed = {"kind": "more papers", **when, "note": "Ms Contoh, no. 77"}
    action = f"{page}/{letter.id}/answer"
    answered = visitor.client.post(action, data={"csrf_token": token(visitor.visit(page)), **typed})
    seen = visitor.look(action, answered, 422)
    assert list(seen.summary.values()) == [f"#answer-{letter.id}"]
    form = seen.by_id(f"answer-{letter.id}")
    assert form is not None
    assert "open" in form.attributes
    values = seen.values()
    assert {name: values[name] for name in typed} == typed


def test_an_answer_noted_by_mistake_can_be_removed(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    noted = office.desk.answering.answer(letter, "refused", STARTED.date(), STARTED)
    visitor.press(page, f"{page}/{letter.id}/answers/{noted.id}/remove")
    assert office.desk.answering.answers.of(letter.id) == ()


def test_a_changed_trip_shows_what_is_untrue_and_one_click_puts_it_right(
    visitor: Visitor, page: str, office: Office
) -> None:
    (letter,) = sent(office)
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    text = visitor.visit(page).text
    assert "No longer true" in text
    assert next_step(text).startswith("Put it right")
    assert "Registration number (plate): M-XX 0001 → M-XX 0002" in text
    draft = f"{page}/{letter.id}/amend"
    shown = visitor.visit(draft)
    assert "AMENDMENT: CPD notice Indonesia" in shown.text
    assert "M-XX 0001 → M-XX 0002" in shown.text
    assert visitor.fill(draft, {}).startswith(page)
    assert office.states() == [("filing", "sent"), ("amendment", "waiting")]
    assert "No longer true" not in visitor.visit(page).text


def test_a_stay_that_was_taken_out_is_withdrawn(visitor: Visitor, page: str, office: Office) -> None:
    letters = sent(office, trip_data(IN, ID))
    office.keep(trip_data(IN))
    assert "The stay it is about is not part of your trip any more." in visitor.visit(page).text
    indonesia = next(letter for letter in letters if letter.form == "indonesia/imi-notice")
    visitor.fill(f"{page}/{indonesia.id}/amend", {})
    assert ("withdrawal", "waiting") in office.states()


def test_a_waiting_letter_of_a_stay_that_is_gone_is_cancelled(
    visitor: Visitor, page: str, office: Office
) -> None:
    office.keep(trip_data(IN, ID))
    letters = office.submit(STARTED)
    office.keep(trip_data(IN))
    indonesia = next(letter for letter in letters if letter.form == "indonesia/imi-notice")
    text = visitor.visit(page).text
    assert "Cancel it, and nobody needs to be told." in text
    assert next_step(text).startswith("Cancel it")
    visitor.press(page, f"{page}/{indonesia.id}/cancel")
    assert ("filing", "cancelled") in office.states()


def test_a_letter_that_has_left_is_not_cancelled(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    action = f"{page}/{letter.id}/cancel"
    data = {"csrf_token": token(visitor.visit(page))}
    assert "too late for that" in visitor.look(action, visitor.client.post(action, data=data), 409).text


def test_after_silence_the_reminder_is_one_button_away(
    visitor: Visitor, page: str, office: Office, clock: Clock
) -> None:
    (letter,) = sent(office)
    assert "we propose a reminder" not in visitor.visit(page).text
    clock.now += timedelta(days=2)
    assert "If nobody answers, we propose a reminder on" in visitor.visit(page).text
    clock.now += timedelta(days=6)
    assert "Ask them again?" in visitor.visit(page).text
    visitor.fill(f"{page}/{letter.id}/remind", {})
    assert office.states() == [("filing", "sent"), ("reminder", "waiting")]


def test_a_draft_that_was_not_shown_is_not_sent(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    action = f"{page}/{letter.id}/remind"
    data = {"csrf_token": token(visitor.visit(page)), "token": "forged.token"}
    assert "cannot tell which" in visitor.look(action, visitor.client.post(action, data=data), 409).text
    assert office.states() == [("filing", "sent")]


def test_another_browser_sees_none_of_it(stranger: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    for path in (page, f"{page}/{letter.id}.eml", f"{page}/{letter.id}/amend", f"{page}/{letter.id}/remind"):
        assert stranger.client.get(path).status_code == 404


def test_a_letter_of_another_trip_is_not_found(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    other = f"{visitor.begin()}/letters"
    assert visitor.client.get(f"{other}/{letter.id}.eml").status_code == 404
    assert visitor.client.get(f"{page}/{letter.id}.eml").data == office.desk.sending.letters.content(
        letter.id
    )


def test_a_link_in_a_mail_shows_buttons_and_only_a_button_notes_an_answer(
    stranger: Visitor, page: str, office: Office
) -> None:
    (letter,) = sent(office)
    link = f"/answers/{office.desk.answering.token_for(letter)}"
    seen = stranger.visit(link)
    assert "Testa" not in seen.html
    assert office.desk.answering.answers.of(letter.id) == ()
    done = stranger.client.post(link, data={"csrf_token": token(seen), "kind": "letter in hand"})
    assert done.status_code == 303
    noted = stranger.visit(done.location)
    assert "Noted Tuesday 1 December 2026: Done." in noted.text
    assert "Testa" not in noted.html
    assert [answer.kind for answer in office.desk.answering.answers.of(letter.id)] == ["letter in hand"]


def test_a_forged_link_leads_nowhere(stranger: Visitor, page: str, office: Office) -> None:
    (letter,) = sent(office)
    assert stranger.client.get(f"/answers/{letter.id}-{'0' * 32}").status_code == 404


def test_the_overview_leads_here_once_there_are_letters(visitor: Visitor, page: str, office: Office) -> None:
    trip = page.removesuffix("/letters")
    office.keep(trip_data(ID))
    assert page not in visitor.visit(f"{trip}/").links.values()
    sent(office)
    assert page in visitor.visit(f"{trip}/").links.values()


def plan_page(page: str) -> str:
    return page.removesuffix("/letters") + "/plan"


def test_the_plan_says_of_a_filing_what_became_of_its_letter(
    visitor: Visitor, page: str, office: Office
) -> None:
    (letter,) = sent(office)
    seen = visitor.visit(plan_page(page))
    assert "Your letter: Accepted by the mail server" in seen.text
    assert f"{page}#letter-{letter.id}" in seen.links.values()
    assert "Check and send" not in seen.text


def test_the_plan_says_first_which_letter_is_no_longer_true_and_why(
    visitor: Visitor, page: str, office: Office
) -> None:
    sent(office)
    office.keep(trip_data(a_stay("ID", "2027-06-12", "2027-06-20")), STARTED)
    seen = visitor.visit(plan_page(page))
    assert "Do this first" in seen.text
    assert seen.links["See what is no longer true"] == f"{plan_page(page)}#untrue"
    assert "10 June 2027 → 12 June 2027" in seen.text


def test_a_plan_whose_letters_are_true_says_nothing_of_the_kind(
    visitor: Visitor, page: str, office: Office
) -> None:
    sent(office)
    assert "No longer true" not in visitor.visit(plan_page(page)).text
