"""An edited trip file in the place of the old one: what is untrue is named, and put right by one command."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from prenotify.desk.following import Following, Verdict
from prenotify.outbox.claims import Claims
from prenotify.outbox.store import TripStore
from prenotify.settings import Settings
from tests.builders import Data, a_stay, trip_data
from tests.commands import Run
from tests.commands import here as here
from tests.commands import run as run
from tests.outbox.mail_server import MailServer
from tests.test_cli_sending import configured as configured

TODAY = ("--today", "2026-12-01")
ID = a_stay("ID", "2027-06-10", "2027-06-20")
MN = a_stay("MN", "2027-03-01", "2027-03-10")
IN = a_stay("IN", "2027-03-12", "2027-03-20", answers={"customs_office": "Chennai"})
pytestmark = pytest.mark.usefixtures("configured")


def submit(run: Run, here: Path, entered: Data, *more: str) -> Any:
    file = here / "trip.json"
    file.write_text(json.dumps(entered))
    return run("submit", file, *TODAY, *more)


def states(run: Run) -> list[tuple[str, str]]:
    return [(letter["kind"], letter["state"]) for letter in json.loads(run("outbox", "--json").out)]


def drain(run: Run) -> None:
    assert run("worker", "--drain", "--now", "2026-12-01T08:00:00Z").status == 0


def sent(run: Run, here: Path, entered: Data) -> str:
    """The reference of a trip whose letters have left."""
    reference: str = submit(run, here, entered).out.strip()
    drain(run)
    return reference


def test_an_edited_file_names_what_is_untrue_and_amend_puts_it_right(run: Run, here: Path) -> None:
    reference = sent(run, here, trip_data(ID))
    said = submit(run, here, trip_data(ID, vehicle={"plate": "M-XX 0002"}), "--for", reference)
    assert said.status == 1
    assert f"untrue: {reference}-01-IMI: Registration number (plate): M-XX 0001 → M-XX 0002" in said.err
    assert f"prenotify amend {reference}" in said.err
    done = run("amend", reference, *TODAY)
    assert (done.status, done.err) == (0, "")
    assert f"amendment {reference}-01-IMI-A1 put in" in done.out
    drain(run)
    assert states(run) == [("filing", "replaced"), ("amendment", "sent")]
    assert run("amend", reference, *TODAY).out == "Every letter still says what the trip is.\n"


def test_a_stay_put_in_front_sends_no_second_letter_about_the_others(run: Run, here: Path) -> None:
    reference = sent(run, here, trip_data(ID))
    said = submit(run, here, trip_data(MN, ID), "--for", reference)
    assert "untrue" not in said.err
    assert "in the outbox already, sent" in said.err
    assert states(run) == [("filing", "sent")]


def test_a_stay_that_takes_anothers_number_gets_a_letter_of_its_own(run: Run, here: Path) -> None:
    reference = sent(run, here, trip_data(ID))
    earlier = a_stay("ID", "2027-02-10", "2027-02-20")
    submit(run, here, trip_data(earlier, ID), "--for", reference)
    found = json.loads(run("outbox", "--json").out)
    assert [(letter["stay"], letter["state"]) for letter in found] == [(1, "sent"), (1, "waiting")]


def test_a_stay_taken_out_is_withdrawn(run: Run, here: Path) -> None:
    reference = sent(run, here, trip_data(IN, ID))
    said = submit(run, here, trip_data(IN), "--for", reference)
    assert "its stay is not part of the trip any more" in said.err
    assert "withdrawal" in run("amend", reference, *TODAY).out
    drain(run)
    assert sorted(states(run)) == [("filing", "replaced"), ("filing", "sent"), ("withdrawal", "sent")]


def test_what_has_not_left_is_replaced_or_cancelled(run: Run, here: Path) -> None:
    reference = submit(run, here, trip_data(IN, ID)).out.strip()
    submit(run, here, trip_data(IN, vehicle={"plate": "M-XX 0002"}), "--for", reference)
    done = run("amend", reference, *TODAY)
    assert "cancelled, nobody needs to be told" in done.out
    assert sorted(states(run)) == [("filing", "cancelled"), ("filing", "replaced"), ("filing", "waiting")]


def test_whoever_amends_vouches_for_the_address_and_the_copy_goes_there(
    run: Run, here: Path, configured: pytest.MonkeyPatch
) -> None:
    with MailServer() as server:
        configured.setenv("PRENOTIFY_LIVE", "1")
        configured.setenv("PRENOTIFY_SMTP_URL", server.url)
        configured.setenv("PRENOTIFY_MAIL_FROM", "letters@example.org")
        reference = sent(run, here, trip_data(ID))
        with closing(TripStore.open(Settings.from_env())) as store:
            stored = store.load(reference)
            assert stored
            changed = trip_data(ID, vehicle={"plate": "M-XX 0002"}, traveller={"email": "new@example.org"})
            store.save(stored, changed, datetime(2026, 12, 1, 9, tzinfo=UTC))
        assert run("amend", reference, *TODAY).status == 0
        drain(run)
    assert server.envelopes[-1] == ("letters@example.org", "new@example.org")


def test_a_letter_that_a_worker_takes_at_that_moment_is_named(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = submit(run, here, trip_data(IN, ID)).out.strip()
    submit(run, here, trip_data(IN), "--for", reference.lower())
    verdicts, moment = Following.verdicts, datetime(2026, 12, 1, 9, tzinfo=UTC)

    def verdicts_while_a_worker_goes_on(following: Following, *asked: Any) -> tuple[Verdict, ...]:
        found = verdicts(following, *asked)
        trips = following.desk.trips
        Claims(trips.engine, trips.seal, following.desk.settings).claim(moment, live=False, most=9)
        return found

    monkeypatch.setattr(Following, "verdicts", verdicts_while_a_worker_goes_on)
    done = run("amend", reference, *TODAY)
    assert (done.status, done.out) == (1, "")
    assert f"{reference}-02-IMI: nothing put in; a letter that is sending cannot be cancelled" in done.err


def test_a_block_that_has_come_in_the_way_is_answered_by_its_name(run: Run, here: Path) -> None:
    reference = sent(run, here, trip_data(ID))
    changed = trip_data(ID, vehicle={"plate": "M-XX 0002"}, carnet={"valid_until": "2027-06-15"})
    submit(run, here, changed, "--for", reference, "--despite", "CARNET_EXPIRES_BEFORE_EXIT")
    held = run("amend", reference, *TODAY)
    assert held.status == 1
    assert "held back by CARNET_EXPIRES_BEFORE_EXIT" in held.err
    assert run("amend", reference, *TODAY, "--despite", "CARNET_EXPIRES_BEFORE_EXIT").status == 0


def test_a_trip_nobody_knows_is_bad_input(run: Run) -> None:
    assert run("amend", "NOSUCHTRIP12").status == 2
