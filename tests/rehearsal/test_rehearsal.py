"""A trip played through: real letters, a real mail server on loopback, desks that answer in their own way."""

import re
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from prenotify.cli import main
from prenotify.desk import Desk
from prenotify.domain.problems import BadInput
from prenotify.rehearsal import Rehearsed, rehearse
from prenotify.rehearsal.behaviours import BEHAVIOURS, WORDS, Behaviour, behaviours
from prenotify.rehearsal.story import Ending
from prenotify.settings import Settings
from tests.builders import TODAY, a_stay, the_calendars, the_rulebook, trip_data
from tests.checkout import ROOT
from tests.documents.paper import pages
from tests.needs import needs

TRIPS = [f"t{number}" for number in range(1, 7)]
INDONESIA = "indonesia/imi-notice"


@pytest.fixture(autouse=True)
def _no_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The worker goes on after an error of ours and logs it; a rehearsal has none."""
    yield
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == []


def front() -> Desk:
    return Desk(Settings(), the_rulebook(), the_calendars(), ROOT / "forms")


def play(name: str, *asked: str, **more: Any) -> Rehearsed:
    trip = front().read_file(f"{name}.toml", (ROOT / f"tests/trips/{name}.toml").read_bytes())
    return rehearse(front(), trip, TODAY, behaviours(the_rulebook().forms, asked), **more)


@cache
def played(behaviour: Behaviour) -> Rehearsed:
    """T6, whose only letter goes to a desk that behaves so."""
    return play("t6", f"{INDONESIA}={behaviour}")


def ending(behaviour: Behaviour) -> Ending:
    (found,) = played(behaviour).endings
    return found


def story(behaviour: Behaviour) -> str:
    return played(behaviour).report


@pytest.mark.parametrize("behaviour", ["prompt", "late", "elsewhere", "out-of-office"])
def test_a_desk_that_answers_ends_with_an_answer(behaviour: Behaviour) -> None:
    found = ending(behaviour)
    assert found.good
    assert found.letter
    assert (found.letter.state, found.answer and found.answer.kind) == ("sent", "received")


def test_a_desk_that_answers_at_once_is_not_asked_again() -> None:
    assert ending("prompt").reminders == 0
    assert "nobody has answered" not in story("prompt")


def test_a_desk_that_is_late_is_asked_again_by_the_travellers_word() -> None:
    assert ending("late").reminders == 1
    silence = story("late").index("prenotify tells the traveller that nobody has answered")
    asked = story("late").index("the traveller confirms the reminder letter")
    assert silence < asked < story("late").index("its desk answers the traveller")


def test_a_desk_that_never_answers_is_asked_twice_and_then_reached_another_way() -> None:
    found = ending("never")
    assert (found.reminders, found.answer, found.ended) == (2, None, "accepted, and never answered")
    assert "nobody answers: the traveller turns to" in story("never")
    assert played("never").needs_attention


def test_an_answer_from_elsewhere_is_noted_and_is_the_travellers_to_judge() -> None:
    noted = story("elsewhere").index("from another address than the letter went to")
    assert noted < story("elsewhere").index('the traveller taps "received"')


def test_a_machines_answer_is_none() -> None:
    assert "that is no answer" in story("out-of-office")
    assert ending("out-of-office").answer
    assert story("out-of-office").count("the traveller taps") == 1


def test_a_letter_that_comes_back_is_refused_with_the_servers_words() -> None:
    found = ending("bounce")
    assert found.letter
    assert found.letter.sent_at
    assert found.ended == "refused: 550 5.1.1 this mailbox is not in use any more"
    assert "prenotify tells the traveller that a letter did not get there" in story("bounce")


def test_a_letter_that_is_refused_at_the_door_says_so() -> None:
    found = ending("refuses")
    assert found.ended == "refused: the mail server said: 550 5.1.1 no such mailbox here"
    assert not [name for name in played("refuses").mails if "-letter-" in name]


def test_a_desk_that_wants_papers_gets_them_and_is_content() -> None:
    done = play("t2", "thailand/dlt-permit=more-papers")
    assert {one.answer and one.answer.kind for one in done.endings} == {"letter in hand"}
    assert len(done.endings) == 3
    sent = [mail for name, mail in done.mails.items() if name.endswith("from-traveller-papers.eml")]
    names = [part.get_filename() for part in parsed(sent[0]).iter_attachments()]
    assert any(str(name).endswith("passport.jpg") for name in names)


@needs("pdftotext")
@pytest.mark.parametrize("behaviour", ["bounce", "refuses"])
def test_of_a_letter_that_did_not_get_there_the_pack_has_no_proof(behaviour: Behaviour) -> None:
    assert "Proof of sending" not in "".join(pages(played(behaviour).pack))


@needs("pdftotext")
def test_the_pack_proves_what_was_accepted_and_answered_and_says_that_it_is_a_rehearsal() -> None:
    said = pages(played("prompt").pack)
    letter = ending("prompt").letter
    assert letter
    (proof,) = (
        page for page in said if page.lstrip().startswith("Border pack") and letter.message_id in page
    )
    assert "Receipt confirmed, 23 November 2026" in proof
    assert all("REHEARSAL" in page for page in said)


@pytest.mark.parametrize("name", TRIPS)
def test_every_trip_runs_through(name: str) -> None:
    done = play(name)
    assert [event.at for event in done.events] == sorted(event.at for event in done.events)
    assert all(one.letter and one.letter.sent_at for one in done.endings)
    assert done.pack.startswith(b"%PDF")


def test_a_letter_held_back_leaves_once_the_traveller_heard_of_the_deadline_and_decided() -> None:
    report = play("t4").report
    told = report.index("prenotify tells the traveller that a deadline is near")
    decided = report.index("the traveller decides to send it although IN_EVISA_LAND_ENTRY")
    assert told < decided < report.index("02-CONF is accepted")


def test_a_letter_that_may_not_leave_says_why() -> None:
    entered = trip_data(a_stay("ID"), carnet={"number": ""})
    played = behaviours(the_rulebook().forms, ())
    done = rehearse(front(), front().read(entered), TODAY, played)
    (found,) = done.endings
    assert "carnet.number" in found.ended
    assert done.needs_attention


def test_a_trip_that_no_border_wants_to_hear_of_says_so() -> None:
    done = rehearse(front(), front().read(trip_data(a_stay("MY"))), TODAY, {})
    assert done.summary == ("No border on this trip wants a letter.",)
    assert not done.needs_attention


def test_the_same_rehearsal_tells_the_same_story() -> None:
    again = play("t6", f"{INDONESIA}=more-papers")
    assert again.report == story("more-papers")
    assert again.pack == played("more-papers").pack
    assert again.mails == played("more-papers").mails


def test_it_connects_to_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[Any] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        connected.append(address)
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    play("t6", f"{INDONESIA}=late")
    assert {address[0] for address in connected} == {"127.0.0.1"}


def test_it_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    there: list[bool] = []
    play("t6", watch=lambda _event: there.append(any(tmp_path.glob("*/prenotify.sqlite3"))))
    assert all(there)
    assert list(tmp_path.iterdir()) == []


def test_no_mail_names_an_address_of_anybody() -> None:
    mails = {**played("late").mails, **played("elsewhere").mails, **played("bounce").mails}
    for content in mails.values():
        headers = " ".join(str(parsed(content)[name] or "") for name in ("From", "To", "Cc", "Reply-To"))
        assert set(re.findall(r"@([\w.-]+)", headers)) <= {"example.org", "prenotify.example.org"}


def test_by_default_the_first_trip_meets_four_kinds_of_desk() -> None:
    kinds: Mapping[str, Behaviour] = behaviours(the_rulebook().forms, ())
    forms = ["india/adac-confirmation", "thailand/dlt-permit", INDONESIA, "japan/jaf-verification"]
    assert len({kinds[form] for form in forms}) == 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("indonesia/imi-notise=never", "did you mean indonesia/imi-notice?"),
        ("indonesia/imi-notice=newer", "did you mean never?"),
        ("indonesia/imi-notice", "write FORM=BEHAVIOUR"),
        ("", "is no form"),
    ],
)
def test_a_desk_that_is_misspelt_is_named_with_its_cure(asked: str, said: str) -> None:
    with pytest.raises(BadInput, match=re.escape(said)):
        behaviours(the_rulebook().forms, [asked])


def test_the_command_writes_pack_mails_and_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = command(tmp_path, monkeypatch)
    assert run("t3.toml", "--out", str(tmp_path / "out")) == 0
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"border-pack.pdf", "report.txt"} < names
    assert sum(name.endswith(".eml") for name in names) == len(names) - 2
    assert (tmp_path / "out" / "report.txt").read_text() in capsys.readouterr().out
    assert not (tmp_path / "operator").exists()


def test_a_desk_that_says_nothing_gives_status_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command(tmp_path, monkeypatch)("t6.toml", "--desk", f"{INDONESIA}=never") == 1


@pytest.mark.parametrize("words", [["--desk", "x=y"], ["--speed", "0"], ["--today", "tomorrow"]])
def test_what_makes_no_sense_gives_status_2_and_a_word(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(tmp_path, monkeypatch)("t6.toml", *words) == 2
    assert words[0] in capsys.readouterr().err


def test_every_behaviour_has_its_words() -> None:
    for behaviour in BEHAVIOURS:
        assert f"\n{behaviour}: " in story(behaviour)


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_the_documentation_says_how_a_desk_behaves(behaviour: Behaviour) -> None:
    said = (ROOT / "docs/outbox.md").read_text(encoding="utf-8")
    assert f"| {behaviour} | {WORDS[behaviour]} |" in said


def command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """`prenotify rehearse`, with an operator's data folder that nothing may touch."""
    monkeypatch.setenv("PRENOTIFY_DATA_DIR", str(folder / "operator"))

    def run(trip: str, *words: str) -> int:
        today = [] if "--today" in words else ["--today", TODAY.isoformat()]
        return main(["rehearse", str(ROOT / "tests/trips" / trip), *today, *words])

    return run


def parsed(content: bytes) -> Any:
    return message_from_bytes(content, policy=policy.default)
