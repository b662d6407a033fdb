"""The plan as the page tells it: what to do first, then every filing with its reasons."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from flask import url_for

from prenotify.desk.following import Verdict
from prenotify.domain.forms import Form
from prenotify.domain.plan import Advisory, CarnetTask, Filing, NotFiled, Plan, Status, Step
from prenotify.language import N_, plural
from prenotify.web.filing_view import FilingView
from prenotify.web.here import desk
from prenotify.web.language import gettext as _
from prenotify.web.language import ngettext
from prenotify.web.letter_status import LetterStatus, statuses_of
from prenotify.web.opened import OpenTrip
from prenotify.web.timeline import TimelineView
from prenotify.web.words import (
    begun,
    counted,
    country,
    full_day,
    long_day,
    number_word,
    title_among,
    uncapitalised,
    wording,
)

TASK_NAMES = {
    "apply": N_("Apply for the carnet"),
    "follow-up": N_("Apply for the follow-up carnet"),
    "extend": N_("Ask for an extension of the carnet"),
    "return": N_("Send the carnet back"),
    "certificate-of-location": N_("Have the certificate of location stamped"),
}

HOW_MANY: dict[Status, tuple[str, str]] = {
    "ready": plural("%s is ready", "%s are ready"),
    "incomplete": plural("%s is incomplete", "%s are incomplete"),
    "draft": plural("%s is held back as a draft", "%s are held back as a draft"),
    "late": plural("%s is late", "%s are late"),
}
"""How filings stand, for one and for many."""
UNTRUE = plural("%s letter is no longer true.", "%s letters are no longer true.")
PAST = plural("%s filing is past: its border lies behind.", "%s filings are past: their borders lie behind.")


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do first."""

    day: date
    title: str
    words: str
    url: str
    button: str


