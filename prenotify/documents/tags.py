"""The structure of a document: what is a heading, a list, a table (PDF 1.7, 14.7 and 14.8).

Screen readers and everyone who copies a table out of a PDF go by it. Elements are opened in
the order they are read; what is drawn belongs to the element that is open then. Whatever
says nothing (rules, boxes, the page foot, headings repeated on further pages) is an artifact.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

FIGURE = "Figure"
_MAY_BE_EMPTY = frozenset({"TD", "TH"})

Attributes = str
"""What else a cell says of itself, as PDF writes it."""

HEAD_OF_ROW: Attributes = "/O/Table/Scope/Row"
HEAD_OF_COLUMN: Attributes = "/O/Table/Scope/Column"


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure: elements within it, and the numbers of what is drawn for it."""

    tag: str
    parent: "Element | None" = None
    alt: str = ""
    attributes: Attributes = ""
    language: str = ""
    """Where it is another one than that of the whole."""
    kids: "list[Element | tuple[int, int]]" = field(default_factory=list)
    """Elements; and what is drawn: page and number on that page, both from 0."""
    number: int = 0
    """Of its object in the file."""

    @property
    def is_needed(self) -> bool:
        return bool(self.kids) or self.tag in _MAY_BE_EMPTY


class Structure:
    """The elements of a document in the making, and the languages they are in."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        """That of the whole."""
        self.own, self.other = language, ""
        """Those of the part that is being written: its own, and the one beside it, if any."""
        self.root = Element("Document")
        self.here = self.root
        """The element that is open."""
        self._drawn: list[list[Element]] = []
        """For each page, whose its drawn parts are."""

    def add_page(self) -> int:
        """The index of a new page."""
        self._drawn.append([])
        return len(self._drawn) - 1

    def open(self, tag: str, alt: str = "", attributes: Attributes = "", is_beside: bool = False) -> None:
        """Open an element within the one that is open; *is_beside*: it is in the second language."""
        element = Element(tag, self.here, alt, attributes, self._language(is_beside))
        self.here.kids.append(element)
        self.here = element

    def _language(self, is_beside: bool) -> str:
        if is_beside:
            return self.other
        # What lies within an element speaks as that does.
        return self.own if self.own != self.language and self.here is self.root else ""

    def close(self) -> None:
        closed, parent = self.here, self.here.parent
        if parent is None:
            raise ValueError("no element is open")
        if not closed.is_needed:
            parent.kids.remove(closed)
        self.here = parent

    def group(self, tag: str) -> None:
        """See that an element of this tag (none for "") is open and no other: blocks follow each other."""
        if self.here is not self.root and self.here.tag == tag:
            return
        while self.here is not self.root:
            self.close()
        if tag:
            self.open(tag)

    def drawn_on(self, page: int) -> int:
        """The number on its page of what is about to be drawn for the open element."""
        whose = self._drawn[page]
        whose.append(self.here)
        self.here.kids.append((page, len(whose) - 1))
        return len(whose) - 1

    def objects(self, first: int, pages: Sequence[int]) -> list[bytes]:
        """The tree as PDF objects numbered from *first*, its root first; *pages* are the pages' numbers."""
        self.group("")
        elements = [*_walk(self.root)]
        for number, element in enumerate(elements, start=first + 1):
            element.number = number
        return [self._tree(first + 1), *(_object(one, first, pages) for one in elements)]

    def _tree(self, root: int) -> bytes:
        """The root of the tree, with the way back from what is drawn to its element."""
        owners = (
            f"{page}[{' '.join(f'{one.number} 0 R' for one in drawn)}]"
            for page, drawn in enumerate(self._drawn)
        )
        back = f"/ParentTree<</Nums[{' '.join(owners)}]>>/ParentTreeNextKey {len(self._drawn)}"
        return f"<</Type/StructTreeRoot/K {root} 0 R{back}>>".encode("ascii")


def _walk(element: Element) -> "list[Element]":
    below = [one for kid in element.kids if isinstance(kid, Element) for one in _walk(kid)]
    return [element, *below]


def _object(element: Element, tree: int, pages: Sequence[int]) -> bytes:
    parent = element.parent.number if element.parent else tree
    parts = [f"<</S/{element.tag}/P {parent} 0 R"]
    drawn = [kid[0] for kid in element.kids if not isinstance(kid, Element)]
    if drawn:
        parts.append(f"/Pg {pages[drawn[0]]} 0 R")
    kids = [_kid(kid, drawn[0] if drawn else 0, pages) for kid in element.kids]
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    if element.alt:
        parts.append(f"/Alt<feff{element.alt.encode('utf-16-be').hex()}>")
    if element.language:
        parts.append(f"/Lang({element.language})")
    if element.attributes:
        parts.append(f"/A<<{element.attributes}>>")
    return "".join([*parts, ">>"]).encode("ascii")


def _kid(kid: Element | tuple[int, int], main: int, pages: Sequence[int]) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    page, number = kid
    return str(number) if page == main else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {number}>>"
