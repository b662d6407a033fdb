"""A letter as a page shows it: who it is to, what it says, what is attached."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass(frozen=True, slots=True)
class Letter:
    headers: tuple[tuple[str, str], ...]
    text: str
    attachments: tuple[str, ...]


_SHOWN = ("From", "To", "Cc", "Reply-To", "Subject")


def read_letter(content: bytes) -> Letter:
    """The letter in a mail file."""
    message = message_from_bytes(content, _class=EmailMessage, policy=default)
    body = message.get_body(("plain",))
    return Letter(
        tuple((name, str(message[name])) for name in _SHOWN if message[name]),
        body.get_content() if body else "",
        tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )
