"""How a PDF is written: everything but streams packed into one stream (PDF 1.7, 7.5.7 and 7.5.8).

A tagged page has a hundred small objects. One by one they would double the size of a page;
packed together they take some 2 KB, and the rest of the file shrinks as well. ReportLab
writes files the old way only, so its objects are gathered here.

Where a type is Any, ReportLab's published types do not know the attribute.
"""

import zlib
from collections.abc import Iterator, Sequence
from hashlib import md5
from typing import Any

from reportlab.pdfbase import pdfdoc

from prenotify.documents.tags import Structure

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OFFSET = 4
"""How many bytes say where an object begins."""


def write(canvas: Any, structure: Structure) -> bytes:
    """The finished document of *canvas*, with its structure."""
    doc: Any = getattr(canvas, "_doc")  # noqa: B009 - no public way to it
    doc.format = lambda: _file(doc, structure)
    written: bytes = doc.GetPDFData(canvas)
    return written


def _file(doc: Any, structure: Structure) -> bytes:
    tree = _tag(doc, structure)
    objects = dict(_formatted(doc)) | tree
    streams = {number: body for number, body in objects.items() if body.endswith(b"endstream")}
    packed = {number: body for number, body in objects.items() if number not in streams}
    holder = len(objects) + 1
    streams[holder] = _object_stream(packed)
    places = [b"\0" * (_OFFSET + 3)] * (holder + 2)
    for index, number in enumerate(packed):
        places[number] = _place(2, holder, index)
    return _assemble(doc, streams, places)


def _tag(doc: Any, structure: Structure) -> dict[int, bytes]:
    """Name the structure in the catalogue and on each page; its objects by number."""
    for index, page in enumerate(doc.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = index, "/S"
    first = doc.objectcounter + 1
    bodies = structure.objects(first, [_number(doc, page) for page in doc.Pages.pages])
    doc.objectcounter += len(bodies)
    doc.Catalog.StructTreeRoot, doc.Catalog.MarkInfo = f"{first} 0 R", "<</Marked true>>"
    return dict(enumerate(bodies, start=first))


def _number(doc: Any, one: Any) -> int:
    number: int = doc.idToObjectNumberAndVersion[doc.Reference(one).name][0]
    return number


def _formatted(doc: Any) -> Iterator[tuple[int, bytes]]:
    """ReportLab's objects by number; formatting one may bring further ones."""
    doc.encrypt.prepare(doc)
    number = 0
    while number < doc.objectcounter:
        number += 1
        if number in doc.numberToId:
            found = doc.idToObject[doc.numberToId[number]]
            doc.encrypt.register(number, 0)
            yield number, pdfdoc.format(found, doc, toplevel=1).rstrip()


def _object_stream(objects: dict[int, bytes]) -> bytes:
    starts, end = [], 0
    for number, body in objects.items():
        starts.append(f"{number} {end}")
        end += len(body) + 1
    index = " ".join(starts).encode("ascii") + b"\n"
    entries = f"/Type/ObjStm/N {len(objects)}/First {len(index)}"
    return _stream(entries, index + b"\n".join(objects.values()))


def _stream(entries: str, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return head.encode("ascii") + packed + b"\nendstream"


def _place(kind: int, where: int, index: int) -> bytes:
    return bytes([kind]) + where.to_bytes(_OFFSET, "big") + index.to_bytes(2, "big")


def _assemble(doc: Any, streams: dict[int, bytes], places: list[bytes]) -> bytes:
    written = bytearray(_HEADER)
    for number, body in streams.items():
        places[number] = _place(1, len(written), 0)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, number = len(written), len(places) - 1
    places[number] = _place(1, start, 0)
    written += b"%d 0 obj\n%b\nendobj\n" % (number, _stream(_trailer(doc, written, number), _steps(places)))
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % start)


def _trailer(doc: Any, written: bytearray, number: int) -> str:
    digest = md5(written, usedforsecurity=False).hexdigest()
    root, info = _number(doc, doc.Catalog), _number(doc, doc.info)
    form = f"/Type/XRef/Size {number + 1}/W[1 {_OFFSET} 2]"
    predicted = f"/DecodeParms<</Predictor 12/Columns {_OFFSET + 3}>>"
    return f"{form}/Root {root} 0 R/Info {info} 0 R/ID[<{digest}><{digest}>]{predicted}"


def _steps(rows: Sequence[bytes]) -> bytes:
    """Rows as differences from the row before (PNG's "Up"), which pack to almost nothing."""
    width, now = len(rows[0]), b"".join(rows)
    before = bytes(width) + now
    steps = bytes([(new - old) & 0xFF for new, old in zip(now, before, strict=False)])
    return b"".join(b"\2" + steps[start : start + width] for start in range(0, len(steps), width))
