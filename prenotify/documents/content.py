"""What a filing says, before anybody thinks of paper or mail.

PDF and letter are two settings of the same content: what one says, the other says too.
All of it comes from the form's data and the trip; nothing here knows a country.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prenotify.documents.reasons import cited
from prenotify.documents.words import BASIS, ENTRY, EXIT, MODE_WORDS, WORDS
from prenotify.domain.countries import country_name
from prenotify.domain.forms import FieldRule, Section
from prenotify.domain.plan import Filing
from prenotify.domain.sources import Wording
from prenotify.domain.trip import Mode
from prenotify.domain.values import Facts, english_date, fill, in_english, is_blank

# What a subject keeps of values that are still missing: a space before a mark, a mark before a comma.
_LEFT_OVER = re.compile(r" +(?=[:,])|[:,] +(?=,)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and what it is called. A blank one is still to follow."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LabelledSection:
    heading: str
    fields: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """A line of the itinerary; only crossings have a date."""

    number: int
    place: str
    date: str = ""
    crossing: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a filing says, in the order it is read."""

    reference: str
    title: str
    subject: str
    prepared_on: str
    name: str
    sender: tuple[str, ...]
    """Address, phone and e-mail of the traveller, a line each."""
    recipient: tuple[str, ...]
    """The organisation first."""
    blocks: tuple[str, ...]
    """Codes that stand in the way; with any, this is a draft."""
    banner: str
    salutation: str
    ask: tuple[str, ...]
    sections: tuple[LabelledSection, ...]
    itinerary: tuple[Leg, ...]
    attachments: tuple[str, ...]
    """What the traveller sends along."""
    agency_attachments: tuple[str, ...]
    closing: str
    regards: str
    declaration: str
    basis: tuple[str, ...]
    """Which rule this answers and who says so."""
    disclaimer: str


def content_of(filing: Filing, reference: str) -> Content:
    """All that *filing* says, in English."""
    facts, purpose = filing.facts, filing.purpose
    return Content(
        reference=_line(reference),
        title=_said(purpose.title, facts),
        subject=_LEFT_OVER.sub("", _line(_said(purpose.subject, facts))),
        prepared_on=english_date(facts.today),
        name=facts.trip.traveller.name,
        sender=_sender(facts),
        recipient=_recipient(filing),
        blocks=filing.blocks if filing.status == "draft" else (),
        banner=_said(purpose.banner, facts) if purpose.banner else "",
        salutation=_said(purpose.salutation, facts),
        ask=tuple(_said(part.text, facts) for part in purpose.ask if part.when.holds(facts)),
        sections=tuple(_sections(filing.form.sections, facts)),
        itinerary=tuple(_itinerary(facts)),
        attachments=_attachments(filing, "traveller"),
        agency_attachments=_attachments(filing, "agency"),
        closing=_said(purpose.closing, facts),
        regards=_said(purpose.regards, facts),
        declaration=WORDS["section.declaration"],
        basis=tuple(_basis(filing)),
        disclaimer=_said(purpose.disclaimer, facts),
    )


def _said(wording: Wording, facts: Facts) -> str:
    return fill(wording.en, facts)


def _line(text: str) -> str:
    return " ".join(text.split())


def _sender(facts: Facts) -> tuple[str, ...]:
    traveller = facts.trip.traveller
    lines = (traveller.address, country_name(traveller.residence), traveller.phone, traveller.email)
    return tuple(line for line in lines if line)


def _recipient(filing: Filing) -> tuple[str, ...]:
    to = filing.recipient
    lines = (to.organisation, to.attention, *to.address, to.phone, to.email)
    return tuple(line for line in lines if line)


def _sections(sections: tuple[Section, ...], facts: Facts) -> Iterator[LabelledSection]:
    for section in sections:
        fields = tuple(_fields(section.fields, facts))
        if fields:
            yield LabelledSection(_said(section.heading, facts), fields)


def _fields(rules: tuple[FieldRule, ...], facts: Facts) -> Iterator[Labelled]:
    for rule in rules:
        value = rule.value.get(facts)
        wanted = rule.need != "optional" or not is_blank(value)
        if wanted and rule.when.holds(facts):
            yield Labelled(_said(rule.label, facts), _value(value, rule))


def _value(value: Any, rule: FieldRule) -> str:
    if is_blank(value):
        return ""
    if isinstance(value, tuple):
        return _listed([in_english(part, rule.value.is_country) for part in value], rule)
    return f"{in_english(value, rule.value.is_country)} {rule.unit}".rstrip()


def _listed(parts: list[str], rule: FieldRule) -> str:
    if len(parts) > 1 and rule.value.path.startswith("drivers."):
        return "\n".join(f"{number}. {part}" for number, part in enumerate(parts, start=1))
    # Parts that hold commas themselves would run into each other.
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


def _itinerary(facts: Facts) -> Iterator[Leg]:
    stay = facts.stay
    places = [stay.entry.port, *stay.stages, stay.exit.port]
    for number, place in enumerate(places, start=1):
        if number == 1:
            yield Leg(number, place, english_date(stay.entry.date), _crossing(ENTRY, facts.entry_by))
        elif number == len(places):
            yield Leg(number, place, english_date(stay.exit.date), _crossing(EXIT, stay.exit.by))
        else:
            yield Leg(number, place)


def _crossing(what: str, mode: Mode | str | None) -> str:
    return next((f"{what} {words}" for known, words in MODE_WORDS.items() if known == mode), what)


def _attachments(filing: Filing, by: str) -> tuple[str, ...]:
    return tuple(_said(one.text, filing.facts) for one in filing.attachments if one.by == by)


def _basis(filing: Filing) -> Iterator[str]:
    following, version = filing.following, filing.version
    yield BASIS[following.force].format(lead=following.lead, date=english_date(following.date))
    own = () if following.force == "advice" else (following.source,)
    for source in dict.fromkeys((*own, *version.sources)):
        yield cited(source)
    since = f"from {english_date(version.from_)}" if version.from_ else ""
    until = f"until {english_date(version.until)}" if version.until else ""
    if since or until:
        yield f"Rule for entries {since} {until}".rstrip() + "."
