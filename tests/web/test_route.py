"""The route: stays added, copied, moved, removed and put back, and what is said of their days."""

from typing import Any

import pytest

from tests.web.test_asking import INDIA
from tests.web.visit import Seen, Visitor, day


def countries(visitor: Visitor, trip: str) -> str:
    return " ".join(stay["country"] for stay in visitor.trip_file(trip)["stays"])


def route(visitor: Visitor, trip: str) -> Seen:
    return visitor.visit(f"{trip}/stays")


def press(visitor: Visitor, trip: str, button: str, number: int, page: Seen | None = None) -> Seen:
    """Press a button of the route page, as it is now or as it was: where that leads."""
    values = (page or route(visitor, trip)).values()
    response = visitor.client.post(f"{trip}/stays", data={**values, button: str(number)})
    assert response.status_code == 303, response.status
    return visitor.visit(response.location.partition("#")[0])


@pytest.mark.parametrize(
    ("button", "number", "then"),
    [
        ("up", 3, "IN TH MY MY ID JP"),
        ("down", 1, "MY IN TH MY ID JP"),
        ("up", 1, "IN MY TH MY ID JP"),
        ("down", 6, "IN MY TH MY ID JP"),
        ("remove", 3, "IN MY MY ID JP"),
    ],
)
def test_a_stay_is_moved_or_removed_by_its_button(
    visitor: Visitor, trip: str, button: str, number: int, then: str
) -> None:
    press(visitor, trip, button, number)
    assert countries(visitor, trip) == then


@pytest.mark.parametrize(("button", "number"), [("up", "7"), ("up", "0"), ("up", "x"), ("sideways", "1")])
def test_a_button_that_is_not_there_does_nothing(
    visitor: Visitor, trip: str, button: str, number: str
) -> None:
    values = route(visitor, trip).values()
    assert visitor.client.post(f"{trip}/stays", data={**values, button: number}).status_code == 404
    assert countries(visitor, trip) == "IN MY TH MY ID JP"


def test_a_button_pressed_twice_is_done_once(visitor: Visitor, trip: str) -> None:
    page = route(visitor, trip)
    press(visitor, trip, "remove", 2, page)
    seen = press(visitor, trip, "remove", 2, page)
    assert countries(visitor, trip) == "IN TH MY ID JP"
    assert "Stay 2, Malaysia, and its answers." in seen.text


def test_a_button_of_an_older_page_does_nothing_and_says_so(visitor: Visitor, trip: str) -> None:
    page = route(visitor, trip)
    press(visitor, trip, "up", 3)
    assert "The route had changed" in press(visitor, trip, "remove", 2, page).text
    assert countries(visitor, trip) == "IN TH MY MY ID JP"


def test_what_was_removed_is_put_back_where_it_was_with_its_answers(visitor: Visitor, trip: str) -> None:
    before = visitor.trip_file(trip)
    press(visitor, trip, "remove", 6)
    token = route(visitor, trip).all("input")[0].get("value")
    for _twice in range(2):
        response = visitor.client.post(f"{trip}/stays/undo", data={"csrf_token": token})
        assert response.status_code == 303
    assert visitor.trip_file(trip) == before
    assert "Undo" not in route(visitor, trip).text


def test_a_change_elsewhere_leaves_it_possible_to_put_it_back(visitor: Visitor, trip: str) -> None:
    press(visitor, trip, "remove", 1)
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    assert "Undo" in route(visitor, trip).text
    press(visitor, trip, "up", 2)
    assert "Undo" not in route(visitor, trip).text


def test_what_was_removed_is_in_no_trip_file_and_no_plan(visitor: Visitor, trip: str) -> None:
    seen = press(visitor, trip, "remove", 6)
    assert "Stay 6, Japan, and its answers." in seen.text
    assert set(visitor.trip_file(trip)) == {"traveller", "vehicle", "carnet", "stays"}
    assert "Japan" not in visitor.visit(f"{trip}/plan").text


