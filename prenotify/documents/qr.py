"""A code for a phone to read: the filing's reference and a digest of what it says, no name and no number.

Whoever holds two prints sees by it whether they say the same.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import groupby

from prenotify.documents.content import Content
from prenotify.documents.flow import Block
from prenotify.documents.layout import GRID, INK
from prenotify.documents.pen import Pen
from prenotify.documents.tags import FIGURE

SIDE = 48.0
"""Points; a module is then half a millimetre wide, also when printed at 80 %."""
ROOM = SIDE + 14.0
"""What text beside it leaves free."""
_DIGITS = 16
# One way of masking for all: trying all eight, as the standard suggests, takes five times as long.
_MASK = 2


def code_of(content: Content) -> str:
    """What the code says: reference and digest, in the letters that take the least room."""
    digest = sha256(repr(content).encode()).hexdigest()[:_DIGITS].upper()
    return f"{content.reference} {digest}"


def beside_code(block: Block, said: str, alt: str) -> Block:
    """*block* with the code that says *said* at its right; *alt* is for those who cannot see it."""

    def draw(pen: Pen, top: float) -> None:
        block.draw(pen, top)
        pen.open(FIGURE, alt)
        module = SIDE / len(_rows(said))
        boxes = [
            (GRID.right - SIDE + x * module, top - (y + 1) * module, length * module, module)
            for x, y, length in _bars(_rows(said))
        ]
        pen.boxes(boxes, INK)
        pen.close()

    return Block(max(block.height, SIDE), draw, block.space_before)


@lru_cache(maxsize=64)
def _rows(said: str) -> tuple[bytes, ...]:
    import segno

    code = segno.make(said, error="m", micro=False, mask=_MASK, boost_error=False)
    return tuple(map(bytes, code.matrix))


def _bars(rows: tuple[bytes, ...]) -> Iterator[tuple[int, int, int]]:
    """Dark modules that follow each other in a row, as one: column, row, how many."""
    for y, row in enumerate(rows):
        x = 0
        for dark, group in groupby(row):
            length = len([*group])
            if dark:
                yield x, y, length
            x += length
