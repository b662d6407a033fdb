"""What a filing says, before anybody thinks of paper or mail.

PDF and letter are two settings of the same content: what one says, the other says too.
All of it comes from the form's data and the trip; nothing here knows a country.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prenotify.documents.reasons import cited
from prenotify.documents.tongue import ENGLISH, Tongue
from prenotify.documents.words import BASIS, ENTRY, EXIT, MODE_WORDS, WORDS
from prenotify.domain.forms import FieldRule, Purpose, Section
from prenotify.domain.plan import Filing
from prenotify.domain.trip import Mode
from prenotify.domain.values import Facts, english_date, is_blank

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
    """All that *filing* says, in the language its form is written in."""
    facts, purpose = filing.facts, filing.purpose
    tongue = Tongue(filing.form.written_in)
    return Content(
        reference=_line(reference),
        title=tongue.says(purpose.title, facts),
        subject=_LEFT_OVER.sub("", _line(tongue.says(purpose.subject, facts))),
        prepared_on=english_date(facts.today),
        name=facts.trip.traveller.name,
        sender=_sender(facts, tongue),
        recipient=_recipient(filing),
        blocks=filing.blocks if filing.status == "draft" else (),
        banner=tongue.says(purpose.banner, facts) if purpose.banner else "",
        salutation=tongue.says(purpose.salutation, facts),
        ask=tuple(_ask(purpose, facts, tongue)),
        sections=tuple(_sections(filing.form.sections, facts, tongue)),
        itinerary=tuple(_itinerary(facts, tongue)),
        attachments=_attachments(filing, "traveller", tongue),
        agency_attachments=_attachments(filing, "agency", tongue),
        closing=tongue.says(purpose.closing, facts),
        regards=tongue.says(purpose.regards, facts),
        declaration=WORDS["section.declaration"],
        basis=tuple(_basis(filing)),
        disclaimer=tongue.says(purpose.disclaimer, facts),
    )


def _ask(purpose: Purpose, facts: Facts, tongue: Tongue) -> Iterator[str]:
    """What is asked; in another language first, then in English, so that its sender can read it too."""
    said = [part.text for part in purpose.ask if part.when.holds(facts)]
    yield from (tongue.says(text, facts) for text in said)
    if tongue.code != ENGLISH:
        yield from (Tongue(ENGLISH).says(text, facts) for text in said)


def _line(text: str) -> str:
    return " ".join(text.split())


def _sender(facts: Facts, tongue: Tongue) -> tuple[str, ...]:
    traveller = facts.trip.traveller
    home = tongue.value(traveller.residence, is_country=True)
    lines = (traveller.address, home, traveller.phone, traveller.email)
    return tuple(line for line in lines if line)


def _recipient(filing: Filing) -> tuple[str, ...]:
    to = filing.recipient
    lines = (to.organisation, to.attention, *to.address, to.phone, to.email)
    return tuple(line for line in lines if line)


def _sections(sections: tuple[Section, ...], facts: Facts, tongue: Tongue) -> Iterator[LabelledSection]:
    for section in sections:
        fields = tuple(_fields(section.fields, facts, tongue))
        if fields:
            yield LabelledSection(tongue.both(section.heading, facts), fields)


def _fields(rules: tuple[FieldRule, ...], facts: Facts, tongue: Tongue) -> Iterator[Labelled]:
    for rule in rules:
        value = rule.value.get(facts)
        wanted = rule.need != "optional" or not is_blank(value)
        if wanted and rule.when.holds(facts):
            yield Labelled(tongue.both(rule.label, facts), _value(value, rule, tongue))


def _value(value: Any, rule: FieldRule, tongue: Tongue) -> str:
    if is_blank(value):
        return ""
    if isinstance(value, tuple):
        return _listed([tongue.value(part, rule.value.is_country) for part in value], rule)
    return f"{tongue.value(value, rule.value.is_country)} {rule.unit}".rstrip()


def _listed(parts: list[str], rule: FieldRule) -> str:
    if len(parts) > 1 and rule.value.path.startswith("drivers."):
        return "\n".join(f"{number}. {part}" for number, part in enumerate(parts, start=1))
    # Parts that hold commas themselves would run into each other.
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


def _itinerary(facts: Facts, tongue: Tongue) -> Iterator[Leg]:
    stay = facts.stay
    places = [stay.entry.port, *stay.stages, stay.exit.port]
    for number, place in enumerate(places, start=1):
        if number == 1:
            yield Leg(number, place, tongue.value(stay.entry.date), _crossing(ENTRY, facts.entry_by))
        elif number == len(places):
            yield Leg(number, place, tongue.value(stay.exit.date), _crossing(EXIT, stay.exit.by))
        else:
            yield Leg(number, place)


def _crossing(what: str, mode: Mode | str | None) -> str:
    return next((f"{what} {words}" for known, words in MODE_WORDS.items() if known == mode), what)


def _attachments(filing: Filing, by: str, tongue: Tongue) -> tuple[str, ...]:
    return tuple(tongue.both(one.text, filing.facts) for one in filing.attachments if one.by == by)


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
