"""Letters before they leave and after: each state, silence, answers, a trip that changed."""

from datetime import UTC, datetime, timedelta

from prenotify.domain.proof import AnswerKind
from tests.builders import a_stay, trip_data
from tests.photographs.of_trips import LATE
from tests.photographs.studio import TOKEN, Studio

INDONESIA = a_stay("ID", "2027-06-10", "2027-06-20")
INDIA = a_stay("IN", "2027-03-10", "2027-03-20", answers={"customs_office": "Chennai"})
_NOTICE = "send/02-indonesia-imi-notice"
_ACCEPTED = "250 ok"


def sending(studio: Studio) -> None:
    trip = studio.begin(trip_data(INDIA, INDONESIA))
    studio.see(f"{trip}/send/01-india-adac-confirmation", "send-unconfirmed")
    studio.office.confirm_address()
    studio.see(f"{trip}/{_NOTICE}", "send")
    studio.see(f"{trip}/plan", "plan-that-can-send")
    studio.go(f"{trip}/{_NOTICE}")
    studio.spoil("token")
    studio.press("form:has([name=token]) button")
    studio.take("send-not-confirmed")
    studio.now = datetime(2027, 6, 5, tzinfo=UTC)
    studio.see(f"{trip}/{_NOTICE}", "send-late")


def waiting(studio: Studio) -> None:
    outbox = studio.office.desk.sending
    page, letter = studio.letter()
    studio.see(page, "letter-waiting")
    studio.see(page.replace("letters", "plan"), "letter-waiting-plan")
    outbox.letters.hold(letter.id, studio.now)
    studio.see(page, "letter-held")
    page, letter = studio.letter()
    outbox.cancel(letter, studio.now)
    studio.see(page, "letter-cancelled")
    page, letter = studio.letter()
    studio.settle("put off", "451 try again later")
    studio.see(page, "letter-put-off")
    page, letter = studio.letter()
    studio.claim()
    studio.see(page, "letter-being-sent")


def left(studio: Studio) -> None:
    page, _letter = studio.letter()
    studio.settle("sent", _ACCEPTED)
    studio.see(page, "letter-sent")
    studio.see(page.replace("letters", "plan"), "letter-sent-plan")
    page, _letter = studio.letter()
    studio.settle("refused", "550 5.1.1 no such mailbox here")
    studio.see(page, "letter-refused")
    page, _letter = studio.letter()
    studio.settle("lost", "the connection closed after the letter's last line")
    studio.see(page, "letter-unsure")


def too_late(studio: Studio) -> None:
    page, _letter = studio.letter()
    studio.now = LATE.replace(month=6, day=9)
    studio.settle("sent", _ACCEPTED)
    studio.see(page, "letter-missed")


def silence(studio: Studio) -> None:
    page, letter = studio.letter()
    studio.settle("sent", _ACCEPTED)
    studio.now += timedelta(days=2)
    studio.see(page, "silence-short")
    studio.now += timedelta(days=6)
    studio.see(page, "silence-long")
    studio.see(f"{page}/{letter.id}/remind", "reminder-draft")


def answers(studio: Studio) -> None:
    page, letter = studio.letter()
    studio.settle("sent", _ACCEPTED)
    answering = studio.office.desk.answering
    studio.go(page)
    for shut in studio.page.locator("details summary").all():
        shut.click()
    studio.take("answer-form-open")
    studio.press("details form button[type=submit]")
    studio.take("answer-wrong")
    mailed = f"/answers/{answering.token_for(letter)}"
    studio.see(mailed, "tapped")
    kinds: tuple[AnswerKind, ...] = ("received", "letter in hand", "more papers", "refused")
    for kind in kinds:
        answering.answer(letter, kind, studio.now.date(), studio.now, "Ms Contoh, no. 77")
        studio.see(page, f"answered-{kind.replace(' ', '-')}")
    studio.see(f"{mailed}?answered=1", "tapped-noted")


def untrue(studio: Studio) -> None:
    page, letter = studio.letter()
    studio.settle("sent", _ACCEPTED)
    moved = trip_data(a_stay("ID", "2027-06-12", "2027-06-20"), vehicle={"plate": "M-XX 0002"})
    studio.office.keep(moved, studio.now)
    studio.see(page, "untrue")
    studio.see(page.replace("letters", "plan"), "untrue-plan")
    studio.see(page.replace("letters", ""), "untrue-overview")
    studio.send(f"{page}/{letter.id}/amend", "amendment-waiting")
    studio.settle("sent", _ACCEPTED)
    studio.see(page, "letter-replaced")


def operating(studio: Studio) -> None:
    for event, said in (("refused", "550 no such mailbox"), ("put off", "451 later"), ("lost", "gone")):
        studio.letter()
        studio.settle(event, said)  # type: ignore[arg-type]
    studio.send("/operator", "operator-wrong-token", {"token": "not the token"}, "main form button")
    studio.send("/operator", "operator", {"token": TOKEN}, "main form button")
