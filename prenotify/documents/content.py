"""What a filing says, before anybody thinks of paper or mail.

PDF and letter are two settings of the same content: what one says, the other says too.
All of it comes from the form's data and the trip; nothing here knows a country.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from prenotify.documents.fixed import phrase_of
from prenotify.documents.itinerary import Leg, legs_of
from prenotify.documents.reasons import cited, held_back_by
from prenotify.documents.said import Said
from prenotify.documents.slots import Slot, slot_of
from prenotify.documents.tongue import ENGLISH, Tongue, in_language, tongue_of
from prenotify.documents.words import BASIS, WORDS
from prenotify.domain.forms import FieldRule, Form, Section
from prenotify.domain.paper import PaperName
from prenotify.domain.person_names import readable_name
from prenotify.domain.plan import Filing
from prenotify.domain.values import Facts, english_date, is_blank

# What a subject keeps of values that are still missing: a space before a mark, a mark before a comma.
_LEFT_OVER = re.compile(r" +(?=[:,])|[:,] +(?=,)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and what it is called. A blank one is still to follow; a day of the stay is `Said`."""

    label: Said
    value: Said
    slot: Slot | None = None
    """The day and hours it names, where the reader chooses among several."""
    at_a_glance: bool = False
    """Whether it stands on the cover too."""


@dataclass(frozen=True, slots=True)
class LabelledSection:
    heading: Said
    fields: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document that goes along."""

    text: Said
    whole: Said
    """As a letter lists it: with its translation, if it needs one."""
    translated: bool = False
    """Whether a certified translation of it goes along too."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a filing says, in the order it is read; what is `Said` in two languages."""

    paper: PaperName
    is_dossier: bool
    """For somebody who files it for the traveller."""
    languages: Tongue
    words: Mapping[str, Said]
    """Those around the form's own, by their keys in phrases.csv."""
    reference: str
    title: Said
    subject: Said
    """What the desk can file it by: matter, country, day, name, reference. A mail has both languages."""
    prepared_on: Said
    name: str
    sender: tuple[str, ...]
    """Address, phone and e-mail of the traveller, a line each."""
    recipient: tuple[str, ...]
    """The organisation first."""
    blocks: Mapping[str, str]
    """What stands in the way, by its code; with any, this is a draft."""
    banner: Said
    salutation: Said
    ask: tuple[Said, ...]
    sections: tuple[LabelledSection, ...]
    itinerary: tuple[Leg, ...]
    days_open: Said
    """That the days at each place are not fixed, where a dossier should have them."""
    attachments: tuple[Enclosure, ...]
    """What the traveller sends along."""
    agency_attachments: tuple[Enclosure, ...]
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
        paper=filing.form.paper,
        is_dossier=filing.form.dossier,
        languages=tongue,
        words=words,
        reference=_line(reference),
        title=tongue.says(purpose.title, facts),
        subject=_subject(filing, _line(reference), tongue),
        prepared_on=_prepared_on(words["frame.prepared_on"], tongue, facts.today),
        name=readable_name(facts.trip.traveller),
        sender=_sender(facts, tongue),
        recipient=_recipient(filing),
        blocks=held_back_by(filing) if filing.status == "draft" else {},
        banner=tongue.says(purpose.banner, facts) if purpose.banner else Said(""),
        salutation=tongue.says(purpose.salutation, facts),
        ask=tuple(tongue.sentence(part.text, facts) for part in purpose.ask if part.when.holds(facts)),
        sections=tuple(_sections(filing.form, facts, tongue)),
        itinerary=tuple(legs_of(facts, tongue, words)),
        days_open=_days_open(filing, tongue, words),
        attachments=_attachments(filing, "traveller", tongue),
        agency_attachments=_attachments(filing, "agency", tongue),
        closing=tongue.says(purpose.closing, facts),
        regards=tongue.says(purpose.regards, facts),
        declaration=words["section.declaration"],
        basis=tuple(_basis(filing)),
        disclaimer=tongue.says(purpose.disclaimer, facts),
    )


def _subject(filing: Filing, reference: str, tongue: Tongue) -> Said:
    """English and the reference first, then the matter as its reader calls it: lists cut the end."""
    said = tongue.says(filing.purpose.subject, filing.facts)
    whole = f"{_LEFT_OVER.sub('', _line(said))} [{reference}]"
    return Said(whole, said.beside if tongue.own == ENGLISH else "")


