"""The overview: how the trip stands, what to do first, and one way of counting with the plan."""

import pytest

from tests.builders import a_stay, trip_data
from tests.desk.office import Office
from tests.web.live_site import STARTED
from tests.web.live_site import app as app
from tests.web.live_site import clock as clock
from tests.web.live_site import office as office
from tests.web.visit import Visitor

ID = a_stay("ID", "2027-06-10", "2027-06-20")


@pytest.fixture
def trip(visitor: Visitor, office: Office) -> str:
    """The address of a trip whose letter to Indonesia has been accepted by a mail server."""
    trip = visitor.begin()
    office.reference = trip.rpartition("/")[2]
    office.sent(trip_data(ID), STARTED)
    return trip


def moved(office: Office) -> None:
    office.keep(trip_data(a_stay("ID", "2027-06-12", "2027-06-20")), STARTED)


def test_a_filing_whose_letter_has_left_is_not_ready_to_send_any_more(visitor: Visitor, trip: str) -> None:
    plan, overview = visitor.visit(f"{trip}/plan"), visitor.visit(f"{trip}/")
    assert plan.heading == "Every letter is confirmed"
    for seen in (plan, overview):
        assert "One letter: accepted by the mail server." in seen.text
        assert "Your letter: Accepted by the mail server" in seen.text
        assert "Ready" not in seen.text
        assert "is ready" not in seen.text


def test_a_letter_that_is_no_longer_true_comes_first(visitor: Visitor, trip: str, office: Office) -> None:
    moved(office)
    plan, overview = visitor.visit(f"{trip}/plan"), visitor.visit(f"{trip}/")
    assert plan.heading == "One letter to put right"
    assert overview.links["See what is no longer true"] == f"{trip}/plan#untrue"
    for seen in (plan, overview):
        assert "One letter to put right" in seen.text
        assert "Your letter is no longer true" in seen.text
        assert "Ready" not in seen.text


def test_the_route_lacks_as_many_things_as_are_listed_for_it(visitor: Visitor) -> None:
    trip = visitor.begin()
    visitor.fill(f"{trip}/stays/new", {"country": "TH"}, press="later")
    wanted = [tag for tag in visitor.visit(f"{trip}/plan").all("a") if tag.text.startswith("Stay 1: ")]
    assert len(wanted) == 4
    assert "Four things missing" in visitor.visit(f"{trip}/").text
