"""Pages as small grey pictures, and how far two of them are apart.

Pages are drawn large and averaged down, and compared slightly out of focus. Two programs that
smooth letters and lines differently then differ by up to 36 of 255 (measured: Poppler's two
renderers, pdftoppm and pdftocairo); a value that is gone or a block that moved a millimetre, by more than 50.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
from PIL import Image, ImageChops, ImageFilter

_DPI = 36
_LARGER = 4
_GREYS = 8
_OUT_OF_FOCUS = ImageFilter.GaussianBlur(1)
MOST = 45
"""How far apart two pictures of one page may be: between what renderers and what mistakes make of it."""


class Difference(NamedTuple):
    far: int
    """0 for the same picture; 255 where one is black and the other white, or their sizes differ."""
    where: tuple[float, float]
    """Of the largest difference: millimetres from the left and the top of the page."""


def picture_of(pdf: bytes, page: int = 1, *options: str) -> Image.Image:
    """A page of *pdf*, 36 pixels an inch; *options* are pdftoppm's."""
    resolution = str(_DPI * _LARGER)
    command = ("pdftoppm", "-r", resolution, "-gray", "-f", str(page), "-l", str(page), *options, "-")
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    if not drawn:
        raise ValueError(f"there is no page {page}")
    with Image.open(BytesIO(drawn)) as large:
        return large.convert("L").reduce(_LARGER).point(_few_greys)


def _few_greys(grey: int) -> int:
    step = 255 / (_GREYS - 1)
    return round(round(grey / step) * step)


def difference(one: Image.Image, other: Image.Image) -> Difference:
    if one.size != other.size:
        return Difference(255, (0.0, 0.0))
    blurred = (each.filter(_OUT_OF_FOCUS) for each in (one, other))
    apart = ImageChops.difference(*blurred)
    far = int(apart.getextrema()[1])  # type: ignore[arg-type] # two numbers, as there is one band
    x, y, *_ = apart.point(lambda value: 255 * (value == far)).getbbox() or (0, 0)
    return Difference(far, (round(x * 25.4 / _DPI, 1), round(y * 25.4 / _DPI, 1)))


def store(picture: Image.Image, path: Path) -> None:
    """As small as PNG gets: three bits hold a pixel, four are used."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = picture.quantize(_GREYS)
    small.save(path, optimize=True, bits=4)


def stored(path: Path) -> Image.Image:
    with Image.open(path) as found:
        return found.convert("L")


_AROUND = 100
"""Points on every side of a page where one looks for what fell off it."""
_PAGE = re.compile(rb"P5\n(\d+) (\d+)\n255\n")


class Margins(NamedTuple):
    """How far what is drawn keeps from each edge of its page, in points; less than 0 is off the page."""

    left: int
    top: int
    right: int
    bottom: int


def margins_of(pdf: bytes) -> Iterator[Margins]:
    """The margins that each page really has: letters, lines and all else that is drawn."""
    for picture in _pages(_with_room_around(pdf)):
        box = picture.point(lambda grey: 255 * (grey < 240)).getbbox() or (0, 0, 0, 0)
        left, top, right, bottom = box
        around = (left, top, picture.width - right, picture.height - bottom)
        yield Margins(*(distance - _AROUND for distance in around))


def _with_room_around(pdf: bytes) -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            left, bottom, right, top = map(float, page.mediabox)
            page.mediabox = pikepdf.Rectangle(
                left - _AROUND, bottom - _AROUND, right + _AROUND, top + _AROUND
            )
        opened.save(written)
    return written.getvalue()


def _pages(pdf: bytes) -> Iterator[Image.Image]:
    """All pages, a pixel for each point."""
    command = ("pdftoppm", "-r", "72", "-gray", "-")
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    while found := _PAGE.match(drawn):
        size = int(found[1]), int(found[2])
        end = found.end() + size[0] * size[1]
        yield Image.frombytes("L", size, drawn[found.end() : end])
        drawn = drawn[end:]


def changed(pdf: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """*pdf* with its first page drawn by other operators."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        page, written = opened.pages[0], BytesIO()
        page.contents_coalesce()
        page.Contents = opened.make_stream(change(page.Contents.read_bytes()))
        opened.save(written)
    return written.getvalue()
