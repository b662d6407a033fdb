"""A walk over every address there is: strangers are refused, and each page keeps the rules of the house.

A route that is added is walked too. One whose arguments have no sample here fails, and says so.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, Rule
from werkzeug.test import TestResponse

from prenotify.desk import Desk
from prenotify.web.pages.page import value_at
from prenotify.web.public import is_public
from tests.outbox.posted import Office
from tests.uploads.files import picture
from tests.web.conftest import TODAY
from tests.web.visit import Visitor

NOT_FOUND = "There is no such page here"
PAPER, LETTER = "01-india-adac-confirmation.pdf", "01-india-adac-confirmation.eml"
# By the argument's name, or by blueprint or endpoint and name where one name means several things.
SAMPLES: dict[str, Any] = {
    "number": 1,
    "documents.one name": PAPER,
    "documents.letter name": LETTER,
    "carnet_guide.club key": "adac",
    "sending.page name": "01-india-adac-confirmation",
    "code": "in",
    "filename": "style.css",
    "kind": "passport",
}
NOBODY_S = dict.fromkeys(("reference", "own_id", "secret", "signed", "token"), "0") | {"letters own_id": 1}
_CHANGES = {"POST", "PUT", "PATCH", "DELETE"}
_NO_PAGE = {"static", "health", "api", "open_data"}
"""Blueprints that answer programs."""


class Address(NamedTuple):
    rule: Rule
    path: str

    @property
    def methods(self) -> set[str]:
        return (self.rule.methods or set()) & {"GET", *_CHANGES}

    @property
    def is_private(self) -> bool:
        return "reference" in self.rule.arguments

    @property
    def is_for_operators(self) -> bool:
        """Nobody is one here: no token is set, and then there are no such pages."""
        return str(self.rule.endpoint).startswith("operator.")

    @property
    def is_for_people(self) -> bool:
        return self.rule.endpoint.split(".")[0] not in _NO_PAGE


def addresses(app: Flask, known: Mapping[str, Any]) -> Iterator[Address]:
    """An address for each route, or all of them where a route names them; *known* adds to SAMPLES."""
    for rule in app.url_map.iter_rules():
        names = sorted(rule.arguments)
        for values in product(*(samples(rule, name, {**SAMPLES, **known}) for name in names)):
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **dict(zip(names, values, strict=True)))
            yield Address(rule, path)


def samples(rule: Rule, name: str, known: Mapping[str, Any]) -> list[Any]:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)
    blueprint = rule.endpoint.partition(".")[0]
    keys = (f"{rule.endpoint} {name}", f"{blueprint} {name}", name)
    found = next((known[key] for key in keys if key in known), None)
    assert found is not None, (
        f"{rule.rule} takes {name!r}: add a sample {rule.endpoint + ' ' + name!r} to SAMPLES in {__name__}"
    )
    return [found]


@pytest.fixture
def walk(app: Flask, desk: Desk, visitor: Visitor, trip: str) -> list[Address]:
    """Every address, those of a trip for one that has something of everything."""
    visitor.fill(f"{trip}/drivers/new", {"name": "Bluey"})
    return list(addresses(app, of_its_own(app, desk, trip.rpartition("/")[2])))


def of_its_own(app: Flask, desk: Desk, reference: str) -> dict[str, Any]:
    """Samples that come to be by using a trip; the receipt is that of another one."""
    stored = desk.trips.load(reference)
    mailbox = desk.trips.digest.mailbox(value_at(stored.entered, "traveller.email") or "") if stored else ""
    erase = f"{(somebody := Visitor(app.test_client())).begin()}/erase"
    office = Office(desk.trips)
    office.trip = reference
    letter = office.put()
    return {
        "reference": reference,
        "letters number": letter.id,
        "letters own_id": 1,
        "token": desk.answering.token_for(letter),
        "own_id": desk.papers(reference).add("passport", "passport.png", picture("PNG"), TODAY).id,
        "secret": desk.coming_back.links.make(reference, mailbox, TODAY),
        "signed": somebody.press(erase, erase).rpartition("/")[2],
    }


def open_to_strangers(walk: list[Address], stranger: Visitor) -> list[str]:
    """Private addresses that answer somebody who did not begin the trip with anything but "no such page"."""
    token = stranger.visit("/trips/upload").values()["csrf_token"]
    tried = [(address.path, method) for address in walk if address.is_private for method in address.methods]
    return [
        f"{method} {path}"
        for path, method in tried
        if _opens(stranger.client.open(path, method=method, data={"csrf_token": token}))
    ]


def _opens(answer: TestResponse) -> bool:
    return answer.status_code != 404 or f"<h1>{NOT_FOUND}</h1>" not in answer.text


def test_a_stranger_is_refused_at_every_private_address(
    walk: list[Address], visitor: Visitor, trip: str, stranger: Visitor
) -> None:
    before = visitor.trip_file(trip)
    assert sum(address.is_private for address in walk) > 15
    assert open_to_strangers(walk, stranger) == []
    assert visitor.trip_file(trip) == before


def test_an_open_door_is_noticed(app: Flask, stranger: Visitor) -> None:
    app.add_url_rule("/trips/<reference>/door", "trip.door", lambda reference: reference)
    assert open_to_strangers(list(addresses(app, NOBODY_S)), stranger) == ["GET /trips/0/door"]


def test_whoever_began_the_trip_is_let_in_everywhere(walk: list[Address], visitor: Visitor) -> None:
    for address in walk:
        if "GET" in address.methods and not address.is_for_operators:
            answer = visitor.client.get(address.path, buffered=True)
            # 409: too early or too late for that step, and the page says why.
            assert answer.status_code in {200, 303, 409}, (
                f"{address.path}: {answer.status}; does the trip of `walk` lack what this page is about?"
            )


def test_nothing_is_changed_without_a_token(walk: list[Address], visitor: Visitor, trip: str) -> None:
    before = visitor.trip_file(trip)
    for address in walk:
        for method in address.methods & _CHANGES if address.is_for_people else ():
            answer = visitor.client.open(address.path, method=method, buffered=True)
            assert answer.status_code == 400, f"{method} {address.path}: {answer.status}"
    assert visitor.trip_file(trip) == before


def test_each_page_keeps_the_rules_of_the_house(walk: list[Address], visitor: Visitor) -> None:
    seen = 0
    for address in walk:
        if "GET" not in address.methods or not address.is_for_people:
            continue
        answer = visitor.client.get(address.path, buffered=True)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            visitor.look(address.path, answer)
            seen += 1
    assert seen > 20


def test_each_answer_forbids_what_is_inline(walk: list[Address], visitor: Visitor) -> None:
    for address in walk:
        for method in address.methods:
            answer = visitor.client.open(address.path, method=method, buffered=True)
            policy = answer.headers["Content-Security-Policy"]
            assert "unsafe-inline" not in policy, address.path
            assert answer.mimetype == "application/pdf" or "default-src 'none'" in policy, address.path


def test_what_is_private_is_kept_nowhere(app: Flask, walk: list[Address], visitor: Visitor) -> None:
    for address in walk:
        for method in address.methods:
            answer = visitor.client.open(address.path, method=method, buffered=True)
            if address.is_private:
                assert answer.headers["Cache-Control"] == "no-store", address.path
            elif _stands_among_the_public(app, address):
                assert "Set-Cookie" not in answer.headers, address.path


def _stands_among_the_public(app: Flask, address: Address) -> bool:
    with app.test_request_context(address.path):
        return is_public()


def test_a_route_without_a_sample_is_noticed(app: Flask) -> None:
    app.add_url_rule("/trips/<reference>/cats/<cat>", "trip.cat", lambda reference, cat: reference + cat)
    with pytest.raises(AssertionError, match=r"add a sample 'trip\.cat cat'"):
        list(addresses(app, NOBODY_S))
