"""Each message of a mailbox is handed on once, from a Maildir or an IMAP server."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from prenotify.outbox.mailbox import NoMailbox, unread
from tests.outbox.imap import PASSWORD, Post, imap_server

LARGEST = 1000


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.a.host").write_bytes(b"first")
    (tmp_path / "cur" / "2.b.host:2,F").write_bytes(b"second")
    (tmp_path / "cur" / "3.c.host:2,RS").write_bytes(b"read before")
    return tmp_path


def read(maildir: Path) -> list[bytes]:
    return list(unread(maildir.as_uri().replace("file", "maildir"), LARGEST))


def test_a_maildir_gives_each_unread_message_once(maildir: Path) -> None:
    assert sorted(read(maildir)) == [b"first", b"second"]
    assert read(maildir) == []


def test_a_message_that_was_handled_is_marked_as_seen_and_stays(maildir: Path) -> None:
    read(maildir)
    assert sorted(path.name for path in (maildir / "cur").iterdir()) == [
        "1.a.host:2,S",
        "2.b.host:2,FS",
        "3.c.host:2,RS",
    ]
    assert (maildir / "cur" / "1.a.host:2,S").read_bytes() == b"first"


def test_a_message_whose_handling_failed_is_read_again(maildir: Path) -> None:
    for _content in unread(maildir.as_uri().replace("file", "maildir"), LARGEST):
        break
    assert len(read(maildir)) == 2


def test_a_message_that_vanishes_meanwhile_is_passed_over(maildir: Path) -> None:
    messages = unread(maildir.as_uri().replace("file", "maildir"), LARGEST)
    first = next(messages)
    for path in [*(maildir / "new").iterdir(), *(maildir / "cur").iterdir()]:
        path.unlink()
    assert first in (b"first", b"second")
    assert list(messages) == []


def test_of_a_huge_message_the_head_is_enough(maildir: Path) -> None:
    (maildir / "new" / "4.d.host").write_bytes(b"x" * 5000)
    assert max(map(len, read(maildir))) == LARGEST


def test_a_maildir_that_is_not_there_is_named_without_its_place(tmp_path: Path) -> None:
    with pytest.raises(NoMailbox, match="Maildir cannot be read: No such file"):
        read(tmp_path / "nowhere")


def address(post: Post, password: str = PASSWORD, query: str = "?starttls=0") -> str:
    return f"imap://desk:{quote(password, safe='')}@127.0.0.1:{post.port}/INBOX{query}"


def test_an_imap_server_gives_each_unread_message_once() -> None:
    with imap_server(b"first", b"second") as post:
        assert list(unread(address(post), LARGEST)) == [b"first", b"second"]
        assert post.seen == {1, 2}
        assert list(unread(address(post), LARGEST)) == []


def test_on_a_server_too_a_message_whose_handling_failed_is_read_again() -> None:
    with imap_server(b"first", b"second") as post:
        for _content in unread(address(post), LARGEST):
            break
        assert post.seen == set()


def test_a_message_that_the_server_does_not_give_out_now_is_read_later() -> None:
    with imap_server(b"first") as post:
        post.refused = {"FETCH"}
        with pytest.raises(NoMailbox, match="FETCH was refused"):
            list(unread(address(post), LARGEST))
        assert post.seen == set()
        post.refused = set()
        assert list(unread(address(post), LARGEST)) == [b"first"]


def test_a_password_that_cannot_be_sent_is_named_and_not_told() -> None:
    with imap_server() as post, pytest.raises(NoMailbox, match="beyond ASCII") as caught:
        list(unread(address(post, "schlüssel"), LARGEST))
    assert "schl" not in str(caught.value)


def test_of_a_huge_message_on_a_server_the_head_is_enough() -> None:
    with imap_server(b"x" * 5000) as post:
        assert list(unread(address(post), LARGEST)) == [b"x" * LARGEST]


def test_a_wrong_password_is_named_and_not_told() -> None:
    with imap_server() as post, pytest.raises(NoMailbox) as caught:
        list(unread(address(post, "hunter2"), LARGEST))
    assert "127.0.0.1: " in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_server_without_tls_gets_no_password_unless_the_address_says_so() -> None:
    with imap_server(b"first") as post:
        with pytest.raises(NoMailbox):
            list(unread(address(post, query=""), LARGEST))
        assert "LOGIN" not in post.said


def test_a_server_that_is_not_there_is_named() -> None:
    with imap_server() as post:
        gone = address(post)
    with pytest.raises(NoMailbox, match=re.escape("127.0.0.1: ")):
        list(unread(gone, LARGEST))
