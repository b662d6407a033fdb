"""The traveller's confirmation of one very letter: a signed word about the bytes that were shown."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from prenotify.outbox.digest import Digest

LASTS = timedelta(days=1)
"""How long after the preview a letter can be confirmed: its date must not be stale when it leaves."""
_PURPOSE = "confirmation"


class NotConfirmed(Exception):  # noqa: N818 - it names what was found
    """A confirmation that cannot be used, with the reason for the traveller."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a preview showed; with the same parts the same bytes come out again."""

    trip: str
    form: str
    stay: int
    number: int
    """Which letter about this filing it is: 1, or more where earlier ones ended without leaving."""
    today: date
    """The day of the plan it was made from."""
    shown: datetime
    dated: datetime
    """The moment in its Date."""
    digest: str
    """Of the bytes shown."""
    despite: tuple[str, ...] = ()
    on: date | None = None

    @property
    def key(self) -> str:
        """The letter's key in the outbox: one confirmation, one letter."""
        return f"{self.trip}/{self.stay}/{self.form}/filing/{self.number}"

    def signed(self, digest: Digest) -> str:
        """For a page to hand back."""
        return sign(asdict(self), _PURPOSE, digest)


def read_confirmation(token: str, digest: Digest, now: datetime) -> Confirmation:
    """What a page hands back. Raises NotConfirmed when we did not sign it, or too long ago."""
    found = _read(read_signed(token, _PURPOSE, digest))
    in_time(found.shown, now)
    return found


def in_time(shown: datetime, now: datetime) -> None:
    """Raises NotConfirmed for a preview that is too old."""
    if not shown <= now <= shown + LASTS:
        raise NotConfirmed("This preview is more than a day old. Look at the letter again.")


def sign(body: Mapping[str, Any], purpose: str, digest: Digest) -> str:
    """*body* as a token that only we can have made, for *purpose* alone."""
    text = json.dumps(body, default=_iso, separators=(",", ":"))
    return f"{urlsafe_b64encode(text.encode()).decode()}.{digest.of(purpose, text)}"


def read_signed(token: str, purpose: str, digest: Digest) -> dict[str, Any]:
    """What stands in a token. Raises NotConfirmed when we did not sign it."""
    coded, _, signature = token.partition(".")
    try:
        body = urlsafe_b64decode(coded.encode()).decode()
    except (NotBase64, UnicodeError):
        raise NotConfirmed(_FOREIGN) from None
    if not hmac.compare_digest(digest.of(purpose, body).encode(), signature.encode()):
        raise NotConfirmed(_FOREIGN)
    found: dict[str, Any] = json.loads(body)
    return found


_FOREIGN = "We cannot tell which letter you confirmed. Look at it again, and press the button once more."


def _iso(value: date) -> str:
    return value.isoformat()


def _read(body: dict[str, Any]) -> Confirmation:
    moments = {name: datetime.fromisoformat(body[name]) for name in ("shown", "dated")}
    on = date.fromisoformat(body["on"]) if body["on"] else None
    days = {"today": date.fromisoformat(body["today"]), "on": on}
    return Confirmation(**{**body, **moments, **days, "despite": tuple(body["despite"])})
