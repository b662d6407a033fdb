"""After a trip was changed: which letters are untrue, what puts them right, and what becomes of them."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from prenotify.desk.confirming import NotConfirmed
from prenotify.desk.drafting import NothingToSend
from prenotify.desk.following import root_of
from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter
from prenotify.outbox.settling import Outcome
from tests.builders import a_stay, trip_data
from tests.desk.office import NOW, Office

LATER = NOW + timedelta(days=2)
ID = a_stay("ID", "2027-06-10", "2027-06-20")
IN = a_stay("IN", "2027-03-10", "2027-03-20", answers={"customs_office": "Chennai"})
TH = a_stay(
    "TH", "2027-04-19", "2027-05-10", answers={"agency_name": "Example", "agency_email": "a@example.org"}
)


def mail(office: Office, letter: Letter) -> EmailMessage:
    return message_from_bytes(office.desk.sending.letters.content(letter.id), policy=policy.default)


def text(office: Office, letter: Letter) -> str:
    body = mail(office, letter).get_body(("plain",))
    assert body
    return str(body.get_content())


def changes(office: Office) -> list[str]:
    return [str(change) for verdict in office.verdicts() for change in verdict.changes]


def test_letters_of_a_trip_that_has_not_changed_are_true(office: Office) -> None:
    office.sent(trip_data(ID))
    assert [(verdict.truth, verdict.changes) for verdict in office.verdicts(LATER)] == [("true", ())]


def test_a_changed_plate_makes_the_letter_untrue_and_says_why(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    (verdict,) = office.verdicts()
    assert verdict.truth == "untrue"
    assert changes(office) == ["Registration number (plate): M-XX 0001 → M-XX 0002"]


def test_what_a_letter_does_not_say_leaves_it_true(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, traveller={"club_member_number": "1"}))
    assert [verdict.truth for verdict in office.verdicts()] == ["true"]


def test_a_change_of_one_stay_leaves_the_letters_of_the_others_true(office: Office) -> None:
    office.sent(trip_data(IN, ID))
    office.keep(trip_data(IN, ID | {"stages": ["Bali"]}))
    found = {verdict.letter.form: verdict.truth for verdict in office.verdicts()}
    assert found == {"india/adac-confirmation": "true", "indonesia/imi-notice": "untrue"}


def test_a_stay_put_in_front_leaves_the_letters_true(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(a_stay("MN", "2027-03-01", "2027-03-10"), ID))
    (verdict,) = office.verdicts()
    assert verdict.truth == "true"
    assert verdict.now
    assert verdict.now.stay == 2


def test_an_amendment_is_threaded_and_shows_old_and_new(office: Office) -> None:
    (first,) = office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}), LATER)
    draft = office.draft(LATER)
    amendment = office.desk.drafting.confirm(draft.token, LATER)
    found = mail(office, amendment)
    assert (amendment.kind, amendment.answers_to) == ("amendment", first.id)
    assert found["In-Reply-To"] == found["References"] == first.message_id
    assert found["Subject"].startswith("AMENDMENT: CPD notice Indonesia 10 June 2027")
    assert amendment.reference == f"{first.reference}-A1"
    assert amendment.reference in found["Subject"]
    said = text(office, amendment)
    assert "This message replaces my message of 1 December 2026." in said
    assert "E-mail ini menggantikan e-mail saya tanggal 1 Desember 2026." in said
    assert "M-XX 0001 → M-XX 0002" in said
    assert [part.get_content_subtype() for part in found.iter_attachments()] == ["pdf"]


def test_the_old_letter_is_replaced_once_the_amendment_has_left_and_not_before(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}), LATER)
    office.desk.drafting.confirm(office.draft(LATER).token, LATER)
    assert office.states() == [("filing", "sent"), ("amendment", "waiting")]
    office.send(LATER)
    assert office.states() == [("filing", "replaced"), ("amendment", "sent")]
    first = next(office.letters())
    assert [line.event for line in office.desk.sending.letters.log(first.id)][-1] == "overtaken"


def test_what_leaves_is_what_was_shown(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    draft = office.draft()
    amendment = office.desk.drafting.confirm(draft.token, NOW + timedelta(hours=3))
    assert office.desk.sending.letters.content(amendment.id) == draft.new.content


def test_confirming_twice_gives_one_amendment(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    draft = office.draft()
    assert office.desk.drafting.confirm(draft.token, NOW) == office.desk.drafting.confirm(draft.token, NOW)
    assert office.states() == [("filing", "sent"), ("amendment", "waiting")]


def test_an_amendment_is_not_confirmed_by_what_was_shown_before_another_change(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    draft = office.draft()
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0003"}))
    with pytest.raises(NotConfirmed, match="changed since"):
        office.desk.drafting.confirm(draft.token, NOW)


def test_a_preview_of_yesterday_confirms_nothing(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    draft = office.draft()
    with pytest.raises(NotConfirmed, match="more than a day"):
        office.desk.drafting.confirm(draft.token, NOW + timedelta(days=1, seconds=1))


def test_a_letter_that_still_waits_is_replaced_without_troubling_the_desk(office: Office) -> None:
    office.keep(trip_data(ID))
    (first,) = office.submit()
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    draft = office.draft()
    assert draft.kind == "replacement"
    new = office.desk.drafting.confirm(draft.token, NOW)
    assert office.states() == [("filing", "replaced"), ("filing", "waiting")]
    assert new.reference == first.reference
    assert mail(office, new)["In-Reply-To"] is None
    assert "replaces" not in text(office, new)
    office.send()
    assert office.states() == [("filing", "replaced"), ("filing", "sent")]


def test_a_letter_that_leaves_while_its_replacement_is_looked_at_is_not_replaced(office: Office) -> None:
    office.keep(trip_data(ID))
    office.submit()
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    draft = office.draft()
    office.send()
    with pytest.raises(NotConfirmed):
        office.desk.drafting.confirm(draft.token, NOW)
    assert office.states() == [("filing", "sent")]


def test_an_amendment_that_still_waits_is_replaced_by_one_of_the_same_letter(office: Office) -> None:
    (first,) = office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    office.desk.drafting.confirm(office.draft().token, NOW)
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0003"}))
    second = office.desk.drafting.confirm(office.draft().token, NOW)
    assert office.states() == [("filing", "sent"), ("amendment", "replaced"), ("amendment", "waiting")]
    assert second.answers_to == first.id
    assert "M-XX 0001 → M-XX 0003" in text(office, second)


def test_an_amendment_of_an_amendment_stands_in_the_same_thread(office: Office) -> None:
    (first,) = office.sent(trip_data(ID))
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    one = office.desk.drafting.confirm(office.draft().token, NOW)
    office.send()
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0003"}))
    two = office.desk.drafting.confirm(office.draft().token, NOW)
    found = mail(office, two)
    assert found["References"].split() == [first.message_id, one.message_id]
    assert found["In-Reply-To"] == one.message_id
    assert two.reference == f"{first.reference}-A2"
    assert f"replaces {one.reference}" not in text(office, two)
    assert "M-XX 0002 → M-XX 0003" in text(office, two)


def test_an_amendment_has_the_deadline_of_its_new_entry(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(a_stay("ID", "2027-08-10", "2027-08-20")))
    draft = office.draft()
    assert draft.new.not_after
    assert draft.new.not_after.isoformat() == "2027-08-04T00:00:00+07:00"
    assert not draft.is_late


def test_a_late_amendment_says_so_and_leaves_all_the_same(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(a_stay("ID", "2026-12-04", "2026-12-20")))
    draft = office.draft()
    assert draft.is_late
    assert draft.new.not_after is None
    amendment = office.desk.drafting.confirm(draft.token, NOW)
    late = office.desk.rulebook.phrases["imi.late"].en
    assert late.split(".")[0][:20] in text(office, amendment)


def test_taking_out_a_stay_drafts_a_withdrawal(office: Office) -> None:
    office.sent(trip_data(IN, ID))
    office.keep(trip_data(IN))
    draft = office.draft()
    assert draft.kind == "withdrawal"
    withdrawal = office.desk.drafting.confirm(draft.token, NOW)
    found = mail(office, withdrawal)
    assert found["Subject"].startswith("CANCELLATION: CPD notice Indonesia")
    assert "I withdraw my notice of 1 December 2026." in text(office, withdrawal)
    assert list(found.iter_attachments()) == []
    office.send()
    assert ("filing", "replaced") in office.states()
    assert [verdict.letter.form for verdict in office.verdicts()] == ["india/adac-confirmation"]


def test_a_waiting_letter_of_a_stay_that_is_gone_needs_no_withdrawal(office: Office) -> None:
    office.keep(trip_data(IN, ID))
    office.submit()
    office.keep(trip_data(IN))
    with pytest.raises(NothingToSend, match="Cancel it"):
        office.draft()


def test_a_vehicle_that_gets_no_permit_any_more_drafts_a_withdrawal_and_names_why(rehearsal: Office) -> None:
    office = rehearsal
    office.sent(trip_data(TH))
    office.keep(trip_data(TH, vehicle={"kind": "motorhome"}))
    (verdict,) = office.verdicts()
    assert (verdict.truth, verdict.reason) == ("not filed", "TH_CAMPER_NOT_ELIGIBLE")
    assert office.draft().kind == "withdrawal"


def test_a_block_that_arises_from_the_change_is_named_with_the_draft(rehearsal: Office) -> None:
    office = rehearsal
    office.sent(trip_data(TH))
    longer = a_stay("TH", "2027-04-19", "2027-05-25", answers=TH["answers"])
    office.keep(trip_data(longer))
    assert office.draft().blocks == ("TH_STAY_OVER_30_DAYS",)


def test_a_true_letter_is_not_amended(office: Office) -> None:
    office.sent(trip_data(ID))
    (verdict,) = office.verdicts()
    with pytest.raises(NothingToSend):
        office.desk.drafting.amend(verdict, NOW)


def test_a_reminder_is_threaded_and_carries_the_letters_own_paper(office: Office) -> None:
    (first,) = office.sent(trip_data(ID))
    draft = office.desk.drafting.remind(first, LATER)
    reminder = office.desk.drafting.confirm(draft.token, LATER)
    found, original = mail(office, reminder), mail(office, first)
    assert found["Subject"] == f"Re: {original['Subject']}"
    assert found["In-Reply-To"] == first.message_id
    assert reminder.reference == f"{first.reference}-R1"
    (paper,), (before,) = found.iter_attachments(), original.iter_attachments()
    assert paper.get_content() == before.get_content()
    assert "I have not yet received a reply to my message of 1 December 2026." in text(office, reminder)
    office.send(LATER)
    assert office.states() == [("filing", "sent"), ("reminder", "sent")]


def test_no_second_reminder_is_drafted_while_the_first_is_on_its_way(office: Office) -> None:
    (first,) = office.sent(trip_data(ID))
    office.desk.drafting.confirm(office.desk.drafting.remind(first, LATER).token, LATER)
    with pytest.raises(NothingToSend):
        office.desk.drafting.remind(first, LATER)


def test_nobody_is_reminded_of_a_letter_that_has_not_left(office: Office) -> None:
    office.keep(trip_data(ID))
    (first,) = office.submit()
    with pytest.raises(NothingToSend):
        office.desk.drafting.remind(first, NOW)


def test_a_live_letter_leaves_only_with_all_that_it_takes(office: Office) -> None:
    office.sent(trip_data(ID))
    office.keep(trip_data(ID, traveller={"email": "another@example.org"}))
    draft = office.draft()
    assert [gap.part for gap in draft.gaps] == ["address"]
    with pytest.raises(NotConfirmed, match="address is not confirmed"):
        office.desk.drafting.confirm(draft.token, NOW)


@pytest.mark.parametrize(
    ("reference", "root"),
    [
        ("7F3K-01-IMI", "7F3K-01-IMI"),
        ("7F3K-01-IMI-A2", "7F3K-01-IMI"),
        ("7F3K-01-IMI-R1", "7F3K-01-IMI"),
        ("7F3K-01-WIAA", "7F3K-01-WIAA"),
    ],
)
def test_a_thread_has_one_root(reference: str, root: str) -> None:
    assert root_of(reference) == root


def test_a_replacement_put_in_twice_is_one_letter(office: Office) -> None:
    office.keep(trip_data(ID))
    office.submit()
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    draft = office.draft()
    assert office.desk.drafting.put(draft, NOW) == office.desk.drafting.put(draft, NOW)
    assert office.states() == [("filing", "replaced"), ("filing", "waiting")]


def test_a_letter_that_could_not_leave_does_not_follow_its_own_amendment(office: Office) -> None:
    office.keep(trip_data(ID))
    (first,) = office.submit()
    claims = Claims(office.desk.trips.engine, office.desk.trips.seal, office.desk.settings)
    (claimed,) = claims.claim(NOW, live=True, most=1)
    office.keep(trip_data(ID, vehicle={"plate": "M-XX 0002"}))
    amendment = office.desk.drafting.put(office.draft(), NOW)
    claims.settle(claimed, Outcome("put off", "451 later"), NOW)
    assert office.letter(first).state == "waiting"
    office.send()
    assert [office.letter(one).state for one in (first, amendment)] == ["replaced", "sent"]
