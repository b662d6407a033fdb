"""Uploaded files: known by what they hold, made anew without what they hide, refused by name."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Encryption, Name, Stream
from PIL import Image

from prenotify.uploads import streams
from prenotify.uploads.cleaning import Clean, clean
from prenotify.uploads.limits import LARGEST_FILE, LONG_EDGE, MOST_PAGES, Reason, Refused
from tests.needs import needs
from tests.uploads.files import (
    SECRET,
    bomb,
    bomb_of_objects,
    draw,
    filled_form,
    huge_picture_in,
    many_bombs,
    packed,
    pdf,
    phone_picture,
    picture,
    scan,
    tells_and_acts,
    told_on,
)

PDF, JPEG = "application/pdf", "image/jpeg"


def image_of(found: Clean) -> Image.Image:
    assert found.media_type == JPEG
    image = Image.open(BytesIO(found.content))
    image.load()
    return image


TAKEN = {
    "a JPEG": (picture(), JPEG),
    "a PNG": (picture("PNG"), JPEG),
    "a HEIC": (picture("HEIF"), JPEG),
    "a PDF": (pdf(), PDF),
    "a PDF with something before it": (b"\xef\xbb\xbf\n" + pdf(), PDF),
}


@pytest.mark.parametrize(("content", "media_type"), TAKEN.values(), ids=TAKEN)
def test_four_kinds_are_taken(content: bytes, media_type: str) -> None:
    found = clean(content)
    assert found.media_type == media_type
    assert found.ending == {PDF: "pdf", JPEG: "jpg"}[media_type]


REFUSED: dict[str, tuple[bytes, Reason]] = {
    "nothing": (b"", "empty"),
    "HTML, whatever it is called": (b"<!doctype html><script>alert(1)</script>", "unknown"),
    "a GIF": (picture("GIF"), "unknown"),
    "a TIFF": (picture("TIFF"), "unknown"),
    "a zip": (b"PK\x03\x04" + bytes(100), "unknown"),
    "half a JPEG": (picture(size=(2000, 2000))[:5000], "broken"),
    "half a PNG": (picture("PNG", colour="blue", size=(2000, 2000))[:3000], "broken"),
    "a PDF in name only": (b"%PDF-1.7\nnothing else", "broken"),
    "a PDF without pages": (pdf(pages=0), "broken"),
    "a PDF with a password": (pdf(encryption=Encryption(user="a", owner="b")), "encrypted"),
    "a PDF that may not be changed": (pdf(encryption=Encryption(user="", owner="b")), "encrypted"),
    "a book": (pdf(pages=MOST_PAGES + 1), "too_many_pages"),
    "a file over the limit": (picture() + bytes(LARGEST_FILE), "too_large"),
    "a picture of 400 megapixels": (picture("PNG", (20_000, 20_000), "1", 0), "too_many_pixels"),
    "a PDF with such a picture": (pdf(huge_picture_in), "too_many_pixels"),
    "a kilobyte that unpacks to 200 megabytes": (packed(bomb), "too_complex"),
    "many that do so together": (packed(many_bombs), "too_complex"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_the_others_are_refused_by_name(content: bytes, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        clean(content)
    assert refused.value.reason == reason


def test_what_fills_the_memory_ends_only_the_process_that_looks_at_it() -> None:
    with pytest.raises(Refused) as refused:
        clean(bomb_of_objects())
    assert refused.value.reason in {"broken", "too_complex"}


def test_that_process_knows_no_secret_and_cannot_write(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    run = subprocess.run

    def watched(*args: object, env: dict[str, str], **more: object) -> object:
        seen.append(env)
        return run(*args, env=env, **more)  # type: ignore[call-overload]

    monkeypatch.setenv("PRENOTIFY_DATA_KEYS", "secret")
    monkeypatch.setattr(subprocess, "run", watched)
    clean(picture())
    assert seen == [{}]


def test_one_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prenotify.uploads.cleaning._WAIT_SECONDS", 0.01)
    with pytest.raises(Refused, match="too_complex"):
        clean(picture())


def test_a_picture_keeps_nothing_but_its_pixels() -> None:
    found = clean(phone_picture())
    assert SECRET not in found.content
    image = image_of(found)
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["PNG", "HEIF"])
def test_nor_do_other_kinds_of_picture(kind: str) -> None:
    found = clean(picture(kind, exif=told_on(turned=False)))
    assert SECRET not in found.content
    assert dict(image_of(found).getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_turned_upright(kind: str) -> None:
    assert image_of(clean(picture(kind, (400, 300), exif=told_on()))).size == (300, 400)


def test_a_large_picture_is_made_smaller_and_a_small_one_is_left() -> None:
    assert image_of(clean(phone_picture((4000, 3000)))).size == (LONG_EDGE * 3 // 4, LONG_EDGE)
    assert image_of(clean(picture(size=(640, 480)))).size == (640, 480)


def test_the_colours_stay() -> None:
    assert _close(image_of(clean(picture(colour=(10, 120, 200)))).getpixel((200, 150)), (10, 120, 200))
    clear = picture("PNG", mode="RGBA", colour=(0, 0, 0, 0))
    assert _close(image_of(clean(clear)).getpixel((200, 150)), (255, 255, 255))
    deep = picture("PNG", mode="I;16", colour=30_000)
    assert _close(image_of(clean(deep)).getpixel((200, 150)), (117, 117, 117))
    ink = picture(mode="CMYK", colour=(0, 255, 255, 0))
    assert _close(image_of(clean(ink)).getpixel((200, 150)), (255, 0, 0))


def _close(found: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 8 for one, other in zip(found, wanted, strict=True))


def test_a_pdf_keeps_its_pages_and_nothing_that_tells_or_acts() -> None:
    found = clean(pdf(tells_and_acts, pages=3))
    with pikepdf.open(BytesIO(found.content)) as made:
        assert len(made.pages) == 3
        assert set(made.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in made.trailer
        assert "/Annots" not in made.pages[0].obj
        everything = b" ".join(
            repr(thing).encode() + (thing.read_raw_bytes() if isinstance(thing, Stream) else b"")
            for thing in made.objects
        )
    assert SECRET not in everything
    assert SECRET not in found.content


def test_a_scan_within_a_pdf_is_shown_as_before_and_tells_nothing() -> None:
    with pikepdf.open(BytesIO(clean(pdf(scan)).content)) as made:
        picture = made.pages[0].obj.Resources.XObject.Scan
        assert "/Metadata" not in picture
        raw = picture.read_raw_bytes()
    assert SECRET not in raw
    before, after = (Image.open(BytesIO(content)) for content in (phone_picture(), raw))
    assert dict(after.getexif()) == {}
    assert after.tobytes() == before.tobytes()


def test_what_was_typed_into_a_form_stays_on_the_page() -> None:
    with pikepdf.open(BytesIO(clean(pdf(filled_form)).content)) as made:
        page = made.pages[0].obj
        assert "/Annots" not in page
        drawn = [form.read_bytes() for form in page.Resources.XObject.values()]
    assert b"0 0 1 rg 0 0 100 20 re f" in drawn


def test_what_a_page_inherits_stays_with_it() -> None:
    def share(made: pikepdf.Pdf) -> None:
        draw(made, b"/Shared Do")
        made.Root.Pages.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Shared=made.make_stream(b"", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
        )
        del made.pages[0].obj["/Resources"]
        made.Root.Pages.Rotate = 90

    with pikepdf.open(BytesIO(clean(pdf(share)).content)) as made:
        page = made.pages[0]
        assert "/Shared" in page.resources.XObject
        assert page.rotation == 90


@needs("qpdf")
def test_the_new_pdf_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(clean(pdf(tells_and_acts, pages=2)).content)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "content", [picture(), picture("HEIF"), pdf(tells_and_acts)], ids=["JPEG", "HEIC", "PDF"]
)
def test_the_same_file_gives_the_same_one(content: bytes) -> None:
    assert clean(content) == clean(content)


def test_a_jpeg_ends_where_its_picture_ends() -> None:
    twice = picture(progressive=True) + phone_picture()
    bare = streams.bare_jpeg(twice)
    assert SECRET not in bare
    assert Image.open(BytesIO(bare)).tobytes() == Image.open(BytesIO(twice)).tobytes()


CUT: dict[str, Callable[[bytes], bytes]] = {
    "a JPEG": streams.bare_jpeg,
    "a JPEG 2000": streams.bare_jp2,
}


@pytest.mark.parametrize("bare", CUT.values(), ids=CUT)
def test_noise_in_a_pdf_s_picture_is_no_trouble(bare: Callable[[bytes], bytes]) -> None:
    for start in (b"\xff\xd8", b"\xff\xd8\xff\xda\x00\x02", b"\x00\x00\x00\x0cjP  "):
        for end in (b"", b"\xff", b"\xff\xe1", b"\xff\xe1\x00\x00", os.urandom(300)):
            bare(start + end)


def test_a_jpeg_2000_loses_its_boxes_of_xml() -> None:
    head = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
    told = (8 + len(SECRET)).to_bytes(4) + b"xml " + SECRET
    drawn = b"\x00\x00\x00\x00jp2c" + b"the picture"
    assert streams.bare_jp2(head + told + drawn) == head + drawn


def test_its_process_is_one_of_ours() -> None:
    answer = subprocess.run(
        [sys.executable, "-I", "-m", "prenotify.uploads"], input=b"", capture_output=True, check=True
    )
    assert answer.stdout == b'{"refused": "empty"}\n'
