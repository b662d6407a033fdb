"""What a PDF packs into itself: how large it unpacks to, and the metadata of its pictures."""

import zlib

from prenotify.uploads.limits import Refused

_CHUNK = 1024 * 1024
_JPEG_BEGINS, _JPEG_ENDS = b"\xff\xd8", b"\xff\xd9"
_START_OF_SCAN, _END_OF_IMAGE, _APP_0, _COMMENT = 0xDA, 0xD9, 0xE0, 0xFE
_WITHIN_A_SCAN = {0x00, *range(0xD0, 0xD8)}
# APP0 (JFIF), APP2 (colours) and APP14 (how the colours are coded) are needed to show a JPEG; EXIF,
# XMP, IPTC and what makers add are in the others.
_KEPT_APPS = {0xE0, 0xE2, 0xEE}
_JP2_BOXES_DROPPED = {b"xml ", b"uuid", b"uinf"}
_JP2_BEGINS = b"\x00\x00\x00\x0cjP  "


def inflated(packed: bytes, most: int) -> bytes:
    """What *packed* inflates to, as far as it is sound. Raises Refused beyond *most* bytes."""
    inflator = zlib.decompressobj()
    found = bytearray()
    try:
        while packed and not inflator.eof:
            found += inflator.decompress(packed, _CHUNK)
            packed = inflator.unconsumed_tail
            if len(found) > most:
                raise Refused("too_complex")
    except zlib.error:
        pass  # readers show what there is up to here
    return bytes(found)


def inflated_size(packed: bytes, most: int) -> int:
    """How large *packed* inflates to, without holding it. Raises Refused beyond *most* bytes."""
    inflator = zlib.decompressobj()
    size = 0
    try:
        while packed and not inflator.eof:
            size += len(inflator.decompress(packed, _CHUNK))
            packed = inflator.unconsumed_tail
            if size > most:
                raise Refused("too_complex")
    except zlib.error:
        pass
    return size


def bare_jpeg(content: bytes) -> bytes:
    """A JPEG without EXIF, XMP, IPTC, comments and whatever follows its end; its picture is not touched.

    Where it stops making sense, it stops.
    """
    if not content.startswith(_JPEG_BEGINS):
        return content
    kept, at = bytearray(_JPEG_BEGINS), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == _END_OF_IMAGE:
            break
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
        if _is_shown(marker):
            kept += content[at:end]
        at = end
    return bytes(kept + _JPEG_ENDS)


def _is_shown(marker: int) -> bool:
    return marker != _COMMENT and (marker & 0xF0 != _APP_0 or marker in _KEPT_APPS)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands; within a scan 0xFF is followed by zero or a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in _WITHIN_A_SCAN:
            return at
        at += 2
    return len(content)


def bare_jp2(content: bytes) -> bytes:
    """A JPEG 2000 file without its boxes of XML and the like."""
    if not content.startswith(_JP2_BEGINS):
        return content
    kept, at = bytearray(), 0
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + size if size >= 8 else len(content)  # 0: to the end; 1: longer than any we take
        if kind not in _JP2_BOXES_DROPPED:
            kept += content[at:end]
        at = end
    return bytes(kept)
