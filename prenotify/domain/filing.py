"""The parts of one filing: its version, deadlines, recipient, what is missing, its status."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from prenotify.domain.clubs import Club
from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.forms import Form, RecipientRule, Version
from prenotify.domain.person_names import is_latin
from prenotify.domain.place_names import plain
from prenotify.domain.plan import Missing, PlannedDeadline, Recipient, Status
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Source
from prenotify.domain.values import Facts, ValuePath, in_english, trip_path

_LONGEST_KEY = 50  # an outbox keeps it with each letter


def version_in_force(form: Form, facts: Facts) -> Version | None:
    day = facts.stay.entry.date
    return next((v for v in form.versions if v.in_force(day) and v.when.holds(facts)), None)


def planned_deadlines(
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


def send_by_of(deadlines: tuple[PlannedDeadline, ...]) -> date:
    """The date to plan on: the earliest rule, else the earliest advice (contract, section 2)."""
    for force in ("rule", "advice", "floor"):
        for deadline in deadlines:
            if deadline.force == force:
                return deadline.date
    raise ValueError("a version has at least one deadline")


def status_of(
    missing: tuple[Missing, ...], blocks: tuple[str, ...], deadlines: tuple[PlannedDeadline, ...], today: date
) -> Status:
    if blocks:
        return "draft"
    if any(one.required for one in missing):
        return "incomplete"
    return "late" if deadlines[-1].date < today else "ready"


def missing_from(form: Form, facts: Facts) -> tuple[Missing, ...]:
    found: dict[str, Missing] = {}
    for rule in form.asked_fields:
        if rule.is_missing(facts) and rule.when.holds(facts):
            path = trip_path(rule.value.path, facts.number)
            found.setdefault(path, Missing(path, rule.label, rule.need == "required"))
    return (*found.values(), *_unreadable_name(form, facts))


def _unreadable_name(form: Form, facts: Facts) -> Iterator[Missing]:
    """A name in letters that its reader may not know is wanted as the passport's lower lines have it."""
    traveller, label = facts.trip.traveller, form.phrases.get("person.name_latin")
    asked = any(rule.value.path == "traveller.name" for rule in form.asked_fields)
    if asked and label and not traveller.name_latin and not is_latin(traveller.name):
        yield Missing("traveller.name_latin", label, required=False)


def recipient_of(form: Form, facts: Facts, rulebook: Rulebook) -> Recipient:
    """Whom the filing goes to: the form's desk, the issuing club, or whoever the traveller named."""
    club = form.recipient.issuing_club and facts.trip.carnet.issuer
    found = (_issuing_club if club else _desk)(form, facts, rulebook)
    chosen = _named(form.recipient.language_named_by, facts)
    return replace(found, reads=chosen or found.reads)


def _desk(form: Form, facts: Facts, rulebook: Rulebook) -> Recipient:
    rule = form.recipient
    named = _named(rule.named_by, facts)
    # An address that the operator set up is not that of whomever else a traveller names.
    key = f"{form.id}/{desk_key(named)}" if named else form.id
    return _recipient(
        organisation=named or rule.organisation,
        email=rule.email or _named(rule.email_named_by, facts) or None,
        contact=rule,
        sources=rule.sources,
        configured=rulebook.addresses.get(key),
        today=facts.today,
        reads=form.languages[-1],
        desk=key,
    )


def _issuing_club(form: Form, facts: Facts, rulebook: Rulebook) -> Recipient:
    issuer = facts.trip.carnet.issuer
    club = rulebook.clubs.get(facts.issuing_club)
    own = club is not None and club.organisation == form.recipient.organisation
    key = form.id if own else f"{form.id}/{club.key if club else desk_key(issuer)}"
    return _recipient(
        organisation=club.organisation if club else issuer,
        email=club.email if club else None,
        contact=club,
        sources=club.contact_sources if club else form.recipient.sources,
        configured=rulebook.addresses.get(key),
        today=facts.today,
        reads=club.reads if club else "en",
        desk=key,
        timezone=club.timezone if club else "",
    )


def desk_key(name: str) -> str:
    """How an operator names a club or an agency that has no file: "ÖAMTC Wien" is oamtc-wien."""
    return plain(name).replace(" ", "-")[:_LONGEST_KEY]


def _recipient(
    organisation: str,
    email: str | None,
    contact: RecipientRule | Club | None,
    sources: tuple[Source, ...],
    configured: Any,
    today: date,
    reads: str,
    desk: str,
    timezone: str = "",
) -> Recipient:
    return Recipient(
        organisation=organisation,
        email=configured.email if configured else email,
        verified=bool(configured and configured.is_verified(today)),
        verified_on=configured.verified if configured else None,
        attention=getattr(contact, "attention", ""),
        address=contact.address if contact else (),
        phone=contact.phone if contact else "",
        sources=sources,
        reads=reads,
        desk=desk,
        timezone=timezone,
    )


def _named(value: ValuePath | None, facts: Facts) -> str:
    return in_english(value.get(facts)) if value else ""
