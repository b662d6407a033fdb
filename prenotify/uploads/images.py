"""A picture made anew: upright, of a sane size, and nothing in it but its pixels."""

from io import BytesIO

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from prenotify.uploads.limits import JPEG_QUALITY, LONG_EDGE, MOST_PIXELS, Refused

_FORMATS = ("JPEG", "PNG", "HEIF")
_SIXTEEN_BIT = {"I;16", "I;16B", "I;16L"}

pi_heif.register_heif_opener()


def cleaned_image(content: bytes) -> bytes:
    """The JPEG, PNG or HEIC in *content* as a JPEG without any metadata. Raises Refused."""
    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
    except UnidentifiedImageError:
        raise Refused("unknown") from None
    except Image.DecompressionBombError:
        raise Refused("too_many_pixels") from None
    if image.width * image.height > MOST_PIXELS:
        raise Refused("too_many_pixels")
    try:
        return _encoded(_upright(image))
    except (OSError, SyntaxError, ValueError):  # what Pillow raises when a picture ends too soon or lies
        raise Refused("broken") from None


def _upright(image: Image.Image) -> Image.Image:
    # Made smaller first: a JPEG is then never held in memory at its full size.
    image.thumbnail((LONG_EDGE, LONG_EDGE))
    return _on_white(ImageOps.exif_transpose(image))


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in _SIXTEEN_BIT:
        # Converted as it is, everything above 255 would be white.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _encoded(image: Image.Image) -> bytes:
    made = BytesIO()
    # From the pixels alone, since what came with the picture would be written with it.
    Image.frombytes(image.mode, image.size, image.tobytes()).save(
        made, "JPEG", quality=JPEG_QUALITY, optimize=True
    )
    return made.getvalue()
