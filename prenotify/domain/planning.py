"""plan(trip, rulebook, calendars, today): which filings are due, by when and why."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from prenotify.domain.advice import Advice
from prenotify.domain.carnet_tasks import carnet_tasks
from prenotify.domain.conditions import months_after
from prenotify.domain.country import Country
from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.forms import Form, Purpose, RecipientRule, Version
from prenotify.domain.plan import (
    Advisory,
    Filing,
    Missing,
    NotFiled,
    Plan,
    PlannedDeadline,
    Recipient,
    Status,
)
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Source
from prenotify.domain.surroundings import facts_of
from prenotify.domain.trip import Trip
from prenotify.domain.values import Facts, ValuePath, english_date, in_english, is_blank, trip_path

Calendars = Mapping[str, WorkingDays]
_WEIGHT = {"block": 0, "warn": 1, "info": 2}


def plan(trip: Trip, rulebook: Rulebook, calendars: Calendars, today: date) -> Plan:
    """Everything the trip's borders want, seen on *today*.

    *calendars* gives the working days of each country whose forms count in them.
    """
    stays = [_StayPlan(facts, rulebook, calendars) for facts in facts_of(trip, rulebook, today)]
    filings = [filing for stay in stays for filing in stay.filings]
    return Plan(
        trip=trip,
        today=today,
        filings=tuple(sorted(filings, key=lambda f: (f.send_by, f.stay, f.form.id))),
        not_filed=tuple(left_out for stay in stays for left_out in stay.not_filed),
        advisories=tuple(advisory for stay in stays for advisory in stay.sorted_advisories()),
        carnet=carnet_tasks(trip, rulebook, today),
    )


class _StayPlan:
    """One stay's part of the plan, gathered country first, then form by form."""

    def __init__(self, facts: Facts, rulebook: Rulebook, calendars: Calendars):
        self.facts, self.rulebook = facts, rulebook
        self.filings: list[Filing] = []
        self.not_filed: list[NotFiled] = []
        self.advisories: dict[str, Advisory] = {}
        country = rulebook.countries.get(facts.stay.country)
        self._raise(rulebook.general)
        if country is not None:
            self._plan_country(country, calendars.get(country.country))

    def sorted_advisories(self) -> list[Advisory]:
        return sorted(self.advisories.values(), key=lambda advisory: _WEIGHT[advisory.severity])

    def _plan_country(self, country: Country, working_days: WorkingDays | None) -> None:
        self._raise(country.advisories)
        for form in country.forms:
            version = _version_in_force(form, self.facts)
            if version is not None:
                self._plan_form(form, version, working_days)

    def _plan_form(self, form: Form, version: Version, working_days: WorkingDays | None) -> None:
        in_the_way = self._raise(form.not_filed, first_info_ends=True)
        if in_the_way:
            self.not_filed.append(NotFiled(form.id, self.facts.number, in_the_way[0].code))
            if in_the_way[0].severity != "info":
                self._raise(advice for advice in form.advisories if advice.severity == "block")
            return
        self._raise(form.advisories)
        self._file(form, version, working_days)

    def _file(self, form: Form, version: Version, working_days: WorkingDays | None) -> None:
        deadlines = _deadlines(version, self.facts.stay.entry.date, working_days)
        purpose = next(purpose for purpose in form.purposes if purpose.when.holds(self.facts))
        recipient = recipient_of(form, self.facts, self.rulebook)
        missing = _missing(form, self.facts)
        send_by = _send_by(deadlines)
        blocks = self._blocks(purpose)
        self._raise_of_filing(form, deadlines, send_by, recipient, working_days)
        self.filings.append(
            Filing(
                form=form,
                facts=self.facts,
                version=version,
                purpose=purpose,
                status=_status(missing, blocks, deadlines, self.facts.today),
                send_by=send_by,
                deadlines=deadlines,
                recipient=recipient,
                missing=missing,
                attachments=tuple(a for a in form.attachments if a.when.holds(self.facts)),
                blocks=blocks,
            )
        )

    def _blocks(self, purpose: Purpose) -> tuple[str, ...]:
        return tuple(
            advisory.code
            for advisory in self.advisories.values()
            if advisory.severity == "block" and advisory.code not in purpose.despite
        )

    def _raise(self, rules: Iterable[Advice], first_info_ends: bool = False) -> list[Advice]:
        """Give every advisory that holds, each code once; return the rules that held."""
        held = []
        day = self.facts.stay.entry.date
        for rule in rules:
            if rule.in_force(day) and rule.when.holds(self.facts):
                held.append(rule)
                self._give(rule.code, rule, _sources(rule, self.facts), _age(rule, self.facts.today))
                if first_info_ends and rule.severity == "info":
                    break
        return held

    def _raise_of_filing(
        self,
        form: Form,
        deadlines: tuple[PlannedDeadline, ...],
        send_by: date,
        recipient: Recipient,
        working_days: WorkingDays | None,
    ) -> None:
        name: dict[str, Any] = {"form": form.name.en}
        sources = _distinct(deadline.source for deadline in deadlines)
        if send_by < self.facts.today:
            self._plan_gives("DEADLINE_MISSED", sources, name | _missed(deadlines, send_by, self.facts.today))
        if len({d.lead for d in deadlines if d.force != "advice"}) > 1:
            self._plan_gives(
                "SOURCES_DISAGREE", sources, name | {"leads": _leads(deadlines), "send_by": send_by}
            )
        if working_days and any(_estimated(deadline, working_days) for deadline in deadlines):
            until = working_days.announced_until
            self._plan_gives("CALENDAR_ESTIMATED", sources, name | {"announced_until": until})
        if not recipient.verified:
            self._plan_gives(
                "RECIPIENT_UNVERIFIED", recipient.sources, name | {"organisation": recipient.organisation}
            )
        stale = _stale((*sources, *recipient.sources), self.facts.today)
        if stale:
            self._plan_gives("RULE_STALE", stale, name | {"stale": _checked_days(stale)})

    def _plan_gives(self, code: str, sources: tuple[Source, ...], more: Mapping[str, Any]) -> None:
        self._give(code, self.rulebook.planning[code], sources, more)

    def _give(self, code: str, rule: Any, sources: tuple[Source, ...], more: Mapping[str, Any]) -> None:
        if code not in self.advisories:
            self.advisories[code] = Advisory(
                code, rule.severity, self.facts.number, rule.says, sources, self.facts, more
            )


