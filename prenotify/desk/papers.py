"""The copies that a filing asks for: which are kept, which are missing, which go into its letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from prenotify.desk.naming import letter_reference
from prenotify.documents.enclosures import Enclosure
from prenotify.domain.forms import Attachment
from prenotify.domain.plan import Filing
from prenotify.outbox.attachments import AttachmentStore, StoredAttachment
from prenotify.uploads.cleaning import clean

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A paper that a filing wants from the traveller, and the copies kept of it."""

    attachment: Attachment
    kept: tuple[StoredAttachment, ...]


@dataclass(frozen=True)
class Papers:
    """The copies kept with one trip."""

    store: AttachmentStore
    trip: str

    def kept(self) -> tuple[StoredAttachment, ...]:
        return self.store.of_trip(self.trip)

    def add(self, kind: str, name: str, content: bytes, now: datetime) -> StoredAttachment:
        """Make a file anew and keep it as a copy of *kind*. Raises Refused, TooMany and NoSuchTrip."""
        made = clean(content)
        return self.store.add(self.trip, kind, name, made.media_type, made.content, now)

    def content_of(self, own_id: str) -> bytes | None:
        return self.store.content_of(self.trip, own_id)

    def remove(self, own_id: str) -> bool:
        return self.store.remove(self.trip, own_id)

    def asked_by(self, filing: Filing) -> tuple[AskedPaper, ...]:
        """What the traveller sends along with a filing, in its order."""
        return asked_papers(filing, self.kept())

    def missing_of(self, filing: Filing) -> list[AskedPaper]:
        """What a letter speaks of and nobody has uploaded."""
        return [one for one in self.asked_by(filing) if not one.kept]

    def enclosures(self, filing: Filing) -> tuple[Enclosure, ...]:
        """The copies that a filing asks for, as files to go with its letter."""
        return tuple(self._enclosures(filing))

    def _enclosures(self, filing: Filing) -> Iterator[Enclosure]:
        reference = letter_reference(filing, self.trip)
        for asked in self.asked_by(filing):
            for number, one in enumerate(asked.kept, start=1):
                content = self.content_of(one.id)
                if content is not None:  # removed since it was listed
                    name = file_name(reference, one, number if len(asked.kept) > 1 else None)
                    yield Enclosure(name, one.media_type, content)


def asked_papers(filing: Filing, kept: Sequence[StoredAttachment]) -> tuple[AskedPaper, ...]:
    return tuple(
        AskedPaper(attachment, tuple(one for one in kept if one.kind == attachment.kind))
        for attachment in filing.attachments
        if attachment.by == "traveller"
    )


def file_name(reference: str, one: StoredAttachment, number: int | None = None) -> str:
    """What a copy is called for whoever gets it; letters, digits and hyphens of ASCII."""
    parts = (reference, one.kind.replace("_", "-"), *([str(number)] if number else []))
    return f"{'-'.join(parts)}.{_ENDINGS[one.media_type]}"
