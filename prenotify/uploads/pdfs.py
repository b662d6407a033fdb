"""A PDF written anew: its pages as they print, and nothing that acts, hides or tells on anybody."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel

from prenotify.uploads.limits import MOST_PAGES, MOST_PIXELS, MOST_UNPACKED, MOST_UNPACKED_IMAGES, Refused
from prenotify.uploads.streams import bare_jp2, bare_jpeg, inflated, inflated_size

_KEPT_OF_A_PAGE = {
    "/Type",
    "/Parent",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Resources",
    "/Contents",
    "/Group",
}
_DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI", "/Ref", "/Alternates", "/Thumb")
# A stream whose content lies in a file elsewhere.
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")
_FLATE = {"/FlateDecode", "/Fl"}
_BARE = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jp2}
_PICTURES = {*_BARE, "/CCITTFaxDecode", "/JBIG2Decode"}


def is_pdf(content: bytes) -> bool:
    """Readers look for the mark within the first 1,024 bytes."""
    return b"%PDF-" in content[:1024]


def cleaned_pdf(content: bytes) -> bytes:
    """The PDF's pages in a new one. Raises Refused."""
    try:
        with pikepdf.open(BytesIO(content)) as found, pikepdf.new() as made:
            return _rewritten(found, made)
    except pikepdf.PasswordError:
        raise Refused("encrypted") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
        raise Refused("broken") from None


def _rewritten(found: Pdf, made: Pdf) -> bytes:
    if found.is_encrypted:
        raise Refused("encrypted")
    if len(found.pages) > MOST_PAGES:
        raise Refused("too_many_pages")
    _measure(found)
    _print_in_place(found)
    for page in found.pages:
        for key in set(page.obj.keys()) - _KEPT_OF_A_PAGE:
            del page.obj[key]
    made.pages.extend(found.pages)
    if not len(made.pages):
        raise Refused("broken")
    for thing in made.objects:
        _clean(thing)
    out = BytesIO()
    made.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _print_in_place(found: Pdf) -> None:
    """What was typed into a form, or stamped on a page, becomes part of the page."""
    if "/AcroForm" in found.Root:
        found.generate_appearance_streams()
    found.flatten_annotations("print")


def _measure(found: Pdf) -> None:
    """Raises Refused when the PDF unpacks to more than any paper needs."""
    left = {True: MOST_UNPACKED_IMAGES, False: MOST_UNPACKED}
    for thing in found.objects:
        if isinstance(thing, Stream):
            is_image = thing.get("/Subtype") == "/Image"
            if is_image and _number(thing, "/Width") * _number(thing, "/Height") > MOST_PIXELS:
                raise Refused("too_many_pixels")
            left[is_image] -= _unpacked_size(thing, left[is_image])
            if left[is_image] < 0:
                raise Refused("too_complex")


def _number(stream: Object, key: str) -> int:
    try:
        return int(stream.get(key, 0))
    except (TypeError, ValueError):
        return 0


def _unpacked_size(stream: Object, most: int) -> int:
    filters = list(_filters(stream))
    raw = stream.read_raw_bytes()
    while len(filters) > 1 and filters[0] in _FLATE:
        raw = inflated(raw, most)
        filters.pop(0)
    if not filters or filters[0] in _PICTURES:
        return len(raw)
    if filters[0] in _FLATE:
        return inflated_size(raw, most)
    try:
        return len(stream.read_bytes(StreamDecodeLevel.generalized))
    except pikepdf.PdfError:
        return len(raw)


def _filters(stream: Object) -> Iterator[str]:
    found = stream.get("/Filter")
    if isinstance(found, Name):
        yield str(found)
    elif isinstance(found, Array):
        yield from map(str, found)


def _clean(thing: Object) -> None:
    """Take out what tells where, when and with what the paper was made; deeper in, too."""
    if isinstance(thing, Stream):
        for key in _ELSEWHERE:
            if key in thing:
                del thing[key]
        _bare_picture(thing)
    if isinstance(thing, Dictionary | Stream):
        for key in _DROPPED:
            if key in thing:
                del thing[key]
        for value in dict(thing.items()).values():
            _clean_inside(value)
    elif isinstance(thing, Array):
        for value in thing:
            _clean_inside(value)


def _clean_inside(value: object) -> None:
    # What is indirect comes by itself.
    if isinstance(value, Object) and not value.is_indirect:
        _clean(value)


def _bare_picture(stream: Object) -> None:
    filters = list(_filters(stream))
    if len(filters) == 1 and filters[0] in _BARE:
        raw = stream.read_raw_bytes()
        bare = _BARE[filters[0]](raw)
        if bare != raw:
            parms = stream.get("/DecodeParms")
            kept = parms if isinstance(parms, Dictionary | Array) else None
            stream.write(bare, filter=Name(filters[0]), decode_parms=kept)
    elif filters and filters[-1] in _BARE:
        # Packed twice; nobody who scans a paper does that.
        raise Refused("too_complex")
