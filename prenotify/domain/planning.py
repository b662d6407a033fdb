"""plan(trip, rulebook, calendars, today): which filings are due, by when and why."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from prenotify.domain.advice import Advice, Severity
from prenotify.domain.carnet_tasks import carnet_tasks
from prenotify.domain.country import Country
from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.filing import (
    missing_from,
    planned_deadlines,
    recipient_of,
    send_by_of,
    status_of,
    version_in_force,
)
from prenotify.domain.forms import Form, Purpose, Version
from prenotify.domain.listing import age, border_reports, directory_entry, steps_of
from prenotify.domain.messages import Listed, Message
from prenotify.domain.plan import Advisory, Filing, NotFiled, Plan, PlannedDeadline, Step
from prenotify.domain.rulebook import PlanningAdvice, Rulebook
from prenotify.domain.sources import Source, Wording
from prenotify.domain.surroundings import facts_of
from prenotify.domain.trip import Trip
from prenotify.domain.values import Facts

Calendars = Mapping[str, WorkingDays]
_WEIGHT = {"block": 0, "warn": 1, "info": 2}


def plan(trip: Trip, rulebook: Rulebook, calendars: Calendars, today: date) -> Plan:
    """Everything the trip's borders want, seen on *today*.

    *calendars* gives the working days of each country whose forms count in them.
    """
    stays = [_StayPlan(facts, rulebook, calendars) for facts in facts_of(trip, rulebook, today)]
    filings = [filing for stay in stays for filing in stay.filings]
    steps = [step for stay in stays for step in stay.steps]
    return Plan(
        trip=trip,
        today=today,
        filings=tuple(sorted(filings, key=lambda f: (f.send_by, f.stay, f.form.id))),
        not_filed=tuple(left_out for stay in stays for left_out in stay.not_filed),
        advisories=tuple(advisory for stay in stays for advisory in stay.sorted_advisories()),
        steps=tuple(sorted(steps, key=lambda step: (step.due or date.max, step.stay, step.row.filing_id))),
        carnet=carnet_tasks(trip, rulebook, today),
    )


class _StayPlan:
    """One stay's part of the plan: what concerns the stay first, then form by form."""

    def __init__(self, facts: Facts, rulebook: Rulebook, calendars: Calendars):
        self.facts, self.rulebook = facts, rulebook
        self.filings: list[Filing] = []
        self.not_filed: list[NotFiled] = []
        self.steps: tuple[Step, ...] = steps_of(facts, rulebook, calendars)
        self.advisories: dict[str, Advisory] = {}
        self.used: list[Source] = [source for step in self.steps for source in step.row.sources]
        self.used += facts.limit_sources
        """Sources the stay's plan rests on, to be judged by age."""
        self.old_addresses: list[Message] = []
        country = rulebook.countries.get(facts.stay.country)
        self._plan_stay(country)
        if country is not None:
            self._plan_forms(country, calendars.get(country.country))
        self._raise_stale()

    def sorted_advisories(self) -> list[Advisory]:
        return sorted(self.advisories.values(), key=lambda advisory: _WEIGHT[advisory.severity])

    def _plan_stay(self, country: Country | None) -> None:
        self._raise(self.rulebook.general)
        self._raise(country.advisories if country else ())
        for code, report, more in border_reports(self.facts, self.rulebook):
            severity = self.rulebook.planning[code].severity
            self._give(code, severity, report.says, report.sources, more, says_its_age=True)
        for code, sources, more in directory_entry(self.facts, self.rulebook):
            self._plan_gives(code, sources, more)

    def _plan_forms(self, country: Country, working_days: WorkingDays | None) -> None:
        in_the_way = tuple(a.code for a in self.advisories.values() if a.severity == "block")
        for form in country.forms:
            version = version_in_force(form, self.facts)
            if version is not None:
                self._plan_form(form, version, working_days, in_the_way)

    def _plan_form(
        self, form: Form, version: Version, working_days: WorkingDays | None, in_the_way: tuple[str, ...]
    ) -> None:
        reasons = self._raise(form.not_filed, first_info_ends=True)
        if reasons:
            self.not_filed.append(NotFiled(form.id, form.name, self.facts.number, reasons[0].code))
            if reasons[0].severity != "info":
                self._raise(advice for advice in form.advisories if advice.severity == "block")
            return
        own = tuple(rule.code for rule in self._raise(form.advisories) if rule.severity == "block")
        self._file(form, version, working_days, (*in_the_way, *own))

    def _file(
        self, form: Form, version: Version, working_days: WorkingDays | None, in_the_way: tuple[str, ...]
    ) -> None:
        purpose = next(purpose for purpose in form.purposes if purpose.when.holds(self.facts))
        deadlines = planned_deadlines(version, self.facts.stay.entry.date, working_days)
        missing = missing_from(form, self.facts)
        blocks = _blocks(in_the_way, purpose)
        filing = Filing(
            form=form,
            facts=self.facts,
            version=version,
            purpose=purpose,
            status=status_of(missing, blocks, deadlines, self.facts.today),
            send_by=send_by_of(deadlines),
            deadlines=deadlines,
            recipient=recipient_of(form, self.facts, self.rulebook),
            missing=missing,
            attachments=tuple(a for a in form.attachments if a.when.holds(self.facts)),
            blocks=blocks,
            despite=tuple(code for code in dict.fromkeys(in_the_way) if code in purpose.despite),
        )
        self.filings.append(filing)
        self._raise_of_filing(filing, working_days)

    def _raise(self, rules: Iterable[Advice], first_info_ends: bool = False) -> list[Advice]:
        """Give every advisory that holds, each code once; return the rules that held."""
        held = []
        day = self.facts.stay.entry.date
        for rule in rules:
            if rule.in_force(day) and rule.when.holds(self.facts):
                held.append(rule)
                sources = _sources(rule, self.facts)
                self._give(rule.code, rule.severity, rule.says, sources, _age(rule, self.facts.today))
                if first_info_ends and rule.severity == "info":
                    break
        return held

    def _raise_of_filing(self, filing: Filing, working_days: WorkingDays | None) -> None:
        name: dict[str, Any] = {"form": filing.form.name}
        deadlines, recipient = filing.deadlines, filing.recipient
        sources = _distinct(deadline.source for deadline in deadlines)
        if filing.send_by < self.facts.today:
            self._plan_gives("DEADLINE_MISSED", sources, name | _missed(filing, self.facts.today))
        if len({d.lead for d in deadlines if d.force != "advice"}) > 1:
            said = {"leads": _leads(deadlines), "send_by": filing.send_by}
            self._plan_gives("SOURCES_DISAGREE", sources, name | said)
        if working_days and any(_estimated(deadline, working_days) for deadline in deadlines):
            said = {"announced_until": working_days.announced_until, "safe_date": filing.following.safe_date}
            self._plan_gives("CALENDAR_ESTIMATED", sources, name | said)
        if not recipient.verified:
            said = {"organisation": recipient.organisation}
            self._plan_gives("RECIPIENT_UNVERIFIED", recipient.sources, name | said)
        self.used += [*sources, *filing.version.sources, *recipient.sources]
        if recipient.verified_on and not recipient.verified:
            self.old_addresses.append(
                Message(
                    "the address of {organisation} (verified {day})",
                    organisation=recipient.organisation,
                    day=recipient.verified_on,
                )
            )

    def _raise_stale(self) -> None:
        """A rule, address or directory row last looked at over a year ago says so."""
        today = self.facts.today
        stale = _distinct(source for source in self.used if source.fresh_until < today)
        said = [Message("{name} ({day})", name=s.name, day=s.checked) for s in stale] + self.old_addresses
        if said:
            self._plan_gives("RULE_STALE", stale, {"stale": Listed(said)})

    def _plan_gives(self, code: str, sources: tuple[Source, ...], more: Mapping[str, Any]) -> None:
        rule: PlanningAdvice = self.rulebook.planning[code]
        is_over = self.facts.stay.entry.date < self.facts.today
        self._give(code, rule.severity, rule.words(is_over), sources, more)

    def _give(
        self,
        code: str,
        severity: Severity,
        says: Wording,
        sources: tuple[Source, ...],
        more: Mapping[str, Any],
        says_its_age: bool = False,
    ) -> None:
        if not says_its_age:
            self.used += sources
        if code not in self.advisories:
            self.advisories[code] = Advisory(
                code, severity, self.facts.number, says, sources, self.facts, more
            )


