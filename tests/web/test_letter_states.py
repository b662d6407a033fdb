"""What the page on letters says of each state: when it is tried, what comes next, what asks for nothing."""

from datetime import date, datetime, timedelta

import pytest

from prenotify.outbox.claims import Claims
from prenotify.outbox.settling import Outcome
from prenotify.outbox.states import Event
from tests.builders import a_stay, trip_data
from tests.desk.office import Office
from tests.web.live_site import STARTED, Clock
from tests.web.live_site import app as app
from tests.web.live_site import clock as clock
from tests.web.live_site import office as office
from tests.web.visit import Visitor

ID = a_stay("ID", "2027-06-10", "2027-06-20")


@pytest.fixture
def page(visitor: Visitor, office: Office) -> str:
    """The address of the page on the letters of a trip to Indonesia that *visitor* has begun."""
    trip = visitor.begin()
    office.reference = trip.rpartition("/")[2]
    office.keep(trip_data(ID))
    return f"{trip}/letters"


def settle(office: Office, event: Event, said: str, at: datetime = STARTED) -> None:
    """Have whatever is due end like that."""
    claims = Claims(office.desk.trips.engine, office.desk.trips.seal, office.desk.settings)
    for claimed in claims.claim(at, live=True, most=100):
        claims.settle(claimed, Outcome(event, said), at)


def next_step(text: str) -> str:
    return text.partition("Next: ")[2]


def test_a_cancelled_letter_leads_back_to_the_plan(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = office.submit(STARTED)
    visitor.press(page, f"{page}/{letter.id}/cancel")
    assert visitor.visit(page).links["See the plan"] == page.replace("letters", "plan")


def test_a_waiting_letter_names_the_day_on_which_it_leaves(
    visitor: Visitor, page: str, office: Office
) -> None:
    office.confirm_address()
    (filing,) = office.filings(STARTED)
    preview = office.desk.sending.preview(office.reference, filing, STARTED, on=date(2027, 3, 3))
    office.desk.sending.submit_confirmed(preview.token, STARTED)
    # Midnight in Jakarta is still the day before in UTC.
    assert "It leaves by itself on Wednesday 3 March 2027" in visitor.visit(page).text


def test_a_letter_that_the_server_put_off_says_that_and_when_it_is_tried_again(
    visitor: Visitor, page: str, office: Office
) -> None:
    office.submit(STARTED)
    settle(office, "put off", "451 try again later")
    text = visitor.visit(page).text
    assert "It was tried, and put off." in text
    assert "next after 08:05 UTC on Tuesday 1 December 2026" in text
    assert "“451 try again later”" in text


def test_a_letter_that_may_have_left_is_repeated_once_and_the_page_says_no_more_than_that(
    visitor: Visitor, page: str, office: Office, clock: Clock
) -> None:
    office.submit(STARTED)
    settle(office, "lost", "the connection closed")
    assert "It is tried once more" in visitor.visit(page).text
    clock.now += timedelta(hours=1)
    settle(office, "lost", "the connection closed again", clock.now)
    text = visitor.visit(page).text
    assert "Perhaps sent" in text
    assert "once more" not in text


def test_a_letter_that_was_replaced_asks_for_nothing(visitor: Visitor, page: str, office: Office) -> None:
    (letter,) = office.sent(trip_data(ID), STARTED)
    assert "One press is enough" in visitor.visit(page).text
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    visitor.fill(f"{page}/{letter.id}/amend", {})
    office.send()
    assert office.states() == [("filing", "replaced"), ("amendment", "sent")]
    old = visitor.visit(page).text.rpartition("Replaced")[2]
    assert next_step(old).startswith("Nothing to do here")
    assert "One press is enough" not in old
