"""Mail to the traveller's own address, in the traveller's language: plain text, and files with it."""

from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from prenotify.domain.address import ascii_address, ascii_domain
from prenotify.language import Language
from prenotify.places import templates_dir

# Not folded by us: the library folds, and encodes what is not ASCII.
_POLICY = SMTP.clone(max_line_length=76)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a mail; a letter (message/rfc822) goes byte by byte as it left."""

    name: str
    media_type: str
    content: bytes


def traveller_mail(
    template: str,
    language: Language,
    sender: str,
    to: str,
    domain: str,
    dated: datetime,
    attached: Sequence[Attached] = (),
    **said: Any,
) -> bytes:
    """The mail of templates/mail/*template*.txt, whose first line is its subject.

    The same words at the same moment give the same bytes, the Message-ID among them.
    """
    subject, _, text = _rendered(template, language, said).partition("\n")
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = ascii_address(sender)
    mail["To"] = ascii_address(to)
    mail["Subject"] = subject.strip()
    mail["Date"] = format_datetime(dated)
    mail["Message-ID"] = f"<{template}.{_digest(to, dated, text)}@{ascii_domain(domain)}>"
    # RFC 3834: nothing answers it by itself.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text.strip() + "\n", cte="quoted-printable")
    return _with_files(mail, attached) if attached else mail.as_bytes()


def _with_files(mail: EmailMessage, attached: Sequence[Attached]) -> bytes:
    """The library would write a letter anew, line by line, where a copy is to be the same bytes."""
    boundary = "=_" + sha256(b"\0".join(one.content for one in attached)).hexdigest()[:24]
    mail.make_mixed(boundary)
    parts = b"".join(f"--{boundary}\r\n".encode() + _part(one) + b"\r\n" for one in attached)
    return (
        mail.as_bytes().removesuffix(f"--{boundary}--\r\n".encode()) + parts + f"--{boundary}--\r\n".encode()
    )


def _part(one: Attached) -> bytes:
    as_it_is = one.media_type == "message/rfc822"
    body = one.content if as_it_is else encodebytes(one.content).replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    head = (
        f"Content-Type: {one.media_type}\r\n"
        f'Content-Disposition: attachment; filename="{one.name}"\r\n'
        f"Content-Transfer-Encoding: {'7bit' if as_it_is else 'base64'}\r\n\r\n"
    )
    return head.encode() + body


def _digest(to: str, dated: datetime, text: str) -> str:
    return sha256("\0".join((to, dated.isoformat(), text)).encode()).hexdigest()[:24]


def _rendered(template: str, language: Language, said: dict[str, Any]) -> str:
    return _environment(language).get_template(f"{template}.txt").render(said).strip()


@cache
def _environment(language: Language) -> Environment:
    env = Environment(  # noqa: S701 - plain text
        loader=FileSystemLoader(templates_dir() / "mail"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(language.gettext, language.ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.filters["country"] = language.country
    env.filters["day"] = language.day
    return env
