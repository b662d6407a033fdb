"""Ways back to a trip: links by mail, to the trip's own address and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from prenotify.language import Language
from prenotify.outbox.letter import NotMail, to_traveller
from prenotify.outbox.links import LinkStore, TooOften
from prenotify.outbox.store import StoredTrip

if TYPE_CHECKING:
    from prenotify.desk.front import Desk

KIND = "link"
_MOST_IN_A_MAIL = 10


class NoAddress(Exception):  # noqa: N818 - it names what was found
    """The trip has no mail address to send anything to."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """A trip and the link that opens it, as a mail lists them."""

    reference: str
    countries: tuple[str, ...]
    changed: date
    address: str


@dataclass(frozen=True)
class ComingBack:
    desk: "Desk"

    @cached_property
    def links(self) -> LinkStore:
        return LinkStore(self.desk.trips.engine)

    def send_link(self, trip: StoredTrip, language: Language, now: datetime) -> None:
        """Mail a link to the trip's own address. Raises NoAddress and TooOften."""
        to = address_of(trip)
        if not to:
            raise NoAddress(trip.reference)
        mailbox = self.desk.trips.digest.mailbox(to)
        if not self.links.may_write_to(mailbox, now):
            raise TooOften(trip.reference)
        secret = self.links.make(trip.reference, mailbox, now)
        self._post([self._way(trip, secret)], to, language, now)

    def send_links_to(self, address: str, language: Language, now: datetime) -> None:
        """Mail links to the trips that have this address, all in one; nothing where there is none.

        Whether anything was sent, only the mailbox's owner learns.
        """
        mailbox = self.desk.trips.digest.mailbox(address)
        if not self.links.may_write_to(mailbox, now):
            return
        found = self.desk.trips.found_by(mailbox)[:_MOST_IN_A_MAIL]
        ways: list[WayBack] = []
        for trip in found:
            try:
                ways.append(self._way(trip, self.links.make(trip.reference, mailbox, now)))
            except TooOften:
                continue
        if ways:
            # As the trip has it: what was typed here may differ in capitals.
            self._post(ways, address_of(found[0]), language, now)

    def _way(self, trip: StoredTrip, secret: str) -> WayBack:
        site = self.desk.settings.base_url.rstrip("/")
        return WayBack(
            trip.reference, tuple(_countries(trip.entered)), trip.changed.date(), f"{site}/links/{secret}"
        )

    def _post(self, ways: Sequence[WayBack], to: str, language: Language, now: datetime) -> None:
        from prenotify.documents.traveller_mail import traveller_mail

        settings = self.desk.settings
        sender = settings.mail_from or f"prenotify@{settings.host}"
        site = settings.base_url
        content = traveller_mail("link", language, sender, to, settings.host, now, ways=ways, site=site)
        key = sha256(ways[0].address.encode()).hexdigest()[:16]
        live = self.desk.sending.live
        try:
            mail = to_traveller(ways[0].reference, KIND, key, sender, to, content, live, now)
        except NotMail:
            raise NoAddress(ways[0].reference) from None
        self.desk.sending.letters.put([mail], now)
        self.desk.wake()


def address_of(trip: StoredTrip) -> str:
    """The traveller's mail address, as far as it is entered."""
    traveller = trip.entered.get("traveller")
    found = traveller.get("email") if isinstance(traveller, dict) else None
    return found if isinstance(found, str) else ""


def _countries(entered: dict[str, Any]) -> list[str]:
    stays = entered.get("stays")
    found = (
        [stay.get("country") for stay in stays if isinstance(stay, dict)] if isinstance(stays, list) else []
    )
    return list(dict.fromkeys(code for code in found if isinstance(code, str)))