def _prepared_on(word: Said, tongue: Tongue, day: date) -> Said:
    beside = word.beside.format(date=in_language(tongue.other or ENGLISH, day))
    return Said(word.format(date=tongue.value(day)), beside)


def _line(text: str) -> str:
    return " ".join(text.split())


def _sender(facts: Facts, tongue: Tongue) -> tuple[str, ...]:
    traveller = facts.trip.traveller
    home = tongue.value(traveller.residence, is_country=True)
    address = ", ".join(filter(None, (traveller.address, home)))
    return tuple(line for line in (address, traveller.phone, traveller.email) if line)


def _recipient(filing: Filing) -> tuple[str, ...]:
    to = filing.recipient
    lines = (to.organisation, to.attention, *to.address, to.phone, to.email)
    return tuple(line for line in lines if line)


def _sections(form: Form, facts: Facts, tongue: Tongue) -> Iterator[LabelledSection]:
    for section in form.sections:
        fields = tuple(_fields(section, form, facts, tongue))
        if fields:
            yield LabelledSection(tongue.says(section.heading, facts), fields)


def _fields(section: Section, form: Form, facts: Facts, tongue: Tongue) -> Iterator[Labelled]:
    for rule in section.fields:
        value = rule.value.get(facts)
        wanted = rule.need != "optional" or not is_blank(value)
        if wanted and rule.when.holds(facts):
            label = tongue.says(rule.label, facts)
            if value and rule.value.path in form.slots:
                slot = slot_of(value, tongue)
                yield Labelled(label, slot.whole, slot)
            else:
                yield Labelled(label, _value(value, rule, form, tongue), at_a_glance=rule.at_a_glance)


def _value(value: Any, rule: FieldRule, form: Form, tongue: Tongue) -> Said:
    if is_blank(value):
        return Said("")
    if isinstance(value, tuple):
        return _listed([_one_value(part, rule, form, tongue) for part in value], rule)
    said = _one_value(value, rule, form, tongue)
    return Said(f"{said} {rule.unit}", said.beside and f"{said.beside} {rule.unit}") if rule.unit else said


def _one_value(value: Any, rule: FieldRule, form: Form, tongue: Tongue) -> Said:
    path = rule.value.path
    key = phrase_of(path, value)
    if key in form.phrases:
        return tongue.fixed(key, form.phrases)
    if rule.value.is_country:
        return tongue.country(value)
    if isinstance(value, date) and path.startswith("stay."):
        return tongue.day(value)
    return Said(tongue.value(value))


def _listed(parts: list[Said], rule: FieldRule) -> Said:
    if len(parts) > 1 and rule.value.path.startswith("drivers."):
        return Said("\n".join(f"{number}. {part}" for number, part in enumerate(parts, start=1)))
    # Parts that hold commas themselves would run into each other.
    return Said.joined(parts, "; " if any("," in part for part in parts) else ", ")


def _days_open(filing: Filing, tongue: Tongue, words: Mapping[str, Said]) -> Said:
    stay = filing.facts.stay
    if not filing.form.dossier or stay.stage_days or not stay.stages:
        return Said("")
    said, (first, last) = words["trip.days_open"], map(tongue.day, (stay.entry.date, stay.exit.date))
    beside = said.beside.format(days=stay.days, entry=first.beside or first, exit=last.beside or last)
    return Said(said.format(days=stay.days, entry=first, exit=last), beside)


def _attachments(filing: Filing, by: str, tongue: Tongue) -> tuple[Enclosure, ...]:
    with_it = tongue.word("doc.with_translation", filing.form.phrases)
    return tuple(
        _enclosure(tongue.says(one.text, filing.facts), with_it, one.needs_translation(filing.facts))
        for one in filing.attachments
        if one.by == by
    )


def _enclosure(text: Said, with_it: Said, translated: bool) -> Enclosure:
    if not translated:
        return Enclosure(text, text)
    beside = with_it.beside and with_it.beside.format(document=text.beside or text)
    return Enclosure(text, Said(with_it.format(document=text), beside), translated)


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
