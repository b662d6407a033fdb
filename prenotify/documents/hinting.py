"""Outlines without their hints (OpenType, table glyf): what screens of long ago needed, a third of a font.

Paper does not need them, and viewers draw smooth outlines without.
"""

from itertools import pairwise
from struct import iter_unpack, pack, unpack_from

_HEAD = 10
_WORDS, _MORE, _INSTRUCTIONS = 0x0001, 0x0020, 0x0100
_SCALES = {0x0008: 2, 0x0040: 4, 0x0080: 8}
"""Flags of a part of a composed glyph, and how many bytes of scaling they announce."""


def without_hints(glyf: bytes, loca: bytes, is_long: bool) -> tuple[bytes, bytes]:
    """Both tables, each glyph without instructions. *is_long*: loca counts bytes, not pairs of them."""
    size, step = ("L", 1) if is_long else ("H", 2)
    places = [place * step for (place,) in iter_unpack(f">{size}", loca)]
    plain, starts = bytearray(), [0]
    for begin, end in pairwise(places):
        plain += _plain(glyf[begin:end])
        plain += bytes(len(plain) % 2)
        starts.append(len(plain) // step)
    return bytes(plain), pack(f">{len(starts)}{size}", *starts)


def _plain(glyph: bytes) -> bytes:
    if not glyph:
        return glyph
    (contours,) = unpack_from(">h", glyph)
    if contours < 0:
        return _composed(bytearray(glyph))
    place = _HEAD + 2 * contours
    (length,) = unpack_from(">H", glyph, place)
    return glyph[:place] + b"\0\0" + glyph[place + 2 + length :]


def _composed(glyph: bytearray) -> bytes:
    """Instructions follow the last part, if its flags say so."""
    place, flags = _HEAD, _MORE
    while flags & _MORE:
        (flags,) = unpack_from(">H", glyph, place)
        glyph[place : place + 2] = pack(">H", flags & ~_INSTRUCTIONS)
        place += 4 + (4 if flags & _WORDS else 2)
        place += sum(size for flag, size in _SCALES.items() if flags & flag)
    return bytes(glyph[:place])
