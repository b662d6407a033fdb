"""A trip file as a person types it into the pages: by field, in the reader's words."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from prenotify.language import Language

Answers = dict[str, list[str]]
"""What is typed, by the name of the field; several for several boxes of one name."""

_COUNTRIES = {"country", "nationalities", "passport.country", "registered_in", "residence"}
_ONE_ON_EACH_LINE = {"stages", "stage_days"}
_SLOT = re.compile(r"(\d+)-(\d\d)-(\d\d) (\d\d:\d\d)-(\d\d:\d\d)")


class TripOnPaper:
    def __init__(self, path: Path, language: Language):
        self.path, self.language = path, language

    @cached_property
    def content(self) -> dict[str, Any]:
        return tomllib.loads(self.path.read_text(encoding="utf-8"))

    def page(self, key: str) -> Answers:
        return self.typed(self.content[key])

    def pages(self, key: str) -> list[Answers]:
        return [self.typed(one) for one in self.content.get(key, [])]

    def typed(self, table: Mapping[str, Any]) -> Answers:
        return {name: values for key, value in table.items() for name, values in self._boxes(key, value)}

    def _boxes(self, name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
        """The boxes for a value, each with what is typed into it."""
        match value:
            case dict():
                for key, inner in value.items():
                    yield from self._boxes(f"{name}.{key}", inner)
            case bool():
                yield name, ["yes"] if value else []
            case date():
                yield from _day_boxes(name, value)
            case list() if name in _ONE_ON_EACH_LINE:
                yield name, ["\n".join(map(str, value))]
            case list():
                yield name, [self._said(name, one) for one in value]
            case str() if slot := _SLOT.fullmatch(value):
                year, month, day, begins, ends = slot.groups()
                yield from _day_boxes(name, date(int(year), int(month), int(day)))
                yield from ((f"{name}-from", [begins]), (f"{name}-to", [ends]))
            case _:
                yield name, [self._said(name, value)]

    def _said(self, name: str, value: Any) -> str:
        return self.language.country(value) if name in _COUNTRIES else str(value)


def _day_boxes(name: str, day: date) -> Iterator[tuple[str, list[str]]]:
    for box, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        yield f"{name}-{box}", [str(number)]