def test_an_overlap_is_said_at_once(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/stays/3", day("entry.date", 10, 4, 2027))
    text = route(visitor, trip).text
    assert "It begins on Saturday 10 April 2027, but stay 2, Malaysia, ends on Monday 19 April 2027" in text
    assert text.count("Two places at once") == 1


def test_a_changeover_day_is_no_overlap(visitor: Visitor, trip: str) -> None:
    text = route(visitor, trip).text
    assert "Two places at once" not in text
    assert "13 days on the way." in text
    assert "On the same day." in text


def test_a_new_stay_begins_on_the_day_the_last_one_ends(visitor: Visitor, trip: str) -> None:
    links = route(visitor, trip).links
    assert boxes(visitor, links["Add a stay"]) == ("10", "12", "2027")
    assert boxes(visitor, links["Put a stay here, between 1 and 2"]) == ("20", "2", "2027")


def test_a_stay_put_in_a_gap_stands_there(visitor: Visitor, trip: str) -> None:
    address = route(visitor, trip).links["Put a stay here, between 1 and 2"]
    france = {"country": "France", "entry.port": "Le Havre", "exit.port": "Le Havre"}
    visitor.fill(address, {**france, **day("exit.date", 22, 2, 2027)})
    assert countries(visitor, trip) == "IN FR MY TH MY ID JP"


def test_a_copy_has_all_but_what_has_a_date_of_its_own(visitor: Visitor, trip: str) -> None:
    answers = {"agency_name": "Test Agency Ltd"}
    visitor.fill(f"{trip}/stays/3/questions", {f"answers.{key}": value for key, value in answers.items()})
    address = route(visitor, trip).links["Copy stay 3, Thailand"]
    seen = visitor.visit(address)
    assert (seen.values()["country"], seen.values()["entry.port"]) == ("Thailand", "Sadao")
    assert boxes(visitor, address) == ("10", "12", "2027")
    visitor.fill(address, day("exit.date", 20, 12, 2027))
    copied = visitor.trip_file(trip)["stays"][6]
    assert copied["answers"] == answers
    assert copied["entry"]["date"] == "2027-12-10"


def test_a_copy_for_japan_leaves_its_three_visits_open(visitor: Visitor, trip: str) -> None:
    stays = visitor.trip_file(trip)["stays"]
    assert stays[5]["answers"]
    address = route(visitor, trip).links["Copy stay 6, Japan"]
    visitor.fill(address, day("exit.date", 20, 12, 2027))
    assert not any(key.startswith("visit_") for key in visitor.trip_file(trip)["stays"][6].get("answers", {}))


def test_a_changed_stay_moves_only_with_its_day_of_entry(visitor: Visitor, trip: str) -> None:
    press(visitor, trip, "up", 3)
    visitor.fill(f"{trip}/stays/2", {"entry.port": "Padang Besar"})
    assert countries(visitor, trip) == "IN TH MY MY ID JP"
    visitor.fill(f"{trip}/stays/2", {**day("entry.date", 6, 6, 2027), **day("exit.date", 8, 6, 2027)})
    assert countries(visitor, trip) == "IN MY MY TH ID JP"


def test_a_day_is_echoed_with_its_weekday(visitor: Visitor, trip: str) -> None:
    text = visitor.visit(f"{trip}/stays/1").text
    assert "Monday 28 December 2026" in text
    assert "Saturday 20 February 2027" in text


def test_an_empty_route_is_a_page_too(visitor: Visitor, blank: str) -> None:
    assert "No stay yet." in route(visitor, blank).text
    visitor.fill(f"{blank}/stays/new", INDIA, press="later")
    press(visitor, blank, "remove", 1)
    assert "Undo" in route(visitor, blank).text


def boxes(visitor: Visitor, address: str) -> tuple[Any, ...]:
    values = visitor.visit(address).values()
    return tuple(values[f"entry.date-{box}"] for box in ("day", "month", "year"))
