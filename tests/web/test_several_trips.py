"""Several trips of one person: told apart, begun from one another, and erased with a receipt."""

import re

from flask import Flask

from tests.web.test_asking import WHO
from tests.web.test_start import changed
from tests.web.visit import Visitor, day


def test_the_start_page_lists_every_trip_of_this_browser(
    visitor: Visitor, stranger: Visitor, trip: str
) -> None:
    others = [visitor.begin() for _again in range(6)]
    links = visitor.visit("/").links
    for one in (trip, *others):
        assert links[f"Trip {one.rpartition('/')[2]}"] == f"{one}/"
    assert trip not in stranger.visit("/").html


def test_a_first_trip_begins_at_one_press_and_another_on_a_page_of_its_own(visitor: Visitor) -> None:
    assert visitor.visit("/trips/new").heading == "Begin a trip"
    visitor.begin()
    seen = visitor.visit(visitor.visit("/").links["Begin another trip"])
    assert "No route yet" in seen.text


def test_a_trip_begun_from_another_asks_nothing_twice(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/drivers/new", {"name": "Bluey"})
    values = visitor.visit("/trips/new").values()
    assert values["like"] == trip.rpartition("/")[2]
    response = visitor.client.post("/trips", data=values)
    new = response.location.removesuffix("/")
    before = visitor.trip_file(trip)
    begun = visitor.trip_file(new)
    assert begun == {key: before[key] for key in ("traveller", "vehicle", "drivers", "carnet")}
    assert new != trip


def test_a_carnet_that_has_ended_is_not_taken_over(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/carnet", {**day("valid_from", 1, 12, 2025), **day("valid_until", 20, 11, 2026)})
    values = visitor.visit("/trips/new").values()
    new = visitor.client.post("/trips", data=values).location.removesuffix("/")
    assert "carnet" not in visitor.trip_file(new)


def test_a_carnet_of_unknown_end_is_not_taken_over(visitor: Visitor) -> None:
    carnet = {"kind": "cpd", "valid_until": None}
    assert visitor.upload("trip.json", changed(carnet=carnet)).status_code == 303
    response = visitor.client.post("/trips", data=visitor.visit("/trips/new").values())
    assert "carnet" not in visitor.trip_file(response.location.removesuffix("/"))


def test_nobody_begins_a_trip_from_a_stranger_s(visitor: Visitor, stranger: Visitor, trip: str) -> None:
    stranger.begin()
    values = stranger.visit("/trips/new").values()
    values["like"] = trip.rpartition("/")[2]
    stranger.look("/trips", stranger.client.post("/trips", data=values), status=404)


def test_erasing_gives_a_receipt_without_names(visitor: Visitor, stranger: Visitor, trip: str) -> None:
    address = visitor.fill(f"{trip}/erase", {})
    # Whoever has the receipt may read it: there is nobody in it.
    for reader in (visitor, stranger):
        seen = reader.visit(address)
        assert seen.heading == "The trip is erased"
        assert f"Trip {trip.rpartition('/')[2]}" in seen.text
        assert "Saturday 21 November 2026, 12:00 UTC" in seen.text
        assert re.search(r"What was erased Stays 6\b", seen.text)
        assert "Answers to single forms 2" in seen.text
        for name in ("Testa", "X00TEST01", "TEST-0001", "India"):
            assert name not in seen.html
    visitor.visit(f"{trip}/", status=404)


def test_a_receipt_of_another_hand_is_none(visitor: Visitor, trip: str) -> None:
    receipt, _dot, signature = visitor.fill(f"{trip}/erase", {}).rpartition(".")
    # Its first letter: of the last one, some bits say nothing.
    another = ("B" if signature[0] == "A" else "A") + signature[1:]
    visitor.visit(f"{receipt}.{another}", status=404)


def test_erasing_again_after_a_lost_answer_says_that_it_is_done(
    app: Flask, visitor: Visitor, trip: str
) -> None:
    values = visitor.visit(f"{trip}/erase").values()
    cookie = visitor.client.get_cookie("prenotify")
    assert cookie
    visitor.client.post(f"{trip}/erase", data=values)
    visitor.client.set_cookie("prenotify", cookie.value)
    seen = visitor.visit(visitor.client.post(f"{trip}/erase", data=values).location)
    assert "That trip and all that belonged to it is gone from here." in seen.text


def test_erasing_one_trip_leaves_the_others(visitor: Visitor, trip: str) -> None:
    other = visitor.begin()
    visitor.fill(f"{other}/traveller", WHO)
    visitor.fill(f"{trip}/erase", {})
    assert visitor.trip_file(other)["traveller"]["name"] == WHO["name"]
