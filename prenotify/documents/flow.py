"""Blocks one below the other, page after page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from prenotify.documents.pen import Paper, Pen

A4 = (595.28, 841.89)


@dataclass(frozen=True, slots=True)
class Grid:
    """A page and the part of it that the text takes, in points."""

    size: tuple[float, float] = A4
    left: float = 51.0
    """Also the margin on the right: 18 mm."""
    top: float = 42.0
    bottom: float = 62.0
    """Room for the page foot."""

    @property
    def right(self) -> float:
        return self.size[0] - self.left

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.size[1] - self.top - self.bottom


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


@dataclass(frozen=True, slots=True)
class Info:
    """What a PDF says of itself."""

    title: str
    author: str
    subject: str
    language: str = "en"


@dataclass(slots=True)
class _Page:
    pen: Pen
    bookmarks: list[tuple[str, float]] = field(default_factory=list)


class Flow:
    """Fills pages from the top, one block below the other."""

    def __init__(self, grid: Grid, info: Info):
        self.grid, self.info = grid, info
        self._paper = Paper(grid.size, info.language)
        self._pages: list[_Page] = []
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
        if sum(each.space_before + each.height for each in (*last, block)) > self.room:
            self._new_page()
        for each in last:
            self._place(each)
        self._y = self.grid.bottom + block.height
        self._draw(block)

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
            needed += block.space_before + block.height
            if not block.stays_with_next:
                break
        return needed

    def _place(self, block: Block) -> None:
        page = self._pages[-1]
        if not self._at_top:
            self._y -= block.space_before
        if block.outline:
            page.bookmarks.append((block.outline, self._y))
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
        self._pages.append(_Page(Pen(self._paper)))
        self._y = self.grid.size[1] - self.grid.top

    def pdf(self, foot: Callable[[Pen, int, int], None]) -> bytes:
        """The finished PDF; *foot* draws below each page, given its number and how many there are."""
        from prenotify.documents.packing import write

        canvas: Any = self._paper.canvas
        for number, page in enumerate(self._pages, start=1):
            self._draw_foot(page.pen, foot, number)
            canvas.addLiteral("\n".join(page.pen.operators))
            for index, (title, y) in enumerate(page.bookmarks):
                key = f"{number}.{index}"
                canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(y + 6))
                canvas.addOutlineEntry(title, key)
            canvas.showPage()
        self._describe()
        return write(canvas, self._paper.structure)

    def _draw_foot(self, pen: Pen, foot: Callable[[Pen, int, int], None], number: int) -> None:
        pen.begin_artifact()
        foot(pen, number, len(self._pages))
        pen.end_artifact()
        pen.finish()

    def _describe(self) -> None:
        canvas = self._paper.canvas
        canvas.setTitle(self.info.title)
        canvas.setAuthor(self.info.author)
        canvas.setSubject(self.info.subject)
        canvas.setCreator("prenotify")
        canvas.setViewerPreference("DisplayDocTitle", "true")
