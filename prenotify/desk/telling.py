"""What the traveller hears by mail: a copy of each letter, news of those that failed, reminders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from prenotify.desk.coming_back import address_of
from prenotify.desk.one_by_one import one_by_one
from prenotify.domain.plan import Filing, Plan
from prenotify.domain.problems import BadInput
from prenotify.language import ENGLISH, Language, languages
from prenotify.outbox.letter import Letter, NewLetter, NotMail, to_traveller
from prenotify.outbox.store import StoredTrip

if TYPE_CHECKING:
    from prenotify.desk.front import Desk
    from prenotify.documents.traveller_mail import Attached

_AT_ONCE = 50
_REMIND_BEFORE = (14, 3)
"""Days before the date to plan on."""
_DAY = timedelta(1)


@dataclass(frozen=True)
class Telling:
    desk: "Desk"

    def tell(self, now: datetime) -> int:
        """Put into the outbox what travellers have not heard yet; how many letters that was about.

        The mail and the mark that it was told are kept together, so nothing is told twice or never.
        """
        untold = {f"letter={one.id}": one for one in self.desk.sending.letters.untold(_AT_ONCE)}
        return one_by_one(untold, lambda letter: self._tell_of(letter, now))

    def remind(self, now: datetime) -> int:
        """Mail about filings whose day is near and of which no letter is confirmed; how many were new."""
        trips = {f"trip={reference}": reference for reference in self.desk.trips.confirmed()}
        return one_by_one(trips, lambda reference: self._remind_of(reference, now))

    def _tell_of(self, letter: Letter, now: datetime) -> int:
        self.desk.following.overtake(letter, now)
        self.desk.sending.letters.told(letter, self._mail_about(letter, now), now)
        return 1

    def _mail_about(self, letter: Letter, now: datetime) -> NewLetter | None:
        """None where there is nobody to tell: a trip without an address that mail can go to."""
        trip = self.desk.trips.load(letter.trip)
        to = address_of(trip) if trip else ""
        if trip is None or not to:
            return None
        kind = "copy" if letter.state == "sent" else "news"
        form = self._form(letter, language_of(trip))
        said: dict[str, Any] = {"deadline": _last_day(letter), "form": form, "letter": letter}
        if kind == "copy":
            attached = [*self._copy(letter), *self._calendar(trip, now)]
            site = self.desk.settings.base_url.rstrip("/")
            answer = f"{site}/answers/{self.desk.answering.token_for(letter)}"
            said |= {"rehearsed": not letter.live, "has_calendar": len(attached) > 1, "answer": answer}
        else:
            attached, said = [], {**said, "words": letter.words}
        return self._mail(kind, f"{letter.id}/{letter.state}", trip, to, now, letter.live, attached, said)

    def _mail(
        self,
        kind: str,
        key: str,
        trip: StoredTrip,
        to: str,
        now: datetime,
        live: bool,
        attached: "list[Attached]",
        said: dict[str, Any],
    ) -> NewLetter | None:
        from prenotify.documents.traveller_mail import traveller_mail

        settings = self.desk.settings
        sender = settings.mail_from or f"prenotify@{settings.host}"
        language = language_of(trip)
        content = traveller_mail(
            kind, language, sender, to, settings.host, now, attached, site=settings.base_url, **said
        )
        try:
            return to_traveller(trip.reference, kind, key, sender, to, content, live, now)
        except NotMail:
            return None

    def _form(self, letter: Letter, language: Language) -> str:
        form = self.desk.rulebook.forms.get(letter.form)
        return language.wording(form.name) if form else letter.form

    def _copy(self, letter: Letter) -> "Iterator[Attached]":
        from prenotify.documents.traveller_mail import Attached

        content = self.desk.sending.letters.content(letter.id)
        yield Attached(f"{letter.reference}.eml", "message/rfc822", content)

    def _calendar(self, trip: StoredTrip, now: datetime) -> "Iterator[Attached]":
        """The trip's dates as they are now; none while the trip cannot be planned."""
        from prenotify.documents.ics import calendar
        from prenotify.documents.traveller_mail import Attached

        try:
            planned = self.desk.plan(self.desk.read(trip.entered), now.date())
        except BadInput:
            return
        content = calendar(planned, trip.reference, language=language_of(trip))
        yield Attached(f"{trip.reference}.ics", "text/calendar; charset=utf-8", content)

    def _remind_of(self, reference: str, now: datetime) -> int:
        trip = self.desk.trips.load(reference)
        if trip is None:
            return 0
        try:
            planned = self.desk.plan(self.desk.read(trip.entered), now.date())
        except BadInput:
            return 0
        unwritten = self._unwritten(planned, reference, now.date())
        mails = [self._reminder(trip, filing, days, planned, now) for filing, days in unwritten]
        return self._put_new(reference, [mail for mail in mails if mail], now)

    def _put_new(self, reference: str, mails: list[NewLetter], now: datetime) -> int:
        """How many of *mails* were not there yet."""
        if not mails:
            return 0
        letters = self.desk.sending.letters
        before = len(letters.of_trip(reference))
        letters.put(mails, now)
        return len(letters.of_trip(reference)) - before

    def _unwritten(self, planned: Plan, reference: str, today: date) -> Iterator[tuple[Filing, int]]:
        """The filings whose day is near and that no letter is about, with which of the two moments it is."""
        near = [(filing, days) for filing in planned.filings if (days := _moment(filing, today))]
        if not near:  # nearly always, and what letters are about is dear to find out
            return
        letters = self.desk.sending.letters_of(reference)
        about = set(self.desk.following.covered(reference, planned.trip))
        about |= {(letter.form, letter.stay) for letter in letters if letter.state == "refused"}
        yield from ((filing, days) for filing, days in near if (filing.form.id, filing.stay) not in about)

    def _reminder(
        self, trip: StoredTrip, filing: Filing, days: int, planned: Plan, now: datetime
    ) -> NewLetter | None:
        language = language_of(trip)
        stand_against = [one for one in planned.advisories_of(filing.stay) if one.code in filing.blocks]
        said = {
            "form": language.wording(filing.form.name),
            "stay": filing.stay,
            "send_by": filing.send_by,
            "missing": [language.wording(one.label) for one in filing.missing if one.required],
            "blocks": [language.advisory(one) for one in stand_against],
            "sendable": bool(filing.recipient.email),
            "organisation": language.organisation(filing.recipient.organisation),
            "address": f"{self.desk.settings.base_url.rstrip('/')}/trips/{trip.reference}/",
        }
        key = f"{filing.stay}/{filing.form.id}/{filing.send_by}/{days}"
        return self._mail("reminder", key, trip, address_of(trip), now, self.desk.sending.live, [], said)


def language_of(trip: StoredTrip) -> Language:
    """The language its traveller reads; English where the trip says no other that is known here."""
    traveller = trip.entered.get("traveller")
    code = traveller.get("language") if isinstance(traveller, dict) else None
    return languages().get(str(code), ENGLISH)


def _moment(filing: Filing, today: date) -> int | None:
    """Which of the moments before its day a reminder would be for: the later one that has come."""
    left = (filing.send_by - today).days
    return next((days for days in sorted(_REMIND_BEFORE) if 0 <= left <= days), None)


def _last_day(letter: Letter) -> date | None:
    """The day whose end is the letter's last moment, on its reader's calendar."""
    return letter.not_after and (letter.not_after.astimezone(ZoneInfo(letter.zone)) - _DAY).date()
