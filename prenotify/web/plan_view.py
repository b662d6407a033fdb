"""The plan as the page tells it: what to do first, then every filing with its reasons."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from flask import url_for

from prenotify.desk import file_stem
from prenotify.desk.following import Verdict
from prenotify.domain.earliest import Earliest
from prenotify.domain.forms import Form
from prenotify.domain.plan import Advisory, CarnetTask, Filing, Missing, NotFiled, Plan, StatusToday
from prenotify.language import N_, plural
from prenotify.outbox.letter import Letter
from prenotify.web.addresses import address_of, label_of
from prenotify.web.language import gettext as _
from prenotify.web.language import ngettext
from prenotify.web.timeline import TimelineView
from prenotify.web.what_if import earliest_of
from prenotify.web.words import begun, counted, country, full_day, long_day, number_word, wording

TASK_NAMES = {
    "apply": N_("Apply for the carnet"),
    "follow-up": N_("Apply for the follow-up carnet"),
    "extend": N_("Ask for an extension of the carnet"),
    "return": N_("Send the carnet back"),
    "certificate-of-location": N_("Have the certificate of location stamped"),
}

HOW_MANY: dict[StatusToday, tuple[str, str]] = {
    "ready": plural("%s is ready", "%s are ready"),
    "incomplete": plural("%s is incomplete", "%s are incomplete"),
    "draft": plural("%s is held back as a draft", "%s are held back as a draft"),
    "late": plural("%s is late", "%s are late"),
    "past": plural("%s is past", "%s are past"),
}
"""How filings stand, for one and for many."""


SHAPES = {"ready": "ok", "incomplete": "half", "draft": "stop", "late": "late", "past": "ring"}


def shape_of(filing: Filing) -> str:
    """The icon for how a filing stands; one whose day is past is not calmly ready."""
    is_past = filing.send_by < filing.facts.today
    return "late" if filing.status_today == "ready" and is_past else SHAPES[filing.status_today]


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a filing lacks, and where to enter it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do first."""

    day: date
    title: str
    words: str
    url: str
    button: str


@dataclass(frozen=True)
class FilingView:
    filing: Filing
    reference: str
    notes: tuple[Advisory, ...]
    """Warnings and information that go with it."""
    blocks: tuple[Advisory, ...]
    letter_about: Letter | None = None
    """The letter that says it already, or is about to."""

    @cached_property
    def anchor(self) -> str:
        return file_stem(self.filing)

    @property
    def papers(self) -> str:
        return url_for("documents.listed", reference=self.reference, _anchor=self.anchor)

    @property
    def letter(self) -> str:
        return url_for("documents.letter", reference=self.reference, name=f"{self.anchor}.eml")

    @property
    def send(self) -> str:
        """Where it is sent from here; empty where we have no address of its reader."""
        if not self.filing.recipient.email:
            return ""
        return url_for("sending.page", reference=self.reference, name=self.anchor)

    @property
    def shape(self) -> str:
        return shape_of(self.filing)

    @property
    def what_if(self) -> str:
        return url_for("what_if.page", reference=self.reference, stay=self.filing.stay)

    @cached_property
    def earliest(self) -> Earliest | None:
        """The earliest entry that still keeps the deadline, where the one planned does not."""
        is_missed = self.filing.send_by < self.filing.facts.today and not self.filing.is_over
        return earliest_of(self.filing) if is_missed else None

    @cached_property
    def missing(self) -> list[Lack]:
        return [self._lack(missing) for missing in self.filing.missing if missing.required]

    @cached_property
    def wanted(self) -> list[Lack]:
        return [self._lack(missing) for missing in self.filing.missing if not missing.required]

    def _lack(self, missing: Missing) -> Lack:
        label = label_of(missing.path) or self._question(missing.path) or wording(missing.label)
        return Lack(label, address_of(self.reference, missing.path, back="plan"))

    def _question(self, path: str) -> str | None:
        """The form's own question that a path such as `stays.3.answers.agency_name` answers."""
        asked = {question.key: wording(question.label) for question in self.filing.form.questions}
        return asked.get(path.rpartition(".answers.")[2])


