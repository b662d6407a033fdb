"""The desk: the verbs that every doorway calls. plan, fill, keep and erase trips."""

import io
import json
import zipfile
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prenotify import __version__, wordings
from prenotify.calendars import calendar_problems, calendars_for
from prenotify.cases import judge, read_cases
from prenotify.coverage import SEED_RULES, citations, gaps, strangers
from prenotify.documents.fontpack import use_pack
from prenotify.domain.answers import problems_with_answers, problems_with_entered_answers
from prenotify.domain.plan import Filing, Plan, plan_as_data
from prenotify.domain.planning import Calendars, plan
from prenotify.domain.problems import BadInput, Problem, nearest, printable
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Trip, read_trip
from prenotify.judging import judge_rules
from prenotify.places import forms_dir
from prenotify.rulebook import read_rulebook
from prenotify.settings import Settings
from prenotify.tripfile import decode_trip

if TYPE_CHECKING:
    from prenotify.outbox.store import TripStore

PDF, MAIL, CALENDAR, DATA = "application/pdf", "message/rfc822", "text/calendar", "application/json"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: equal input gives equal bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A file the traveller gets; `filing` is None when it covers the whole plan."""

    name: str
    media_type: str
    content: bytes
    filing: Filing | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with the rules, and a line that sums up what was looked at."""

    problems: tuple[Problem, ...]
    summary: str
    lines: tuple[str, ...] = ()
    """What was found, line by line, where a list was asked for."""


