"""Copies that go with a letter, as far as one mail can carry them."""

from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from hypothesis import given
from hypothesis import strategies as st

from prenotify.documents.enclosures import Enclosure, carried, joined
from prenotify.documents.letter import letter
from prenotify.domain.plan import Filing
from tests.documents.plans import filing_called, reference_of

HOST = "prenotify.example.org"


def scan(name: str, size: int = 1000) -> Enclosure:
    return Enclosure(f"{name}.jpg", "image/jpeg", bytes(size))


def composed(filing: Filing, enclosed: Sequence[Enclosure] = ()) -> bytes:
    return letter(filing, reference_of(filing), b"%PDF-", None, HOST, enclosed=enclosed)


def names(content: bytes) -> list[str | None]:
    mail = message_from_bytes(content, _class=EmailMessage, policy=SMTP)
    return [part.get_filename() for part in mail.iter_attachments()]


def test_those_that_fit_go_along_in_their_order_and_the_others_are_named() -> None:
    found = joined([scan("a", 5000), scan("b", 90_000), scan("c", 5000)], room=20_000)
    assert [one.name for one in found.enclosed] == ["a.jpg", "c.jpg"]
    assert [one.name for one in found.left_out] == ["b.jpg"]


def test_without_room_nothing_goes_along() -> None:
    assert joined([scan("a")], room=-1).enclosed == ()


@given(st.lists(st.integers(0, 200_000), max_size=5), st.integers(0, 400_000))
def test_a_mail_is_never_larger_than_it_may_be(sizes: list[int], room: int) -> None:
    filing = filing_called("t1-05-IMI")
    bare = composed(filing)
    scans = [scan(str(number), size) for number, size in enumerate(sizes)]
    content, left_out = carried(lambda some: composed(filing, some), scans, len(bare) + room)
    assert len(content) <= len(bare) + room
    assert len(names(content)) - 1 + len(left_out) == len(scans)


def test_what_goes_along_stands_behind_the_paper_byte_for_byte() -> None:
    filing = filing_called("t1-05-IMI")
    passport = Enclosure("X-passport.jpg", "image/jpeg", bytes(range(256)) * 300)
    content = composed(filing, [passport])
    assert names(content)[1:] == ["X-passport.jpg"]
    mail = message_from_bytes(content, _class=EmailMessage, policy=SMTP)
    last = list(mail.iter_attachments())[-1]
    assert last.get_content_type() == "image/jpeg"
    assert last.get_content() == passport.content


def test_a_letter_with_other_copies_is_another_letter() -> None:
    filing = filing_called("t1-05-IMI")
    ids = {
        str(message_from_bytes(composed(filing, some), policy=SMTP)["Message-ID"])
        for some in ([], [scan("a")], [scan("a", 999)])
    }
    assert len(ids) == 3
    assert composed(filing, [scan("a")]) == composed(filing, [scan("a")])
