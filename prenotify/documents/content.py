"""What a filing says, before anybody thinks of paper or mail.

PDF and letter are two settings of the same content: what one says, the other says too.
All of it comes from the form's data and the trip; nothing here knows a country.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from prenotify.documents.reasons import cited
from prenotify.documents.said import Said
from prenotify.documents.tongue import ENGLISH, Tongue, in_language, tongue_of
from prenotify.documents.words import BASIS, MODE_WORDS, WORDS
from prenotify.domain.forms import FieldRule, Section
from prenotify.domain.plan import Filing
from prenotify.domain.trip import Mode
from prenotify.domain.values import Facts, english_date, is_blank

# What a subject keeps of values that are still missing: a space before a mark, a mark before a comma.
_LEFT_OVER = re.compile(r" +(?=[:,])|[:,] +(?=,)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and what it is called. A blank one is still to follow; a day of the stay is `Said`."""

    label: Said
    value: Said


@dataclass(frozen=True, slots=True)
class LabelledSection:
    heading: Said
    fields: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """A line of the itinerary; only crossings have a date."""

    number: int
    place: str
    date: Said = Said("")  # noqa: RUF009 - it never changes
    crossing: Said = Said("")  # noqa: RUF009


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a filing says, in the order it is read; what is `Said` in two languages."""

    languages: Tongue
    words: Mapping[str, Said]
    """Those around the form's own, by their keys in phrases.csv."""
    reference: str
    title: Said
    subject: str
    """What the desk can file it by: matter, country, day, name, reference."""
    prepared_on: Said
    name: str
    sender: tuple[str, ...]
    """Address, phone and e-mail of the traveller, a line each."""
    recipient: tuple[str, ...]
    """The organisation first."""
    blocks: tuple[str, ...]
    """Codes that stand in the way; with any, this is a draft."""
    banner: Said
    salutation: Said
    ask: tuple[Said, ...]
    sections: tuple[LabelledSection, ...]
    itinerary: tuple[Leg, ...]
    attachments: tuple[Said, ...]
    """What the traveller sends along."""
    agency_attachments: tuple[Said, ...]
    closing: Said
    regards: Said
    declaration: Said
    basis: tuple[str, ...]
    """Which rule this answers and who says so."""
    disclaimer: Said


def content_of(filing: Filing, reference: str) -> Content:
    """All that *filing* says, in the language of its form and in its reader's."""
    facts, purpose, tongue = filing.facts, filing.purpose, tongue_of(filing)
    words = {key: tongue.word(key, filing.form.phrases) for key in WORDS}
    return Content(
        languages=tongue,
        words=words,
        reference=_line(reference),
        title=tongue.says(purpose.title, facts),
        subject=_subject(filing, _line(reference), tongue),
        prepared_on=_prepared_on(words["frame.prepared_on"], tongue, facts.today),
        name=facts.trip.traveller.name,
        sender=_sender(facts, tongue),
        recipient=_recipient(filing),
        blocks=filing.blocks if filing.status == "draft" else (),
        banner=tongue.says(purpose.banner, facts) if purpose.banner else Said(""),
        salutation=tongue.says(purpose.salutation, facts),
        ask=tuple(tongue.sentence(part.text, facts) for part in purpose.ask if part.when.holds(facts)),
        sections=tuple(_sections(filing.form.sections, facts, tongue)),
        itinerary=tuple(_itinerary(facts, tongue, words)),
        attachments=_attachments(filing, "traveller", tongue),
        agency_attachments=_attachments(filing, "agency", tongue),
        closing=tongue.says(purpose.closing, facts),
        regards=tongue.says(purpose.regards, facts),
        declaration=words["section.declaration"],
        basis=tuple(_basis(filing)),
        disclaimer=tongue.says(purpose.disclaimer, facts),
    )


def _subject(filing: Filing, reference: str, tongue: Tongue) -> str:
    """English and the reference first, then the matter as its reader calls it: lists cut the end."""
    said = tongue.says(filing.purpose.subject, filing.facts)
    whole = f"{_LEFT_OVER.sub('', _line(said))} [{reference}]"
    return f"{whole} / {said.beside}" if said.beside and tongue.own == ENGLISH else whole


def _prepared_on(word: Said, tongue: Tongue, day: date) -> Said:
    beside = word.beside.format(date=in_language(tongue.other or ENGLISH, day))
    return Said(word.format(date=tongue.value(day)), beside)


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
            yield LabelledSection(tongue.says(section.heading, facts), fields)


def _fields(rules: tuple[FieldRule, ...], facts: Facts, tongue: Tongue) -> Iterator[Labelled]:
    for rule in rules:
        value = rule.value.get(facts)
        wanted = rule.need != "optional" or not is_blank(value)
        if wanted and rule.when.holds(facts):
            yield Labelled(tongue.says(rule.label, facts), _value(value, rule, tongue))


def _value(value: Any, rule: FieldRule, tongue: Tongue) -> Said:
    if isinstance(value, date) and rule.value.path.startswith("stay."):
        return tongue.day(value)
    return Said("" if is_blank(value) else _plain_value(value, rule, tongue))


def _plain_value(value: Any, rule: FieldRule, tongue: Tongue) -> str:
    if isinstance(value, tuple):
        return _listed([tongue.value(part, rule.value.is_country) for part in value], rule)
    return f"{tongue.value(value, rule.value.is_country)} {rule.unit}".rstrip()


def _listed(parts: list[str], rule: FieldRule) -> str:
    if len(parts) > 1 and rule.value.path.startswith("drivers."):
        return "\n".join(f"{number}. {part}" for number, part in enumerate(parts, start=1))
    # Parts that hold commas themselves would run into each other.
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


def _itinerary(facts: Facts, tongue: Tongue, words: Mapping[str, Said]) -> Iterator[Leg]:
    stay = facts.stay
    entry = _crossing(words["frame.entry"], facts.entry_by, words)
    exit_ = _crossing(words["frame.exit"], stay.exit.by, words)
    places = [stay.entry.port, *stay.stages, stay.exit.port]
    for number, place in enumerate(places, start=1):
        if number == 1:
            yield Leg(number, place, tongue.day(stay.entry.date), entry)
        elif number == len(places):
            yield Leg(number, place, tongue.day(stay.exit.date), exit_)
        else:
            yield Leg(number, place)


def _crossing(what: Said, mode: Mode | str | None, words: Mapping[str, Said]) -> Said:
    key = next((key for known, key in MODE_WORDS.items() if known == mode), None)
    if key is None:
        return what
    how = words[key]
    beside = f"{what.beside} {_lowered(how.beside)}" if what.beside and how.beside else ""
    return Said(f"{what} {_lowered(how)}", beside)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _attachments(filing: Filing, by: str, tongue: Tongue) -> tuple[Said, ...]:
    return tuple(tongue.says(one.text, filing.facts) for one in filing.attachments if one.by == by)


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
