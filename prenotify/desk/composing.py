"""A filing as the very letter that leaves, and what is kept of what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from prenotify.desk.naming import letter_reference
from prenotify.desk.papers import Papers
from prenotify.domain.plan import Filing
from prenotify.settings import Settings


@dataclass(frozen=True, slots=True)
class Composed:
    content: bytes
    left_out: tuple[str, ...]
    """Names of copies that one mail has no room for."""


def compose(
    filing: Filing, trip_reference: str, settings: Settings, dated: datetime, papers: Papers | None = None
) -> Composed:
    """The letter's bytes, with those of the trip's *papers* it asks for: the same parts give the same bytes.

    A draft that the traveller sends despite its blocks no longer says that it is one. Without a
    sender's address, which only a rehearsal does without, it is a draft for the traveller's own
    mail program.
    """
    from prenotify.documents.enclosures import carried
    from prenotify.documents.letter import letter
    from prenotify.documents.pdf import filing_pdf

    final = as_sent(filing)
    reference = letter_reference(final, trip_reference)
    pdf = filing_pdf(final, reference)
    content, left_out = carried(
        lambda enclosed: letter(
            final, reference, pdf, settings.mail_from or None, settings.host, dated, enclosed=enclosed
        ),
        papers.enclosures(final) if papers else (),
        settings.mail_max_bytes,
    )
    return Composed(content, tuple(one.name for one in left_out))


def as_sent(filing: Filing) -> Filing:
    """The filing as it leaves once the traveller has answered its blocks."""
    return replace(filing, status="ready", blocks=()) if filing.blocks else filing


def said_by(filing: Filing, trip_reference: str) -> Mapping[str, Any]:
    """What is kept to see later whether the letter is still true: its values, and what they came from."""
    from prenotify.documents.changes import printed
    from prenotify.documents.content import content_of

    final = as_sent(filing)
    return {
        "values": printed(content_of(final, letter_reference(final, trip_reference))),
        "trip": filing.facts.trip.model_dump(mode="json", exclude_unset=True),
        "today": filing.facts.today.isoformat(),
    }
