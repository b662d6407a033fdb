"""Where the mail server is and how it is spoken to, as PRENOTIFY_SMTP_URL says."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

Security = Literal["tls", "starttls", "plain"]
_DEFAULT_PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "plain": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    security: Security
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def read_mail_server(url: str) -> MailServer:
    """The server an address names. Raises ValueError in words that do not repeat the address.

    TLS from the start for smtps://. For smtp:// it begins after STARTTLS, without which nothing is
    sent; `?starttls=0` does without, and so does an address on this machine that says nothing.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    asked = parse_qs(parts.query, keep_blank_values=True)
    strange = [name for name in asked if name != "starttls"]
    if (
        strange
        or parts.path.strip("/")
        or parts.fragment
        or asked.get("starttls", ["1"]) not in (["0"], ["1"])
    ):
        raise ValueError("may end in ?starttls=1 or ?starttls=0, and in nothing else behind the port")
    if parts.scheme == "smtps" and asked:
        raise ValueError("begins with smtps://, where TLS is on from the start and starttls means nothing")
    security = _security(parts.scheme, asked.get("starttls", [""])[0], host)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(host, parts.port or _DEFAULT_PORTS[security], security, user, password)


def _security(scheme: str, starttls: str, host: str) -> Security:
    if scheme == "smtps":
        return "tls"
    if starttls == "0" or (not starttls and _is_this_machine(host)):
        return "plain"
    return "starttls"


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
