"""Every text of forms/ that is there in English alone, and what it is: the contexts of `rules.po`.

Words that stand in forms/ beside their other languages are not among them; neither is what has
no words in it: dates, addresses of pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from prenotify.calendars import holiday_names, official_holiday_names
from prenotify.domain.clubs import Club
from prenotify.domain.directory import AtaRow, BorderRow, ConventionRow, CpdRow, Row
from prenotify.domain.forms import RecipientRule
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Source
from prenotify.language import DATED, DIRECTORY, HOLIDAY, ORGANISATION, SOURCE
from prenotify.rulebook import read_rulebook

SHOWN: dict[type[Row], tuple[str, ...]] = {
    CpdRow: ("conditions", "extra_pre_entry_step", "lead_time", "max_stay"),
    AtaRow: ("accession_note", "special_rules", "excluded_uses"),
    ConventionRow: ("note",),
    BorderRow: (
        "title",
        "who_must",
        "recipient",
        "lead_time",
        "key_fields",
        "documents",
        "fee",
        "max_stay",
        "exemptions",
    ),
}
"""What pages show of a directory's rows as it stands there."""
_WORD = re.compile(r"[A-Za-z]{2}")
_HOST = re.compile(r"[\w.-]+\.[a-z]{2,}")


@dataclass(frozen=True, slots=True, order=True)
class RuleText:
    context: str
    text: str


def rule_texts(root: Path) -> set[RuleText]:
    """All of them, below the folder of the repository."""
    rulebook = read_rulebook(root / "forms")
    found = {*_in(rulebook), *_holidays(rulebook)}
    return {one for one in found if _WORD.search(one.text) and not _HOST.fullmatch(one.text)}


def _in(value: Any) -> Iterator[RuleText]:
    """What is in a part of the rulebook, and in the parts of that."""
    if isinstance(value, BaseModel):
        yield from _of(value)
        for name in type(value).model_fields:
            yield from _in(getattr(value, name))
    elif isinstance(value, Rulebook):
        for part in fields(value):
            yield from _in(getattr(value, part.name))
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _in(one))
    elif isinstance(value, tuple):
        yield from (text for one in value for text in _in(one))


def _of(value: BaseModel) -> Iterator[RuleText]:
    match value:
        case Row():
            yield from (RuleText(DIRECTORY, getattr(value, name)) for name in SHOWN[type(value)])
            yield from (text for source in value.sources for text in _of(source))
        case Source():
            yield from (RuleText(SOURCE, value.name), RuleText(DATED, value.dated))
        case RecipientRule() | Club():
            yield RuleText(ORGANISATION, value.organisation)


def _holidays(rulebook: Rulebook) -> Iterator[RuleText]:
    """Those of the countries that letters go to."""
    for country in rulebook.countries.values():
        if country.calendar is not None:
            yield from (RuleText(HOLIDAY, name) for name in holiday_names(country.calendar))
        elif country.forms:
            yield from (RuleText(HOLIDAY, name) for name in official_holiday_names(country.country))
