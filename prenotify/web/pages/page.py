"""What every page of questions has in common: filled from the trip, judged, put back into it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ValidationError
from wtforms import Form

from prenotify.domain.messages import Message
from prenotify.domain.problems import Problem, problems_of
from prenotify.language import Language
from prenotify.web.language import current
from prenotify.web.language import gettext as _
from prenotify.web.pages.fields import Entry, Typed
from prenotify.web.words import full_day

Part = dict[str, Any]
"""A table of the trip file, as far as it is filled."""

_KEY = re.compile(r"\b[a-z]+(?:[_.][a-z]+)+\b")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Page(Form):
    """Questions about one part of the trip, or a table of it.

    `Page(part)` shows what the part holds; `Page(part, request.form)` what was typed in its place.
    """

    model: ClassVar[type[BaseModel] | None] = None
    """What the part means; the page is judged by it."""
    wanted: ClassVar[Collection[str]] = ()
    """The names of fields without which a filing cannot be sent."""

    _fields: dict[str, Entry]  # type: ignore[assignment]  # all of ours are
    _blank_fields: ClassVar[dict[Language, dict[str, Entry]]]
    """With nothing in them, made once per language: to copy a field is much quicker."""

    def __init_subclass__(cls) -> None:
        cls._blank_fields = {}

    def __init__(self, part: Part | None = None, typed: Typed | None = None) -> None:
        self._take_fields()
        self.part = part or {}
        for field in self._fields.values():
            field.process(typed, field.within(self.part))

    def _take_fields(self) -> None:
        blank = self._blank_fields.get(current())
        if blank is None:
            super().__init__()
            blank = self._blank_fields[current()] = dict(self._fields)
        fields = {key: field.anew() for key, field in blank.items()}
        vars(self).update(fields, _fields=fields)

    def process(self, *_nothing: Any, **_more: Any) -> None:
        """What a page of WTForms does as it is made; ours does it later."""

    def entries(self) -> Collection[Entry]:
        return self._fields.values()

    @property
    def wrong(self) -> list[Entry]:
        """The fields that cannot be kept as they are."""
        return [field for field in self.entries() if field.errors]

    @property
    def asks_for_countries(self) -> bool:
        return any(field.kind in ("country", "countries") for field in self.entries())

    def to_entered(self) -> Part:
        """The part with what was typed here in its place, and all else as it was."""
        entered = self.part
        for field in self.entries():
            if field.kept != field.stored:
                entered = with_value(entered, field.path, field.kept)
        return entered

    def accepts(self, unfinished: bool = False) -> bool:
        """Whether what was typed can be kept; if not, each field has its errors.

        *unfinished* lets needed fields be blank: the traveller goes on another day.
        """
        for field in self.entries():
            field.errors = []
            if field.process_errors:
                field.errors = [self._in_page_words(field, error) for error in field.process_errors]
            elif field.needed and field.was_left_blank and not unfinished:
                field.errors = [field.needed]
        for field, problem in self._problems():
            if not field.errors and not (field.needed and field.was_left_blank):
                field.errors = [self._in_page_words(field, problem.message)]
        return not self.wrong

    def stored(self) -> Part:
        """What is stored of the values this page asks for, by their names."""
        return {field.name: field.stored for field in self.entries()}

    def kept(self) -> Part:
        """What is to be stored in their place."""
        return {field.name: field.kept for field in self.entries()}

    def sketches(self) -> tuple[str, ...]:
        """The sketches its fields point to, each once."""
        return tuple(dict.fromkeys(field.where.sketch for field in self.entries() if field.where))

    def labels(self) -> dict[str, str]:
        """What each value is called on the page."""
        return {field.name: field.label.text for field in self.entries()}

    def _problems(self) -> Iterator[tuple[Entry, Problem]]:
        """What the domain says against the values of this page."""
        if self.model is None:
            return
        try:
            self.model.model_validate(self.to_entered())
        except ValidationError as error:
            for problem in problems_of(error, self.model):
                yield from ((field, problem) for field in self.entries() if _concerns(problem, field))

    def _in_page_words(self, field: Entry, message: str) -> str:
        """A message as a sentence that can stand alone: values called as they are here, dates in words."""
        goes_on = message.startswith(("is ", "has ", "needs "))
        joined = _("%(label)s %(message)s") if goes_on else _("%(label)s: %(message)s")
        said = joined % {"label": field.label.text, "message": current().message(message)}
        return _DAY.sub(_written_out, _KEY.sub(self._called, said))

    def _called(self, key: re.Match[str]) -> str:
        """The value of this page with such a name, as the page calls it; any other word as it is."""
        label = self.labels().get(key[0])
        return _quoted(label) if label else key[0]


def _quoted(label: str) -> str:
    return current().message(Message("“{text}”", text=label))


def _written_out(found: re.Match[str]) -> str:
    try:
        return full_day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _concerns(problem: Problem, field: Entry) -> bool:
    return f"{problem.path}.".startswith(f"{field.name}.")


def value_at(part: Mapping[str, Any], path: str) -> Any:
    """The value at a path such as `passport.number`, or None."""
    found: Any = part
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def with_value(part: Part, keys: Sequence[str], value: Any) -> Part:
    """*part* with *value* at the place *keys* lead to; None removes it, and tables left empty with it."""
    key, *rest = keys
    if not rest and part.get(key) == value and (value is not None or key not in part):
        return part
    inner = with_value(part.get(key) or {}, rest, value) if rest else value
    entered = {**part, key: inner}
    if inner is None or inner == {}:
        del entered[key]
    return entered