def _sources(rule: Advice, facts: Facts) -> tuple[Source, ...]:
    """The rule's own, and those of the stay limit where the rule is about it."""
    about_limit = "stays_past_limit" in rule.when.names
    return (*rule.sources, *facts.limit_sources) if about_limit else rule.sources


def _version_in_force(form: Form, facts: Facts) -> Version | None:
    day = facts.stay.entry.date
    return next((v for v in form.versions if v.in_force(day) and v.when.holds(facts)), None)


def _deadlines(
    version: Version, entry: date, working_days: WorkingDays | None
) -> tuple[PlannedDeadline, ...]:
    """Earliest first."""
    found = [
        PlannedDeadline(
            rule.lead.before(entry, working_days), rule.lead, rule.force, rule.source, entry, working_days
        )
        for rule in version.deadlines
    ]
    return tuple(sorted(found, key=lambda deadline: deadline.date))


def _send_by(deadlines: tuple[PlannedDeadline, ...]) -> date:
    """The date to plan on: the earliest rule, else the earliest advice (contract, section 2)."""
    for force in ("rule", "advice", "floor"):
        for deadline in deadlines:
            if deadline.force == force:
                return deadline.date
    raise ValueError("a version has at least one deadline")


def _status(
    missing: tuple[Missing, ...], blocks: tuple[str, ...], deadlines: tuple[PlannedDeadline, ...], today: date
) -> Status:
    if blocks:
        return "draft"
    if any(one.required for one in missing):
        return "incomplete"
    return "late" if deadlines[-1].date < today else "ready"