@dataclass(frozen=True)
class PlanView:
    plan: Plan
    reference: str
    forms: Mapping[str, Form]
    letters: Sequence[LetterStatus] = ()
    """The letters that stand about a filing, as it is now or was."""
    live: bool = False
    """Whether letters may really leave from here."""
    knows_address: bool = False
    """Whether the traveller has shown that the address in the trip is theirs."""

    @property
    def headline(self) -> str:
        if not self.has_something_to_send:
            return self._nothing_to_send
        number = begun(counted(len(self._to_send), "filing", "filings"))
        first, today = self._to_send[0].filing.send_by, self.plan.today
        alone = len(self._to_send) == 1
        if first < today:
            words = _("%s, due since %s") if alone else _("%s, the first due since %s")
        else:
            words = _("%s by %s") if alone else _("%s, the first by %s")
        return words % (number, full_day(first))

    @property
    def _nothing_to_send(self) -> str:
        if self.untrue:
            return _("%s to put right") % begun(counted(len(self.untrue), "letter", "letters"))
        if any(view.letter_about for view in self.ahead):
            return _("Every letter is confirmed")
        return _("Nothing left to send") if self.plan.filings else _("Nothing to send for this trip")

    @property
    def has_something_to_send(self) -> bool:
        return bool(self._to_send)

    @cached_property
    def _to_send(self) -> list[FilingView]:
        return [view for view in self.filings if view.is_to_send]

    @property
    def ahead(self) -> list[FilingView]:
        """The filings for borders that are still to come."""
        return [view for view in self.filings if not view.filing.is_over]

    @property
    def behind(self) -> list[FilingView]:
        return [view for view in self.filings if view.filing.is_over]

    @property
    def steps(self) -> list[Step]:
        """What is to be done elsewhere for borders that are still to come."""
        stays, today = self.plan.trip.stays, self.plan.today
        return [step for step in self.plan.steps if stays[step.stay - 1].entry.date >= today]

    @property
    def countries(self) -> list[str]:
        """The countries of the route, each once."""
        return list(dict.fromkeys(stay.country for stay in self.plan.trip.stays))

    @cached_property
    def timeline(self) -> TimelineView:
        return TimelineView(self.plan)

    @property
    def summary(self) -> str:
        """How the filings stand: Two are ready, one is a draft. Then the letters, then what is past."""
        return " ".join(filter(None, (self._standing, self._said_of_letters, self._said_of_past)))

    @property
    def _standing(self) -> str:
        found = Counter(view.filing.status for view in self.ahead if not view.letter_about)
        parts = [
            ngettext(*words, found[status]) % number_word(found[status])
            for status, words in HOW_MANY.items()
            if found[status]
        ]
        return f"{begun(', '.join(parts))}." if parts else ""

    @property
    def _said_of_letters(self) -> str:
        """One letter: accepted by the mail server."""
        found = Counter(
            view.letter_about.name for view in self.ahead if view.letter_about and not view.is_untrue
        )
        said = [
            _("%s: %s.") % (begun(counted(number, "letter", "letters")), uncapitalised(name))
            for name, number in found.items()
        ]
        if self.untrue:
            said.insert(0, begun(ngettext(*UNTRUE, len(self.untrue)) % number_word(len(self.untrue))))
        return " ".join(said)

    @property
    def _said_of_past(self) -> str:
        number = len(self.behind)
        return begun(ngettext(*PAST, number) % number_word(number)) if number else ""

    @cached_property
    def filings(self) -> list[FilingView]:
        """Each filing with what is to be said of its stay, which is said once."""
        told: set[int] = set()
        views = []
        for filing in self.plan.filings:
            views.append(self._view(filing, () if filing.stay in told else ("warn", "info")))
            told.add(filing.stay)
        return views

    def _view(self, filing: Filing, severities: Sequence[str]) -> FilingView:
        of_stay = self.plan.advisories_of(filing.stay)
        return FilingView(
            filing,
            title_among(filing, self.plan.filings),
            self.reference,
            notes=tuple(advisory for advisory in of_stay if advisory.severity in severities),
            blocks=tuple(advisory for advisory in of_stay if advisory.code in filing.blocks),
            despite=tuple(advisory for advisory in of_stay if advisory.code in filing.despite),
            letter_about=self._letters.get((filing.form.id, filing.stay)),
        )

    @property
    def untrue(self) -> list[Verdict]:
        """On letters that say something else than the trip does now."""
        return [one.verdict for one in self.letters if one.verdict and one.is_untrue]

    @cached_property
    def _letters(self) -> dict[tuple[str, int], LetterStatus]:
        standing = ((one.verdict, one) for one in self.letters)
        return {(v.now.form.id, v.now.stay): one for v, one in standing if v and v.now}

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
                yield Next(view.filing.send_by, view.title, *self._what_to_do(view))

    def _next_letters(self) -> Iterator[Next]:
        for verdict in self.untrue:
            words = _("Your trip has changed since you confirmed this letter.")
            title = wording(verdict.then.form.name)
            yield Next(self.plan.today, title, words, self._at("untrue"), _("See what is no longer true"))

    def _next_tasks(self) -> Iterator[Next]:
        for task in self.plan.carnet:
            if task.closes is not None and not (task.task == "apply" and self._has_carnet):
                words = _("The last day for it is %s.") % long_day(task.closes)
                yield Next(task.closes, self.task_name(task), words, self._at(task.task), _("What to do"))

    def _what_to_do(self, view: FilingView) -> tuple[str, str, str]:
        """What comes next for a filing: the words, the address, the button."""
        if view.missing:
            lacking = begun(counted(len(view.missing), "thing", "things"))
            words = _("%s missing before it can be sent.") % lacking
            return words, view.missing[0].url, _("Fill in what is missing")
        if view.blocks:
            words = _("It is written, but something stands in the way of it.")
            return words, self._at("blocks"), _("See what is in the way")
        if self.live and view.send:
            in_time = _(_SEND if self.knows_address else _CONFIRM_FIRST)
            return _haste(view.filing, in_time), view.send, _("Check and send")
        in_time = _("It is written. Read it, and send it yourself from your own mail.")
        return _haste(view.filing, in_time), view.papers, _("Read the papers")

    def _at(self, anchor: str) -> str:
        """A place of the plan's page, named from any page."""
        return url_for("plan.page", reference=self.reference, _anchor=anchor)

    @property
    def _has_carnet(self) -> bool:
        """It bears its number, or the trip has begun under it."""
        trip = self.plan.trip
        return bool(trip.carnet.number) or any(stay.entry.date < self.plan.today for stay in trip.stays)

    @staticmethod
    def task_name(task: CarnetTask) -> str:
        return _(TASK_NAMES.get(task.task, task.task))


_SEND = N_("It is ready. Check it, and send it from here.")
_CONFIRM_FIRST = N_("It is ready. Before it can leave from here, confirm your own address.")


def _haste(filing: Filing, in_time: str) -> str:
    today = filing.facts.today
    if filing.send_by >= today:
        return in_time
    later = [deadline.date for deadline in filing.deadlines if deadline.date >= today]
    if later:
        return _("Its day is past. Send it at once: the last possible day is %s.") % long_day(later[-1])
    return _("Its last day is past. Send it at once all the same, or travel later.")


def plan_view_of(trip: OpenTrip, plan: Plan) -> PlanView:
    """The plan of a trip, with the letters that stand."""
    standing, sending = tuple(one for one in reversed(statuses_of(trip)) if one.verdict), desk().sending
    knows_address = sending.address_confirmed(trip.reference, plan.trip)
    return PlanView(plan, trip.reference, desk().rulebook.forms, standing, sending.live, knows_address)
