"""What a dossier has beside its data: a cover for whoever files it, and a checklist of documents."""

from collections.abc import Iterator, Sequence

from prenotify.documents.content import Content, Enclosure
from prenotify.documents.fields import field_rows
from prenotify.documents.flow import Block
from prenotify.documents.layout import CELL, GRID, Text, columns, heading, text
from prenotify.documents.tables import table_head, tick_row

_PARTS = ("dossier.data", "trip.itinerary", "dossier.checklist")
_COLUMNS = ("doc.document", "doc.enclosed", "doc.certified_translation")
_SHARES = (11, 3, 5)


def glance(content: Content) -> list[Block]:
    """The journey in a few lines, below the letter that opens the dossier."""
    fields = [field for section in content.sections for field in section.fields if field.at_a_glance]
    return [heading(content.words["dossier.glance"]), *field_rows(fields, content.words["doc.to_follow"])]


def contents(content: Content) -> list[Block]:
    """What the dossier holds: its parts, numbered, side by side."""
    step = GRID.width / len(_PARTS)
    stacks: list[list[Text]] = []
    for index, key in enumerate(_PARTS):
        stacks.append([text(f"{index + 1}", CELL, 16, index * step)])
        stacks.append([text(content.words[key], CELL, step - 24, index * step + 16)])
    return [heading(content.words["dossier.contents"]), columns(*stacks, space_before=3)]


def checklist(content: Content) -> Iterator[Block]:
    """Each document with a box to tick, and one more where a certified translation goes with it."""
    yield heading(content.words["dossier.checklist"])
    yield table_head([content.words[key] for key in _COLUMNS], _SHARES)
    for one in content.attachments:
        yield from _row(content, one)


def _row(content: Content, one: Enclosure) -> Sequence[Block]:
    needed = content.words["doc.translation_needed"] if one.translated else "–"
    cells = (one.text, "", needed)
    return [*tick_row(cells, _SHARES, {1, 2} if one.translated else {1})]
