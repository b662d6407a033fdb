"""A desk over a real database, with verified recipients and mail that is accepted at once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from prenotify.desk import Desk
from prenotify.desk.drafting import Draft
from prenotify.desk.following import Verdict
from prenotify.domain.address import Address
from prenotify.domain.plan import Filing
from prenotify.outbox.claims import Claims
from prenotify.outbox.letter import Letter
from prenotify.outbox.settling import Outcome
from prenotify.settings import Settings
from tests.builders import Data, the_calendars, the_rulebook

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
FORMS = ("indonesia/imi-notice", "thailand/dlt-permit", "india/adac-confirmation", "japan/jaf-verification",
         "nicaragua/entry-request", "united-states/epa-letter")  # fmt: skip
ADDRESSES = {
    form: Address(email=f"{form.replace('/', '.')}@example.org", verified=date(2026, 11, 20))
    for form in FORMS
}


class Office:
    """A desk, and one trip that is changed, sent about and answered."""

    def __init__(self, settings: Settings):
        self.desk = Desk(
            settings, the_rulebook().with_addresses(ADDRESSES), the_calendars(), settings.data_dir
        )
        self.reference = ""

    def keep(self, entered: Data, now: datetime = NOW) -> None:
        """Store the trip, or change it."""
        trips = self.desk.trips
        if not self.reference:
            self.reference = trips.create(entered, now).reference
        else:
            stored = trips.load(self.reference)
            assert stored
            trips.save(stored, entered, now)

    def filings(self, now: datetime = NOW) -> tuple[Filing, ...]:
        return self.desk.plan(self.trip, now.date()).filings

    @property
    def trip(self) -> Any:
        stored = self.desk.trips.load(self.reference)
        assert stored
        return self.desk.read(stored.entered)

    def confirm_address(self) -> None:
        """As the traveller does by opening the link in a mail."""
        from prenotify.outbox.links import LinkStore

        links = LinkStore(self.desk.trips.engine)
        mailbox = self.desk.trips.digest.mailbox(self.trip.traveller.email)
        links.spend(links.make(self.reference, mailbox, NOW), NOW)

    def submit(self, now: datetime = NOW) -> list[Letter]:
        """Confirm each letter of the plan as it was shown."""
        self.confirm_address()
        tokens = [
            self.desk.sending.preview(self.reference, filing, now, filing.blocks).token
            for filing in self.filings(now)
        ]
        return [self.desk.sending.submit_confirmed(token, now) for token in tokens]

    def send(self, now: datetime = NOW) -> None:
        """Have everything that is due accepted by the mail server."""
        claims = Claims(self.desk.trips.engine, self.desk.trips.seal, self.desk.settings)
        for claimed in claims.claim(now, live=True, most=100):
            claims.settle(claimed, Outcome("sent", "250 ok"), now)
        self.desk.telling.tell(now)

    def sent(self, entered: Data, now: datetime = NOW) -> list[Letter]:
        """A trip whose letters have left."""
        self.keep(entered, now)
        letters = self.submit(now)
        self.send(now)
        return [self.letter(letter) for letter in letters]

    def letter(self, letter: Letter) -> Letter:
        return self.desk.sending.letters.get(letter.id)

    def verdicts(self, now: datetime = NOW) -> list[Verdict]:
        return list(self.desk.following.verdicts(self.reference, self.trip, now.date()))

    def draft(self, now: datetime = NOW) -> Draft:
        """The letter that puts the one untrue letter right."""
        (verdict,) = (one for one in self.verdicts(now) if one.truth != "true")
        return self.desk.drafting.amend(verdict, now)

    def letters(self) -> Iterator[Letter]:
        return iter(self.desk.sending.letters_of(self.reference))

    def states(self) -> list[tuple[str, str]]:
        """Kind and state of each letter, in the order they were put in."""
        return [(letter.kind, letter.state) for letter in self.letters()]
