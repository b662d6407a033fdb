"""Letters that follow others read as last approved; amendments say on paper what they replace."""

import os
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from prenotify.documents.content import content_of
from prenotify.documents.threads import Earlier, Posted, amended, amendment, reminder, withdrawal
from prenotify.domain.plan import Filing
from tests.documents.paper import pages
from tests.documents.plans import entered, filing, reference_of
from tests.needs import needs

GOLDEN = Path(__file__).parents[1] / "golden" / "letters-after"
RENEW = "PRENOTIFY_TEST_RENEW_GOLDEN"
POSTED = Posted("letters@prenotify.example.org", "prenotify.example.org")
FIRST = "<first@prenotify.example.org>"
BRANCHES = {
    "imi": ("indonesia", "t1"),
    "dlt": ("thailand", "t1"),
    "adac": ("india", "t1"),
    "jaf": ("japan", "t5"),
}


def before(branch: str) -> Filing:
    return filing(*BRANCHES[branch])


def after(branch: str) -> Filing:
    """The same once plate, exit and phone have changed."""
    country, trip = BRANCHES[branch]
    changed = entered(trip)
    changed["vehicle"]["plate"], changed["traveller"]["phone"] = "M-XX 0002", "+49 30 0000001"
    for stay in changed["stays"]:
        stay["exit"]["port"] = "Another Port"
    return filing(country, changed)


def earlier(branch: str) -> Earlier:
    one = before(branch)
    subject = content_of(one, reference_of(one)).subject.in_both
    return Earlier(reference_of(one), subject, date(2026, 12, 1), (FIRST,))


def letters(branch: str) -> dict[str, EmailMessage]:
    old, new, first = before(branch), after(branch), earlier(branch)
    written = {
        "amendment": amendment(new, old, f"{first.reference}-A1", first, POSTED),
        "reminder": reminder(old, f"{first.reference}-R1", first, b"%PDF-1.7", POSTED),
        "withdrawal": withdrawal(old, f"{first.reference}-W1", first, POSTED),
    }
    return {name: message_from_bytes(content, policy=policy.default) for name, content in written.items()}


@pytest.mark.parametrize("branch", BRANCHES)
def test_the_letters_read_as_they_were_last_approved(branch: str) -> None:
    for name, mail in letters(branch).items():
        body = mail.get_body(("plain",))
        assert body
        said = f"Subject: {mail['Subject']}\n\n{body.get_content()}".replace("\r\n", "\n")
        path = GOLDEN / f"{branch}-{name}.txt"
        if os.environ.get(RENEW):
            path.write_text(said)
        assert said == path.read_text(), f"{RENEW}=1 writes it anew; then read the difference"


def test_no_approved_letter_is_of_no_branch() -> None:
    kinds = ("amendment", "reminder", "withdrawal")
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {f"{b}-{k}" for b in BRANCHES for k in kinds}


@pytest.mark.parametrize("branch", BRANCHES)
def test_each_stands_in_the_thread_of_the_first(branch: str) -> None:
    for mail in letters(branch).values():
        assert mail["In-Reply-To"] == mail["References"] == FIRST
        assert mail["Message-ID"] != FIRST


def test_a_reminder_keeps_the_subject_and_has_one_re() -> None:
    again = Earlier("R", f"Re: {earlier('imi').subject}", date(2026, 12, 1), (FIRST,))
    mail = message_from_bytes(reminder(before("imi"), "R-R2", again, None, POSTED), policy=policy.default)
    assert mail["Subject"] == again.subject


def test_a_letter_that_follows_is_no_first_message() -> None:
    assert "first message" in content_of(before("jaf"), "R").ask[0]
    assert not any(
        "first message" in part for part in amended(after("jaf"), before("jaf"), "R", earlier("jaf")).ask
    )


@needs("pdftotext")
def test_the_paper_of_an_amendment_says_what_it_replaces_in_both_languages() -> None:
    (paper,) = letters("imi")["amendment"].iter_attachments()
    first = " ".join(pages(paper.get_content())[0].split())
    assert "replaces PNSAMPLE-05-IMI of 1 December 2026" in first
    assert "menggantikan PNSAMPLE-05-IMI tanggal 1 Desember 2026" in first
    assert "M-XX 0001 → M-XX 0002" in first
