"""Every page, in every state: what visit() checks, and the words at its head."""

import pytest

from tests.web.visit import Visitor, day

PAGES = {
    "/": "Your trip",
    "/traveller": "Who is travelling",
    "/vehicle": "Your vehicle",
    "/carnet": "Your carnet",
    "/agent": "Somebody acting for you",
    "/drivers": "Other drivers",
    "/drivers/new": "Add a driver",
    "/stays": "Your route",
    "/stays/new": "Add a stay",
    "/erase": "Erase this trip?",
}
PAGES_OF_A_ROUTE = {
    "/stays/1": "Stay 1: India",
    "/stays/1/questions": "Questions for India, stay 1",
    "/stays/3/questions": "Questions for Thailand, stay 3",
    "/plan": "Four filings, the first by 14 December 2026",
    "/documents": "Your documents",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_trip_without_anything_in_it(visitor: Visitor, blank: str, page: str) -> None:
    assert visitor.visit(blank + page).heading == PAGES[page]


@pytest.mark.parametrize("page", PAGES | PAGES_OF_A_ROUTE)
def test_a_page_of_a_whole_trip(visitor: Visitor, trip: str, page: str) -> None:
    assert visitor.visit(trip + page).heading == (PAGES | PAGES_OF_A_ROUTE)[page]


@pytest.mark.parametrize("page", ["/traveller", "/vehicle", "/carnet", "/drivers/new", "/stays/new"])
def test_a_page_sent_back_without_anything_in_it(visitor: Visitor, blank: str, page: str) -> None:
    seen = visitor.refused(blank + page, {})
    assert seen.title.startswith(f"Error: {PAGES[page]}")
    assert seen.summary
    assert list(seen.summary) == seen.errors


def test_pages_on_a_driver(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/drivers/new", {"name": "Bluey Inventedale"})
    assert "Bluey Inventedale" in visitor.visit(f"{blank}/drivers").text
    assert visitor.visit(f"{blank}/drivers/1").heading == "Driver 1"


def test_the_start_page_and_the_way_back_to_a_trip(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit("/")
    assert seen.heading == "Tell the border before you reach it"
    assert seen.links[f"Trip {trip.rpartition('/')[2]}"] == f"{trip}/"
    assert "India, Malaysia, Thailand" in seen.text


def test_the_overview_says_what_is_done_and_what_is_not(visitor: Visitor, blank: str) -> None:
    seen = visitor.visit(f"{blank}/")
    assert "Four things still needed before there is a plan" in seen.text
    assert seen.links["Go on entering"] == f"{blank}/traveller"
    visitor.fill(
        f"{blank}/carnet", {"kind": "cpd", "number": "DE-TEST-0001", **day("valid_until", 30, 11, 2027)}
    )
    assert "Valid until Tue 30 Nov 2027 Done" in visitor.visit(f"{blank}/").text


def test_no_page_says_who_is_travelling_in_its_title_or_address(visitor: Visitor, trip: str) -> None:
    for page in PAGES | PAGES_OF_A_ROUTE:
        seen = visitor.visit(trip + page)
        for address in [seen.title, *seen.links.values()]:
            assert "Beispielreiter" not in address
            assert "X00TEST01" not in address
            assert "TEST-0001" not in address


@pytest.mark.parametrize("page", ["/nowhere", "/trips/0000000000/plan", "/trips/", "/static/none.css"])
def test_a_page_that_is_not_there_says_so_and_shows_a_way_on(visitor: Visitor, page: str) -> None:
    seen = visitor.visit(page, status=404)
    assert seen.heading == "There is no such page here"
    assert seen.links["To the start page"] == "/"


@pytest.mark.parametrize("page", ["/stays/7", "/stays/0", "/stays/7/questions", "/drivers/1"])
def test_neither_is_a_stay_or_a_driver_that_is_not_there(visitor: Visitor, trip: str, page: str) -> None:
    visitor.visit(trip + page, status=404)


def test_a_page_asked_in_a_way_it_does_not_know(visitor: Visitor) -> None:
    seen = visitor.look("/", visitor.client.delete("/"), status=405)
    assert seen.heading == "That cannot be done here"
