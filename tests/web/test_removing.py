"""What is removed by mistake, a stay or a driver, is put back by one press."""

import pytest

from tests.web.visit import Seen, Visitor

LISTS = ["stays", "drivers"]


@pytest.fixture
def trip(visitor: Visitor) -> str:
    """The sample trip, with two drivers."""
    trip = visitor.sample()
    passport = {"residence": "Australia", "passport.number": "B00TEST01"}
    visitor.fill(f"{trip}/drivers/new", {"name": "Bluey Inventedale", **passport})
    visitor.fill(f"{trip}/drivers/new", {"name": "Hanako"})
    return trip


def remove(visitor: Visitor, trip: str, key: str, number: int, page: Seen | None = None) -> Seen:
    """Press a button of the list, as it is now or as it was: where that leads."""
    values = (page or visitor.visit(f"{trip}/{key}")).values()
    response = visitor.client.post(f"{trip}/{key}", data={**values, "remove": str(number)})
    assert response.status_code == 303, response.status
    return visitor.visit(response.location)


@pytest.mark.parametrize("key", LISTS)
def test_what_was_removed_is_put_back_whole_and_where_it_was(visitor: Visitor, trip: str, key: str) -> None:
    before = visitor.trip_file(trip)
    remove(visitor, trip, key, 1)
    assert visitor.trip_file(trip)[key] == before[key][1:]
    assert visitor.press(f"{trip}/{key}", f"{trip}/{key}/undo") == f"{trip}/{key}#{key.rstrip('s')}-1"
    assert visitor.trip_file(trip) == before
    assert "Undo" not in visitor.visit(f"{trip}/{key}").text


@pytest.mark.parametrize("key", LISTS)
def test_undo_pressed_twice_puts_it_back_once(visitor: Visitor, trip: str, key: str) -> None:
    before = visitor.trip_file(trip)
    remove(visitor, trip, key, 2)
    for _twice in range(2):
        visitor.press(f"{trip}/{key}", f"{trip}/{key}/undo")
    assert visitor.trip_file(trip) == before


@pytest.mark.parametrize("key", LISTS)
def test_the_last_of_all_can_be_put_back_too_however_often_it_was_removed(
    visitor: Visitor, trip: str, key: str
) -> None:
    while len(visitor.trip_file(trip)[key]) > 1:
        remove(visitor, trip, key, 1)
    page = visitor.visit(f"{trip}/{key}")
    for _twice in range(2):
        seen = remove(visitor, trip, key, 1, page)
    assert visitor.trip_file(trip)[key] == []
    assert "Undo" in seen.text
    visitor.press(f"{trip}/{key}", f"{trip}/{key}/undo")
    assert len(visitor.trip_file(trip)[key]) == 1


def test_whom_it_was_is_said_without_their_papers(visitor: Visitor, trip: str) -> None:
    seen = remove(visitor, trip, "drivers", 1)
    assert "Driver 1, Bluey Inventedale. Undo: put them back" in seen.text
    assert "B00TEST01" not in seen.html


def test_a_button_of_an_older_list_removes_nobody_and_says_so(visitor: Visitor, trip: str) -> None:
    page = visitor.visit(f"{trip}/drivers")
    visitor.fill(f"{trip}/drivers/1", {"name": "Bluey"})
    assert "The list had changed" in remove(visitor, trip, "drivers", 1, page).text
    assert [driver["name"] for driver in visitor.trip_file(trip)["drivers"]] == ["Bluey", "Hanako"]


@pytest.mark.parametrize("number", ["3", "0", "x"])
def test_a_button_that_is_not_there_removes_nobody(visitor: Visitor, trip: str, number: str) -> None:
    values = visitor.visit(f"{trip}/drivers").values()
    response = visitor.client.post(f"{trip}/drivers", data={**values, "remove": number})
    assert response.status_code == 404
    assert len(visitor.trip_file(trip)["drivers"]) == 2


def test_who_was_removed_is_on_no_paper(visitor: Visitor, trip: str) -> None:
    remove(visitor, trip, "drivers", 1)
    assert "Bluey" not in visitor.client.get(f"{trip}/trip.json").text
    assert "Bluey" not in visitor.visit(f"{trip}/check").text
