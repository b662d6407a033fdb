"""A worker reads what came back and notices silence, on its own clock, whatever else it does."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from prenotify.settings import Settings
from prenotify.worker import Sender
from tests.builders import a_stay, trip_data
from tests.desk.office import NOW, Office
from tests.desk.test_answering import bouncing

ID = a_stay("ID", "2027-06-10", "2027-06-20")


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    # The server behind it is not there: nothing may really leave from a test.
    return replace(settings, bounces_url=f"maildir://{tmp_path / 'box'}", live=True, smtp_url="")


@pytest.fixture
def sent_live(settings: Settings) -> Settings:
    return replace(settings, smtp_url="smtps://mail.example.org")


def test_a_worker_takes_in_a_bounce_and_tells_of_silence(
    settings: Settings, sent_live: Settings, tmp_path: Path
) -> None:
    office = Office(sent_live)
    indonesia, india = office.sent(trip_data(ID, a_stay("IN", "2027-07-10", "2027-07-20")))
    (tmp_path / "box" / "new" / "1.bounce").write_bytes(bouncing(office, india))
    later = NOW + timedelta(days=9)
    listening = replace(office.desk, settings=settings)
    Sender(listening, lambda: later).drain()
    assert office.letter(india).state == "refused"
    kinds = [one.kind for one in office.desk.sending.letters.of_trip(office.reference)]
    assert kinds.count("silence") == 1
    assert office.letter(indonesia).state == "sent"
    listening.trips.close()
    office.desk.trips.close()
