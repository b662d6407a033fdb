"""The kinds of field a page may have: what they share, and those for text.

Those for numbers, countries and choices have files of their own. All are drawn by the
macro in templates/pages/_fields.html.

A field's HTML name is the path of its value in the page's part of the trip:
`passport.number`. `typed` is what its boxes show, `data` the value for the trip, or
None when nothing was typed.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, ClassVar, Protocol, Self

from wtforms.fields import Field

from prenotify.domain.entries import clean_line, clean_note, read_email
from prenotify.domain.messages import message_of
from prenotify.web.language import gettext as _
from prenotify.web.pages.sketches import Spot


class Typed(Protocol):
    """What came back from a page: several values may have one name."""

    def getlist(self, name: str) -> list[str]: ...


class Entry(Field):
    """Anything a page asks for in one box. White space around it is no part of it."""

    kind: ClassVar[str] = "line"
    input_type: ClassVar[str] = "text"
    inputmode: ClassVar[str] = ""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        needed: str = "",
        autocomplete: str = "off",
        width: str = "",
        heading: str = "",
        where: Spot | None = None,
        **made: Any,
    ):
        super().__init__(_(label), **made)
        self.id = self.name.replace(".", "-")
        self.path = tuple(self.name.split("."))
        self.hint, self.needed, self.heading = (text and _(text) for text in (hint, needed, heading))
        self.autocomplete, self.width, self.where = autocomplete, width, where
        self.typed: Any = None
        self.stored: Any = None
        self.errors: list[str] = []
        self.outlines: dict[Hashable, str] = {}
        """How this field was drawn so far; see `drawing`. Its copies share them."""

    def anew(self) -> Self:
        """The same field with nothing in it yet: to copy one is much quicker than to make it."""
        copied: Self = object.__new__(type(self))
        copied.__dict__.update(self.__dict__)
        copied.errors = []
        return copied

    def process(self, typed: Any, stored: Any = None, extra_filters: Any = None) -> None:
        """Take what was typed, or else show what is stored."""
        self.process_errors: list[str] = []
        self.stored = stored
        if typed is None:
            self.data, self.typed = stored, self.show(stored)
            return
        self.data, self.typed = None, self.take(typed)
        try:
            self.data = self.read(self.typed)
        except ValueError as error:
            self.process_errors.append(message_of(error))

    def within(self, part: Mapping[str, Any]) -> Any:
        """What is stored of this field in a part of the trip, or None."""
        found: Any = part
        for key in self.path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    @property
    def kept(self) -> Any:
        """What is to be stored from now on: as a rule, what was typed."""
        return self.data

    def take(self, formdata: Typed) -> Any:
        """What the field's boxes hold."""
        return self._first(formdata, self.name)

    def read(self, typed: Any) -> Any:
        """The value meant by what was typed. Raises ValueError with words for the person."""
        return clean_line(typed) or None

    def show(self, stored: Any) -> Any:
        """The opposite of `read`."""
        return "" if stored is None else str(stored)

    def words(self, stored: Any) -> str:
        """A stored value as a person reads it; nothing where there is none."""
        return "" if stored is None else self.show(stored)

    def words_drawn(self) -> list[str]:
        """The words that stand in the field."""
        return [self.typed]

    def with_words(self, words: list[str]) -> dict[str, Any]:
        """What of the field holds words, with these in it: the opposite of `words_drawn`."""
        return {"typed": words[0]}

    @property
    def state(self) -> Hashable:
        """What, besides its words, may be drawn otherwise for the next traveller."""
        return None

    @property
    def was_left_blank(self) -> bool:
        return not self.typed

    @property
    def described_by(self) -> str:
        """The ids of what is said beside the boxes."""
        said = (f"{self.id}-hint" if self.hint else "", f"{self.id}-error" if self.errors else "")
        return " ".join(filter(None, said))

    @staticmethod
    def _first(formdata: Typed, name: str) -> str:
        values = formdata.getlist(name)
        return values[0].strip() if values else ""

    @staticmethod
    def _all(formdata: Typed, name: str) -> list[str]:
        return [value.strip() for value in formdata.getlist(name)]


class LineField(Entry):
    """A line of text."""


class MaskedField(LineField):
    """A number that is not shown again once it is stored. Left blank, what is stored stays."""

    kind = "masked"
    _shown_of_it = 3

    def process(self, typed: Any, stored: Any = None, extra_filters: Any = None) -> None:
        self.is_to_be_erased = bool(typed and typed.getlist(f"{self.name}-erase"))
        super().process(typed, stored, extra_filters)

    @property
    def kept(self) -> Any:
        return self.data or (None if self.is_to_be_erased else self.stored)

    def show(self, stored: Any) -> str:
        return ""

    def words(self, stored: Any) -> str:
        return str(stored or "")

    def words_drawn(self) -> list[str]:
        return [self.typed, self.ending]

    def with_words(self, words: list[str]) -> dict[str, Any]:
        return {"typed": words[0], "ending": words[1]}

    @property
    def state(self) -> Hashable:
        return self.is_kept, self.is_to_be_erased

    @property
    def is_kept(self) -> bool:
        """Whether a number is stored already."""
        return bool(self.stored)

    @property
    def described_by(self) -> str:
        return " ".join(filter(None, (super().described_by, f"{self.id}-kept" if self.is_kept else "")))

    @property
    def ending(self) -> str:
        """As much of what is stored as tells it from another."""
        number = str(self.stored or "")
        return number[-self._shown_of_it :] if len(number) > 2 * self._shown_of_it else ""


class PhoneField(Entry):
    input_type = "tel"


class EmailField(Entry):
    input_type = "email"

    def read(self, typed: str) -> str | None:
        return read_email(typed) if typed else None


class _Lines(Entry):
    """A box with room for several lines."""

    kind = "note"
    _fewest = 3

    @property
    def rows(self) -> int:
        line_ends: int = self.typed.count("\n")
        return max(self._fewest, line_ends + 2)

    @property
    def state(self) -> Hashable:
        return self.rows


class NoteField(_Lines):
    """Text that may run over several lines."""

    def read(self, typed: str) -> str | None:
        return clean_note(typed) or None


class LinesField(_Lines):
    """A list, one on each line."""

    def read(self, typed: str) -> list[Any] | None:
        return [self.read_one(line.strip()) for line in typed.splitlines() if line.strip()] or None

    def read_one(self, line: str) -> str:
        return clean_line(line)

    def show(self, stored: Sequence[str] | None) -> str:
        return "\n".join(self.show_one(one) for one in stored or ())

    def show_one(self, stored: str) -> str:
        return stored

    def words(self, stored: Sequence[str] | None) -> str:
        return ", ".join(self.show_one(one) for one in stored or ())