def _missing(form: Form, facts: Facts) -> tuple[Missing, ...]:
    found: dict[str, Missing] = {}
    for section in form.sections:
        for rule in section.fields:
            if rule.need != "optional" and is_blank(rule.value.get(facts)) and rule.when.holds(facts):
                path = trip_path(rule.value.path, facts.number)
                found.setdefault(path, Missing(path, rule.label, rule.need == "required"))
    return tuple(found.values())


def recipient_of(form: Form, facts: Facts, rulebook: Rulebook) -> Recipient:
    """Whom the filing goes to: the form's desk, the issuing club, or whoever the traveller named."""
    rule = form.recipient
    if rule.issuing_club and facts.trip.carnet.issuer:
        return _issuing_club(form, facts, rulebook)
    return _recipient(
        organisation=_named(rule.named_by, facts) or rule.organisation,
        email=rule.email or _named(rule.email_named_by, facts) or None,
        contact=rule,
        sources=rule.sources,
        configured=rulebook.addresses.get(form.id),
        today=facts.today,
    )


def _issuing_club(form: Form, facts: Facts, rulebook: Rulebook) -> Recipient:
    club = rulebook.clubs.get(facts.issuing_club)
    if club is None:
        return Recipient(facts.trip.carnet.issuer, None, verified=False, sources=form.recipient.sources)
    own = club.organisation == form.recipient.organisation
    return _recipient(
        organisation=club.organisation,
        email=club.email,
        contact=club,
        sources=club.contact_sources,
        configured=rulebook.addresses.get(form.id if own else f"{form.id}/{club.key}"),
        today=facts.today,
    )


def _recipient(
    organisation: str,
    email: str | None,
    contact: RecipientRule | Any,
    sources: tuple[Source, ...],
    configured: Any,
    today: date,
) -> Recipient:
    return Recipient(
        organisation=organisation,
        email=configured.email if configured else email,
        verified=bool(configured and configured.is_verified(today)),
        attention=getattr(contact, "attention", ""),
        address=contact.address,
        phone=contact.phone,
        sources=sources,
    )


def _named(value: ValuePath | None, facts: Facts) -> str:
    return in_english(value.get(facts)) if value else ""


def _age(rule: Advice, today: date) -> dict[str, Any]:
    if rule.dated is None:
        return {}
    months = (today.year - rule.dated.year) * 12 + today.month - rule.dated.month
    age = f"{months // 12} years" if months >= 24 else f"{max(months, 0)} months"
    return {"dated": rule.dated, "age": age}


def _missed(deadlines: tuple[PlannedDeadline, ...], send_by: date, today: date) -> dict[str, Any]:
    later = [d for d in deadlines if d.date >= today]
    said = "; ".join(f"{english_date(d.date)} ({d.lead}, {d.source.name})" for d in later)
    return {"send_by": send_by, "later": said or "none"}


def _leads(deadlines: tuple[PlannedDeadline, ...]) -> str:
    return "; ".join(f"{d.lead} ({d.source.name})" for d in deadlines if d.force != "advice")


def _estimated(deadline: PlannedDeadline, working_days: WorkingDays) -> bool:
    return deadline.lead.working and working_days.is_estimated(deadline.date, deadline.entry)


def _stale(sources: tuple[Source, ...], today: date) -> tuple[Source, ...]:
    return _distinct(source for source in sources if months_after(source.checked, 12) < today)


def _checked_days(sources: tuple[Source, ...]) -> str:
    return "; ".join(f"{source.name} ({english_date(source.checked)})" for source in sources)


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple({source.url + source.name: source for source in sources}.values())
