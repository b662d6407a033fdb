"""Reading PDFs as other programs do."""

import re
import subprocess
from typing import NamedTuple

# Marks with which pdftotext brackets what runs from right to left.
_BRACKETS = re.compile("[\u200e\u200f\u202a-\u202e]")


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_inside_margins(self) -> bool:
        """On A4, with the foot below the text."""
        return self.left > 50 and self.right < 546 and self.top > 38 and self.bottom < 820


def run(*command: str, given: bytes) -> str:
    # Poppler writes emoji in a title as halves of characters, which are no UTF-8.
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode(
        errors="replace"
    )


def pages(pdf: bytes, *options: str) -> list[str]:
    """The text of each page as pdftotext gives it, without marks of direction."""
    found = _BRACKETS.sub("", run("pdftotext", *options, "-", "-", given=pdf)).split("\f")
    return found[:-1]


def page_saying(pdf: bytes, words: str) -> int:
    """The number of the first page that says *words*."""
    return next(n for n, page in enumerate(pages(pdf), start=1) if words in one_line(page))


def rows(page: str) -> list[str]:
    """What stands side by side on a page read with the option `-layout`."""
    return [one_line(line) for line in page.splitlines()]


def text(pdf: bytes) -> str:
    """All text, white space as single spaces."""
    return one_line("\n".join(pages(pdf)))


def one_line(said: str) -> str:
    return " ".join(said.split())


def words(pdf: bytes) -> list[Word]:
    """Every word with its box, in points from the top left of its page."""
    found = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>',
        run("pdftotext", "-bbox", "-", "-", given=pdf),
    )
    return [Word(said, *map(float, box)) for *box, said in found]
