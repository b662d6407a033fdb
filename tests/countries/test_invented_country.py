"""A country is a folder: an invented one gives plan, documents and cases without a line of Python."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from prenotify.desk import Desk
from prenotify.settings import Settings
from tests.checkout import ROOT

COUNTRY = """
country = "AQ"
languages = ["en"]
timezone = "Antarctica/McMurdo"

[calendar]
library = "AQ"
weekend = ["sunday"]
add = [{ date = 2027-01-13, name = "Penguin Day", source = "station" }]
announced_until = 2027-12-31
sources = ["station"]

[stay_limit]
days = 20
sources = ["station"]

[[advisory]]
code = "AQ_COLD"
severity = "warn"
when = { kind = ["motorcycle"] }
sources = ["station"]
says.en = "{stay.entry.port} is cold for a motorcycle."
says.de = "{stay.entry.port} ist kalt für ein Motorrad."

[sources.station]
name = "Example Station"
url = "https://station.example.org/rules"
checked = 2026-11-22
confidence = "A"
"""

FORM = """
short = "ICE"
[name]
en = "Antarctica: notice to the station"
de = "Antarktis: Meldung an die Station"

[recipient]
organisation = "Example Station"
email = "station@example.org"
sources = ["station"]

[[version]]
sources = ["station"]
  [[version.deadline]]
  working_days = 3
  force = "rule"
  source = "station"

[[purpose]]
purpose = "notice"
title = { en = "Notice of arrival over the ice", de = "Meldung der Ankunft über das Eis" }
subject.en = "Arrival of {vehicle.plate} on {stay.entry.date}"
subject.de = "Ankunft von {vehicle.plate} am {stay.entry.date}"
salutation = "imi.opening"
ask = [{ en = "I shall arrive at {stay.entry.port}.", de = "Ich werde in {stay.entry.port} ankommen." }]
closing = "imi.closing"
regards = "imi.regards"
disclaimer = "disclaimer.notice"

[[section]]
heading = "section.holder"
fields = [
  { label = "person.name", value = "traveller.name", need = "required" },
  { label = { en = "Sledge dogs", de = "Schlittenhunde" }, value = "answers.dogs", need = "required" },
]

[[question]]
key = "dogs"
type = "number"
label = { en = "How many dogs?", de = "Wie viele Hunde?" }
"""

CASES = """
[[case]]
says = "three station days before the entry, Penguin Day and Sunday not counted"
entry = 2027-01-15
exit = 2027-01-20
stay = { answers = { dogs = 6 } }
[case.expect]
filed = ["antarctica/station-notice"]
send_by = 2027-01-11
status = "ready"
codes = ["AQ_COLD"]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    rules = tmp_path / "forms"
    shutil.copytree(ROOT / "forms", rules)
    folder = rules / "antarctica"
    folder.mkdir()
    (folder / "country.toml").write_text(COUNTRY)
    (folder / "station-notice.toml").write_text(FORM)
    (folder / "cases.toml").write_text(CASES)
    return Desk.open(Settings(data_dir=tmp_path / "data"), rules)


def a_trip(desk: Desk, answers: str = "{ dogs = 6 }") -> bytes:
    text = (ROOT / "tests/trips/t1.toml").read_text()
    head = text.split("[[stays]]")[0]
    return f"""{head}
[[stays]]
country = "AQ"
entry = {{ port = "Ross Ice Shelf", date = 2027-01-15 }}
exit = {{ port = "Ross Ice Shelf", date = 2027-01-20 }}
answers = {answers}
""".encode()


def test_the_folder_is_read_and_judged_with_all_others(desk: Desk) -> None:
    assert desk.check_forms().problems == ()


def test_a_trip_there_is_planned_by_the_folders_own_calendar(desk: Desk) -> None:
    planned = desk.plan(desk.read_file("trip.toml", a_trip(desk)), date(2026, 11, 22))
    (filing,) = planned.filings
    assert (filing.form.id, filing.send_by, filing.status) == (
        "antarctica/station-notice",
        date(2027, 1, 11),
        "ready",
    )
    assert filing.following.holidays == {date(2027, 1, 13): "Penguin Day"}
    assert "Ross Ice Shelf is cold for a motorcycle." in [a.message for a in planned.advisories]


def test_an_unanswered_question_of_the_folder_is_missing(desk: Desk) -> None:
    planned = desk.plan(desk.read_file("trip.toml", a_trip(desk, "{}")), date(2026, 11, 22))
    assert planned.filings[0].status == "incomplete"
    assert [one.path for one in planned.filings[0].missing] == ["stays.1.answers.dogs"]


def test_the_folder_gives_documents(desk: Desk) -> None:
    planned = desk.plan(desk.read_file("trip.toml", a_trip(desk)), date(2026, 11, 22))
    made = {document.name: document.content for document in desk.documents(planned, "PNTEST")}
    assert made["01-antarctica-station-notice.pdf"].startswith(b"%PDF")
    mail = made["01-antarctica-station-notice.eml"].decode()
    assert "To: station@example.org" in mail or "<station@example.org>" in mail
    assert "Arrival of M-XX 0001" in mail
