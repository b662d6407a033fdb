"""What comes back by mail is told apart, in the shapes that real servers write."""

from pathlib import Path

import pytest

from prenotify.outbox.bounces import LARGEST, Returned, read_returned

SAMPLES = Path(__file__).parent / "returned"
THE_LETTER = "<7F3K9QX2M4TB-01-IMI.0123456789abcdef01234567@prenotify.example.org>"
THE_REFERENCE = "7F3K9QX2M4TB-01-IMI"

FAILED = {
    "postfix-failed": (
        "5.1.1",
        "550 5.1.1 <desk@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
    ),
    "postfix-gave-up": ("4.4.1", "connect to mail.example.org[192.0.2.25]:25: Connection timed out"),
    "exim-failed": ("5.0.0", "550 5.1.1 User unknown"),
    "exim-failed-prose": ("5.1.1", "550 5.1.1 User unknown"),
    "exchange-failed": (
        "5.1.10",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient desk@example.org not found",
    ),
    "gmail-failed": ("5.1.1", "The email account that you tried to reach does not exist."),
    "qmail-failed": ("5.1.1", "Sorry, no mailbox here by that name. (#5.1.1)"),
}
KINDS = {
    **dict.fromkeys(FAILED, "failed"),
    "postfix-delayed": "delayed",
    "exim-delayed-prose": "delayed",
    "sendmail-relayed": "delivered",
    "exchange-out-of-office": "auto-reply",
    "vacation": "auto-reply",
    "autoreply-of-old": "auto-reply",
    "read-receipt": "auto-reply",
    "reply": "reply",
    "reply-by-reference": "reply",
    "spam": "noise",
}


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.eml").read_bytes()


def read(name: str) -> Returned:
    return read_returned(sample(name))


@pytest.mark.parametrize("name", KINDS)
def test_each_sample_is_what_it_is(name: str) -> None:
    assert read(name).kind == KINDS[name]


def test_no_sample_is_left_out() -> None:
    assert {path.stem for path in SAMPLES.glob("*.eml")} == KINDS.keys()


@pytest.mark.parametrize("name", FAILED)
def test_a_failure_names_the_letter_the_address_the_status_and_the_servers_words(name: str) -> None:
    found = read(name)
    (report,) = found.reports
    status, words = FAILED[name]
    assert found.ids[0] == THE_LETTER
    assert report.recipients == ("desk@example.org",)
    assert (report.action, report.status) == ("failed", status)
    assert words in report.said


@pytest.mark.parametrize("name", FAILED)
def test_line_ends_of_the_wire_change_nothing(name: str) -> None:
    assert read_returned(sample(name).replace(b"\n", b"\r\n")) == read(name)


def test_a_delay_says_why() -> None:
    assert read("postfix-delayed").reports[0].said == (
        "connect to mail.example.org[192.0.2.25]:25: Connection timed out"
    )
    assert "451 4.3.2 Please try again later" in read("exim-delayed-prose").reports[0].said


def test_a_delay_in_prose_names_the_letter_by_its_reference_alone() -> None:
    found = read("exim-delayed-prose")
    assert (found.ids, found.references) == ((), (THE_REFERENCE,))


@pytest.mark.parametrize("name", ["reply", "exchange-out-of-office", "reply-by-reference"])
def test_a_reference_in_the_subject_is_found_encoded_or_not(name: str) -> None:
    assert read(name).references == (THE_REFERENCE,)


def test_several_addresses_are_told_apart() -> None:
    two = sample("postfix-failed").replace(
        b"Remote-MTA: dns; mail.example.org\n",
        b"\nFinal-Recipient: rfc822; Copy@Example.org\nAction: delayed\nStatus: 4.2.2\n",
    )
    assert [(report.action, report.recipients) for report in read_returned(two).reports] == [
        ("failed", ("desk@example.org",)),
        ("delayed", ("copy@example.org",)),
    ]


def test_a_failure_quoted_in_a_persons_mail_is_no_failure() -> None:
    quoting = sample("reply") + b"\n> Action: failed\n> Status: 5.1.1\n> Hi. This is the qmail-send program\n"
    assert read_returned(quoting).kind == "reply"


@pytest.mark.parametrize(
    "noise",
    [
        b"",
        b"\0\xff\xfe" * 1000,
        b"no mail at all",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n",
        b"Subject: =?no-such-charset?B?////?=\n\n",
        b"From: =?utf-8?b?a?=\nSubject: =?utf-8?b?a?=\n\n",
        b"From: \xff\xfe\nContent-Type: text/plain; charset=no-such\n\n\xff",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        b"From: a@example.org\n\n" + b"x" * LARGEST,
    ],
    ids=["empty", "binary", "prose", "cut off", "charset", "base64", "8 bit", "nested", "huge"],
)
def test_noise_is_noise_whatever_it_looks_like(noise: bytes) -> None:
    found = read_returned(noise)
    assert found.kind in ("noise", "auto-reply")
    assert (found.ids, found.references, found.reports) == ((), (), ())


def test_a_header_that_cannot_be_decoded_hides_nothing_else() -> None:
    broken = sample("reply").replace(b"Subject: ", b"Subject: =?utf-8?b?a?= ")
    assert read_returned(broken).ids == read("reply").ids


def test_a_servers_words_stay_on_one_line_and_short() -> None:
    long = sample("qmail-failed").replace(
        b"Sorry, no mailbox", b"Sorry,\n\x1b[31m no " + b"very " * 500 + b"mailbox"
    )
    said = read_returned(long).reports[0].said
    assert len(said) <= 500
    assert said.isprintable()
