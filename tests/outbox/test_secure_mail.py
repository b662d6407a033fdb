"""TLS to the mail server: asked for unless the address says otherwise, and certificates are checked."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from prenotify.mail_server import MailServer as Server
from prenotify.mail_server import read_mail_server
from tests.outbox.mail_server import MailServer
from tests.outbox.post_office import PostOffice


def a_certificate(folder: Path) -> Path:
    """A certificate for this machine that nobody has signed but itself, with its key."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    path = folder / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


def a_secure_server(certificate: Path, fault: str = "", times: int = 10**9) -> MailServer:
    server = MailServer(fault, times)
    server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.tls.load_cert_chain(certificate)
    return server


@pytest.mark.parametrize("trusted", [True, False], ids=["trusted", "unknown"])
def test_a_letter_leaves_only_to_a_server_whose_certificate_is_sound(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    certificate = a_certificate(tmp_path)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with a_secure_server(certificate) as server:
        office = PostOffice("", key, tmp_path / "data", f"{server.url}?starttls=1")
        office.put()
        office.run()
        letter = office.letter()
        office.close()
    if trusted:
        assert letter.state == "sent"
    else:
        assert (letter.state, server.messages) == ("waiting", [])
        assert str(letter.error).startswith("the mail server's certificate is not sound: self-signed")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587, "starttls")),
        ("smtp://mail.example.org:25?starttls=1", Server("mail.example.org", 25, "starttls")),
        ("smtp://mail.example.org?starttls=0", Server("mail.example.org", 25, "plain")),
        ("smtps://mail.example.org", Server("mail.example.org", 465, "tls")),
        ("smtp://127.0.0.1:2525", Server("127.0.0.1", 2525, "plain")),
        ("smtp://localhost:2525", Server("localhost", 2525, "plain")),
        ("smtp://[::1]:2525?starttls=1", Server("::1", 2525, "starttls")),
        (
            "smtps://us%40er:p%2Fw@mail.example.org",
            Server("mail.example.org", 465, "tls", "us@er", "p/w"),
        ),
    ],
)
def test_the_address_of_a_mail_server_says_how_it_is_spoken_to(url: str, server: Server) -> None:
    assert read_mail_server(url) == server


@pytest.mark.parametrize(
    "url",
    ["smtp://x?starttls=yes", "smtp://x?tls=1", "smtp://x/path", "smtps://x?starttls=0", "smtp://me:1#2@x"],
)
def test_an_address_that_says_something_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="starttls") as caught:
        read_mail_server(url)
    assert url not in str(caught.value)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(read_mail_server("smtp://user:secret@mail.example.org"))
