"""Where a rehearsal plays: a desk of its own in a folder of its own, with addresses of nobody."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prenotify.desk import Desk
from prenotify.domain.address import Address
from prenotify.domain.entries import read_email
from prenotify.domain.plan import Plan
from prenotify.domain.trip import Trip
from prenotify.keys import new_key
from prenotify.rehearsal.behaviours import Behaviour
from prenotify.rehearsal.loopback import LoopbackServer
from prenotify.rehearsal.replies import HOST
from prenotify.settings import Settings

PRENOTIFY = f"letters@prenotify.{HOST}"
# It signs nothing that outlives the rehearsal; being always the same, it gives the same references.
_SIGNS = "rehearsal"


@dataclass(frozen=True)
class Inbox:
    """Mail as it comes in, until somebody looks."""

    mails: list[tuple[str, bytes]]

    def take(self, to: str, content: bytes) -> None:
        self.mails.append((to, content))

    def empty(self) -> list[tuple[str, bytes]]:
        """What has come in since the last time: whom it is for, and the mail."""
        found = self.mails[:]
        del self.mails[: len(found)]
        return found


@dataclass(frozen=True)
class Stage:
    """A desk that mails to a server on this machine alone, and the trip as it is rehearsed."""

    desk: Desk
    trip: Trip
    inbox: Inbox
    returned: Path
    """The Maildir that PRENOTIFY's mail comes back to."""

    @property
    def traveller(self) -> str:
        return self.trip.traveller.email

    def return_mail(self, content: bytes, number: int) -> None:
        """Put a mail into the mailbox that prenotify reads."""
        (self.returned / "new" / f"{number:06}").write_bytes(content)


@contextmanager
def stage(front: Desk, trip: Trip, today: date, played: Mapping[str, Behaviour]) -> Iterator[Stage]:
    """A stage for *trip*, with the rules of *front*; nothing of it is left afterwards."""
    rehearsed = with_nobodys_addresses(front, trip)
    planned = front.plan(rehearsed, today)
    inbox = Inbox([])
    with (
        TemporaryDirectory(prefix="prenotify-rehearsal-") as folder,
        LoopbackServer(_unknown(planned, played), inbox.take) as server,
    ):
        settings = _settings(Path(folder), server.url, front.settings)
        rulebook = front.rulebook.with_addresses(_addresses(planned, today))
        desk = Desk(settings, rulebook, front.calendars, front.rules)
        try:
            yield Stage(desk, rehearsed, inbox, _maildir(Path(folder)))
        finally:
            desk.trips.close()


def _settings(folder: Path, smtp_url: str, operators: Settings) -> Settings:
    return Settings(
        data_dir=folder,
        secret_key=_SIGNS,
        data_keys=(new_key(),),
        live=True,
        smtp_url=smtp_url,
        mail_from=PRENOTIFY,
        base_url=f"https://prenotify.{HOST}",
        bounces_url=f"maildir://{folder / 'returned'}",
        fonts_dir=operators.fonts,
    )


def _maildir(folder: Path) -> Path:
    returned = folder / "returned"
    for part in ("new", "cur", "tmp"):
        (returned / part).mkdir(parents=True)
    return returned


def _addresses(planned: Plan, today: date) -> dict[str, Address]:
    return {
        filing.recipient.desk: Address(email=_address_of(filing.recipient.desk), verified=today)
        for filing in planned.filings
    }


def _unknown(planned: Plan, played: Mapping[str, Behaviour]) -> set[str]:
    """Addresses of desks whose mail server refuses them."""
    return {
        _address_of(filing.recipient.desk)
        for filing in planned.filings
        if played[filing.form.id] == "refuses"
    }


def _address_of(desk: str) -> str:
    return f"{re.sub('[^a-z0-9-]+', '.', desk)}@{HOST}"


def with_nobodys_addresses(front: Desk, trip: Trip) -> Trip:
    """*trip* with an example's address in the place of each that it names."""
    return front.read(_replaced(trip.model_dump(mode="json", exclude_unset=True), ()))


def _replaced(entered: Any, path: tuple[str, ...]) -> Any:
    if isinstance(entered, dict):
        return {key: _replaced(value, (*path, key)) for key, value in entered.items()}
    if isinstance(entered, list):
        return [_replaced(value, (*path, str(n))) for n, value in enumerate(entered, start=1)]
    return f"{_name(path)}@{HOST}" if isinstance(entered, str) and _is_address(entered) else entered


def _name(path: tuple[str, ...]) -> str:
    """traveller.email: traveller; stays.3.answers.agency_email: stays-3-answers-agency."""
    return re.sub("[^a-z0-9]+", "-", ".".join(path).lower()).removesuffix("-email")


def _is_address(text: str) -> bool:
    try:
        read_email(text)
    except ValueError:
        return False
    return True
