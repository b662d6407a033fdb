"""The plan as the page tells it: what to do first, then every filing with its reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from flask import url_for

from prenotify.desk import file_stem
from prenotify.domain.countries import country_name
from prenotify.domain.forms import Form
from prenotify.domain.plan import Advisory, CarnetTask, Filing, Missing, NotFiled, Plan
from prenotify.web.addresses import address_of, label_of
from prenotify.web.language import gettext as _
from prenotify.web.timeline import TimelineView
from prenotify.web.words import counted, long_day

TASK_NAMES = {
    "apply": "Apply for the carnet",
    "follow-up": "Apply for the follow-up carnet",
    "extend": "Ask for an extension of the carnet",
    "return": "Send the carnet back",
    "certificate-of-location": "Have the certificate of location stamped",
}


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

    @property
    def anchor(self) -> str:
        return file_stem(self.filing)

    @property
    def papers(self) -> str:
        return url_for("documents.listed", reference=self.reference, _anchor=self.anchor)

    @property
    def missing(self) -> list[Lack]:
        return [self._lack(missing) for missing in self.filing.missing if missing.required]

    @property
    def wanted(self) -> list[Lack]:
        return [self._lack(missing) for missing in self.filing.missing if not missing.required]

    def _lack(self, missing: Missing) -> Lack:
        label = label_of(missing.path) or self._question(missing.path) or missing.label.en
        return Lack(label, address_of(self.reference, missing.path, back="plan"))

    def _question(self, path: str) -> str | None:
        """The form's own question that a path such as `stays.3.answers.agency_name` answers."""
        asked = {question.key: question.label.en for question in self.filing.form.questions}
        return asked.get(path.rpartition(".answers.")[2])


@dataclass(frozen=True)
class PlanView:
    plan: Plan
    reference: str
    forms: Mapping[str, Form]

    @property
    def headline(self) -> str:
        if not self.plan.filings:
            return _("Nothing to send for this trip")
        number = counted(len(self.plan.filings), "filing", "filings").capitalize()
        first, today = self.plan.filings[0].send_by, self.plan.today
        alone = len(self.plan.filings) == 1
        if first < today:
            words = _("%s, due since %s") if alone else _("%s, the first due since %s")
        else:
            words = _("%s by %s") if alone else _("%s, the first by %s")
        return words % (number, _plain(first))

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
        names = {
            "ready": _("ready"),
            "incomplete": _("incomplete"),
            "draft": _("held back as a draft"),
            "late": _("late"),
        }
        found = {status: sum(f.status == status for f in self.plan.filings) for status in names}
        parts = [
            f"{counted(number, 'is', 'are')} {names[status]}" for status, number in found.items() if number
        ]
        return f"{', '.join(parts).capitalize()}." if parts else ""

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
            views.append(FilingView(filing, self.reference, notes, against))
        return views

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
        """The filing or carnet task that comes first."""
        return min((*self._next_filings(), *self._next_tasks()), key=lambda step: step.day, default=None)

    def stay_name(self, number: int | None) -> str:
        if number is None:
            return _("The whole trip")
        return _("Stay %d, %s") % (number, country_name(self.plan.trip.stays[number - 1].country))

    def form_name(self, left_out: NotFiled) -> str:
        return self.forms[left_out.form].name.en

    def reason(self, left_out: NotFiled) -> Advisory | None:
        advisories = self.plan.advisories_of(left_out.stay)
        return next((advisory for advisory in advisories if advisory.code == left_out.reason), None)

    def _next_filings(self) -> Iterator[Next]:
        for view in self.filings:
            name, send_by = view.filing.form.name.en, view.filing.send_by
            if view.missing:
                lacking = counted(len(view.missing), "thing", "things")
                words = _("%s missing before it can be sent.") % lacking.capitalize()
                yield Next(send_by, name, words, view.missing[0].url, _("Fill in what is missing"))
            else:
                words = _("It is written. Read it, and send it yourself from your own mail.")
                yield Next(send_by, name, words, view.papers, _("Read the papers"))

    def _next_tasks(self) -> Iterator[Next]:
        for task in self.plan.carnet:
            if task.closes is not None:
                words = _("The last day for it is %s.") % long_day(task.closes)
                yield Next(task.closes, self.task_name(task), words, f"#{task.task}", _("What to do"))

    @staticmethod
    def task_name(task: CarnetTask) -> str:
        return _(TASK_NAMES.get(task.task, task.task))


def _plain(day: date) -> str:
    return long_day(day).partition(" ")[2]
