"""Pages of the whole application against a bare Flask hello, both called in process as a server does.

The application is as in production: a SQLite file, sealed trips, a signed session cookie,
tokens, headers. A page is asked for again and again, as by a traveller who goes back and
forth. The rows that say "first" are of a trip that was changed since the page was last seen;
their bounds are no goals but where they stood, so that nothing makes them slower unseen.
"""

import atexit
import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import cycle
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.fernet import Fernet
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.test import create_environ

from bench.plan import TODAY, entered_of
from prenotify.desk import Desk
from prenotify.settings import Settings
from prenotify.web import create_app, reloading
from prenotify.web.asking import Topic, ask, shows_again
from prenotify.web.opened import open_trip
from prenotify.web.pages.page import Page
from prenotify.web.pages.traveller import TravellerPage
from prenotify.web.pages.vehicle import VehiclePage
from prenotify.web.reloading import quick_to_reload
from tests.web.visit import Visitor

NOON = datetime.combine(TODAY, time(12), UTC)
_FIELDS = 25
_WRONG = {"seats": "two", "year": "this", "engine_cc": "x", "gross_weight_kg": "-", "email": "nobody"}

Call = Callable[[], object]


def subjects() -> dict[str, tuple[Call, Call, float]]:
    """By name: the subject, its anchor, and the ratio it may reach.

    The goals are for any page, kept in memory or not. Two that are made anew miss theirs, which is 12;
    their rows, `first`, hold what is reached. docs/bench.md says where the time goes.
    """
    site = Site()
    hello = calling(_hello(), 200, "/")
    twelve, thirty = site.keep(entered_of(12)), site.keep(entered_of(30))
    pages = {
        "plan page, 12 stays": (site.getting(f"{twelve}plan"), 12),
        "plan page, 12 stays, first": (site.first(f"{twelve}plan"), 450),
        f"page of {_FIELDS} fields": (site.getting(f"{twelve}bench"), 12),
        f"page of {_FIELDS} fields, first": (site.first(f"{twelve}bench"), 30),
        f"page of {_FIELDS} fields with errors": (site.posting(f"{twelve}bench", 422, _WRONG), 20),
        "saving a page": (site.posting(f"{twelve}vehicle", 303, {"colour": "red"}, {"colour": "white"}), 8),
        "overview, 30 stays": (site.getting(thirty), 40),
        "route, 30 stays": (site.getting(f"{thirty}stays"), 40),
    }
    saved, _goal = pages["saving a page"]
    body = site.sent(f"{twelve}vehicle", 303, {"colour": "red"})
    bare = calling(_saving(site.folder / "bare.sqlite3"), 303, "/", body)
    return {
        **{f"{name} / bare Flask hello": (run, hello, goal) for name, (run, goal) in pages.items()},
        "saving a page / bare Flask that writes as safely": (saved, bare, 10),
    }


class Site:
    """The application with a database of its own, and one browser."""

    def __init__(self) -> None:
        scratch = TemporaryDirectory()
        atexit.register(scratch.cleanup)
        keys = (Fernet.generate_key().decode(),)
        self.folder = Path(scratch.name)
        settings = Settings(data_dir=self.folder, secret_key="bench", data_keys=keys)
        self.desk = Desk.open(settings)
        self.app = create_app(settings, self.desk, clock=lambda: NOON)
        self.app.add_url_rule("/trips/<reference>/bench", "trip.bench", _many_fields, methods=["GET", "POST"])
        self.client = self.app.test_client()
        self.visitor = Visitor(self.client)

    def keep(self, entered: dict[str, Any]) -> str:
        """Store a trip that this browser may open; the address of its overview."""
        content = json.dumps(entered, default=str).encode()
        token = self.visitor.visit("/trips/upload").values()
        answer = self.client.post(
            "/trips/upload", data={**token, "trip_file": (BytesIO(content), "trip.json")}
        )
        return answer.location.removesuffix("plan")

    def getting(self, path: str) -> Call:
        return calling(self.app, 200, path, cookie=self._cookie())

    def posting(self, path: str, status: int, *typed: dict[str, str]) -> Call:
        """Send the page as it stands with what is *typed*: each in its turn, over and over."""
        # Twice: what the first round finds was not yet brought into the page's own form.
        bodies = [self.sent(path, status, words) for words in (*typed, *typed)][-len(typed) :]
        calls = cycle([calling(self.app, status, path, body, self._cookie()) for body in bodies])
        return lambda: next(calls)()

    def sent(self, path: str, status: int, typed: dict[str, str]) -> bytes:
        """Send the page with what is *typed*: the body of the request."""
        answer = self.visitor.send(path, typed)
        assert answer.status_code == status, f"{path}: {answer.status}"
        sent: BytesIO = answer.request.environ["wsgi.input"]
        return sent.getvalue()

    def first(self, path: str) -> Call:
        """Get a page of which nothing is kept in memory, as after each change of the trip."""
        get, shelf = self.getting(path), self.app.extensions[reloading.NAME]

        def get_anew() -> None:
            shelf.pages.clear()
            get()

        return get_anew

    def _cookie(self) -> str:
        cookie = self.client.get_cookie("prenotify")
        assert cookie
        return f"prenotify={cookie.value}"


def calling(app: Flask, status: int, path: str, body: bytes = b"", cookie: str = "") -> Call:
    """Call *app* as a server would; anything but *status* is an error."""
    method = "POST" if body else "GET"
    kind = {"content_type": "application/x-www-form-urlencoded"} if body else {}
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip, deflate, br"}
    template = create_environ(path, method=method, headers=headers, **kind)
    template["CONTENT_LENGTH"] = str(len(body))
    answers: list[str] = []

    def start_response(answer: str, *_more: object) -> Callable[[bytes], object]:
        answers[:] = [answer]
        return len

    def call() -> bytes:
        environ = {**template, "wsgi.input": BytesIO(body)}
        parts = app.wsgi_app(environ, start_response)
        content = b"".join(parts)
        if close := getattr(parts, "close", None):
            close()
        assert answers[0].startswith(str(status)), f"{path}: {answers[0]}"
        return content

    return call


def _hello() -> Flask:
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def _saving(file: Path) -> Flask:
    """A view that takes a form, keeps it in a row of SQLite, as safely as ours, and goes on."""
    kept = connect(file, isolation_level=None)
    kept.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE kept (form)")
    kept.execute("INSERT INTO kept VALUES ('')")

    def save() -> ResponseReturnValue:
        kept.execute("UPDATE kept SET form = ?", [json.dumps(request.form)])
        return redirect("/", 303)

    app = Flask("saving")
    app.add_url_rule("/", view_func=save, methods=["POST"])
    return app


def _fields() -> dict[str, Any]:
    """The first fields that people meet, of every kind, on one page."""
    fields: dict[str, Any] = {}
    for page in (VehiclePage, TravellerPage):
        fields |= {name: field for name, field in vars(page).items() if hasattr(field, "field_class")}
    return dict(list(fields.items())[:_FIELDS])


ManyFields = type("ManyFields", (Page,), _fields())


@shows_again
@quick_to_reload
def _many_fields(reference: str) -> ResponseReturnValue:
    trip = open_trip(reference)
    part = {**trip.table("vehicle"), **trip.table("traveller")}
    return ask(trip, Topic(ManyFields, part, lambda _part: "/", "Many fields"))
