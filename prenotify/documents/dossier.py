"""What a dossier has beside its data: a cover for whoever files it, and a checklist of documents."""

from collections.abc import Iterator, Sequence

from prenotify.documents.content import Content, Enclosure
from prenotify.documents.fields import field_rows
from prenotify.documents.flow import Block
from prenotify.documents.layout import CELL, GRID, Text, columns, heading, text
from prenotify.documents.said import Said
from prenotify.documents.tables import table_head, tick_row

_PARTS = ("dossier.data", "trip.itinerary", "dossier.checklist")
_COLUMNS = ("doc.document", "doc.enclosed", "doc.certified_translation")
_SHARES = (11, 3, 5)


def cover_blocks(content: Content) -> list[Block]:
    """The journey at a glance, and what the dossier holds: below the letter that opens it."""
    glance = [field for section in content.sections for field in section.fields if field.at_a_glance]
    to_follow = content.words["doc.to_follow"].in_both
    return [
        heading(content.words["dossier.glance"]),
        *field_rows(glance, to_follow),
        heading(content.words["dossier.contents"]),
        _contents(content),
    ]


def _contents(content: Content) -> Block:
    """The parts, numbered, side by side."""
    step = GRID.width / len(_PARTS)
    stacks: list[list[Text]] = []
    for index, key in enumerate(_PARTS):
        stacks.append([text(f"{index + 1}", CELL, 16, index * step)])
        stacks.append([text(content.words[key], CELL, step - 24, index * step + 16)])
    return columns(*stacks, space_before=3)


def checklist(content: Content) -> Iterator[Block]:
    """Each document with a box to tick, and one more where a certified translation goes with it."""
    yield heading(content.words["dossier.checklist"])
    yield table_head([content.words[key] for key in _COLUMNS], _SHARES)
    for one in content.attachments:
        yield from _row(content, one)


def _row(content: Content, one: Enclosure) -> Sequence[Block]:
    needed = content.words["doc.translation_needed"].in_both if one.translated else "–"
    cells = (one.text, "", Said(needed))
    return [*tick_row(cells, _SHARES, {1, 2} if one.translated else {1})]
