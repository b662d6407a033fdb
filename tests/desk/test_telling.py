"""What travellers hear by mail: at an address they confirmed, and whatever becomes of other travellers."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, update

from prenotify.desk.nudging import Nudging
from prenotify.outbox.tables import contents, trips
from prenotify.worker import Sender
from tests.builders import Data, a_stay, trip_data
from tests.desk.office import NOW, Office

ID = a_stay("ID", "2027-06-10", "2027-06-20")
EARLIER_ID = a_stay("ID", "2027-04-10", "2027-04-20")
IN = a_stay("IN", "2027-03-10", "2027-03-20", answers={"customs_office": "Chennai"})
LATER = NOW + timedelta(days=9)


def kinds(office: Office) -> list[str]:
    found = office.desk.sending.letters.of_trip(office.reference)
    return [letter.kind for letter in found if letter.to_traveller]


def another_address(entered: Data) -> Data:
    return entered | {"traveller": entered["traveller"] | {"email": "mistyped@example.org"}}


def near(office: Office, form: str, stay: int) -> datetime:
    """Two days before the day to plan on of a filing."""
    (filing,) = (one for one in office.filings() if (one.form.id, one.stay) == (form, stay))
    return datetime.combine(filing.send_by, NOW.timetz()) - timedelta(2)


def test_a_copy_waits_until_a_changed_address_is_confirmed(office: Office) -> None:
    office.keep(trip_data(ID))
    office.submit()
    office.keep(another_address(trip_data(ID)))
    office.send()
    assert kinds(office) == []
    office.confirm_address()
    assert office.desk.telling.tell(NOW) == 1
    (copy,) = (one for one in office.desk.sending.letters.of_trip(office.reference) if one.to_traveller)
    assert (copy.kind, copy.to) == ("copy", "mistyped@example.org")


def test_silence_is_not_told_to_an_address_that_nobody_confirmed(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(another_address(trip_data(ID)))
    assert office.desk.nudging.nudge(LATER) == 0
    office.confirm_address()
    assert office.desk.nudging.nudge(LATER) == 1


def test_in_a_rehearsal_no_address_has_to_be_confirmed(rehearsal: Office) -> None:
    rehearsal.keep(trip_data(ID))
    rehearsal.submit()
    rehearsal.keep(another_address(trip_data(ID)))
    rehearsal.send()
    assert kinds(rehearsal) == ["copy"]


def test_a_letter_that_cannot_be_told_of_keeps_no_other_from_being_told(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.keep(trip_data(IN, ID))
    first, _second = office.submit()
    with office.desk.trips.writing() as connection:
        connection.execute(delete(contents).where(contents.c.letter == first.id))
    office.send()
    assert kinds(office) == ["copy"]
    assert f"letter={first.id} event=interrupted error=NoSuchLetter" in caplog.text


def test_a_trip_that_no_key_opens_keeps_no_other_from_its_reminder(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.keep(trip_data(ID))
    office.confirm_address()
    spoilt, office.reference = office.reference, ""
    office.keep(trip_data(ID))
    office.confirm_address()
    with office.desk.trips.writing() as connection:
        connection.execute(update(trips).where(trips.c.reference == spoilt).values(sealed=b"spoilt"))
    assert office.desk.telling.remind(near(office, "indonesia/imi-notice", 1)) == 1
    assert f"trip={spoilt} event=interrupted error=BrokenSeal" in caplog.text


def test_no_reminder_of_a_letter_whose_stay_has_another_number_now(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(IN, ID))
    assert office.desk.telling.remind(near(office, "indonesia/imi-notice", 2)) == 0


def test_a_stay_put_in_front_is_remembered_although_a_letter_had_its_number(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(EARLIER_ID, ID))
    assert office.desk.telling.remind(near(office, "indonesia/imi-notice", 1)) == 1


def test_a_fault_of_one_chore_keeps_the_worker_from_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_nudging: Nudging, _now: datetime) -> int:
        raise RuntimeError

    office.keep(trip_data(ID))
    office.confirm_address()
    monkeypatch.setattr(Nudging, "nudge", fails)
    moment = near(office, "indonesia/imi-notice", 1)
    monkeypatch.setattr("prenotify.worker.Dispatcher.run", lambda _self: True)  # nothing leaves from a test
    Sender(office.desk, lambda: moment).work_once()
    assert kinds(office) == ["reminder"]
    assert "event=interrupted error=RuntimeError" in caplog.text