@dataclass(frozen=True)
class PlanView:
    plan: Plan
    reference: str
    forms: Mapping[str, Form]
    verdicts: Sequence[Verdict] = ()
    """On each letter that stands: whether it is still true."""
    live: bool = False
    """Whether letters may really leave from here."""

    @property
    def headline(self) -> str:
        if not self._ahead:
            return _("Nothing left to send") if self.plan.filings else _("Nothing to send for this trip")
        number = begun(counted(len(self._ahead), "filing", "filings"))
        first, today = self._ahead[0].send_by, self.plan.today
        alone = len(self._ahead) == 1
        if first < today:
            words = _("%s, due since %s") if alone else _("%s, the first due since %s")
        else:
            words = _("%s by %s") if alone else _("%s, the first by %s")
        return words % (number, full_day(first))

    @cached_property
    def _ahead(self) -> list[Filing]:
        """The filings for borders that are still to come."""
        return [filing for filing in self.plan.filings if not filing.is_over]

    @property
    def countries(self) -> list[str]:
        """The countries of the route, each once."""
        return list(dict.fromkeys(stay.country for stay in self.plan.trip.stays))

    @cached_property
    def timeline(self) -> TimelineView:
        return TimelineView(self.plan)

    @property
    def summary(self) -> str:
        """How the filings stand: Two are ready, one is a draft."""
        found = Counter(filing.status_today for filing in self.plan.filings)
        parts = [
            ngettext(*words, found[status]) % number_word(found[status])
            for status, words in HOW_MANY.items()
            if found[status]
        ]
        return f"{begun(', '.join(parts))}." if parts else ""

    @cached_property
    def filings(self) -> list[FilingView]:
        """Each filing with what is to be said of its stay, which is said once."""
        told: set[int] = set()
        views = []
        for filing in self.plan.filings:
            said = () if filing.stay in told else self.plan.advisories_of(filing.stay)
            told.add(filing.stay)
            notes = tuple(advisory for advisory in said if advisory.severity != "block")
            against = tuple(a for a in self.plan.advisories_of(filing.stay) if a.code in filing.blocks)
            letter = self._letters.get((filing.form.id, filing.stay))
            views.append(FilingView(filing, self.reference, notes, against, letter))
        return views

    @property
    def untrue(self) -> list[Verdict]:
        """Letters that say something else than the trip does now."""
        return [verdict for verdict in self.verdicts if verdict.truth != "true"]

    @cached_property
    def _letters(self) -> dict[tuple[str, int], Letter]:
        return {(v.now.form.id, v.now.stay): v.letter for v in self.verdicts if v.now}

    @property
    def blocks(self) -> list[Advisory]:
        return [advisory for advisory in self.plan.advisories if advisory.severity == "block"]

    @property
    def elsewhere(self) -> list[tuple[int | None, list[Advisory]]]:
        """Warnings and information where nothing is filed, by stay."""
        filed = {filing.stay for filing in self.plan.filings}
        left = [a for a in self.plan.advisories if a.stay not in filed and a.severity != "block"]
        return [(stay, list(found)) for stay, found in groupby(left, key=lambda a: a.stay)]

    @property
    def next(self) -> Next | None:
        """What comes first: a letter that is no longer true, then the filing or carnet task due first."""
        due = (*self._next_filings(), *self._next_tasks())
        return next(self._next_letters(), None) or min(due, key=lambda step: step.day, default=None)

    def stay_name(self, number: int | None) -> str:
        if number is None:
            return _("The whole trip")
        return _("Stay %d, %s") % (number, country(self.plan.trip.stays[number - 1].country))

    def form_name(self, left_out: NotFiled) -> str:
        return wording(self.forms[left_out.form].name)

    def reason(self, left_out: NotFiled) -> Advisory | None:
        advisories = self.plan.advisories_of(left_out.stay)
        return next((advisory for advisory in advisories if advisory.code == left_out.reason), None)

    def _next_filings(self) -> Iterator[Next]:
        for view in self.filings:
            if view.letter_about is None and not view.filing.is_over:
                yield Next(view.filing.send_by, wording(view.filing.form.name), *_what_to_do(view, self.live))

    def _next_letters(self) -> Iterator[Next]:
        for verdict in self.untrue:
            words = _("Your trip has changed since you confirmed this letter.")
            title = wording(verdict.then.form.name)
            yield Next(self.plan.today, title, words, "#untrue", _("See what is no longer true"))

    def _next_tasks(self) -> Iterator[Next]:
        for task in self.plan.carnet:
            if task.closes is not None and not (task.task == "apply" and self._has_carnet):
                words = _("The last day for it is %s.") % long_day(task.closes)
                yield Next(task.closes, self.task_name(task), words, f"#{task.task}", _("What to do"))

    @property
    def _has_carnet(self) -> bool:
        """It bears its number, or the trip has begun under it."""
        trip = self.plan.trip
        return bool(trip.carnet.number) or any(stay.entry.date < self.plan.today for stay in trip.stays)

    @staticmethod
    def task_name(task: CarnetTask) -> str:
        return _(TASK_NAMES.get(task.task, task.task))


def _what_to_do(view: FilingView, live: bool) -> tuple[str, str, str]:
    """What comes next for a filing: the words, the address, the button."""
    if view.missing:
        lacking = begun(counted(len(view.missing), "thing", "things"))
        words = _("%s missing before it can be sent.") % lacking
        return words, view.missing[0].url, _("Fill in what is missing")
    if view.blocks:
        words = _("It is written, but something stands in the way of it.")
        return words, "#blocks", _("See what is in the way")
    if live and view.send:
        in_time = _("It is ready. Check it, and send it from here.")
        return _haste(view.filing, in_time), view.send, _("Check and send")
    in_time = _("It is written. Read it, and send it yourself from your own mail.")
    return _haste(view.filing, in_time), view.papers, _("Read the papers")


def _haste(filing: Filing, in_time: str) -> str:
    today = filing.facts.today
    if filing.send_by >= today:
        return in_time
    later = [deadline.date for deadline in filing.deadlines if deadline.date >= today]
    if later:
        return _("Its day is past. Send it at once: the last possible day is %s.") % long_day(later[-1])
    return _("Its last day is past. Send it at once all the same, or travel later.")
