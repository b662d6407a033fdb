"""The copies of a trip as its page shows them: what is wanted by whom, what is here, what was refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import category

from prenotify.desk.papers import AskedPaper, asked_papers
from prenotify.domain.forms import Attachment, Form
from prenotify.domain.plan import Filing
from prenotify.domain.sources import Wording
from prenotify.outbox.attachments import StoredAttachment
from prenotify.uploads.limits import LARGEST_FILE, MOST_PAGES, MOST_PIXELS, Reason
from prenotify.web.here import desk
from prenotify.web.language import gettext as _
from prenotify.web.opened import OpenTrip

ANSWERED = "answer"
"""The kind of what came with an answer; the page on letters shows it."""
_LONGEST_NAME = 80
_MEGABYTE = 1024 * 1024
LARGEST_IN_WORDS = f"{LARGEST_FILE // _MEGABYTE} MB"


@dataclass
class WantedPaper:
    """A kind of paper, who wants it, and the copies of it."""

    kind: str
    label: Wording
    wanted_by: dict[str, tuple[Wording, Wording]] = field(default_factory=dict)
    """By the ids of forms: their names, and what each wants of it."""
    kept: list[StoredAttachment] = field(default_factory=list)

    @property
    def wants_differ(self) -> bool:
        return any(text.texts != self.label.texts for _name, text in self.wanted_by.values())


@dataclass(frozen=True, slots=True)
class FilingPapers:
    """What one letter can take along."""

    filing: Filing
    asked: tuple[AskedPaper, ...]

    @property
    def missing(self) -> tuple[AskedPaper, ...]:
        return tuple(one for one in self.asked if not one.kept)


@dataclass(frozen=True, slots=True)
class TripPapers:
    wanted: tuple[WantedPaper, ...]
    others: tuple[StoredAttachment, ...]
    """Copies that no letter asks for any more."""
    filings: tuple[FilingPapers, ...]
    number: int
    """How many copies there are."""


def papers_of(trip: OpenTrip) -> TripPapers:
    kept = desk().papers(trip.reference).kept()
    wanted = _wanted(trip)
    for one in kept:
        if one.kind in wanted:
            wanted[one.kind].kept.append(one)
    filings = trip.plan.filings if trip.plan else ()
    return TripPapers(
        tuple(wanted.values()),
        tuple(one for one in kept if one.kind not in wanted and one.kind != ANSWERED),
        tuple(FilingPapers(filing, asked) for filing in filings if (asked := asked_papers(filing, kept))),
        len(kept),
    )


def may_be_added(trip: OpenTrip, kind: str) -> bool:
    """Whether some form of the trip asks for this kind."""
    return kind in _wanted(trip)


def _wanted(trip: OpenTrip) -> dict[str, WantedPaper]:
    found: dict[str, WantedPaper] = {}
    for form, attachment in _asked(trip):
        if attachment.kind and attachment.by == "traveller":
            paper = found.setdefault(attachment.kind, WantedPaper(attachment.kind, attachment.text))
            paper.wanted_by[form.id] = (form.name, attachment.text)
    return found


def _asked(trip: OpenTrip) -> Iterator[tuple[Form, Attachment]]:
    """What the trip's filings ask for, or while it is incomplete the forms of its countries."""
    if trip.plan is not None:
        for filing in trip.plan.filings:
            yield from ((filing.form, attachment) for attachment in filing.attachments)
        return
    countries = desk().rulebook.countries
    for code in dict.fromkeys(stay.get("country", "") for stay in trip.list("stays")):
        for form in countries[code].forms if code in countries else ():
            yield from ((form, attachment) for attachment in form.attachments)


def size_in_words(size: int) -> str:
    """About how large a file is."""
    if size < _MEGABYTE:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / _MEGABYTE:.1f} MB"


def plain_name(name: str | None) -> str:
    """What a file was called, without the folders it was in and what cannot be seen."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    seen = "".join(char for char in last if category(char)[0] != "C").strip()
    return seen[:_LONGEST_NAME] or _("file")


def refusal_in_words(reason: Reason) -> str:
    """Why a file was not taken, and what would be."""
    match reason:
        case "empty":
            return _("Choose a file first, one with something in it.")
        case "unknown":
            return _("This is no PDF, JPEG, PNG or HEIC, whatever its name says. Save it as one of these.")
        case "broken":
            return _("This file is damaged or ends too soon. Open it to see, save or scan it again.")
        case "encrypted":
            return _(
                "This PDF is protected with a password. Print it into a new PDF, or photograph the page."
            )
        case "too_large":
            return _("This file is larger than %s. Scan it at a lower resolution.") % LARGEST_IN_WORDS
        case "too_many_pages":
            return _("This PDF has more than %d pages. Keep the pages that are asked for.") % MOST_PAGES
        case "too_many_pixels":
            million = MOST_PIXELS // 1_000_000
            return _("This picture has more than %d megapixels. Scan it at a lower resolution.") % million
        case "too_complex":
            return _("This file takes more time or memory to read than a paper needs. Scan it again.")
