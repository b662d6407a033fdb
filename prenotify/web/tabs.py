"""Two tabs on one page: what each of them changed, put together where that can be done."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from prenotify.web.pages.fields import Entry
from prenotify.web.pages.page import Page, Part, with_value

_BETWEEN, _SHORT = ".", 8
_written = json.JSONEncoder(sort_keys=True).encode


def mark(value: Any) -> str:
    """A short mark of a stored value, by which a page knows it again."""
    return sha256(_written(value).encode()).hexdigest()[:16]


_MARK_OF_NOTHING = mark(None)[:_SHORT]


def marks(values: Part) -> str:
    """The marks of several values, as a page carries them; the first is that of their names."""
    of_values = [_MARK_OF_NOTHING if one is None else mark(one)[:_SHORT] for one in values.values()]
    return _BETWEEN.join([mark(list(values))[:_SHORT], *of_values])


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that is stored by now, and another that was typed."""

    label: str
    stored: str
    typed: str


class Tabs:
    """A page sent back, what is stored by now, and the marks of what was stored when it was shown."""

    def __init__(self, page: Page, seen: str):
        self.page = page
        self.stored, self.typed = page.stored(), page.kept()
        self.seen = self._marks_by_name(seen)

    @cached_property
    def together(self) -> Part:
        """What is stored, with those values in it that were changed on the page."""
        entered = self.page.part
        for name, typed in self.typed.items():
            if typed != self.stored[name] and self._differs(name, self.typed):
                entered = with_value(entered, name.split("."), typed)
        return entered

    def fit_together(self, unfinished: bool) -> bool:
        """Whether what the two tabs kept makes sense side by side."""
        return not self.theirs or type(self.page)(self.together).accepts(unfinished)

    @property
    def conflicts(self) -> list[Conflict]:
        """What both tabs changed, each to something else."""
        return [self._conflict(f) for f in self._changed_elsewhere() if self._was_typed(f)]

    @property
    def theirs(self) -> list[Conflict]:
        """All that the other tab changed."""
        return [self._conflict(field) for field in self._changed_elsewhere()]

    def _changed_elsewhere(self) -> Iterator[Entry]:
        for field in self.page.entries():
            differs = self.stored[field.name] != self.typed[field.name]
            if differs and self._differs(field.name, self.stored):
                yield field

    def _was_typed(self, field: Entry) -> bool:
        return self._differs(field.name, self.typed)

    def _differs(self, name: str, values: Part) -> bool:
        """Whether a value is another than it was when the page was shown."""
        return self.seen.get(name) != mark(values[name])[:_SHORT]

    def _conflict(self, field: Entry) -> Conflict:
        stored, typed = self.stored[field.name], self.typed[field.name]
        return Conflict(field.label.text, field.words(stored), field.words(typed))

    def _marks_by_name(self, seen: str) -> dict[str, str]:
        """The marks by the names of their values; none if the page asks for other values by now."""
        of_names, *of_values = seen.split(_BETWEEN)
        names = list(self.stored)
        if of_names != mark(names)[:_SHORT] or len(of_values) != len(names):
            return {}
        return dict(zip(names, of_values, strict=True))
