"""What two letters of the same filing say differently, value by value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prenotify.documents.content import Content, content_of
from prenotify.documents.itinerary import Leg
from prenotify.documents.said import Said, beside
from prenotify.domain.plan import Filing

Key = tuple[str, str]
"""What a value is found by in both letters."""
Pair = tuple[Said, Said]
"""Label and value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value: what it is called, what it was and what it is. Blank: it did not stand there."""

    label: Said
    then: Said
    now: Said

    def __str__(self) -> str:
        return f"{self.label}: {self.then or '–'} → {self.now or '–'}"


def changed(then: Filing, now: Filing, reference: str) -> tuple[Difference, ...]:
    """What a letter made of *then* says differently from one made of *now*; nothing if it is still true.

    Both filings are as of the same day, that of the letter, and *reference* is the letter's.
    """
    contents = content_of(then, reference), content_of(now, reference)
    return differences(*contents) if is_untrue(*contents) else ()


def is_untrue(then: Content, now: Content) -> bool:
    """Whether a letter that says *then* would be written differently now.

    What stands in the way of a letter is not part of what it says.
    """
    return replace(then, blocks=now.blocks) != now


def differences(then: Content, now: Content) -> tuple[Difference, ...]:
    """Every value that is not the same: those of fields, then what no field says."""
    found = _compared(dict(_fields(then)), dict(_fields(now)))
    said = {(one.then, one.now) for one in found}
    around = _compared(dict(_frame(then)), dict(_frame(now)))
    around += _reworded(then, now, "frame.from", (then.name, *then.sender), (now.name, *now.sender))
    around += _reworded(then, now, "frame.to", then.recipient, now.recipient)
    found += [one for one in around if (one.then, one.now) not in said]
    if not found:
        found = _reworded(then, now, "msg.changed", (then.title, *then.ask), (now.title, *now.ask))
    return tuple(found)


def printed(content: Content) -> list[list[str]]:
    """The labelled values of *content*, to be kept: label and value, in the letter's own language."""
    named = dict(_fields(content)) | dict(_frame(content))
    return [[str(label), str(value)] for label, value in named.values()]


def _compared(before: dict[Key, Pair], after: dict[Key, Pair]) -> list[Difference]:
    blank = (Said(""), Said(""))
    return [
        Difference((after.get(key) or before[key])[0], before.get(key, blank)[1], after.get(key, blank)[1])
        for key in dict.fromkeys((*before, *after))
        if before.get(key, blank)[1] != after.get(key, blank)[1]
    ]


def _fields(content: Content) -> Iterator[tuple[Key, Pair]]:
    for section in content.sections:
        for field in section.fields:
            yield (section.heading, field.label), (field.label, field.value)


def _frame(content: Content) -> Iterator[tuple[Key, Pair]]:
    """What stands around the fields: the way through the country, and the papers."""
    words, (first, *stages, last) = content.words, content.itinerary
    for key, leg in (("frame.entry", first), ("frame.exit", last)):
        yield (key, "place"), (words[key], Said(leg.place))
        yield (key, "date"), (words[key], leg.date)
        yield (key, "crossing"), (words[key], leg.crossing)
    yield ("", "stages"), (words["trip.itinerary"], _listed([_stage(leg) for leg in stages]))
    papers = [one.whole for one in (*content.attachments, *content.agency_attachments)]
    yield ("", "papers"), (words["frame.attachments"], _listed(papers))


def _stage(leg: Leg) -> Said:
    if not leg.date:
        return Said(leg.place)
    return Said(f"{leg.place} ({leg.date})", leg.date.beside and f"{leg.place} ({leg.date.beside})")


def _listed(parts: list[Said]) -> Said:
    return Said.joined(parts, "; " if any("," in part for part in parts) else ", ") if parts else Said("")


def _reworded(
    then: Content, now: Content, key: str, before: Sequence[str], after: Sequence[str]
) -> list[Difference]:
    """Lines that went and lines that came, as one difference."""
    gone = [Said(line, beside(line)) for line in before if line not in after]
    new = [Said(line, beside(line)) for line in after if line not in before]
    return [Difference(now.words[key], _listed(gone), _listed(new))] if gone or new else []
