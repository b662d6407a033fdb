"""What a traveller hears of silence: that it is time to ask again, or to reach the desk another way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from prenotify.desk.answering import Quiet
from prenotify.desk.coming_back import address_of
from prenotify.desk.one_by_one import one_by_one
from prenotify.desk.telling import language_of
from prenotify.outbox.letter import NewLetter, NotMail, to_traveller
from prenotify.outbox.store import StoredTrip

if TYPE_CHECKING:
    from prenotify.desk.front import Desk

KIND = "silence"


@dataclass(frozen=True)
class Nudging:
    desk: "Desk"

    def nudge(self, now: datetime) -> int:
        """Tell each traveller once of each letter whose time has come; how many mails were new."""
        trips = {f"trip={one}": one for one in self.desk.sending.letters.trips_with_sent()}
        return one_by_one(trips, lambda reference: self._nudge(reference, now))

    def _nudge(self, reference: str, now: datetime) -> int:
        trip = self.desk.trips.load(reference)
        if trip is None or not address_of(trip):
            return 0
        letters = self.desk.sending.letters
        told = {letter.key for letter in letters.of_trip(reference)}
        new = [mail for mail in self._mails(trip, now) if mail.key not in told]
        letters.put(new, now)
        return len(new)

    def _mails(self, trip: StoredTrip, now: datetime) -> Iterator[NewLetter]:
        for quiet in self.desk.answering.silent(trip.reference, now):
            if quiet.silence.step != "wait" and quiet.replied is None:
                try:
                    yield self._mail(trip, quiet, now)
                except NotMail:
                    continue

    def _mail(self, trip: StoredTrip, quiet: Quiet, now: datetime) -> NewLetter:
        from prenotify.documents.traveller_mail import traveller_mail

        settings, to, language = self.desk.settings, address_of(trip), language_of(trip)
        sender = settings.mail_from or f"prenotify@{settings.host}"
        site = settings.base_url.rstrip("/")
        form = self.desk.rulebook.forms.get(quiet.letter.form)
        content = traveller_mail(
            KIND,
            language,
            sender,
            to,
            settings.host,
            now,
            form=language.wording(form.name) if form else quiet.letter.form,
            quiet=quiet,
            address=f"{site}/trips/{trip.reference}/letters",
            answer=f"{site}/answers/{self.desk.answering.token_for(quiet.letter)}",
            site=settings.base_url,
        )
        key = f"{quiet.letter.id}/{quiet.silence.reminders}"
        return to_traveller(trip.reference, KIND, key, sender, to, content, self.desk.sending.live, now)
