"""The fonts of all documents, what they can print, and how wide it is.

FiraGO comes first: Latin, Vietnamese, Cyrillic, Greek, Thai, Devanagari, Arabic, Hebrew and
Georgian in one file. Noto Sans steps in for rarer Latin and Cyrillic letters. Both are under
the SIL Open Font License and come with pymupdf-fonts, so nothing but pip is needed. Japanese,
Chinese and Korean need larger ones: see fontpack.

ReportLab is imported on first use: it takes longer than everything else a command starts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from prenotify.documents.subsets import SubsetFont

Weight = Literal["regular", "bold"]
FontName = str

BUILT_IN: dict[Weight, tuple[FontName, ...]] = {
    "regular": ("FiraGO-Regular", "NotoSans-Regular"),
    "bold": ("FiraGO-Bold", "NotoSans-Bold"),
}
FONTS = dict(BUILT_IN)
"""For each weight the fonts that are asked for a character, in this order; a pack adds to them."""

FILES: dict[FontName, str | Path] = {
    "FiraGO-Regular": "figo",
    "FiraGO-Bold": "figbo",
    "NotoSans-Regular": "notos",
    "NotoSans-Bold": "notosbo",
}

ASCII = "".join(map(chr, range(0x20, 0x7F)))
# Each costs every document some 40 bytes a weight, and spares those that need it a part of 2,500.
COMMON = "–—·’“”äöüÄÖÜßéèáíóçñ"
FIRST_PART = frozenset(ASCII + COMMON)
"""The characters that every document carries already (see subsets)."""

# No font here has the brackets that mark a character without a glyph; angle quotes look the same.
_BORROWED = {"⟨": "‹", "⟩": "›"}
# Glyphs that only shaping reaches get a code by their number, so that the same text gives the
# same bytes whatever was shaped before it (ReportLab alone hands codes out as they come).
_PRIVATE = 0xE000
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)

_loading = Lock()


def in_pack(name: FontName) -> bool:
    return name not in (*BUILT_IN["regular"], *BUILT_IN["bold"])


@cache
def font(name: FontName) -> "SubsetFont":
    """The font of that name, read and registered with ReportLab once."""
    with _loading:
        return _load(name)


def _load(name: FontName) -> "SubsetFont":
    import pymupdf_fonts
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    from prenotify.documents.subsets import SubsetFont

    # For the whole process: ASCII streams grow every font by a quarter, and no mail needs them.
    rl_config.useA85 = 0
    source = FILES[name]
    read = source.read_bytes() if isinstance(source, Path) else pymupdf_fonts.myfont(source)
    loaded = SubsetFont(name, BytesIO(read))
    if not in_pack(name):
        _reach_every_glyph(loaded)
        loaded.covered |= _BORROWED.keys()
    pdfmetrics.registerFont(loaded)
    return loaded


def _reach_every_glyph(loaded: "SubsetFont") -> None:
    face = loaded.face
    codes: dict[int, int] = {ord(char): face.charToGlyph[ord(like)] for char, like in _BORROWED.items()}
    unreached = (glyph for glyph in range(len(face.hmetrics)) if glyph not in face.glyphToChar)
    codes |= {_PRIVATE + glyph: glyph for glyph in unreached}
    for code, glyph in codes.items():
        face.charToGlyph[code] = glyph
        face.charWidths[code] = face.hmetrics[glyph][0]
        face.glyphToChar.setdefault(glyph, []).append(code)


@lru_cache(maxsize=4096)
def font_for(char: str, weight: Weight) -> FontName | None:
    """The first font of *weight* that can print *char*."""
    return next((name for name in FONTS[weight] if char in font(name).covered), None)


def fonts_for(text: str, weight: Weight) -> Iterator[FontName | None]:
    """The font of each character. Chinese, Japanese and Korean signs come from one font if any has all."""
    wide = frozenset(_EAST_ASIAN.findall(text))
    names = (name for name in FONTS[weight] if wide and wide <= font(name).covered)
    whole = next(names, None)
    return (whole if whole and char in wide else font_for(char, weight) for char in text)


def is_variation_selector(char: str) -> bool:
    """Selectors choose between shapes of the character before them; no font here has any."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def printable(text: str) -> str:
    """*text* as it will stand on paper: characters without a glyph spelled out as ⟨U+5C71⟩.

    Variation selectors are left out and white space other than line ends becomes a space.
    """
    if font(FONTS["regular"][0]).covered.issuperset(text):
        return text
    return "".join(_on_paper(char) for char in text if not is_variation_selector(char))


def _on_paper(char: str) -> str:
    if char == "\n" or font_for(char, "regular"):
        return char
    return " " if char.isspace() else f"⟨U+{ord(char):04X}⟩"


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of *text* that no font has, each once: "U+5C71 CJK UNIFIED IDEOGRAPH-5C71"."""
    return tuple(dict.fromkeys(_unprintable(text)))


def _unprintable(text: Iterable[str]) -> Iterator[str]:
    for char in text:
        if not (is_variation_selector(char) or char.isspace() or font_for(char, "regular")):
            yield f"U+{ord(char):04X} {unicodedata.name(char, 'WITHOUT A NAME')}"
