"""After a backup was put back: letters are held, those that had left are noted, the rest goes on."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from prenotify.cli import main
from prenotify.domain.problems import BadInput
from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter
from tests.builders import Data, a_stay, trip_data
from tests.checkout import ROOT
from tests.desk.office import NOW, Office

LEASE = timedelta(seconds=300)
SENT_AT = NOW - timedelta(hours=2)


@pytest.fixture
def entered() -> Data:
    return trip_data(a_stay("ID"))


@pytest.fixture
def waiting(office: Office, entered: Data) -> Letter:
    """A letter that is due, and that nobody has sent yet."""
    office.keep(entered)
    (letter,) = office.submit()
    return letter


def claims(office: Office) -> Claims:
    return Claims(office.desk.trips.engine, office.desk.trips.seal, office.desk.settings)


def due(office: Office, now: datetime = NOW) -> list[int]:
    return [one.id for one in claims(office).claim(now, live=True, most=10)]


def test_what_is_held_does_not_leave_until_it_is_released(office: Office, waiting: Letter) -> None:
    held = office.desk.holding.hold_all(NOW)
    assert [one.id for one in held.letters] == [waiting.id]
    assert due(office) == []
    assert [one.id for one in office.desk.holding.release_all(NOW)] == [waiting.id]
    assert due(office) == [waiting.id]


def test_a_letter_that_a_worker_takes_at_that_moment_keeps_no_other_from_being_held(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.keep(trip_data(a_stay("ID", "2027-06-10", "2027-06-20"), a_stay("IN", "2027-07-10", "2027-07-20")))
    first, second = office.submit()
    store = office.desk.sending.letters
    listed = store.all

    def all_while_a_worker_goes_on(travellers_too: bool = False) -> tuple[Letter, ...]:
        found = listed(travellers_too)
        claims(office).claim(NOW, live=True, most=1)
        return found

    monkeypatch.setattr(store, "all", all_while_a_worker_goes_on)
    held = office.desk.holding.hold_all(NOW)
    assert [one.id for one in held.letters] == [second.id]
    assert [one.id for one in held.in_hand] == [first.id]


def test_mail_to_the_traveller_is_held_too(office: Office, entered: Data) -> None:
    office.sent(entered)
    (copy,) = office.desk.holding.hold_all(NOW).letters
    assert copy.kind == "copy"


def test_a_letter_in_a_workers_hand_is_named_and_held_once_its_lease_is_over(
    office: Office, waiting: Letter
) -> None:
    assert due(office) == [waiting.id]
    assert [one.id for one in office.desk.holding.hold_all(NOW).in_hand] == [waiting.id]
    later = office.desk.holding.hold_all(NOW + LEASE)
    assert ([one.id for one in later.letters], later.in_hand) == ([waiting.id], ())
    assert due(office, NOW + LEASE) == []


def test_one_that_may_have_left_is_named(office: Office, waiting: Letter) -> None:
    (claimed,) = claims(office).claim(NOW, live=True, most=1)
    claims(office).hand_out(claimed, NOW)
    held = office.desk.holding.hold_all(NOW + LEASE)
    assert ([one.id for one in held.unsure], held.letters) == ([waiting.id], ())
    office.desk.holding.found_sent(waiting.message_id, SENT_AT, NOW + LEASE)
    assert due(office, NOW + LEASE) == []


def test_a_letter_known_to_have_left_does_not_leave_again(office: Office, waiting: Letter) -> None:
    office.desk.holding.hold_all(NOW)
    letter = office.desk.holding.found_sent(waiting.message_id.strip("<>"), SENT_AT, NOW)
    assert (letter.state, letter.sent_at, letter.next_at, letter.held) == ("sent", SENT_AT, None, False)
    office.desk.holding.release_all(NOW)
    assert due(office) == []
    assert office.desk.sending.letters.log(letter.id)[-1].event == "found sent"


def test_its_traveller_gets_the_copy_that_the_backup_knows_nothing_of(
    office: Office, waiting: Letter
) -> None:
    office.desk.holding.found_sent(waiting.message_id, SENT_AT, NOW)
    assert office.desk.telling.tell(NOW) == 1
    (copy,) = (one for one in office.desk.sending.letters.of_trip(waiting.trip) if one.to_traveller)
    office.desk.holding.found_sent(copy.message_id, SENT_AT, NOW)
    assert office.desk.telling.tell(NOW) == 0


def test_a_letter_that_would_not_leave_is_left_alone(office: Office, entered: Data) -> None:
    (sent,) = office.sent(entered)
    with pytest.raises(BadInput, match="is sent here"):
        office.desk.holding.found_sent(sent.message_id, SENT_AT, NOW)


@pytest.mark.parametrize(
    ("message_id", "at", "said"),
    [("<nobody@example.org>", SENT_AT, "no letter here"), ("", SENT_AT, "no letter here")],
)
def test_an_unknown_letter_is_named(office: Office, message_id: str, at: datetime, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        office.desk.holding.found_sent(message_id, at, NOW)


def test_a_moment_to_come_is_refused(office: Office, waiting: Letter) -> None:
    with pytest.raises(BadInput, match="still to come"):
        office.desk.holding.found_sent(waiting.message_id, NOW + timedelta(days=1), NOW)


def test_the_commands_say_what_they_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRENOTIFY_DATA_DIR", str(tmp_path))
    main(["submit", str(ROOT / "tests/trips/t6.toml")])
    capsys.readouterr()
    assert main(["outbox", "--hold"]) == 0
    assert main(["outbox"]) == 0
    said = capsys.readouterr().out
    assert "held: 1" in said
    assert "waiting, held" in said
    assert main(["outbox", "--release"]) == 0
    assert "released: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["--sent", "x@y"], ["--at", "2026-11-22"], ["--sent", "x@y", "--at", "soon"]]
)
def test_half_a_command_is_refused(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRENOTIFY_DATA_DIR", str(tmp_path))
    assert main(["outbox", *words]) == 2
    assert "--at" in capsys.readouterr().err
