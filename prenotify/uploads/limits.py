"""What a file may be, and why one is refused."""

from typing import Literal, get_args

LARGEST_FILE = 10 * 1024 * 1024
MOST_PAGES = 30
# The sharpest phones make 200 megapixels, but only when asked to; scans of a page have 35 at most.
MOST_PIXELS = 64_000_000
LONG_EDGE = 2000
JPEG_QUALITY = 80
# What the images of a PDF, and all else in it, may grow to when they are unpacked.
MOST_UNPACKED_IMAGES = 400_000_000
MOST_UNPACKED = 64_000_000

Reason = Literal[
    "empty",
    "unknown",
    "broken",
    "encrypted",
    "too_large",
    "too_many_pages",
    "too_many_pixels",
    "too_complex",
]
REASONS: tuple[Reason, ...] = get_args(Reason)


class Refused(Exception):  # noqa: N818 - it names what happened
    """A file that is not taken."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason: Reason = reason
