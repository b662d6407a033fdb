"""What desks, mail servers and the traveller write in a rehearsal, as real mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cached_property
from hashlib import sha256

from prenotify.documents.enclosures import Enclosure

HOST = "example.org"
_RETURNED = """\
From: Mail Delivery System <MAILER-DAEMON@{host}>
To: <{sender}>
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_returned"

--=_returned
Content-Type: text/plain; charset=us-ascii

This is the mail system of {host}. Your message could not be delivered.

--=_returned
Content-Type: message/delivery-status

Reporting-MTA: dns; {host}

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 this mailbox is not in use any more

--=_returned
Content-Type: text/rfc822-headers

Message-ID: {about}

--=_returned--
"""


@dataclass(frozen=True)
class Received:
    """A letter as it reached whoever it was for."""

    content: bytes
    to: str

    @cached_property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self) -> str:
        return str(self.mail["Message-ID"])

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    @property
    def sender(self) -> str:
        """Where a machine's answer goes."""
        return _address(self.mail, "From")

    @property
    def reply_to(self) -> str:
        """Where a person's answer goes."""
        return _address(self.mail, "Reply-To")

    @property
    def begins_a_thread(self) -> bool:
        return "In-Reply-To" not in self.mail


def answer(letter: Received, said: str, now: datetime) -> bytes:
    """A person at the desk answers with the button for that."""
    mail = _mail(letter.to, [letter.reply_to], f"Re: {letter.subject}", said, now, letter)
    mail["In-Reply-To"] = mail["References"] = letter.message_id
    return mail.as_bytes()


def answer_from_elsewhere(letter: Received, said: str, now: datetime) -> bytes:
    """A person writes a mail of their own, to the traveller and to whom it says it is from."""
    somebody = f"somebody.else@{HOST}"
    return _mail(
        somebody, [letter.reply_to, letter.sender], f"AW: {letter.subject}", said, now, letter
    ).as_bytes()


def auto_reply(letter: Received, now: datetime) -> bytes:
    """A machine answers (RFC 3834): to the address the letter came from, and says that it is one."""
    said = "I am out of the office and will read your message when I am back."
    mail = _mail(letter.to, [letter.sender], f"Automatic reply: {letter.subject}", said, now, letter)
    mail["Auto-Submitted"] = "auto-replied"
    mail["In-Reply-To"] = mail["References"] = letter.message_id
    return mail.as_bytes()


def returned(letter: Received, now: datetime) -> bytes:
    """A mail server further on gives the letter back (RFC 3464)."""
    text = _RETURNED.format(
        host=HOST,
        sender=letter.sender,
        to=letter.to,
        date=format_datetime(now),
        message_id=_message_id("returned", letter, now),
        about=letter.message_id,
    )
    return text.replace("\n", "\r\n").encode()


def papers(request: Received, enclosed: Sequence[Enclosure], now: datetime) -> bytes:
    """The traveller answers a desk that wants papers, from their own mailbox."""
    said = "Dear Sir or Madam,\n\nThe papers you asked for are attached.\n"
    mail = _mail(request.to, [request.sender], f"Re: {request.subject}", said, now, request)
    mail["In-Reply-To"] = mail["References"] = request.message_id
    for one in enclosed:
        kind, _, subtype = one.media_type.partition("/")
        mail.add_attachment(one.content, maintype=kind, subtype=subtype, filename=one.name)
    if enclosed:
        mail.set_boundary("=_papers")
    return mail.as_bytes()


def _mail(
    sender: str, to: Sequence[str], subject: str, said: str, now: datetime, about: Received
) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, ", ".join(to), subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = _message_id(sender, about, now)
    mail.set_content(said)
    return mail


def _message_id(who: str, about: Received, now: datetime) -> str:
    """The same rehearsal writes the same mails."""
    digest = sha256(f"{who} {about.message_id} {now.isoformat()}".encode()).hexdigest()
    return f"<{digest[:24]}@{HOST}>"


def _address(mail: EmailMessage, header: str) -> str:
    return str(mail[header].addresses[0].addr_spec)
