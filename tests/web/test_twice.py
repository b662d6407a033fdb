"""Two tabs, two presses, an old token: nothing is overwritten unseen, nothing done twice, nothing lost."""

from typing import Any

import pytest
from flask import Flask

from prenotify.outbox.store import StoredTrip, TripStore
from tests.web.test_asking import INDIA
from tests.web.visit import Visitor


def test_two_tabs_on_different_pages_do_not_disturb_each_other(visitor: Visitor, trip: str) -> None:
    vehicle = visitor.visit(f"{trip}/vehicle").values()
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    vehicle["colour"] = "red"
    assert visitor.client.post(f"{trip}/vehicle", data=vehicle).status_code == 303
    kept = visitor.trip_file(trip)
    assert (kept["traveller"]["phone"], kept["vehicle"]["colour"]) == ("+49 30 2", "red")


def test_a_tab_does_not_silently_overwrite_another_on_the_same_page(visitor: Visitor, trip: str) -> None:
    older = visitor.visit(f"{trip}/traveller").values()
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    older["phone"] = "+49 30 3"
    seen = visitor.look("traveller", visitor.client.post(f"{trip}/traveller", data=older), status=409)
    assert "Phone number: +49 30 2" in seen.text
    assert seen.values()["phone"] == "+49 30 3"
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"
    # Whoever has read that may insist.
    assert visitor.client.post(f"{trip}/traveller", data=seen.values()).status_code == 303
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 3"


@pytest.mark.parametrize("page", ["stays/new", "drivers/new", "stays/2/remove", "traveller"])
def test_a_page_sent_twice_is_done_once(visitor: Visitor, trip: str, page: str) -> None:
    values = visitor.visit(f"{trip}/{page}").values()
    for name, value in {**INDIA, "name": "Bluey", "phone": "+49 30 2"}.items():
        values[name] = value
    assert visitor.client.post(f"{trip}/{page}", data=values).status_code == 303
    once = visitor.trip_file(trip)
    assert visitor.client.post(f"{trip}/{page}", data=values).status_code == 303
    assert visitor.trip_file(trip) == once


def test_a_change_between_reading_and_writing_is_not_lost(
    visitor: Visitor, trip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, others = TripStore.save, [{"colour": "red"}]

    def overtaken(store: TripStore, loaded: StoredTrip, entered: dict[str, Any], now: Any) -> StoredTrip:
        if others:
            vehicle = loaded.entered["vehicle"] | others.pop()
            save(store, loaded, {**loaded.entered, "vehicle": vehicle}, now)
        return save(store, loaded, entered, now)

    monkeypatch.setattr(TripStore, "save", overtaken)
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    kept = visitor.trip_file(trip)
    assert (kept["traveller"]["phone"], kept["vehicle"]["colour"]) == ("+49 30 2", "red")


# Tokens that no longer fit.


def test_a_page_whose_token_ran_out_loses_nothing(visitor: Visitor, trip: str) -> None:
    typed = {"phone": "+49 30 2", "csrf_token": "old"}
    seen = visitor.refused(f"{trip}/traveller", typed, status=400)
    assert seen.title.startswith("Error: Who is travelling")
    assert "Please save once more" in seen.text
    assert seen.values()["phone"] == "+49 30 2"
    assert visitor.client.post(f"{trip}/traveller", data=seen.values()).status_code == 303
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"


def test_without_a_token_nothing_is_done(app: Flask, visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/drivers/new", {"name": "Bluey"})
    before = visitor.trip_file(trip)
    values: dict[str, Any] = {"key": "traveller", "number": 1, "reference": trip.rpartition("/")[2]}
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and not rule.rule.startswith("/api/"):
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
            visitor.look(path, visitor.client.post(path, data={"name": "Eve", "seen": "x"}), status=400)
    assert visitor.trip_file(trip) == before
