"""Blocks one below the other, page after page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from prenotify.documents.pen import Paper, Pen

A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)
Foot = Callable[[Pen, int, int], None]
"""Draws below (or above) the text of a page, given its number and how many there are."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A page and the part of it that the text takes, in points.

    The text is equally wide on any paper, and is placed as on A4; `shift` centres it elsewhere.
    """

    size: tuple[float, float] = A4
    left: float = 51.0
    """Also the margin on the right: 18 mm."""
    top: float = 42.0
    bottom: float = 62.0
    """Room for the page foot."""

    @property
    def right(self) -> float:
        return A4[0] - self.left

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.size[1] - self.top - self.bottom

    @property
    def shift(self) -> float:
        """How far right everything moves on this paper."""
        return (self.size[0] - A4[0]) / 2


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a fixed height that is never split. `draw` is given the y of its top edge."""

    height: float
    draw: Callable[[Pen, float], None]
    space_before: float = 0.0
    """Left out at the top of a page."""
    stays_with_next: bool = False
    outline: str = ""
    """Its entry among the bookmarks."""
    within: str = ""
    """The table or list it is a part of: "Table", "L". Blocks that follow each other share one."""


def height(blocks: Sequence[Block], spacing: float = 1.0) -> float:
    """How high *blocks* are one below the other, with all the space before each times *spacing*."""
    return sum(block.space_before * spacing + block.height for block in blocks)


@dataclass(frozen=True, slots=True)
class Info:
    """What a PDF says of itself."""

    title: str
    author: str
    subject: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Piece:
    """A document of its own within a PDF: its pages are counted by themselves."""

    foot: Foot
    bookmarks: tuple[str, ...] = ()
    """What leads to its first page, each below the one before; "" for one that stands there already."""
    own: str = "en"
    other: str = ""
    """Its languages."""


@dataclass(slots=True)
class _Page:
    pen: Pen
    piece: Piece | None
    number: int
    """Within its piece."""
    bookmarks: list[tuple[str, float, int]] = field(default_factory=list)
    """Title, height, depth."""


class Flow:
    """Fills pages from the top, one block below the other."""

    def __init__(self, grid: Grid, info: Info, other: str = ""):
        """*other* is the language beside the PDF's own, if any."""
        self.grid, self.info = grid, info
        self.spacing = 1.0
        """What the space before each block is multiplied by."""
        self._paper = Paper(grid.size, info.language)
        self._paper.structure.other = other
        self._pages: list[_Page] = []
        self._piece: Piece | None = None
        self._new_page()

    def begin(self, piece: Piece) -> int:
        """Begin a document of its own on a new page; the number of that page within the PDF."""
        self._piece = piece
        structure = self._paper.structure
        structure.group("")
        structure.own, structure.other = piece.own, piece.other
        if self._at_top:  # nothing stands on this page yet
            self._pages[-1].piece = piece
        else:
            self._new_page()
        for depth, title in enumerate(piece.bookmarks):
            if title:
                self._pages[-1].bookmarks.append((title, self._y, depth))
        return len(self._pages)

    def turn(self) -> None:
        """Go on on a new page."""
        self._new_page()

    def add(self, blocks: Sequence[Block], again: Block | None = None) -> None:
        """Place *blocks*; *again* is repeated wherever they go on on a further page."""
        for index, block in enumerate(blocks):
            if not self._at_top and self._needed(blocks, index) > self.room:
                self._new_page()
                if again and index:
                    self._repeat(again)
            self._place(block)

    def add_at_bottom(self, last: Sequence[Block], block: Block) -> None:
        """Place *last*, then *block* at the bottom of that same page."""
        if self._height([*last, block]) > self.room:
            self._new_page()
        for each in last:
            self._place(each)
        self._y = self.grid.bottom + block.height
        self._draw(block)

    def _height(self, blocks: Sequence[Block]) -> float:
        return height(blocks, self.spacing)

    @property
    def room(self) -> float:
        """Height left on the page."""
        return self._y - self.grid.bottom

    @property
    def _at_top(self) -> bool:
        return self._y == self.grid.size[1] - self.grid.top

    def _needed(self, blocks: Sequence[Block], index: int) -> float:
        """The height of a block and of all that must stay with it."""
        needed = 0.0
        for block in blocks[index:]:
            needed += self._height([block])
            if not block.stays_with_next:
                break
        return needed

    def _place(self, block: Block) -> None:
        page = self._pages[-1]
        if not self._at_top:
            self._y -= block.space_before * self.spacing
        if block.outline:
            depth = len(self._piece.bookmarks) if self._piece else 0
            page.bookmarks.append((block.outline, self._y, depth))
        self._draw(block)
        self._y -= block.height

    def _draw(self, block: Block) -> None:
        self._paper.structure.group(block.within)
        block.draw(self._pages[-1].pen, self._y)

    def _repeat(self, block: Block) -> None:
        """Place what was said on an earlier page."""
        pen = self._pages[-1].pen
        pen.begin_artifact()
        block.draw(pen, self._y)
        pen.end_artifact()
        self._y -= block.height

    def _new_page(self) -> None:
        goes_on = bool(self._pages) and self._pages[-1].piece is self._piece
        number = self._pages[-1].number + 1 if goes_on else 1
        self._pages.append(_Page(Pen(self._paper), self._piece, number))
        self._y = self.grid.size[1] - self.grid.top

    def pdf(self, foot: Foot) -> bytes:
        """The finished PDF; *foot* draws on every page, beside the foot of the page's own document."""
        from prenotify.documents.packing import write

        canvas: Any = self._paper.canvas
        for number, page in enumerate(self._pages, start=1):
            self._draw_foot(page, foot, number)
            canvas.addLiteral("\n".join([*self._move(), *page.pen.operators]))
            for index, (title, y, depth) in enumerate(page.bookmarks):
                key = f"{number}.{index}"
                canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(y + 6))
                canvas.addOutlineEntry(title, key, depth, closed=depth > 0)
            canvas.showPage()
        self._describe()
        return write(canvas, self._paper.structure)

    def _move(self) -> list[str]:
        return [f"1 0 0 1 {self.grid.shift:.2f} 0 cm"] if self.grid.shift else []

    def _draw_foot(self, page: _Page, foot: Foot, number: int) -> None:
        page.pen.begin_artifact()
        foot(page.pen, number, len(self._pages))
        if page.piece:
            pages = sum(other.piece is page.piece for other in self._pages)
            page.piece.foot(page.pen, page.number, pages)
        page.pen.end_artifact()
        page.pen.finish()

    def _describe(self) -> None:
        canvas = self._paper.canvas
        canvas.setTitle(self.info.title)
        canvas.setAuthor(self.info.author)
        canvas.setSubject(self.info.subject)
        canvas.setCreator("prenotify")
        canvas.setViewerPreference("DisplayDocTitle", "true")
