"""Files as travellers, and others, send them. All invented."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from PIL.Image import Exif

pillow_heif.register_heif_opener()

SECRET = b"SECRET"
"""Stands in all that must not be passed on."""
_ORIENTATION, _MAKER, _GPS = 0x0112, 0x010F, 0x8825
_TURNED = 6  # the top of the scene is on the right of the picture
MEGABYTE = 1024 * 1024


def told_on(turned: bool = True) -> Exif:
    """What a phone writes into each picture: maker, place, which way up."""
    exif = Exif()
    exif[_MAKER] = SECRET.decode()
    exif.get_ifd(_GPS).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    if turned:
        exif[_ORIENTATION] = _TURNED
    return exif


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (400, 300),
    mode: str = "RGB",
    colour: Any = "red",
    **more: Any,
) -> bytes:
    made = BytesIO()
    Image.new(mode, size, colour).save(made, kind, **more)
    return made.getvalue()


def phone_picture(size: tuple[int, int] = (400, 300)) -> bytes:
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    return picture(size=size, exif=told_on(), comment=SECRET, xmp=xmp)


def pdf(change: Callable[[Pdf], None] = lambda _made: None, pages: int = 1, **saved: Any) -> bytes:
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page(page_size=(595, 842))
        change(made)
        out = BytesIO()
        made.save(out, **saved)
    return out.getvalue()


def packed(change: Callable[[Pdf], None]) -> bytes:
    """A PDF whose streams stay as they were written."""
    return pdf(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def draw(made: Pdf, content: bytes) -> None:
    made.pages[0].obj.Contents = made.make_stream(content)


def scan(made: Pdf) -> None:
    """A page with a phone's picture on it."""
    image = made.make_stream(phone_picture())
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": 400,
        "/Height": 300,
        "/ColorSpace": Name.DeviceRGB,
        "/BitsPerComponent": 8,
        "/Filter": Name.DCTDecode,
        "/Metadata": made.make_stream(SECRET),
    }.items():
        image[key] = value
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Scan=image))
    draw(made, b"q 400 0 0 300 50 50 cm /Scan Do Q")


def tells_and_acts(made: Pdf) -> None:
    """Everything that a paper need not have."""
    secret = SECRET.decode()
    script = Dictionary(S=Name.JavaScript, JS=secret)
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.attachments["secret.txt"] = SECRET
    made.docinfo["/Author"] = secret
    with made.open_metadata() as metadata:
        metadata["dc:title"] = secret
    page = made.pages[0].obj
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(Maker=Dictionary(Private=secret))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=secret)
    )
    page.Annots = made.make_indirect(Array([made.make_indirect(link)]))
    scan(made)


def filled_form(made: Pdf) -> None:
    """A field with "typed" in it, and its looks, as form fillers leave it."""
    looks = made.make_stream(b"0 0 1 rg 0 0 100 20 re f")
    for key, value in {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": [0, 0, 100, 20]}.items():
        looks[key] = value
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="name",
            V="typed",
            F=4,
            Rect=[50, 50, 150, 70],
            AP=Dictionary(N=looks),
        )
    )
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=[field])


def bomb(made: Pdf) -> None:
    """A kilobyte that unpacks to 200 megabytes of blanks, packed twice."""
    once = zlib.compressobj(9)
    unpacked = b"".join([*(once.compress(b" " * MEGABYTE) for _ in range(200)), once.flush()])
    content = made.make_stream(b"")
    both = Array([Name.FlateDecode, Name.FlateDecode])
    content.write(zlib.compress(unpacked, 9), filter=both)
    made.pages[0].obj.Contents = content


def many_bombs(made: Pdf) -> None:
    """Each is modest by itself."""
    packed_blanks = zlib.compress(b" " * (50 * MEGABYTE), 9)
    for number in range(3):
        content = made.make_stream(b"")
        content.write(packed_blanks, filter=Name.FlateDecode)
        made.Root[f"/Kept{number}"] = content


def huge_picture_in(made: Pdf) -> None:
    scan(made)
    image = made.pages[0].obj.Resources.XObject.Scan
    image.Width = image.Height = 20_000


def bomb_of_objects() -> bytes:
    """A PDF whose list of objects unpacks to more memory than there is."""
    squeeze = zlib.compressobj(9)
    blanks = [squeeze.compress(b" " * (16 * MEGABYTE)) for _ in range(80)]
    objects = b"".join([*blanks, squeeze.flush()])
    head = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>endobj\n"
    at = len(head)
    head += b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>stream\n" % len(objects)
    head += objects + b"\nendstream endobj\n"
    entries = [(0, 0, 0), (1, 9, 0), (2, 5, 0), (0, 0, 0), (0, 0, 0), (1, at, 0), (1, len(head), 0)]
    table = b"".join(struct.pack(">BIH", *entry) for entry in entries)
    tail = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return head + tail + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(head)
