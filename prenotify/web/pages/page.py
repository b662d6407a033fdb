"""What every page of questions has in common: filled from the trip, judged, put back into it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ValidationError
from wtforms import Form

from prenotify.domain.problems import Problem, problems_of
from prenotify.domain.values import english_date
from prenotify.web.pages.fields import Entry

Part = dict[str, Any]
"""A table of the trip file, as far as it is filled."""

_KEY = re.compile(r"\b[a-z]+(?:[_.][a-z]+)+\b")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Page(Form):
    """Questions about one part of the trip, or a table of it.

    `Page(data=part)` shows what the part holds; `Page(request.form)` what was typed.
    """

    model: ClassVar[type[BaseModel] | None] = None
    """What the part means; the page is judged by it."""

    def process(
        self,
        formdata: Any = None,
        obj: object = None,
        data: Mapping[str, Any] | None = None,
        extra_filters: Any = None,
        **more: Any,
    ) -> None:
        for field in self.entries():
            field.process(formdata, value_at(data or {}, field.name))

    def entries(self) -> Iterator[Entry]:
        yield from self  # type: ignore[misc]

    def to_entered(self, part: Mapping[str, Any]) -> Part:
        """*part* with what was typed here in its place, and all else as it was."""
        entered = dict(part)
        for field in self.entries():
            entered = with_value(entered, field.name.split("."), field.data)
        return entered

    def accepts(self, part: Mapping[str, Any], unfinished: bool = False) -> bool:
        """Whether what was typed can be kept; if not, each field has its errors.

        *unfinished* lets needed fields be blank: the traveller goes on another day.
        """
        for field in self.entries():
            field.errors = [self._in_page_words(field, error) for error in field.process_errors]
            if field.needed and field.was_left_blank and not unfinished:
                field.errors = [field.needed]
        for field, problem in self._problems(part):
            if not field.errors and not (field.needed and field.was_left_blank):
                field.errors = [self._in_page_words(field, problem.message)]
        return not any(field.errors for field in self.entries())

    def values_in(self, part: Mapping[str, Any]) -> Part:
        """What *part* holds of the values this page asks for."""
        return {field.name: value_at(part, field.name) for field in self.entries()}

    def labels(self) -> dict[str, str]:
        """What each value is called on the page."""
        return {field.name: field.label.text for field in self.entries()}

    def _problems(self, part: Mapping[str, Any]) -> Iterator[tuple[Entry, Problem]]:
        """What the domain says against the values of this page."""
        if self.model is None:
            return
        try:
            self.model.model_validate(self.to_entered(part))
        except ValidationError as error:
            for problem in problems_of(error, self.model):
                yield from ((field, problem) for field in self.entries() if _concerns(problem, field))

    def _in_page_words(self, field: Entry, message: str) -> str:
        """A message as a sentence that can stand alone: values called as they are here, dates in words."""
        labels = self.labels()
        joint = " " if message.startswith(("is ", "has ", "needs ")) else ": "
        message = f"{field.label.text}{joint}{message}"
        message = _KEY.sub(lambda found: f"“{labels[found[0]]}”" if found[0] in labels else found[0], message)
        return _DAY.sub(_written_out, message)


def _written_out(found: re.Match[str]) -> str:
    try:
        return english_date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _concerns(problem: Problem, field: Entry) -> bool:
    return f"{problem.path}.".startswith(f"{field.name}.")


def value_at(part: Mapping[str, Any], path: str) -> Any:
    """The value at a path such as `passport.number`, or None."""
    found: Any = part
    for key in path.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def with_value(part: Mapping[str, Any], keys: list[str], value: Any) -> Part:
    """*part* with *value* at the place *keys* lead to; None removes it, and tables left empty with it."""
    key, *rest = keys
    inner = with_value(part.get(key) or {}, rest, value) if rest else value
    entered = {**part, key: inner}
    if inner is None or inner == {}:
        del entered[key]
    return entered
