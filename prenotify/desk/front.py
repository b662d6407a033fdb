"""The desk: the verbs that every doorway calls. plan, fill, keep and erase trips."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prenotify.calendars import calendars_for
from prenotify.desk.filling import Document, filled, unprintable, zipped
from prenotify.desk.naming import letter_reference
from prenotify.desk.one_by_one import one_by_one
from prenotify.desk.over_rules import OverRules
from prenotify.documents.fontpack import use_pack
from prenotify.domain.address import no_form
from prenotify.domain.answers import problems_with_answers, problems_with_entered_answers
from prenotify.domain.plan import Plan, plan_as_data
from prenotify.domain.planning import Calendars, plan
from prenotify.domain.problems import BadInput, Problem
from prenotify.domain.proof import Proof
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Trip, read_trip
from prenotify.language import ENGLISH, Language
from prenotify.places import forms_dir
from prenotify.rulebook import read_rulebook
from prenotify.settings import Settings
from prenotify.tripfile import decode_trip

if TYPE_CHECKING:
    from prenotify.desk.answering import Answering
    from prenotify.desk.coming_back import ComingBack
    from prenotify.desk.drafting import Drafting
    from prenotify.desk.following import Following
    from prenotify.desk.holding import Holding
    from prenotify.desk.nudging import Nudging
    from prenotify.desk.papers import Papers
    from prenotify.desk.proving import Proving
    from prenotify.desk.sending import Sending
    from prenotify.desk.telling import Telling
    from prenotify.outbox.store import TripStore


def _let_sleep() -> None:
    pass


@dataclass(frozen=True)
class Desk(OverRules):
    settings: Settings
    rulebook: Rulebook
    calendars: Calendars
    rules: Path
    """The folder the rulebook was read from."""
    wake: Callable[[], None] = _let_sleep
    """Tells a worker that something is due; without it, a worker looks once a minute."""

    @classmethod
    def open(
        cls, settings: Settings, rules: Path | None = None, wake: Callable[[], None] = _let_sleep
    ) -> "Desk":
        """A desk over the rules in a folder, by default forms/. Raises BadInput when they cannot be read."""
        use_pack(settings.fonts)
        folder = rules or forms_dir()
        rulebook = read_rulebook(folder)
        problems = list(_strange_recipients(settings, rulebook))
        if problems:
            raise BadInput(problems)
        rulebook = rulebook.with_addresses(settings.recipients)
        return cls(settings, rulebook, calendars_for(rulebook), folder, wake)

    @cached_property
    def trips(self) -> "TripStore":
        """Where trips are kept; the database is opened when it is first needed."""
        from prenotify.outbox.store import TripStore

        return TripStore.open(self.settings)

    @cached_property
    def telling(self) -> "Telling":
        """What the traveller hears by mail."""
        from prenotify.desk.telling import Telling

        return Telling(self)

    @cached_property
    def sending(self) -> "Sending":
        """What is done about letters: submit, preview, confirm, cancel."""
        from prenotify.desk.sending import Sending

        return Sending(self)

    @cached_property
    def following(self) -> "Following":
        """Which letters are still true, and what follows them."""
        from prenotify.desk.following import Following

        return Following(self)

    @cached_property
    def drafting(self) -> "Drafting":
        """Letters that follow others: reminders, amendments, withdrawals."""
        from prenotify.desk.drafting import Drafting

        return Drafting(self)

    @cached_property
    def nudging(self) -> "Nudging":
        """Mail to travellers about letters that nobody answers."""
        from prenotify.desk.nudging import Nudging

        return Nudging(self)

    @cached_property
    def answering(self) -> "Answering":
        """What recipients answered, and what to do about silence."""
        from prenotify.desk.answering import Answering

        return Answering(self)

    @cached_property
    def holding(self) -> "Holding":
        """What an operator does about all letters at once."""
        from prenotify.desk.holding import Holding

        return Holding(self)

    @cached_property
    def proving(self) -> "Proving":
        """Proofs that letters left."""
        from prenotify.desk.proving import Proving

        return Proving(self)

    @cached_property
    def coming_back(self) -> "ComingBack":
        """Links by mail that open a trip in another browser."""
        from prenotify.desk.coming_back import ComingBack

        return ComingBack(self)

    def papers(self, reference: str) -> "Papers":
        """The copies kept with a trip."""
        from prenotify.desk.papers import Papers
        from prenotify.outbox.attachments import AttachmentStore

        return Papers(AttachmentStore(self.trips.engine, self.trips.seal), reference)

    def read(self, entered: Any) -> Trip:
        """The trip in *entered*, trip-file data. Raises BadInput with every problem."""
        try:
            trip = read_trip(entered)
        except BadInput as error:
            known = {problem.path for problem in error.problems}
            more = problems_with_entered_answers(entered, self.rulebook)
            raise BadInput([*error.problems, *(p for p in more if p.path not in known)]) from None
        problems = problems_with_answers(trip, self.rulebook)
        if problems:
            raise BadInput(problems)
        return trip

    def read_file(self, name: str, content: bytes) -> Trip:
        """The trip in a file, JSON or TOML by the ending of its name. Raises BadInput."""
        return self.read(decode_trip(name, content))

    def plan(self, trip: Trip, today: date) -> Plan:
        return plan(trip, self.rulebook, self.calendars, today)

    def plan_data(self, planned: Plan) -> dict[str, Any]:
        """The plan as the contract's JSON object."""
        return plan_as_data(planned)

    def documents(self, planned: Plan, reference: str) -> tuple[Document, ...]:
        """Every file of `fill`: per filing a PDF and a letter, then the plan as data, PDF and calendar,
        and all of it to carry along as one PDF."""
        return tuple(filled(self, planned, reference))

    def document(
        self,
        planned: Plan,
        reference: str,
        name: str,
        papers: "Papers | None" = None,
        language: Language = ENGLISH,
    ) -> Document | None:
        """One of the documents, by its file name; a letter carries the copies among *papers* it asks for.

        What only the traveller reads is in *language*.
        """
        return next(filled(self, planned, reference, papers, name, language), None)

    def bundle(
        self,
        planned: Plan,
        reference: str,
        papers: "Papers | None" = None,
        language: Language = ENGLISH,
    ) -> bytes:
        """All documents as one zip."""
        return zipped(filled(self, planned, reference, papers, language=language))

    def border_pack(
        self, planned: Plan, reference: str, proofs: Sequence[Proof] = (), language: Language = ENGLISH
    ) -> bytes:
        """All papers of a trip as one PDF, with the proofs that letters left."""
        from prenotify.documents.pack import border_pack

        phrases = self.rulebook.phrases
        return border_pack(
            planned, reference, phrases, lambda filing: letter_reference(filing, reference), proofs, language
        )

    def unprintable(self, trip: Trip) -> tuple[Problem, ...]:
        """Where in the trip a character stands that no font here can print."""
        return tuple(unprintable(trip))

    def forget(self, reference: str) -> bool:
        """Erase a trip and all that belongs to it, rehearsal mail too; whether there was one."""
        return self.sending.forget(reference)

    def erase_due(self, now: datetime) -> int:
        """Erase every trip whose retention time is over; how many there were."""
        due = {f"trip={reference}": reference for reference in self.trips.due_for_erasure(now)}
        return one_by_one(due, self.forget)


def _strange_recipients(settings: Settings, rulebook: Rulebook) -> Iterator[Problem]:
    """Configured addresses that no form will ever look up: a misspelt one must not be ignored."""
    for key in settings.recipients:
        parts = key.split("/")
        form, desk = rulebook.forms.get("/".join(parts[:2])), parts[2:]
        if form is None or len(desk) > 1 or (desk and not form.recipient.has_several_desks):
            wrong = no_form(key, rulebook.forms)
            yield Problem("PRENOTIFY_RECIPIENTS", f"{wrong.path} {wrong.message}")
