"""Logging in at the mail server: over TLS, with the right password, and never told to anybody."""

import logging
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from prenotify.outbox.letter import Letter
from tests.outbox.mail_server import MailServer
from tests.outbox.post_office import PostOffice
from tests.outbox.test_secure_mail import a_certificate, a_secure_server

USER, PASSWORD = "desk@example.org", "open sesame/12"
MINUTE = timedelta(minutes=1)
Serve = Callable[..., AbstractContextManager[MailServer]]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """A server that is trusted here, and takes no mail from whoever has not logged in."""
    certificate = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    @contextmanager
    def start(mechanisms: str = "PLAIN LOGIN", fault: str = "", times: int = 10**9) -> Iterator[MailServer]:
        with a_secure_server(certificate, fault, times) as server:
            server.passwords, server.mechanisms = {USER: PASSWORD}, mechanisms
            yield server

    return start


def address(server: MailServer, password: str = PASSWORD, starttls: int = 1) -> str:
    login = f"{quote(USER, safe='')}:{quote(password, safe='')}"
    return f"smtp://{login}@127.0.0.1:{server.port}?starttls={starttls}"


def tried(url: str, key: str, folder: Path) -> Letter:
    """What became of a letter at the first try."""
    office = PostOffice("", key, folder / "data", url)
    office.put()
    office.run()
    letter = office.letter()
    office.close()
    return letter


def assert_unsaid(caplog: pytest.LogCaptureFixture, letter: Letter, password: str) -> None:
    said = " ".join([caplog.text, repr(letter)])
    for secret in (password, quote(password, safe=""), b64encode(password.encode()).decode()):
        assert secret not in said


@pytest.mark.parametrize("mechanisms", ["PLAIN LOGIN", "LOGIN", "XOAUTH2 PLAIN"])
def test_with_the_right_password_a_letter_leaves(
    serve: Serve, key: str, tmp_path: Path, mechanisms: str
) -> None:
    with serve(mechanisms) as server:
        letter = tried(address(server), key, tmp_path)
    assert (letter.state, len(server.messages)) == ("sent", 1)


def test_without_a_login_that_server_takes_nothing(serve: Serve, key: str, tmp_path: Path) -> None:
    with serve() as server:
        letter = tried(f"{server.url}?starttls=1", key, tmp_path)
    assert (letter.state, server.messages) == ("waiting", [])
    assert letter.error == "the mail server said: 530 says the server"


def test_with_a_wrong_password_a_letter_waits_and_the_password_is_not_told(
    serve: Serve, key: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serve() as server:
        letter = tried(address(server, "closed sesame/12"), key, tmp_path)
    assert (letter.state, letter.repeats, server.messages) == ("waiting", 0, [])
    assert letter.error == "the mail server refuses the login: 535 5.7.8 not with this password"
    assert_unsaid(caplog, letter, "closed sesame/12")


def test_a_login_put_right_lets_the_letter_leave(serve: Serve, key: str, tmp_path: Path) -> None:
    with serve(fault="454 at AUTH", times=2) as server:
        office = PostOffice("", key, tmp_path / "data", address(server))
        office.put()
        assert not office.run()
        assert office.letter().error == "the mail server refuses the login: 454 says the server"
        assert office.run(MINUTE)
        assert office.letter().state == "sent"
        office.close()


@pytest.mark.parametrize(
    ("mechanisms", "fault", "said"),
    [
        ("GSSAPI XOAUTH2", "", "the mail server offers no way to log in that is known here"),
        ("PLAIN", "drop at AUTH", "the mail server ended the connection"),
        ("CRAM-MD5", "334 at AUTH", "the mail server said something that is no reply"),
    ],
)
def test_what_a_server_makes_of_a_login_is_said_and_the_letter_waits(
    serve: Serve, key: str, tmp_path: Path, mechanisms: str, fault: str, said: str
) -> None:
    with serve(mechanisms, fault) as server:
        letter = tried(address(server), key, tmp_path)
    assert (letter.state, letter.error, server.messages) == ("waiting", said, [])


def test_a_password_beyond_ascii_is_named_and_not_told(
    serve: Serve, key: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serve() as server:
        letter = tried(address(server, "schlüssel"), key, tmp_path)
    assert letter.error == "the user name or password has characters beyond ASCII"
    assert_unsaid(caplog, letter, "schlüssel")


@pytest.mark.parametrize("starttls", [0, 1])
def test_a_server_that_offers_no_login_gets_nothing_where_one_is_set(
    serve: Serve, key: str, tmp_path: Path, starttls: int
) -> None:
    with serve() as server:
        server.passwords = {}
        letter = tried(address(server, starttls=starttls), key, tmp_path)
    assert (letter.state, server.messages) == ("waiting", [])
    assert letter.error == "the mail server offers no login, though one is set for it"


def test_a_host_that_can_be_none_is_named(key: str, tmp_path: Path) -> None:
    letter = tried("smtp://mail..example.org?starttls=0", key, tmp_path)
    assert (letter.state, letter.error) == ("waiting", "the mail server has a name that no host can have")