@dataclass(frozen=True)
class Desk:
    settings: Settings
    rulebook: Rulebook
    calendars: Calendars
    rules: Path
    """The folder the rulebook was read from."""

    @classmethod
    def open(cls, settings: Settings, rules: Path | None = None) -> "Desk":
        """A desk over the rules in a folder, by default forms/. Raises BadInput when they cannot be read."""
        use_pack(settings.fonts)
        folder = rules or forms_dir()
        rulebook = read_rulebook(folder)
        problems = list(_strange_recipients(settings, rulebook))
        if problems:
            raise BadInput(problems)
        rulebook = rulebook.with_addresses(settings.recipients)
        return cls(settings, rulebook, calendars_for(rulebook), folder)

    @cached_property
    def trips(self) -> "TripStore":
        """Where trips are kept; the database is opened when it is first needed."""
        from prenotify.outbox.store import TripStore

        return TripStore.open(self.settings)

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
        """Every file of `fill`: per filing a PDF and a letter, then the plan as data, PDF and calendar."""
        return tuple(self._documents(planned, reference))

    def document(self, planned: Plan, reference: str, name: str) -> Document | None:
        """One of the documents, by its file name."""
        return next((found for found in self._documents(planned, reference, only=name)), None)

    def bundle(self, planned: Plan, reference: str) -> bytes:
        """All documents as one zip."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for document in self.documents(planned, reference):
                archive.writestr(zipfile.ZipInfo(document.name, _ZIP_TIME), document.content)
        return packed.getvalue()

    def unprintable(self, trip: Trip) -> tuple[Problem, ...]:
        """Where in the trip a character stands that no font here can print."""
        from prenotify.documents.fonts import unprintable

        return tuple(
            Problem(path, f"no font here can print {', '.join(found)}; papers show its code instead")
            for path, text in _texts(trip.model_dump(mode="json"))
            if (found := unprintable(text))
        )

    def check_forms(self) -> "Judgement":
        """Judge the rules: every worked case beside them must come out as it says."""
        cases = read_cases(self.rules, self.rulebook)
        uncounted = list(calendar_problems(self.rulebook))
        problems = uncounted + judge_rules(self.rulebook, cases)
        if not uncounted:  # else no case could be planned
            problems += [p for case in cases for p in judge(case, self.rulebook, self.calendars)]
        read = (
            f"{len(self.rulebook.countries)} countries, {len(self.rulebook.forms)} forms, {len(cases)} cases"
        )
        found = f"{len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}"
        notes = wordings.notes(wordings.unread(self.rulebook), self._unsaid())
        return Judgement(tuple(problems), f"{read}: {found}", (*notes, *self._unprinted()))

    def check_phrases(self) -> Judgement:
        """Every text that a native speaker should read, and every one that stands in English alone."""
        own, missing = wordings.unread(self.rulebook), self._unsaid()
        lines = (*map(str, own), *map(str, missing), *self._unprinted())
        return Judgement((), f"{len(own)} texts of our own, {len(missing)} in English alone", lines)

    def _unsaid(self) -> list[wordings.Unsaid]:
        from prenotify.documents.words import WORDS

        return wordings.unsaid(self.rulebook, tuple(WORDS))

    def _unprinted(self) -> Iterator[str]:
        """The forms whose readers get English, since no font here has their letters."""
        from prenotify.documents.tongue import prints

        for form in self.rulebook.forms.values():
            for language in form.languages[1:]:
                if not prints(form.purposes[0].title.texts.get(language, "")):
                    yield f"note: forms/{form.id}.toml: in English, since no font here prints {language}"

    def check_coverage(self) -> Judgement:
        """Which item carries each statement of the seed documents; one without an item is a problem."""
        carried = citations(self.rulebook)
        problems = [Problem(seed, "is carried by nothing under forms/") for seed in gaps(self.rulebook)]
        problems += [Problem("", stranger) for stranger in strangers(self.rulebook)]
        lines = tuple(f"{seed}  {'; '.join(items)}" for seed, items in carried.items())
        covered = len(SEED_RULES) - len(gaps(self.rulebook))
        return Judgement(tuple(problems), f"{covered} of {len(SEED_RULES)} seed rules carried", lines)

    def rules_data(self) -> dict[str, Any]:
        """The whole rule set as one JSON object."""
        from prenotify.export import rules_as_data

        return rules_as_data(self.rulebook, self.calendars, __version__)

    def erase_due(self, now: datetime) -> int:
        """Erase every trip whose retention time is over; how many there were."""
        return self.trips.erase_due(now)

    def _documents(self, planned: Plan, reference: str, only: str | None = None) -> Iterator[Document]:
        """All documents, or the one named *only*: making one does not cost the others."""
        from prenotify.documents.ics import calendar
        from prenotify.documents.plan_pdf import plan_pdf

        for filing in planned.filings:
            yield from self._documents_of(filing, reference, only)
        if only in (None, "plan.json"):
            data = json.dumps(self.plan_data(planned), ensure_ascii=False, indent=2) + "\n"
            yield Document("plan.json", DATA, data.encode())
        if only in (None, "plan.pdf"):
            yield Document("plan.pdf", PDF, plan_pdf(planned, reference))
        if only in (None, "plan.ics"):
            yield Document("plan.ics", CALENDAR, calendar(planned, reference))

    def _documents_of(self, filing: Filing, reference: str, only: str | None) -> Iterator[Document]:
        from prenotify.documents.letter import letter
        from prenotify.documents.pdf import filing_pdf

        stem = file_stem(filing)
        if only not in (None, f"{stem}.pdf", f"{stem}.eml"):
            return
        own = letter_reference(filing, reference)
        pdf = filing_pdf(filing, own)
        yield from (d for d in [Document(f"{stem}.pdf", PDF, pdf, filing)] if only in (None, d.name))
        if only != f"{stem}.pdf":
            sender = self.settings.mail_from or None
            mail = letter(filing, own, pdf, sender, self.settings.host)
            yield Document(f"{stem}.eml", MAIL, mail, filing)


def _strange_recipients(settings: Settings, rulebook: Rulebook) -> Iterator[Problem]:
    """Configured addresses that no form will ever look up: a misspelt one must not be ignored."""
    for key in settings.recipients:
        parts = key.split("/")
        form, club = rulebook.forms.get("/".join(parts[:2])), parts[2:]
        if form is None or len(club) > 1 or (club and not form.recipient.issuing_club):
            close = nearest(key, rulebook.forms)
            cure = f"did you mean {close}?" if close else f"known are {', '.join(rulebook.forms)}"
            yield Problem("PRENOTIFY_RECIPIENTS", f'["{printable(key)}"] is no form\'s id; {cure}')


def _texts(entered: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in trip-file data with its path, lists counted from 1."""
    if isinstance(entered, str):
        yield path, entered
    elif isinstance(entered, dict):
        for key, value in entered.items():
            yield from _texts(value, f"{path}.{key}".lstrip("."))
    elif isinstance(entered, list):
        for number, value in enumerate(entered, start=1):
            yield from _texts(value, f"{path}.{number}")


def file_stem(filing: Filing) -> str:
    """`NN-<country>-<form>` (contract, section 3): the stay's number, then the form's folder and name."""
    return f"{filing.stay:02d}-{filing.form.id.replace('/', '-')}"


def letter_reference(filing: Filing, trip_reference: str) -> str:
    """What a desk can file a letter by: the trip's reference, the stay, the desk's short name."""
    return f"{trip_reference}-{filing.stay:02d}-{filing.form.short}"


def reference_for(trip: Trip) -> str:
    """A reference for a trip that is not stored: the same trip always gets the same one.

    Forty bits of a digest over the whole trip: enough to tell one's trips apart, and
    nothing in it can be read back.
    """
    digest = sha256(trip.model_dump_json().encode()).digest()
    return "PN" + b32encode(digest[:5]).decode()
