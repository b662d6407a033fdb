"""Answers noted, silence noticed in the recipient's working days, and mail that comes back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter
from prenotify.outbox.settling import Outcome
from prenotify.settings import Settings
from tests.builders import a_stay, trip_data
from tests.desk.office import NOW, Office
from tests.outbox.imap import imap_server
from tests.outbox.test_bounces import sample

ID = a_stay("ID", "2027-06-10", "2027-06-20")
IN = a_stay("IN", "2027-03-10", "2027-03-20", answers={"customs_office": "Chennai"})
# Letters leave on a Tuesday; five working days later it is Tuesday again, in Jakarta.
DUE = NOW + timedelta(days=8)
SOON = NOW + timedelta(days=7)


def steps(office: Office, now: datetime) -> list[str]:
    return [quiet.silence.step for quiet in office.desk.answering.silent(office.reference, now)]


def mails(office: Office, kind: str = "silence") -> list[str]:
    letters = office.desk.sending.letters
    found = [letter for letter in letters.of_trip(office.reference) if letter.kind == kind]
    return [letters.content(letter.id).decode() for letter in found]


def ask_again(office: Office, letter: Letter, now: datetime) -> None:
    office.desk.drafting.confirm(office.desk.drafting.remind(letter, now).token, now)
    office.send(now)


def test_silence_is_noticed_after_the_recipients_working_days(office: Office) -> None:
    office.sent(trip_data(ID))
    assert steps(office, SOON) == ["wait"]
    assert steps(office, DUE) == ["remind"]


def test_what_no_desk_promises_is_our_advice_and_says_whether_holidays_are_known(office: Office) -> None:
    office.sent(trip_data(ID))
    (quiet,) = office.desk.answering.silent(office.reference, DUE)
    assert quiet.silence.patience.source is None
    assert not quiet.knows_holidays


def test_an_answer_ends_the_silence(office: Office) -> None:
    (letter,) = office.sent(trip_data(ID))
    office.desk.answering.answer(letter, "received", date(2026, 12, 3), DUE)
    assert steps(office, DUE) == []


def test_an_answer_to_the_reminder_ends_it_too(office: Office) -> None:
    (letter,) = office.sent(trip_data(ID))
    ask_again(office, letter, DUE)
    reminder = next(one for one in office.letters() if one.kind == "reminder")
    office.desk.answering.answer(reminder, "received", DUE.date(), DUE)
    assert steps(office, DUE + timedelta(days=30)) == []


def test_after_two_reminders_it_is_the_telephone(office: Office) -> None:
    (letter,) = office.sent(trip_data(IN))
    for days in (8, 20):
        ask_again(office, letter, NOW + timedelta(days=days))
    late = NOW + timedelta(days=40)
    (quiet,) = office.desk.answering.silent(office.reference, late)
    assert quiet.silence.step == "other routes"
    assert quiet.routes.phone.startswith("+49 89")


def test_nobody_is_asked_once_the_stay_has_begun(office: Office) -> None:
    office.sent(trip_data(ID))
    assert steps(office, datetime.fromisoformat("2027-06-11T08:00:00+00:00")) == []


def test_a_rehearsed_letter_has_nobody_to_answer_it(rehearsal: Office) -> None:
    rehearsal.sent(trip_data(ID))
    assert steps(rehearsal, DUE) == []


def test_the_traveller_is_told_once_of_each_silence(office: Office) -> None:
    office.sent(trip_data(ID))
    assert [office.desk.nudging.nudge(moment) for moment in (SOON, DUE, DUE, DUE + timedelta(days=2))] == [
        0,
        1,
        0,
        0,
    ]
    (mail,) = mails(office)
    assert "A polite reminder is written" in mail
    assert "is our advice" in mail.replace("=\r\n", "")


def test_after_each_reminder_the_traveller_is_told_again_and_at_last_of_other_routes(office: Office) -> None:
    (letter,) = office.sent(trip_data(IN))
    for days in (8, 20):
        moment = NOW + timedelta(days=days)
        assert office.desk.nudging.nudge(moment) == 1
        ask_again(office, letter, moment)
    assert office.desk.nudging.nudge(NOW + timedelta(days=40)) == 1
    assert "by telephone: +49 89" in mails(office)[-1].replace("=\r\n", "")
    assert office.desk.nudging.nudge(NOW + timedelta(days=60)) == 0


def test_a_reply_that_nobody_has_said_anything_about_holds_the_reminder(office: Office) -> None:
    (letter,) = office.sent(trip_data(ID))
    office.desk.answering.notes.add(letter.id, "reply", SOON)
    (quiet,) = office.desk.answering.silent(office.reference, DUE)
    assert quiet.replied == SOON.date()
    assert office.desk.nudging.nudge(DUE) == 0


def test_a_machines_reply_does_not(office: Office) -> None:
    (letter,) = office.sent(trip_data(ID))
    office.desk.answering.notes.add(letter.id, "auto-reply", SOON)
    assert office.desk.nudging.nudge(DUE) == 1


def test_a_link_leads_to_its_letter_and_no_other(office: Office) -> None:
    first, second = office.sent(trip_data(ID, IN))
    answering = office.desk.answering
    token = answering.token_for(first)
    assert answering.letter_of(token) == first
    number, _, signature = token.partition("-")
    for forged in (
        f"{second.id}-{signature}",
        f"{number}-{'0' * 32}",
        number,
        "",
        "x-y",
        f"{'9' * 40}-{signature}",
        "-1-a",
        "٣-a",
    ):
        assert answering.letter_of(forged) is None


def bouncing(office: Office, letter: Letter, name: str = "postfix-failed") -> bytes:
    message = sample(name).replace(b"desk@example.org", letter.to.encode())
    return message.replace(
        b"<7F3K9QX2M4TB-01-IMI.0123456789abcdef01234567@prenotify.example.org>", letter.message_id.encode()
    )


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    return tmp_path / "box"


@pytest.fixture
def settings(settings: Settings, maildir: Path) -> Settings:
    return replace(settings, bounces_url=f"maildir://{maildir}")


def test_what_bounces_into_the_mailbox_refuses_its_letter_and_the_traveller_hears(
    office: Office, maildir: Path
) -> None:
    (letter,) = office.sent(trip_data(ID))
    (maildir / "new" / "1.bounce").write_bytes(bouncing(office, letter))
    (maildir / "new" / "2.noise").write_bytes(b"noise")
    assert office.desk.answering.read_mailbox(SOON) == 2
    assert office.letter(letter).state == "refused"
    assert office.desk.answering.read_mailbox(SOON) == 0
    office.desk.telling.tell(SOON)
    (news,) = mails(office, "news")
    assert "User unknown" in news.replace("=\r\n", "")


def test_a_bounce_that_comes_before_its_worker_has_written_down_that_it_left_is_read_later(
    office: Office, maildir: Path
) -> None:
    office.keep(trip_data(ID))
    (letter,) = office.submit()
    claims = Claims(office.desk.trips.engine, office.desk.trips.seal, office.desk.settings)
    (claimed,) = claims.claim(NOW, live=True, most=1)
    claims.hand_out(claimed, NOW)
    (maildir / "new" / "1.bounce").write_bytes(bouncing(office, letter))
    assert office.desk.answering.read_mailbox(NOW) == 0
    assert office.letter(letter).state == "sending"
    claims.settle(claimed, Outcome("sent", "250 ok"), NOW)
    assert office.desk.answering.read_mailbox(NOW) == 1
    assert office.letter(letter).state == "refused"


def test_a_mailbox_that_is_gone_stops_nothing_and_is_named_in_the_log(
    office: Office, maildir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (maildir / "new").rmdir()
    assert office.desk.answering.read_mailbox(NOW) == 0
    assert "event=no-mailbox" in caplog.text


def test_what_a_mailboxs_server_says_is_not_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with imap_server() as post:
        url = f"imap://desk%40example.org:wrong@127.0.0.1:{post.port}/INBOX?starttls=0"
        desk = replace(office.desk, settings=replace(office.desk.settings, bounces_url=url))
        assert desk.answering.read_mailbox(NOW) == 0
    assert "event=no-mailbox" in caplog.text
    assert "@" not in caplog.text


def test_the_log_names_nobody(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    (letter,) = office.sent(trip_data(ID))
    with caplog.at_level("INFO"):
        for name in ("reply", "vacation", "postfix-failed"):
            office.desk.answering.take(bouncing(office, letter, name), NOW)
    assert "event=came-back" in caplog.text
    assert "@" not in caplog.text
