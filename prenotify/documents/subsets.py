"""How fonts are put into a PDF: the same first part in every document, made once.

A TrueType font goes into a PDF in parts of up to 256 characters. ReportLab fills the first
part in the order the text comes, so each document has parts of its own, and cutting and
packing them is a third of the work of a page. Here the first part is always the same: ASCII
and the commonest other characters. Whatever else a document holds goes into further parts.

Where a type is Any, ReportLab's published types do not know the attribute.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from
from typing import IO, Any
from unicodedata import category, normalize

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, TTFontMaker

from prenotify.documents.fonts import ASCII, COMMON
from prenotify.documents.hinting import without_hints

_PART = 256
_UNSAFE = "\\()"
_NEEDED = frozenset({"cmap", "head", "hhea", "hmtx", "maxp"})
_OFFSET_FORMAT = 51
"""Where table head says how table loca counts."""


# The common characters that are not ASCII stand in the free places below the space.
_FIRST_PART = [0, *map(ord, COMMON), *[0] * (31 - len(COMMON)), *map(ord, ASCII)]
_PLACES = {0: 0} | {code: place for place, code in enumerate(_FIRST_PART) if code}

_ESCAPES = {
    code: chr(place) if place >= 0x20 and chr(place) not in _UNSAFE else f"\\{place:03o}"
    for code, place in _PLACES.items()
}


def first_part_string(text: str) -> str:
    """*text*, all of it in FIRST_PART, as the inside of a PDF string."""
    return text.translate(_ESCAPES)


@dataclass(frozen=True, slots=True)
class _Embedded:
    """One part of a font as it stands in a PDF; streams are packed already."""

    base_name: str
    program: bytes
    program_length: int
    to_unicode: bytes
    widths: str


class SubsetFont(TTFont):
    """A TrueType font whose first part is the same in every document."""

    face: Any

    def __init__(self, name: str, file: IO[bytes]):
        # Parts beyond the first hold just what the text needs, no ASCII once more.
        super().__init__(name, file, asciiReadable=False)
        self.covered = frozenset(c for c in map(chr, self.face.charToGlyph) if category(c) != "Cc")
        """The characters it has a glyph for."""
        self._embedded = lru_cache(maxsize=64)(self._embed)

    def open_in(self, doc: Any) -> str:
        """Prepare the font for *doc*; the PDF name of its first part, such as /F1+0."""
        state: Any = TTFont.State(ttf=self)
        self.state[doc] = state
        state.assignments = dict(_PLACES)
        state.subsets = [list(_FIRST_PART)]
        state.nextCode = _PART
        return self.getSubsetInternalName(0, doc)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name, called when it saves
        parts: list[list[int]] = self.state[doc].subsets
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(parts))]
        del self.state[doc]
        for number, (name, part) in enumerate(zip(names, parts, strict=True)):
            self._add(doc, name, len(part), self._embedded(number, tuple(part)))

    def _embed(self, number: int, part: tuple[int, ...]) -> _Embedded:
        program = _needed_tables(self.face.makeSubset(part))
        base_name = (SUBSETN(number) + b"+" + self.face.name).decode("ascii")
        return _Embedded(
            base_name=base_name,
            program=zlib.compress(program),
            program_length=len(program),
            to_unicode=zlib.compress(_to_unicode(part).encode("ascii")),
            widths=f"[{' '.join(f'{self.face.getCharWidth(code):g}' for code in part)}]",
        )

    def _add(self, doc: Any, name: str, length: int, embedded: _Embedded) -> None:
        entry: Any = pdfdoc.PDFTrueTypeFont()
        entry.Name, entry.BaseFont = name, embedded.base_name
        entry.FirstChar, entry.LastChar, entry.Widths = 0, length - 1, embedded.widths
        entry.ToUnicode = doc.Reference(_packed(embedded.to_unicode), f"toUnicode:{name}")
        entry.FontDescriptor = doc.Reference(self._descriptor(doc, name, embedded), f"descriptor:{name}")
        doc.Reference(entry, name)
        doc.idToObject["BasicFonts"].dict[name] = entry

    def _descriptor(self, doc: Any, name: str, embedded: _Embedded) -> pdfdoc.PDFDictionary:
        face = self.face
        program = _packed(embedded.program)
        program.dictionary["Length1"] = embedded.program_length
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(embedded.base_name),
                "Flags": _symbolic(face.flags),
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.capHeight,
                "ItalicAngle": face.italicAngle,
                "StemV": face.stemV,
                "MissingWidth": face.defaultWidth,
                "FontFile2": doc.Reference(program, f"program:{name}"),
            }
        )


def _to_unicode(part: tuple[int, ...]) -> str:
    """The CMap that says what the codes of a part mean, for searching and copying (PDF 1.7, 9.10.3)."""
    own = [(place, _meaning(code)) for place, code in enumerate(part) if code and place != code]
    same = [place for place, code in enumerate(part) if code and place == code]
    ranges = [f"<{same[0]:02X}> <{same[-1]:02X}> <{same[0]:04X}>"] if same else []
    chars = [f"<{place:02X}> <{meaning.encode('utf-16-be').hex()}>" for place, meaning in own]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(_section("range", ranges)),
            *(line for n in range(0, len(chars), 100) for line in _section("char", chars[n : n + 100])),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


def _section(kind: str, lines: list[str]) -> list[str]:
    return [f"{len(lines)} beginbf{kind}", *lines, f"endbf{kind}"] if lines else []


def _meaning(code: int) -> str:
    """Joined forms of Arabic letters mean the letters themselves."""
    return normalize("NFKC", chr(code)) if 0xFB50 <= code <= 0xFEFC else chr(code)


def _needed_tables(program: bytes) -> bytes:
    """A TrueType program with only what PDF wants in one (PDF 1.7, 9.9), and no hints: a third less."""
    tables = dict(_tables(program))
    slim: Any = TTFontMaker()
    for tag in _NEEDED:
        slim.add(tag, tables[tag])
    is_long = tables["head"][_OFFSET_FORMAT] == 1
    glyf, loca = without_hints(tables["glyf"], tables["loca"], is_long)
    slim.add("glyf", glyf)
    slim.add("loca", loca)
    found: bytes = slim.makeStream()
    return found


def _tables(program: bytes) -> Iterator[tuple[str, bytes]]:
    for entry in range(int.from_bytes(program[4:6], "big")):
        tag, _checksum, start, length = unpack_from(">4sLLL", program, 12 + 16 * entry)
        yield tag.decode(), program[start : start + length]


def _symbolic(flags: int) -> int:
    """Bits 3 and 6 of a font's flags (PDF 1.7, table 123): its codes are our own."""
    return flags & ~(1 << 5) | 1 << 2


def _packed(content: bytes) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=content)
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    return stream
