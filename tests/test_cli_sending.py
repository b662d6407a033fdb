"""`submit`, `worker --drain`, `outbox` and `forget`, from a trip file to what a mail server receives."""

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_stay, trip_data
from tests.commands import CAMPER, HELD_BACK, TODAY, Run, a_file
from tests.commands import here as here
from tests.commands import run as run
from tests.outbox.mail_server import MailServer

RECIPIENTS = '["indonesia/imi-notice"]\nemail = "imi@example.org"\nverified = 2026-11-20\n'
AT_NOON = f"{TODAY}T12:00:00Z"
KEYS = ["reference", "form", "stay", "to", "message_id", "state", "attempts", "due_at", "sent_at", "error"]


@pytest.fixture
def configured(here: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    (here / "r.toml").write_text(RECIPIENTS)
    monkeypatch.setenv("PRENOTIFY_RECIPIENTS", "r.toml")
    return monkeypatch


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("outbox", "--json", *words).out)
    return found


@pytest.mark.usefixtures("configured")
def test_in_a_rehearsal_a_letter_becomes_a_file(run: Run, here: Path) -> None:
    ran = run("submit", a_file(trip_data()), "--today", TODAY)
    assert ran.status == 0
    reference, line = ran.out.removesuffix("\n"), ran.err.removesuffix("\n")
    assert line == "stay 1, indonesia/imi-notice: leaves at once, in rehearsal, to imi@example.org"
    (waits,) = listed(run)
    assert list(waits)[:10] == KEYS
    assert (waits["reference"], waits["state"], waits["due_at"]) == (
        reference,
        "waiting",
        f"{TODAY}T00:00:00Z",
    )
    assert run("worker", "--drain", "--now", AT_NOON).status == 0
    (sent,) = listed(run)
    assert (sent["state"], sent["attempts"], sent["error"]) == ("sent", 1, None)
    letters = [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in (here / "var/mail").glob("*.eml")
    ]
    assert sent["message_id"] in [letter["Message-ID"] for letter in letters]
    assert [one["kind"] for one in listed(run, "--all")] == ["filing", "copy"]
    assert "rehearsed" in run("outbox").out


def test_live_the_letter_and_its_copy_leave_once(run: Run, configured: pytest.MonkeyPatch) -> None:
    with MailServer("451 at DATA", times=1) as server:
        configured.setenv("PRENOTIFY_LIVE", "1")
        configured.setenv("PRENOTIFY_SMTP_URL", server.url)
        configured.setenv("PRENOTIFY_MAIL_FROM", "letters@example.org")
        configured.setenv("PRENOTIFY_RETRY_SECONDS", "1")
        assert run("submit", a_file(trip_data()), "--today", TODAY).status == 0
        assert run("worker", "--drain", "--now", AT_NOON).status == 0
        assert run("submit", a_file(trip_data()), "--today", TODAY).status == 0
        assert run("worker", "--drain", "--now", AT_NOON).status == 0
    (sent,) = listed(run)
    assert (sent["state"], sent["attempts"]) == ("sent", 2)
    assert server.envelopes == [
        ("letters@example.org", "imi@example.org"),
        ("letters@example.org", "testa.beispielreiter@example.org"),
    ]
    assert server.messages[0] in server.messages[1], "the copy is the letter, byte for byte"


@pytest.mark.usefixtures("configured")
def test_what_is_not_put_in_says_why_and_ends_with_1(run: Run) -> None:
    ran = run("submit", HELD_BACK, "--today", TODAY)
    assert ran.status == 1
    assert "stay 6, japan/jaf-verification: not put in; held back by CARNET_EXPIRES_BEFORE_EXIT" in ran.err
    assert "in the way: CARNET_EXPIRES_BEFORE_EXIT, JP_REGISTRATION_NOT_1949; prenotify plan says" in ran.err
    again = run("submit", HELD_BACK, "--today", TODAY, "--despite", "CARNET_EXPIRES_BEFORE_EXIT")
    assert again.out == ran.out
    assert "stay 6, japan/jaf-verification: leaves at once" in again.err
    assert "in the way: JP_REGISTRATION_NOT_1949; prenotify plan says" in again.err