def _blocks(in_the_way: tuple[str, ...], purpose: Purpose) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(in_the_way) if code not in purpose.despite)


def _sources(rule: Advice, facts: Facts) -> tuple[Source, ...]:
    """The rule's own, and those of the stay limit where the rule is about it."""
    about_limit = "stays_past_limit" in rule.when.names
    return (*rule.sources, *facts.limit_sources) if about_limit else rule.sources


def _age(rule: Advice, today: date) -> dict[str, Any]:
    return {"dated": rule.dated, "age": age(rule.dated, today)} if rule.dated else {}


def _missed(filing: Filing, today: date) -> dict[str, Any]:
    later = [d for d in filing.deadlines if d.date >= today]
    said = [Message("{day} ({lead}, {name})", day=d.date, lead=d.lead, name=d.source.name) for d in later]
    entry = filing.facts.stay.entry.date
    return {"send_by": filing.send_by, "entry": entry, "later": Listed(said) if said else Message("none")}


def _leads(deadlines: tuple[PlannedDeadline, ...]) -> Listed:
    stated = (d for d in deadlines if d.force != "advice")
    return Listed(Message("{lead} ({name})", lead=d.lead, name=d.source.name) for d in stated)


def _estimated(deadline: PlannedDeadline, working_days: WorkingDays) -> bool:
    return deadline.lead.working and working_days.is_estimated(deadline.date, deadline.entry)


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple({source.url + source.name: source for source in sources}.values())
