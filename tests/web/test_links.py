"""Back to a trip from another browser: by a link in a mail, by its button, once."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from prenotify.desk import Desk
from prenotify.outbox.links import LIFETIME, MOST_AN_HOUR
from prenotify.settings import Settings
from prenotify.web import create_app
from prenotify.web.visitor import client
from tests.web.conftest import TODAY
from tests.web.visit import Seen, Visitor

ADDRESS = "testa.beispielreiter@example.org"


class Watch:
    """A clock that can be put forward."""

    now = TODAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(settings: Settings, desk: Desk, watch: Watch) -> Flask:
    app = create_app(settings, desk, clock=watch)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


def mails(desk: Desk) -> list[EmailMessage]:
    """All mail to travellers, oldest first."""
    letters = desk.sending.letters
    found = [letters.content(one.id) for one in letters.all(travellers_too=True) if one.to_traveller]
    return [message_from_bytes(content, _class=EmailMessage, policy=default) for content in found]


def links_in(mail: EmailMessage) -> list[str]:
    return re.findall(r"http://localhost:8000(/links/\S+)", mail.get_content())


def ask(visitor: Visitor, trip: str) -> Seen:
    return visitor.visit(visitor.fill(f"{trip}/link", {}))


def a_link(visitor: Visitor, trip: str, desk: Desk) -> str:
    ask(visitor, trip)
    (link,) = links_in(mails(desk)[-1])
    return link


def find(visitor: Visitor, address: str) -> TestResponse:
    response = visitor.send("/find", {"email": address})
    response.close()  # only now is the answer complete, and the mail written
    return response


def test_a_mailed_link_opens_the_trip_in_another_browser(
    visitor: Visitor, stranger: Visitor, trip: str, desk: Desk
) -> None:
    stranger.visit(f"{trip}/", 404)
    assert stranger.fill(a_link(visitor, trip, desk), {}) == f"{trip}/"
    assert stranger.trip_file(trip) == visitor.trip_file(trip)


def test_it_confirms_the_address(visitor: Visitor, stranger: Visitor, trip: str, desk: Desk) -> None:
    reference = trip.rpartition("/")[2]
    link = a_link(visitor, trip, desk)
    assert desk.trips.confirmed_mailbox(reference) is None
    stranger.fill(link, {})
    assert desk.trips.confirmed_mailbox(reference) == desk.trips.digest.mailbox(ADDRESS)


def test_the_mail_goes_to_the_trip_s_own_address_and_says_what_it_is(
    visitor: Visitor, trip: str, desk: Desk
) -> None:
    ask(visitor, trip)
    (mail,) = mails(desk)
    assert mail["To"] == ADDRESS
    assert mail["Subject"] == "Your link back to your trip"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert trip.rpartition("/")[2] in text
    assert "If it was not you, do nothing" in text
    assert "Beispielreiter" not in text


def test_it_speaks_the_reader_s_language(visitor: Visitor, trip: str, desk: Desk) -> None:
    visitor.client.get("/?lang=de")
    ask(visitor, trip)
    # Country names come from CLDR, whether or not the sentences are translated yet.
    assert "Indien" in mails(desk)[-1].get_content()


def test_a_program_that_opens_every_link_does_not_spend_it(
    visitor: Visitor, stranger: Visitor, app: Flask, trip: str, desk: Desk
) -> None:
    link = a_link(visitor, trip, desk)
    scanner = Visitor(app.test_client())
    for _look in range(3):
        assert scanner.visit(link).heading == "Open your trip here?"
        scanner.client.head(link)
    scanner.visit(f"{trip}/", 404)
    assert stranger.fill(link, {}) == f"{trip}/"


def gone(visitor: Visitor, link: str) -> Seen:
    """What somebody sees who opens a link that is no good, and who presses the button all the same."""
    token = visitor.visit("/find").values()["csrf_token"]
    pressed = visitor.look(link, visitor.client.post(link, data={"csrf_token": token}), 410)
    opened = visitor.visit(link, 410)
    assert opened.heading == pressed.heading
    assert opened.links["Ask for a new link"] == "/find"
    return opened


def test_a_spent_link_says_so_and_leads_on(
    visitor: Visitor, stranger: Visitor, app: Flask, trip: str, desk: Desk
) -> None:
    link = a_link(visitor, trip, desk)
    stranger.fill(link, {})
    third = Visitor(app.test_client())
    assert gone(third, link).heading == "This link was used already"
    third.visit(f"{trip}/", 404)
    assert stranger.visit(link, 410).links["Open the trip"] == f"{trip}/"


def test_the_button_pressed_twice_is_no_trouble(
    visitor: Visitor, stranger: Visitor, trip: str, desk: Desk
) -> None:
    link = a_link(visitor, trip, desk)
    token = stranger.visit(link).values()["csrf_token"]
    for _press in range(2):
        response = stranger.client.post(link, data={"csrf_token": token})
        assert (response.status_code, response.location) == (303, f"{trip}/")


def test_an_expired_link_says_so_and_leads_on(
    visitor: Visitor, stranger: Visitor, trip: str, desk: Desk, watch: Watch
) -> None:
    link = a_link(visitor, trip, desk)
    watch.now += LIFETIME
    assert gone(stranger, link).heading == "This link has expired"
    stranger.visit(f"{trip}/", 404)


def test_a_newer_link_voids_the_older(
    visitor: Visitor, stranger: Visitor, trip: str, desk: Desk, watch: Watch
) -> None:
    older = a_link(visitor, trip, desk)
    watch.now += timedelta(minutes=1)
    newer = a_link(visitor, trip, desk)
    assert gone(stranger, older).heading == "A newer link has taken its place"
    assert stranger.fill(newer, {}) == f"{trip}/"


def test_a_link_to_a_mistyped_address_is_void_once_it_is_put_right(
    visitor: Visitor, stranger: Visitor, trip: str, desk: Desk
) -> None:
    link = a_link(visitor, trip, desk)
    visitor.fill(f"{trip}/traveller", {"email": "testa@example.org"})
    assert gone(stranger, link).heading == "A newer link has taken its place"


def test_a_forged_link_leads_nowhere_and_on(stranger: Visitor) -> None:
    page = stranger.visit("/links/" + "A" * 43, 404)
    assert page.heading == "This link leads nowhere"
    assert page.links["Ask for a new link"] == "/find"


def test_the_link_of_an_erased_trip_leads_nowhere(
    visitor: Visitor, stranger: Visitor, trip: str, desk: Desk
) -> None:
    link = a_link(visitor, trip, desk)
    visitor.fill(f"{trip}/erase", {})
    assert stranger.visit(link, 404).heading == "This link leads nowhere"
    assert mails(desk) == []


def test_a_link_s_button_without_a_session_spends_nothing(
    visitor: Visitor, stranger: Visitor, trip: str, desk: Desk
) -> None:
    link = a_link(visitor, trip, desk)
    page = stranger.look(link, stranger.client.post(link, data={"csrf_token": "yesterday's"}), 400)
    assert page.heading == "Please try that once more"
    assert stranger.fill(link, {}) == f"{trip}/"


def test_the_page_tells_no_other_site_its_address(visitor: Visitor, trip: str, desk: Desk) -> None:
    response = visitor.client.get(a_link(visitor, trip, desk))
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"


def test_in_rehearsal_the_page_says_that_no_mail_leaves(visitor: Visitor, trip: str) -> None:
    assert "This site is in rehearsal: no mail leaves" in visitor.visit(f"{trip}/link").text
    assert "This site is in rehearsal: no mail leaves" in ask(visitor, trip).text


def test_a_trip_without_an_address_says_what_to_do_first(visitor: Visitor, blank: str, desk: Desk) -> None:
    page = visitor.visit(f"{blank}/link")
    assert page.links["Enter your e-mail address"].startswith(f"{blank}/traveller")
    token = visitor.visit(f"{blank}/traveller").values()["csrf_token"]
    visitor.look("link", visitor.client.post(f"{blank}/link", data={"csrf_token": token}), 422)
    assert mails(desk) == []


def test_so_many_links_an_hour_and_the_page_says_so(
    visitor: Visitor, trip: str, desk: Desk, watch: Watch
) -> None:
    for _mail in range(MOST_AN_HOUR):
        ask(visitor, trip)
        watch.now += timedelta(minutes=1)
    assert "Enough links for this hour" in visitor.refused(f"{trip}/link", {}, 429).text
    assert len(mails(desk)) == MOST_AN_HOUR
    watch.now += timedelta(hours=1)
    ask(visitor, trip)


def test_one_address_has_several_trips_in_one_mail(
    visitor: Visitor, stranger: Visitor, desk: Desk, watch: Watch
) -> None:
    trips = {visitor.sample(), visitor.sample()}
    find(stranger, ADDRESS.upper())
    (mail,) = mails(desk)
    assert mail["Subject"] == "Your links back to your trips"
    assert {stranger.fill(link, {}).rstrip("/") for link in links_in(mail)} == trips


def test_whether_there_are_trips_the_page_does_not_say(
    visitor: Visitor, stranger: Visitor, desk: Desk
) -> None:
    visitor.sample()
    there, not_there = find(stranger, ADDRESS), find(stranger, "nobody@example.org")
    assert (there.status_code, there.location) == (not_there.status_code, not_there.location)
    assert there.location == "/find?asked=1"
    assert there.text == not_there.text
    assert len(mails(desk)) == 1
    assert (
        "We do not say" in stranger.visit(there.location).text
        or "rehearsal" in stranger.visit(there.location).text
    )


def test_the_search_begins_once_the_answer_has_left(visitor: Visitor, stranger: Visitor, desk: Desk) -> None:
    visitor.sample()
    response = stranger.send("/find", {"email": ADDRESS})
    assert response.status_code == 303
    assert mails(desk) == []
    response.close()
    assert len(mails(desk)) == 1


def test_a_search_that_fails_afterwards_is_logged_without_a_value(
    visitor: Visitor,
    stranger: Visitor,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError(ADDRESS)

    monkeypatch.setattr("prenotify.desk.coming_back.ComingBack.send_links_to", broken)
    find(stranger, ADDRESS)
    assert "RuntimeError" in caplog.text
    assert ADDRESS not in caplog.text


def test_an_address_is_in_no_address_title_or_log(
    visitor: Visitor, stranger: Visitor, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor.sample()
    response = find(stranger, ADDRESS)
    assert "@" not in response.location
    assert "beispielreiter" not in caplog.text.casefold()
    assert "beispielreiter" not in stranger.visit(response.location).html.casefold()


@pytest.mark.parametrize(("typed", "words"), [("", "Enter the e-mail address"), ("testa", "mail address")])
def test_what_is_no_address_is_asked_for_again(stranger: Visitor, typed: str, words: str) -> None:
    page = stranger.refused("/find", {"email": typed})
    assert words in page.errors[0]
    assert page.title.startswith("Error: ")
    assert page.values()["email"] == typed


def test_so_many_mails_to_an_address_an_hour_and_strangers_cannot_tell(
    visitor: Visitor, stranger: Visitor, desk: Desk, watch: Watch
) -> None:
    visitor.sample()
    answers = set()
    for _ask in range(MOST_AN_HOUR + 2):
        response = find(stranger, ADDRESS)
        answers.add((response.status_code, response.location))
        watch.now += timedelta(minutes=1)
    assert len(answers) == 1
    assert len(mails(desk)) == MOST_AN_HOUR
    visitor.sample()  # which no link went to so far
    find(stranger, ADDRESS)
    assert len(mails(desk)) == MOST_AN_HOUR


def test_one_who_asks_and_asks_is_told_to_wait(stranger: Visitor, watch: Watch) -> None:
    for _ask in range(20):
        assert find(stranger, "nobody@example.org").status_code == 303
    page = stranger.look("/find", find(stranger, "nobody@example.org"), 429)
    assert page.heading == "Please try again in an hour"
    watch.now += timedelta(hours=1)
    assert find(stranger, "nobody@example.org").status_code == 303


CLIENTS = {
    "203.0.113.7": "203.0.113.7",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "": "",
}


@pytest.mark.parametrize(("seen", "counted"), CLIENTS.items())
def test_a_household_counts_once(app: Flask, seen: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": seen}):
        assert client() == counted


@pytest.mark.parametrize(("proxies", "counted"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "203.0.113.8")])
def test_only_our_own_proxies_say_for_whom_they_ask(
    settings: Settings, desk: Desk, proxies: int, counted: str
) -> None:
    app = create_app(replace(settings, proxies=proxies), desk)
    app.add_url_rule("/client", view_func=client)
    said = {"X-Forwarded-For": "203.0.113.7, 203.0.113.8, 203.0.113.9"}
    assert app.test_client().get("/client", headers=said).text == counted


LEADS: dict[str, Callable[[str], str]] = {
    "the start page": lambda _trip: "/",
    "the overview": lambda trip: f"{trip}/",
    "a page that is not there": lambda _trip: "/trips/000000000000/",
}


@pytest.mark.parametrize("where", LEADS.values(), ids=LEADS)
def test_there_is_a_way_to_it_from(visitor: Visitor, trip: str, where: Callable[[str], str]) -> None:
    path = where(trip)
    page = visitor.visit(path, 404 if "0000" in path else 200)
    assert {"/find", f"{trip}/link"} & set(page.links.values())


def test_live_mail_is_promised_only_where_it_leaves(settings: Settings, rules: Desk) -> None:
    live = replace(settings, live=True, smtp_url="smtp://127.0.0.1:1", mail_from="prenotify@example.org")
    desk = replace(rules, settings=live)
    visitor = Visitor(create_app(live, desk, clock=lambda: datetime(2026, 11, 21, tzinfo=UTC)).test_client())
    trip = visitor.sample()
    assert "A link is on its way" in ask(visitor, trip).text
    (mail,) = mails(desk)
    assert mail["From"] == "prenotify@example.org"
    desk.trips.close()
