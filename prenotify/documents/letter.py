"""A filing as mail: an RFC 5322 message with text, HTML and the PDF."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from itertools import groupby
from textwrap import wrap
from typing import Any
from unicodedata import category

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from prenotify.documents.content import Content, content_of
from prenotify.documents.enclosures import Enclosure
from prenotify.documents.words import DRAFT, DRAFT_BECAUSE
from prenotify.domain.address import ascii_address, ascii_domain
from prenotify.domain.plan import Filing
from prenotify.places import templates_dir

# What a word of a display name may hold as it is (atext of RFC 5322).
_ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+", re.ASCII)

_FOLD = "\r\n "


def letter(
    filing: Filing,
    reference: str,
    pdf: bytes,
    sender: str | None,
    domain: str,
    dated: datetime | None = None,
    enclosed: Sequence[Enclosure] = (),
) -> bytes:
    """The message that carries *pdf* to the filing's recipient, the traveller in copy.

    With *sender*, the address the server sends from, it is ready to leave. Without, it is a
    draft for the traveller's own mail program (`X-Unsent`), from the traveller's address. No
    `To` where the recipient has no address yet. *domain* stands in the Message-ID, which is
    the same whenever the letter is. *dated* needs a time zone; by default noon UTC of the
    plan's day, so that the same filing gives the same bytes. *enclosed* goes along with the PDF.
    """
    return message(filing, content_of(filing, reference), pdf, sender, domain, dated, enclosed=enclosed)


def message(
    filing: Filing,
    content: Content,
    pdf: bytes | None,
    sender: str | None,
    domain: str,
    dated: datetime | None = None,
    thread: Sequence[str] = (),
    template: str = "letter",
    enclosed: Sequence[Enclosure] = (),
) -> bytes:
    """As `letter`, for *content* made of the filing, in the words of a *template*.

    *thread* names the Message-IDs of the letters before it, the first one first.
    """
    carried = [pdf or b"", *(one.content for one in enclosed)]
    digest = sha256(b"\0".join([content.reference.encode(), (sender or "").encode(), *carried])).hexdigest()[
        :24
    ]
    message_id = f"<{_ascii(content.reference)}.{digest}@{ascii_domain(domain)}>"
    headers = {
        **_addresses(filing, sender),
        "Subject": _encoded(_subject(content)),
        "Date": format_datetime(dated or datetime.combine(filing.facts.today, time(12), UTC)),
        "Message-ID": message_id,
        **({"In-Reply-To": thread[-1], "References": _FOLD.join(thread)} if thread else {}),
        **({} if sender else {"X-Unsent": "1"}),
    }
    file_name = f"{_ascii(content.reference)}-{filing.form.id.replace('/', '-')}.pdf"
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return head.encode() + _body(content, pdf, file_name, digest, template, enclosed)


def letter_text(filing: Filing, reference: str) -> str:
    """The letter's plain text."""
    return _render("letter.txt", content_of(filing, reference))


def _addresses(filing: Filing, sender: str | None) -> dict[str, str]:
    traveller = filing.facts.trip.traveller
    own = _mailbox(traveller.name, traveller.email)
    addresses = {"From": _mailbox(traveller.name, sender) if sender else own}
    if filing.recipient.email:
        addresses["To"] = _one_line(ascii_address(filing.recipient.email))
    return addresses | {"Cc": own, "Reply-To": own}


def _mailbox(name: str, address: str) -> str:
    """A header's `name <address>`, folded; only the words that need it are encoded.

    EmailMessage would cut an encoded name wherever a line ends, and its own reader, like others,
    then finds a space within the word.
    """
    words = groupby(_one_line(name).split(), lambda word: bool(_ATOM.fullmatch(word)) and _is_plain(word))
    phrase = [_folded(" ".join(group)) if plain else _in_code(" ".join(group)) for plain, group in words]
    return _FOLD.join([*phrase, f"<{_one_line(ascii_address(address))}>"])


def _encoded(text: str) -> str:
    """*text* as the value of a header, folded; in encoded words (RFC 2047) where it needs them."""
    line = _one_line(text)
    return _folded(line) if _is_plain(line) else _in_code(line)


def _folded(text: str) -> str:
    return _FOLD.join(wrap(text, 66, break_long_words=False, break_on_hyphens=False))


def _in_code(text: str) -> str:
    return Header(text, "utf-8", header_name="Message-ID").encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _one_line(text: str) -> str:
    """No control character reaches a header: a line end there would begin another one."""
    return " ".join("".join(" " if category(char) == "Cc" else char for char in text).split())


def _subject(content: Content) -> str:
    draft = f"{DRAFT}: " if content.blocks else ""
    return f"{draft}{content.subject.in_both}"


def _body(
    content: Content,
    pdf: bytes | None,
    file_name: str,
    digest: str,
    template: str,
    enclosed: Sequence[Enclosure],
) -> bytes:
    message = EmailMessage(policy=SMTP)
    message.set_content(_render(f"{template}.txt", content), cte="quoted-printable")
    message.add_alternative(_render(f"{template}.html", content), subtype="html", cte="quoted-printable")
    if pdf:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=file_name)
    for one in enclosed:
        kind, _, subtype = one.media_type.partition("/")
        message.add_attachment(one.content, maintype=kind, subtype=subtype, filename=one.name)
    # Boundaries of our own making; `=_` stands neither in base64 nor in quoted-printable text.
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")
    return message.as_bytes()


def _ascii(text: str) -> str:
    """What of *text* may stand in a file name or Message-ID anywhere."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "letter"


def _render(template: str, content: Content) -> str:
    return _environment().get_template(template).render(said=content, words=_words(content)).strip() + "\n"


def _words(content: Content) -> Mapping[str, Any]:
    return {
        **{key.partition(".")[2]: said for key, said in content.words.items()},
        "draft": DRAFT,
        "draft_because": DRAFT_BECAUSE.format(blocks="; ".join(content.blocks.values())),
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates_dir() / "letter"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
