"""The operator's page and the metrics: behind a token, true to the outbox, and without anybody's name."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from prenotify.desk import Desk
from prenotify.outbox.letter import Letter, NewLetter
from prenotify.settings import Settings
from prenotify.web import create_app
from tests.web.conftest import TODAY
from tests.web.visit import Visitor

TOKEN = "a token of twenty letters and more"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, operator_token=TOKEN)


@pytest.fixture
def operator(app: Flask) -> Visitor:
    visitor = Visitor(app.test_client())
    visitor.fill("/operator", {"token": TOKEN})
    return visitor


def put(at: Desk, number: int = 1, **more: object) -> Letter:
    """A live letter to a desk that was due an hour ago."""
    trip = at.trips.create({"traveller": {"name": "Testa Beispielreiter"}}, TODAY)
    given: dict[str, object] = {
        "trip": trip.reference,
        "key": f"{trip.reference}/1/indonesia/imi-notice/filing/{number}",
        "reference": f"{trip.reference}-01-IMI",
        "kind": "filing",
        "form": "indonesia/imi-notice",
        "stay": 1,
        "desk": "indonesia/imi-notice",
        "sender": "letters@example.org",
        "to": "imi@example.org",
        "content": f"Message-ID: <{trip.reference}.{number}@example.org>\r\n\r\nx\r\n".encode(),
        "live": True,
        "due_at": TODAY - timedelta(hours=1),
    }
    (letter,) = at.sending.letters.put([NewLetter(**given | more)], TODAY)  # type: ignore[arg-type]
    return letter


def test_without_a_token_in_the_settings_there_is_no_such_page(settings: Settings, desk: Desk) -> None:
    tokenless = replace(settings, operator_token="")
    app = create_app(tokenless, replace(desk, settings=tokenless), clock=lambda: TODAY)
    stranger = Visitor(app.test_client())
    stranger.visit("/operator", status=404)
    assert stranger.client.get("/metrics").status_code == 404


def test_a_stranger_sees_a_question_for_the_token_and_nothing_else(stranger: Visitor, desk: Desk) -> None:
    letter = put(desk)
    page = stranger.visit("/operator").text
    assert "Token" in page
    assert letter.reference not in page


def test_a_wrong_token_opens_nothing(stranger: Visitor) -> None:
    page = stranger.refused("/operator", {"token": TOKEN + "!"})
    assert page.errors == ["This is not the token."]
    assert page.summary == {"This is not the token.": "#token"}
    assert "Letters by state" not in stranger.visit("/operator").text


def test_guessing_is_slowed_down(stranger: Visitor) -> None:
    answers = [stranger.send("/operator", {"token": str(n)}).status_code for n in range(40)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_who_has_shown_the_token_sees_what_is_overdue(operator: Visitor, desk: Desk) -> None:
    put(desk)
    assert "due for 60 minutes" in operator.visit("/operator").text


def test_a_letter_that_has_just_become_due_is_not_called_overdue(operator: Visitor, desk: Desk) -> None:
    put(desk, due_at=TODAY - timedelta(minutes=2))
    assert "No letter is overdue." in operator.visit("/operator").text


def test_the_page_names_no_traveller(operator: Visitor, desk: Desk) -> None:
    letter = put(desk, desk="traveller", to="testa.beispielreiter@example.org")
    desk.sending.letters.hold(letter.id, TODAY)
    page = operator.visit("/operator").text
    assert letter.reference in page
    assert "beispielreiter" not in page.lower()


def test_a_letter_can_be_held_and_let_go(operator: Visitor, desk: Desk) -> None:
    letter = put(desk)
    operator.press("/operator", f"/operator/letters/{letter.id}/hold")
    assert desk.sending.letters.get(letter.id).held
    operator.press("/operator", f"/operator/letters/{letter.id}/release")
    assert not desk.sending.letters.get(letter.id).held


def test_a_letter_that_waits_for_its_next_try_can_be_tried_at_once(operator: Visitor, desk: Desk) -> None:
    letter = put(desk)
    later = {"next_at": TODAY + timedelta(hours=5)}
    desk.sending.letters.change(letter.id, "held", TODAY, later)
    operator.press("/operator", f"/operator/letters/{letter.id}/hurry")
    assert desk.sending.letters.get(letter.id).next_at == TODAY


def test_a_letter_whose_day_has_not_come_is_not_hurried(operator: Visitor, desk: Desk) -> None:
    due = TODAY + timedelta(days=5)
    letter = put(desk, due_at=due)
    operator.press("/operator", f"/operator/letters/{letter.id}/hurry")
    assert desk.sending.letters.get(letter.id).next_at == due


def test_a_letter_that_has_moved_on_is_left_alone_and_said(operator: Visitor, desk: Desk) -> None:
    letter = put(desk)
    desk.sending.letters.cancel(letter.id, TODAY)
    leads_to = operator.press("/operator", f"/operator/letters/{letter.id}/hold")
    assert "late=1" in leads_to
    assert "nothing was changed" in operator.visit(leads_to).text
    assert desk.sending.letters.get(letter.id).state == "cancelled"


def test_a_stranger_can_stop_nothing(stranger: Visitor, desk: Desk) -> None:
    letter = put(desk)
    token = stranger.visit("/operator").values()["csrf_token"]
    answer = stranger.client.post(f"/operator/letters/{letter.id}/hold", data={"csrf_token": token})
    assert answer.status_code == 404
    assert not desk.sending.letters.get(letter.id).held


def test_after_signing_out_the_page_is_closed(operator: Visitor) -> None:
    operator.press("/operator", "/operator/out")
    assert "Letters by state" not in operator.visit("/operator").text


def test_metrics_want_the_token(stranger: Visitor) -> None:
    assert stranger.client.get("/metrics").status_code == 401
    wrong = {"Authorization": "Bearer no"}
    assert stranger.client.get("/metrics", headers=wrong).status_code == 401


def test_metrics_count_the_letters_and_the_oldest_that_is_due(stranger: Visitor, desk: Desk) -> None:
    put(desk)
    desk.sending.letters.hold(put(desk, 2).id, TODAY)
    told = stranger.client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert 'prenotify_letters{mode="live",state="waiting"} 2.0' in told
    assert 'prenotify_letters{mode="live",state="refused"} 0.0' in told
    assert "prenotify_oldest_due_letter_seconds 3600.0" in told
    assert "prenotify_letters_held 1.0" in told


def test_the_session_of_another_token_counts_no_more(operator: Visitor, app: Flask, desk: Desk) -> None:
    changed = replace(desk, settings=replace(desk.settings, operator_token="another token, as long as that"))
    app.extensions["prenotify"] = replace(app.extensions["prenotify"], desk=changed)
    assert "Letters by state" not in operator.visit("/operator").text


def test_rules_that_nobody_has_checked_for_a_year_are_named(app: Flask, operator: Visitor) -> None:
    assert "Rules that nobody" not in operator.visit("/operator").text
    later = TODAY.replace(year=TODAY.year + 2)
    app.extensions["prenotify"] = replace(app.extensions["prenotify"], clock=lambda: later)
    assert "indonesia/imi-notice" in operator.visit("/operator").text.partition("Rules that nobody")[2][:400]
