"""Strangers see nothing, scripts can do nothing, logs tell nothing."""

import logging
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from prenotify.desk import Desk
from prenotify.outbox.store import TripStore
from prenotify.settings import Settings
from prenotify.web import create_app
from tests.web.conftest import TODAY
from tests.web.visit import Visitor

PAPER = "01-india-adac-confirmation.pdf"
NAMES = {
    "documents.letter": "01-india-adac-confirmation.eml",
    "sending.page": "01-india-adac-confirmation",
}
SECRET = "Testa Beispielreiter, X00TEST01"
VALUES: dict[str, Any] = {"key": "traveller", "number": 1}


def private_paths(app: Flask, trip: str) -> dict[str, set[str]]:
    """The addresses that any trip has, with the methods they take; test_url_map.py walks them all."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if "reference" in rule.arguments and rule.arguments <= {"reference", "name", *VALUES}:
            values = {"reference": trip.rpartition("/")[2], **VALUES, "name": PAPER}
            if rule.endpoint in NAMES:
                values["name"] = NAMES[rule.endpoint]
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
            found.setdefault(path, set()).update((rule.methods or set()) & {"GET", "POST"})
    return found


def test_a_stranger_cannot_tell_a_trip_from_none(trip: str, stranger: Visitor) -> None:
    there, not_there = stranger.visit(f"{trip}/plan", 404), stranger.visit("/trips/000000000000/plan", 404)
    assert there.html == not_there.html
    assert "beispielreiter" not in there.html.casefold()


def test_a_stranger_s_own_trips_do_not_help(trip: str, stranger: Visitor) -> None:
    stranger.sample()
    stranger.visit(f"{trip}/plan", 404)


def test_a_forged_cookie_opens_nothing(app: Flask, trip: str) -> None:
    client = app.test_client()
    client.set_cookie("prenotify", "eyJ0cmlwcyI6WyJYIl19.AAAA.forged")
    assert client.get(f"{trip}/plan").status_code == 404


def test_an_erased_trip_is_gone_for_everybody(visitor: Visitor, trip: str) -> None:
    location = visitor.fill(f"{trip}/erase", {})
    assert visitor.visit(location).heading == "The trip is erased"
    visitor.visit(f"{trip}/", 404)
    assert "Go on with a trip" not in visitor.visit("/").text


def all_answers(app: Flask, visitor: Visitor, trip: str) -> list[TestResponse]:
    paths = ["/", "/trips/upload", "/nowhere", "/healthz", "/api/v1/openapi.json", *private_paths(app, trip)]
    return [visitor.client.get(path) for path in paths]


def test_every_answer_carries_the_headers_that_keep_scripts_out(
    app: Flask, visitor: Visitor, trip: str
) -> None:
    for answer in all_answers(app, visitor, trip):
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Cache-Control"] == "no-store"
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        if answer.mimetype != "application/pdf":
            assert "default-src 'none'" in policy
            assert "form-action 'self'" in policy


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor) -> None:
    cookie = visitor.client.get("/").headers["Set-Cookie"]
    assert re.match("prenotify=", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_and_the_site_stay_there(settings: Settings, desk: Desk) -> None:
    app = create_app(replace(settings, base_url="https://example.org"), desk, clock=lambda: TODAY)
    headers = app.test_client().get("/", base_url="https://example.org").headers
    assert "Secure" in headers["Set-Cookie"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_over_https_a_page_that_sends_no_referrer_is_accepted(settings: Settings, desk: Desk) -> None:
    app = create_app(replace(settings, base_url="https://example.org"), desk, clock=lambda: TODAY)
    client = app.test_client()
    page = client.get("/", base_url="https://example.org").text
    token = re.search('name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = client.post("/trips", base_url="https://example.org", data={"csrf_token": token[1]})
    assert answer.status_code == 303


def test_over_http_nothing_is_promised_about_https(visitor: Visitor) -> None:
    assert "Strict-Transport-Security" not in visitor.client.get("/").headers


def test_static_files_may_be_kept_and_change_their_address_with_their_content(visitor: Visitor) -> None:
    seen = visitor.visit("/")
    style = next(tag.get("href") for tag in seen.all("link") if tag.get("rel") == "stylesheet")
    assert re.search(r"\?v=[0-9a-f]{8}$", style)
    for address, kept in ((style, True), ("/static/style.css", False)):
        with visitor.client.get(address) as answer:
            assert ("immutable" in answer.headers["Cache-Control"]) is kept


@pytest.fixture
def broken(app: Flask, visitor: Visitor, trip: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a page that breaks, on a name."""

    def stored(_store: TripStore, _row: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(TripStore, "_stored", stored)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return f"{trip}/traveller"


def test_a_page_that_breaks_says_so_kindly(visitor: Visitor, broken: str) -> None:
    answer = visitor.client.get(broken)
    assert answer.status_code == 500
    seen = visitor.look(broken, answer, 500)
    assert seen.heading == "Something broke on our side"
    assert "Beispielreiter" not in seen.html


def test_the_page_for_what_broke_needs_nothing_that_may_be_broken(
    app: Flask, visitor: Visitor, broken: str
) -> None:
    app.jinja_env.loader = None
    app.jinja_env.cache = None
    assert visitor.client.get(broken).status_code == 500


def test_the_log_says_where_it_broke_but_not_on_what(
    visitor: Visitor, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.client.get(broken)
    assert "ValueError in GET" in caplog.text
    assert "opened.py" in caplog.text
    assert "Beispielreiter" not in caplog.text
    assert "X00TEST01" not in caplog.text


def test_an_ordinary_day_leaves_no_name_in_the_log(
    app: Flask, visitor: Visitor, trip: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in private_paths(app, trip):
        visitor.client.get(path)
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    assert "Beispielreiter" not in caplog.text
    assert "X00TEST01" not in caplog.text