@pytest.mark.usefixtures("configured")
def test_what_is_never_filed_is_said_and_cannot_be_answered(run: Run) -> None:
    ran = run("submit", CAMPER, "--today", TODAY, "--despite", "TH_CAMPER_NOT_ELIGIBLE")
    assert ran.status == 1
    assert "stay 3, thailand/dlt-permit: not filed; TH_CAMPER_NOT_ELIGIBLE" in ran.err
    assert "in the way: TH_CAMPER_NOT_ELIGIBLE, " in ran.err


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--despite", "NOSUCH"], "--despite: NOSUCH stands against nothing here"),
        (["--on", "2026-11-20"], "--on: 2026-11-20 lies in the past"),
        (["--on", "soon"], "--on: “soon” is not a date"),
        (["--for", "NOSUCHTRIP12"], "--for: there is no trip"),
    ],
)
def test_bad_words_end_with_2_and_nothing_is_kept(run: Run, words: list[str], said: str) -> None:
    ran = run("submit", a_file(trip_data()), "--today", TODAY, *words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert listed(run) == []


@pytest.mark.parametrize(
    "trip",
    [
        trip_data(traveller={"email": "a@example.org\r\nBcc: b@example.org"}),
        trip_data(traveller={"email": f"{'a' * 300}@example.org"}),
        trip_data(traveller={"name": "A\r\nBcc: b@example.org"}),
    ],
)
def test_what_would_break_a_mail_is_refused(run: Run, trip: dict[str, Any]) -> None:
    ran = run("submit", a_file(trip), "--today", TODAY)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("traveller.")
    assert listed(run) == []


@pytest.mark.parametrize(
    "entry",
    ['["indonesia/imi-notise"]\nemail = "x@example.org"', '["indonesia/imi-notice"]\nemail = "x"', "["],
)
def test_a_recipients_file_with_a_mistake_is_named(
    run: Run, here: Path, configured: pytest.MonkeyPatch, entry: str
) -> None:
    (here / "r.toml").write_text(entry)
    ran = run("submit", a_file(trip_data()), "--today", TODAY)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("PRENOTIFY_RECIPIENTS: ")


@pytest.mark.usefixtures("configured")
def test_a_letter_for_later_waits(run: Run) -> None:
    ran = run("submit", a_file(trip_data(a_stay("ID"))), "--today", TODAY, "--on", "2026-12-01")
    assert "leaves on 2026-11-30 17:00 UTC" in ran.err
    run("worker", "--drain", "--now", AT_NOON)
    assert [one["state"] for one in listed(run)] == ["waiting"]
    run("worker", "--drain", "--now", "2026-11-30T17:00:01Z")
    assert [one["state"] for one in listed(run)] == ["sent"]


@pytest.mark.parametrize("moment", ["soon", "", "2026-13-01T00:00:00Z"])
def test_a_moment_that_is_none_is_named(run: Run, moment: str) -> None:
    ran = run("worker", "--drain", "--now", moment)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("--now: ")


@pytest.mark.usefixtures("configured")
def test_forget_erases_a_trip_and_its_files(run: Run, here: Path) -> None:
    reference = run("submit", a_file(trip_data()), "--today", TODAY).out.strip()
    run("worker", "--drain", "--now", AT_NOON)
    ran = run("forget", reference)
    assert (ran.status, ran.out) == (0, f"Erased: {reference}, its letters and all that belonged to it.\n")
    assert listed(run, "--all") == []
    assert list((here / "var/mail").iterdir()) == []
    again = run("forget", reference)
    assert (again.status, again.out) == (2, "")
    assert "there is no trip" in again.err
