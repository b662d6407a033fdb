"""A plan's files: per filing a PDF and a letter, and what the whole plan comes as."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prenotify.desk.naming import file_stem, letter_reference
from prenotify.domain.plan import Filing, Plan
from prenotify.domain.problems import Problem
from prenotify.domain.trip import Trip
from prenotify.language import ENGLISH, Language

if TYPE_CHECKING:
    from prenotify.desk.front import Desk
    from prenotify.desk.papers import Papers

PDF, MAIL, CALENDAR, DATA = "application/pdf", "message/rfc822", "text/calendar", "application/json"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: equal input gives equal bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A file the traveller gets; `filing` is None when it covers the whole plan."""

    name: str
    media_type: str
    content: bytes
    filing: Filing | None = None
    left_out: tuple[str, ...] = ()
    """Names of copies that the mail has no room for."""


def filled(
    desk: "Desk",
    planned: Plan,
    reference: str,
    papers: "Papers | None" = None,
    only: str | None = None,
    language: Language = ENGLISH,
) -> Iterator[Document]:
    """All documents, or the one named *only*: making one does not cost the others."""
    from prenotify.documents.ics import calendar
    from prenotify.documents.plan_pdf import plan_pdf

    for filing in planned.filings:
        yield from _of_filing(desk, filing, reference, papers, only)
    if only in (None, "plan.json"):
        data = json.dumps(desk.plan_data(planned), ensure_ascii=False, indent=2) + "\n"
        yield Document("plan.json", DATA, data.encode())
    if only in (None, "plan.pdf"):
        yield Document("plan.pdf", PDF, plan_pdf(planned, reference, language))
    if only in (None, "plan.ics"):
        yield Document("plan.ics", CALENDAR, calendar(planned, reference, language=language))
    if only in (None, "border-pack.pdf"):
        # A trip that comes with its papers is stored: letters of it may have left.
        proofs = desk.proving.proofs(planned, reference) if papers else ()
        yield Document("border-pack.pdf", PDF, desk.border_pack(planned, reference, proofs, language))


def _of_filing(
    desk: "Desk", filing: Filing, reference: str, papers: "Papers | None", only: str | None
) -> Iterator[Document]:
    from prenotify.documents.enclosures import carried
    from prenotify.documents.letter import letter
    from prenotify.documents.pdf import filing_pdf

    stem = file_stem(filing)
    if only not in (None, f"{stem}.pdf", f"{stem}.eml"):
        return
    own = letter_reference(filing, reference)
    pdf = filing_pdf(filing, own)
    yield from (d for d in [Document(f"{stem}.pdf", PDF, pdf, filing)] if only in (None, d.name))
    if only != f"{stem}.pdf":
        # For the traveller's own mail program, so from the traveller, whatever address this site has.
        mail, left_out = carried(
            lambda enclosed: letter(filing, own, pdf, None, desk.settings.host, enclosed=enclosed),
            papers.enclosures(filing) if papers else (),
            desk.settings.mail_max_bytes,
        )
        yield Document(f"{stem}.eml", MAIL, mail, filing, tuple(one.name for one in left_out))


def zipped(documents: Iterable[Document]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            archive.writestr(zipfile.ZipInfo(document.name, _ZIP_TIME), document.content)
    return packed.getvalue()


def unprintable(trip: Trip) -> Iterator[Problem]:
    """Where in the trip a character stands that no font here can print."""
    from prenotify.documents.fonts import unprintable as not_in_any_font

    for path, text in _texts(trip.model_dump(mode="json")):
        if found := not_in_any_font(text):
            yield Problem(path, f"no font here can print {', '.join(found)}; papers show its code instead")


def _texts(entered: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in trip-file data with its path, lists counted from 1."""
    if isinstance(entered, str):
        yield path, entered
    elif isinstance(entered, dict):
        for key, value in entered.items():
            yield from _texts(value, f"{path}.{key}".lstrip("."))
    elif isinstance(entered, list):
        for number, value in enumerate(entered, start=1):
            yield from _texts(value, f"{path}.{number}")
