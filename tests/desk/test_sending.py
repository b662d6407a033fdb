"""Letters put into the outbox: all or none, on their day, and only with the traveller's word."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from prenotify.desk import Desk
from prenotify.desk.confirming import NotConfirmed
from prenotify.domain.address import Address
from prenotify.domain.problems import BadInput
from prenotify.domain.trip import Trip
from prenotify.outbox.claims import Claims
from prenotify.outbox.dispatch import Dispatcher
from prenotify.settings import Settings
from tests.builders import a_stay, a_trip, filing_of, the_calendars, the_rulebook, trip_data
from tests.outbox.conftest import database_url as database_url
from tests.outbox.conftest import key as key

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
IMI = {"indonesia/imi-notice": Address(email="imi@example.org", verified=date(2026, 11, 20))}
LIVE = {"live": True, "smtp_url": "smtps://mail.example.org", "mail_from": "letters@example.org"}


def a_desk(database_url: str, key: str, folder: Path, **more: Any) -> Desk:
    recipients = more.pop("recipients", IMI)
    settings = Settings(data_dir=folder, database_url=database_url, data_keys=(key,), secret_key="s", **more)
    return Desk(settings, the_rulebook().with_addresses(recipients), the_calendars(), folder)


@pytest.fixture
def desk(database_url: str, key: str, tmp_path: Path) -> Iterator[Desk]:
    opened = a_desk(database_url, key, tmp_path)
    yield opened
    opened.trips.close()


@pytest.fixture
def live(database_url: str, key: str, tmp_path: Path) -> Iterator[Desk]:
    opened = a_desk(database_url, key, tmp_path, **LIVE)
    yield opened
    opened.trips.close()


def work(desk: Desk, now: datetime) -> None:
    claims = Claims(desk.trips.engine, desk.trips.seal, desk.settings)
    Dispatcher(claims, desk.settings, lambda: now, lambda: False).run()


# From a file ------------------------------------------------------------------------------------------


def test_a_trip_and_its_letters_go_in_together(desk: Desk) -> None:
    done = desk.sending.submit(a_trip(), NOW)
    (one,) = done.filings
    assert one.letter is not None
    assert (one.letter.state, one.letter.due_at, one.letter.live) == ("waiting", NOW, False)
    assert one.letter.to == "imi@example.org"
    assert desk.trips.load(done.reference) is not None
    assert not done.needs_attention


def test_submitting_the_same_trip_twice_is_harmless(desk: Desk) -> None:
    first, again = desk.sending.submit(a_trip(), NOW), desk.sending.submit(a_trip(), NOW + timedelta(9))
    assert again.reference == first.reference
    assert [one.is_new for one in again.filings] == [False]
    assert len(desk.sending.letters_of(first.reference)) == 1


def test_what_cannot_be_sent_says_why(desk: Desk) -> None:
    done = desk.sending.submit(a_trip(a_stay("ID"), carnet={"number": ""}), NOW)
    assert [one.why_not for one in done.filings] == [("missing: carnet.number",)]
    assert done.needs_attention


def test_a_draft_goes_in_once_each_of_its_blocks_is_named(desk: Desk) -> None:
    trip = a_trip(carnet={"valid_until": "2027-06-01", "valid_from": "2026-06-02"})
    (held,) = desk.sending.submit(trip, NOW).filings
    assert held.letter is None
    (sent,) = desk.sending.submit(trip, NOW, despite=set(held.filing.blocks)).filings
    assert sent.letter is not None
    assert b"DRAFT" not in desk.sending.letters.content(sent.letter.id)


def test_a_block_that_does_not_stand_here_is_an_error_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(BadInput, match="CARNET_MISING stands against nothing here"):
        desk.sending.submit(a_trip(), NOW, despite={"CARNET_MISING"})
    assert desk.trips.load(desk.sending.reference_of(a_trip())) is None


def test_a_changed_file_of_the_same_trip_names_the_one_before(desk: Desk) -> None:
    first = desk.sending.submit(a_trip(), NOW)
    changed = a_trip(a_stay("ID", "2027-06-12"))
    assert desk.sending.submit(changed, NOW).others == (first.reference,)


def test_put_in_the_place_of_another_it_names_the_letters_that_are_no_longer_true(desk: Desk) -> None:
    first = desk.sending.submit(a_trip(), NOW)
    done = desk.sending.submit(a_trip(a_stay("ID", "2027-06-12")), NOW, instead_of=first.reference)
    assert done.reference == first.reference
    assert [one.untrue for one in done.filings] == [True]
    with pytest.raises(BadInput, match="no trip"):
        desk.sending.submit(a_trip(), NOW, instead_of="NOSUCHTRIP12")


# When ---------------------------------------------------------------------------------------------------


def test_a_letter_leaves_on_the_day_picked_as_it_begins_for_its_reader(desk: Desk) -> None:
    (one,) = desk.sending.submit(a_trip(), NOW, on=date(2026, 12, 1)).filings
    assert one.letter is not None
    assert one.letter.due_at == datetime.fromisoformat("2026-12-01T00:00:00+07:00")
    assert one.letter.not_after == datetime.fromisoformat("2027-06-04T00:00:00+07:00")


def test_a_holiday_there_moves_it_to_the_next_day_unless_that_costs_a_deadline(desk: Desk) -> None:
    christmas = date(2026, 12, 25)
    (moved,) = desk.sending.submit(a_trip(), NOW, on=christmas).filings
    assert moved.timing is not None
    assert moved.timing.holiday
    assert moved.letter is not None
    assert moved.letter.due_at >= datetime.fromisoformat("2026-12-26T00:00:00+07:00")
    # Seven days before 1 January 2027 is Christmas: later would be too late.
    (kept,) = desk.sending.submit(a_trip(a_stay("ID", "2027-01-01", "2027-01-20")), NOW, on=christmas).filings
    assert kept.letter is not None
    assert kept.letter.due_at == datetime.fromisoformat("2026-12-25T00:00:00+07:00")


def test_a_letter_past_its_deadlines_waits_for_no_holiday(desk: Desk) -> None:
    christmas = datetime(2026, 12, 25, 8, tzinfo=UTC)
    (late,) = desk.sending.submit(a_trip(a_stay("ID", "2026-12-30", "2027-01-20")), christmas).filings
    assert late.letter is not None
    assert (late.filing.status, late.letter.due_at) == ("late", christmas)


def test_a_late_letter_has_no_last_moment(desk: Desk) -> None:
    done = desk.sending.submit(a_trip(a_stay("ID", "2026-12-22", "2027-01-10")), NOW + timedelta(26))
    (one,) = done.filings
    assert one.letter is not None
    assert one.letter.not_after is None
    assert done.needs_attention


# What keeps it from really leaving ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipients", "now", "part"),
    [
        ({}, NOW, "recipient"),
        ({"indonesia/imi-notice": Address(email="imi@example.org")}, NOW, "recipient"),
        ({"indonesia/imi-notice": Address(email="i@example.org", verified=date(2025, 11, 20))},
         NOW, "recipient"),
        ({"indonesia/imi-notice": Address(email="i@example.org", verified=date(2027, 12, 1))},
         datetime(2027, 12, 2, tzinfo=UTC), "rule"),
    ],
    ids=["unknown", "unverified", "a year ago", "stale rule"],
)  # fmt: skip
def test_live_each_missing_part_keeps_a_letter_back_and_is_named(
    key: str, tmp_path: Path, recipients: dict[str, Address], now: datetime, part: str
) -> None:
    desk = a_desk("", key, tmp_path, recipients=recipients, **LIVE)
    entry = (now + timedelta(60)).date()
    carnet = {"valid_from": str(now.date()), "valid_until": str((now + timedelta(300)).date())}
    trip = a_trip(a_stay("ID", entry), carnet=carnet)
    (one,) = desk.sending.submit(trip, now).filings
    assert one.letter is None
    reference = desk.sending.submit(trip, now).reference
    filing = filing_of(desk.plan(trip, now.date()))
    assert part in {gap.part for gap in desk.sending.gaps(reference, filing, now)}
    assert set(one.why_not) & {gap.message for gap in desk.sending.gaps(reference, filing, now)}
    desk.trips.close()


def test_a_rehearsal_names_all_that_is_missing_for_the_real_thing(desk: Desk) -> None:
    reference = desk.trips.create(trip_data(), NOW).reference
    filing = filing_of(desk.plan(a_trip(), NOW.date()))
    parts = [gap.part for gap in desk.sending.gaps(reference, filing, NOW)]
    assert parts == ["switch", "server", "sender", "address", "confirmation"]


# Confirmed on the page ------------------------------------------------------------------------------------


def confirmed_trip(desk: Desk) -> str:
    """A stored trip whose traveller has shown that the address is theirs."""
    reference = desk.trips.create(trip_data(), NOW).reference
    with desk.trips.writing() as connection:
        own = desk.trips.digest.mailbox(a_trip().traveller.email)
        desk.trips.confirm_within(connection, reference, own)
    return reference


def test_the_letter_that_was_shown_is_the_one_that_leaves(live: Desk) -> None:
    reference = confirmed_trip(live)
    filing = filing_of(live.plan(a_trip(), NOW.date()))
    shown = live.sending.preview(reference, filing, NOW)
    assert shown.gaps == ()
    letter = live.sending.submit_confirmed(shown.token, NOW + timedelta(hours=3))
    assert letter.live
    assert live.sending.letters.content(letter.id) == shown.content


def test_a_confirmation_serves_once(live: Desk) -> None:
    reference = confirmed_trip(live)
    shown = live.sending.preview(reference, filing_of(live.plan(a_trip(), NOW.date())), NOW)
    first = live.sending.submit_confirmed(shown.token, NOW)
    assert live.sending.submit_confirmed(shown.token, NOW).id == first.id
    live.sending.cancel(first, NOW)
    assert live.sending.submit_confirmed(shown.token, NOW).state == "cancelled"
    again = live.sending.preview(reference, filing_of(live.plan(a_trip(), NOW.date())), NOW)
    assert live.sending.submit_confirmed(again.token, NOW).id != first.id


def test_a_letter_that_has_changed_since_it_was_shown_does_not_leave(live: Desk) -> None:
    reference = confirmed_trip(live)
    shown = live.sending.preview(reference, filing_of(live.plan(a_trip(), NOW.date())), NOW)
    stored = live.trips.load(reference)
    assert stored is not None
    live.trips.save(stored, trip_data(vehicle={"plate": "M-YY 1"}), NOW)
    with pytest.raises(NotConfirmed, match="has changed"):
        live.sending.submit_confirmed(shown.token, NOW)
    assert live.sending.letters_of(reference) == ()


def test_live_an_address_that_is_not_confirmed_keeps_the_letter_back(live: Desk) -> None:
    reference = live.trips.create(trip_data(), NOW).reference
    shown = live.sending.preview(reference, filing_of(live.plan(a_trip(), NOW.date())), NOW)
    assert [gap.part for gap in shown.gaps] == ["address"]
    with pytest.raises(NotConfirmed, match="your own address is not confirmed"):
        live.sending.submit_confirmed(shown.token, NOW)


@pytest.mark.parametrize("forged", ["", "x", "x.y", "e30=.00", "é.é"])
def test_a_confirmation_that_we_did_not_sign_is_refused(live: Desk, forged: str) -> None:
    with pytest.raises(NotConfirmed, match="cannot tell which letter"):
        live.sending.submit_confirmed(forged, NOW)


def test_a_confirmation_of_yesterday_is_refused(live: Desk) -> None:
    reference = confirmed_trip(live)
    shown = live.sending.preview(reference, filing_of(live.plan(a_trip(), NOW.date())), NOW)
    with pytest.raises(NotConfirmed, match="more than a day old"):
        live.sending.submit_confirmed(shown.token, NOW + timedelta(hours=25))


# What the traveller hears ----------------------------------------------------------------------------------


def test_the_traveller_gets_each_letter_byte_for_byte_once(desk: Desk, tmp_path: Path) -> None:
    done = desk.sending.submit(a_trip(), NOW)
    (letter,) = desk.sending.letters_of(done.reference)
    work(desk, NOW)
    assert desk.telling.tell(NOW) == 1
    assert desk.telling.tell(NOW) == 0
    (copy,) = (one for one in desk.sending.letters.of_trip(done.reference) if one.to_traveller)
    assert (copy.kind, copy.to) == ("copy", "testa.beispielreiter@example.org")
    content = desk.sending.letters.content(copy.id)
    assert desk.sending.letters.content(letter.id) in content
    assert b"text/calendar" in content
    assert b"What happens next" in content


def test_the_traveller_hears_of_a_missed_letter_and_what_to_do(desk: Desk) -> None:
    done = desk.sending.submit(a_trip(), NOW, on=date(2027, 6, 1))
    work(desk, datetime(2027, 6, 5, tzinfo=UTC))
    desk.telling.tell(NOW)
    missed, news = desk.sending.letters.of_trip(done.reference)
    content = desk.sending.letters.content(news.id)
    assert (missed.state, news.kind) == ("missed", "news")
    assert b"Subject: Not sent: too late: Indonesia" in content
    assert b"Decide: have it sent all the same, or cancel it." in content
    assert desk.sending.send_all_the_same(missed, NOW).state == "waiting"


def test_before_a_deadline_the_traveller_hears_what_is_missing_twice_at_most(desk: Desk) -> None:
    trip = a_trip(carnet={"number": ""})
    reference = desk.sending.submit(trip, NOW).reference
    send_by = desk.plan(trip, NOW.date()).filings[0].send_by
    moments = [datetime.combine(send_by, NOW.timetz()) - timedelta(days) for days in (20, 14, 9, 3, 2, -1)]
    assert [desk.telling.remind(moment) for moment in moments] == [0, 1, 0, 1, 0, 0]
    reminder = desk.sending.letters.of_trip(reference)[0]
    assert b"Carnet number" in desk.sending.letters.content(reminder.id)


def two_days_before(desk: Desk, trip: Trip) -> datetime:
    send_by = desk.plan(trip, NOW.date()).filings[0].send_by
    return datetime.combine(send_by, NOW.timetz()) - timedelta(2)


def test_a_letter_that_is_ready_and_not_confirmed_is_remembered_too(desk: Desk) -> None:
    trip = a_trip()
    done = desk.sending.submit(trip, NOW)
    (letter,) = desk.sending.letters_of(done.reference)
    assert desk.telling.remind(two_days_before(desk, trip)) == 0
    desk.sending.cancel(letter, NOW)
    assert desk.telling.remind(two_days_before(desk, trip)) == 1
    reminder = desk.sending.letters.of_trip(done.reference)[-1]
    assert b"only your word is missing" in desk.sending.letters.content(reminder.id)


def test_a_reminder_says_in_words_what_stands_in_the_way(desk: Desk) -> None:
    trip = a_trip(carnet={"valid_until": "2027-06-01", "valid_from": "2026-06-02"})
    reference = desk.sending.submit(trip, NOW).reference
    assert desk.telling.remind(two_days_before(desk, trip)) == 1
    content = desk.sending.letters.content(desk.sending.letters.of_trip(reference)[0].id)
    assert b"In its way:" in content
    assert b"CARNET_" not in content


def test_a_traveller_who_reads_german_is_told_in_german(desk: Desk) -> None:
    trip = a_trip(traveller={"language": "de"}, carnet={"number": ""})
    reference = desk.sending.submit(trip, NOW).reference
    assert desk.telling.remind(two_days_before(desk, trip)) == 1
    content = desk.sending.letters.content(desk.sending.letters.of_trip(reference)[0].id)
    assert "Indonesien" in str(message_from_bytes(content, policy=default)["Subject"])


def test_dates_sent_along_are_in_the_language_of_the_mail(desk: Desk) -> None:
    reference = desk.sending.submit(a_trip(traveller={"language": "de"}), NOW).reference
    work(desk, NOW)
    desk.telling.tell(NOW)
    (copy,) = (one for one in desk.sending.letters.of_trip(reference) if one.to_traveller)
    mail = message_from_bytes(desk.sending.letters.content(copy.id), policy=default)
    (dates,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert "Indonesien" in dates.get_content()


def test_forgetting_a_trip_leaves_neither_letters_nor_files(desk: Desk, tmp_path: Path) -> None:
    reference = desk.sending.submit(a_trip(), NOW).reference
    work(desk, NOW)
    assert list((tmp_path / "mail").iterdir())
    assert desk.forget(reference)
    assert list((tmp_path / "mail").iterdir()) == []
    assert desk.sending.letters.all(travellers_too=True) == ()
    assert not desk.forget(reference)


def test_what_no_key_opens_any_more_is_forgotten_all_the_same(
    desk: Desk, database_url: str, tmp_path: Path
) -> None:
    reference = desk.sending.submit(a_trip(), NOW).reference
    work(desk, NOW)
    keyless = a_desk(database_url, Fernet.generate_key().decode(), tmp_path)
    with closing(keyless.trips):
        assert keyless.erase_due(NOW.replace(year=2030)) == 1
    assert list((tmp_path / "mail").iterdir()) == []
    assert desk.trips.load(reference) is None


def test_half_a_file_of_a_worker_that_was_killed_is_forgotten_too(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = desk.sending.submit(a_trip(), NOW).reference

    def killed(_part: Path, _whole: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as while_writing:
        while_writing.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            work(desk, NOW)
    assert list((tmp_path / "mail").iterdir())
    assert desk.forget(reference)
    assert list((tmp_path / "mail").iterdir()) == []


def test_a_submission_wakes_a_worker(key: str, tmp_path: Path) -> None:
    woken: list[None] = []
    desk = replace(a_desk("", key, tmp_path), wake=lambda: woken.append(None))
    desk.sending.submit(a_trip(), NOW)
    assert woken == [None]
    desk.trips.close()
