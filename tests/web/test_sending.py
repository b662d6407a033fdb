"""Sending from the pages: the very letter is shown, one button sends just that, and only once."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import parseaddr

import pytest
from sqlalchemy import update

from prenotify.outbox.tables import trips
from prenotify.web.letters import read_letter
from tests.builders import Data, a_stay, trip_data
from tests.desk.office import Office
from tests.web.live_site import STARTED, Clock
from tests.web.live_site import app as app
from tests.web.live_site import clock as clock
from tests.web.live_site import office as office
from tests.web.visit import Visitor, day

ID = a_stay("ID", "2027-06-10", "2027-06-20")
NAME = "01-indonesia-imi-notice"


@pytest.fixture
def trip(visitor: Visitor, office: Office) -> str:
    """The address of a trip to Indonesia whose traveller has confirmed the own address."""
    address = visitor.begin()
    office.reference = address.rpartition("/")[2]
    keep(office, trip_data(ID))
    office.confirm_address()
    return address


def keep(office: Office, entered: Data) -> None:
    office.keep(entered, STARTED)


def test_the_letter_shown_is_the_letter_that_is_sent(visitor: Visitor, trip: str, office: Office) -> None:
    shown = visitor.visit(f"{trip}/send/{NAME}")
    leads_to = visitor.fill(f"{trip}/send/{NAME}", {})
    (letter,) = office.desk.sending.letters_of(office.reference)
    sent = read_letter(office.desk.sending.letters.content(letter.id))
    assert leads_to == f"{trip}/letters#letter-{letter.id}"
    assert " ".join(sent.text.split()) in shown.text
    assert letter.state == "waiting"
    assert letter.live


def test_pressed_twice_it_is_one_letter(visitor: Visitor, trip: str, office: Office) -> None:
    values = visitor.visit(f"{trip}/send/{NAME}").values()
    first, second = (visitor.client.post(f"{trip}/send/{NAME}", data=values) for _ in range(2))
    assert first.location == second.location
    assert len(office.desk.sending.letters_of(office.reference)) == 1


def test_a_letter_that_is_there_is_shown_instead_of_another(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/send/{NAME}", {})
    assert "/letters#letter-" in visitor.client.get(f"{trip}/send/{NAME}").location


def test_a_letter_whose_trip_has_changed_meanwhile_is_not_sent(
    visitor: Visitor, trip: str, office: Office
) -> None:
    values = visitor.visit(f"{trip}/send/{NAME}").values()
    keep(office, trip_data(ID, vehicle={"plate": "B-YY 9"}))
    again = visitor.client.post(f"{trip}/send/{NAME}", data=values)
    seen = visitor.look(trip, again, 409)
    assert "has changed since you looked at it" in " ".join(seen.summary) + seen.text
    assert "B-YY 9" in seen.text
    assert office.desk.sending.letters_of(office.reference) == ()


def test_a_preview_of_the_day_before_yesterday_is_not_sent(visitor: Visitor, trip: str, clock: Clock) -> None:
    values = visitor.visit(f"{trip}/send/{NAME}").values()
    clock.now += timedelta(days=2)
    seen = visitor.look(trip, visitor.client.post(f"{trip}/send/{NAME}", data=values), 409)
    assert "more than a day old" in seen.text


def test_without_a_confirmed_address_it_says_how_to_confirm_it(visitor: Visitor, office: Office) -> None:
    address = visitor.begin()
    office.reference = address.rpartition("/")[2]
    keep(office, trip_data(ID))
    seen = visitor.visit(f"{address}/send/{NAME}")
    assert "Your own address is not confirmed" in seen.text
    assert seen.links["Mail me that link"] == f"{address}/link"
    assert "token" not in seen.values()


def test_a_letter_that_cannot_leave_is_promised_no_day_and_no_button(
    visitor: Visitor, office: Office
) -> None:
    address = visitor.begin()
    office.reference = address.rpartition("/")[2]
    keep(office, trip_data(ID))
    text = visitor.visit(f"{address}/send/{NAME}").text
    assert "cannot leave from here yet" in text
    for promise in ("at once", "press the button", "another day"):
        assert promise not in text


def test_where_the_address_of_its_reader_has_lapsed_one_can_send_it_oneself(
    visitor: Visitor, trip: str, office: Office, clock: Clock
) -> None:
    clock.now = datetime(2027, 12, 1, tzinfo=UTC)
    lasting = {"valid_from": "2027-12-01", "valid_until": "2028-11-30"}
    keep(office, trip_data(a_stay("ID", "2028-06-10", "2028-06-20"), carnet=lasting))
    seen = visitor.visit(f"{trip}/send/{NAME}")
    assert "No address of its reader is verified" in seen.text
    assert seen.links["Read the letter, and send it yourself"] == f"{trip}/documents/{NAME}.eml/letter"
    assert "Mail me that link" not in seen.links
    assert "token" not in seen.values()


def test_from_here_the_site_sends_and_from_a_mail_program_the_traveller(visitor: Visitor, trip: str) -> None:
    assert "letters@prenotify.example.org" in visitor.visit(f"{trip}/send/{NAME}").text
    own = message_from_bytes(visitor.client.get(f"{trip}/documents/{NAME}.eml?download=1").data)
    assert parseaddr(own["From"])[1] == "testa.beispielreiter@example.org"
    assert own["X-Unsent"] == "1"
    assert "letters@prenotify.example.org" not in visitor.visit(f"{trip}/documents/{NAME}.eml/letter").text


def test_a_site_that_sends_says_so_before_one_begins(visitor: Visitor, trip: str) -> None:
    assert "From here nothing leaves" not in visitor.visit("/").text
    assert "can leave from here" in visitor.visit(f"{trip}/documents").text


def test_what_is_missing_is_linked_and_nothing_can_be_sent(visitor: Visitor, office: Office) -> None:
    address = visitor.begin()
    office.reference = address.rpartition("/")[2]
    keep(office, trip_data(ID, carnet={"number": ""}))
    seen = visitor.visit(f"{address}/send/{NAME}")
    assert "still missing" in seen.text
    assert f"{address}/carnet" in " ".join(seen.links.values())
    assert "token" not in seen.values()


def test_a_draft_leaves_once_each_block_is_ticked(visitor: Visitor, office: Office) -> None:
    address = visitor.begin()
    office.reference = address.rpartition("/")[2]
    keep(office, trip_data(ID, carnet={"valid_until": "2027-06-15"}))
    office.confirm_address()
    path = f"{address}/send/{NAME}"
    assert "token" not in visitor.visit(path).values()
    assert (
        "Tick each thing" in visitor.refused(path, {}, status=200).text + visitor.refused(path, {}, 200).title
    )
    shown = visitor.look(path, visitor.send(path, {"despite": ["CARNET_EXPIRES_BEFORE_EXIT"]}))
    answer = visitor.client.post(path, data=shown.values())
    assert answer.status_code == 303
    (letter,) = office.desk.sending.letters_of(office.reference)
    assert b"DRAFT" not in office.desk.sending.letters.content(letter.id)


def test_a_day_can_be_chosen(visitor: Visitor, trip: str, office: Office) -> None:
    path = f"{trip}/send/{NAME}"
    values = visitor.visit(path).values()
    del values["token"]
    for name, value in day("on", 3, 3, 2027).items():
        values[name] = value
    shown = visitor.look(path, visitor.client.post(path, data=values))
    assert "It leaves on Wednesday 3 March 2027" in shown.text
    visitor.client.post(path, data=shown.values())
    (letter,) = office.desk.sending.letters_of(office.reference)
    assert letter.due_at == datetime(2027, 3, 2, 17, tzinfo=UTC)  # midnight in Jakarta


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (day("on", 1, 1, 2026), "That day is past"),
        (day("on", 10, 6, 2027), "after its last deadline"),
        (day("on", 31, 2, 2027), "not a day of that month"),
    ],
)
def test_a_day_on_which_it_cannot_leave_is_refused_with_the_reason(
    visitor: Visitor, trip: str, typed: dict[str, str], words: str
) -> None:
    path = f"{trip}/send/{NAME}"
    values = visitor.visit(path).values()
    del values["token"]
    seen = visitor.look(path, visitor.client.post(path, data=values.to_dict() | typed), 422)
    assert words in seen.errors[0]


def test_another_trips_confirmation_sends_nothing_here(
    visitor: Visitor, stranger: Visitor, trip: str, office: Office
) -> None:
    confirmation = visitor.visit(f"{trip}/send/{NAME}").values()["token"]
    other = stranger.begin()
    stored = office.desk.trips.load(other.rpartition("/")[2])
    assert stored
    office.desk.trips.save(stored, trip_data(ID), STARTED)
    own = stranger.visit(f"{other}/link").values()
    seen = stranger.look(
        other, stranger.client.post(f"{other}/send/{NAME}", data={**own, "token": confirmation}), 409
    )
    assert "about another trip" in seen.text
    assert office.desk.sending.letters_of(office.reference) == ()


def test_the_plan_leads_to_it(visitor: Visitor, trip: str) -> None:
    found = visitor.visit(f"{trip}/plan").links
    assert any(name.startswith("Check and send") for name in found)


def test_what_came_in_the_way_since_the_letter_was_shown_is_said_in_the_page_s_language(
    visitor: Visitor, trip: str, office: Office
) -> None:
    values = visitor.visit(f"{trip}/send/{NAME}?lang=de").values()
    with office.desk.trips.writing() as connection:
        connection.execute(update(trips).values(confirmed=None))
    seen = visitor.look("send", visitor.client.post(f"{trip}/send/{NAME}", data=values), 409)
    assert "Ihre eigene Adresse ist nicht bestätigt" in seen.text
    assert "your own address is not confirmed" not in seen.text
