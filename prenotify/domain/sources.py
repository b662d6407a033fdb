"""What rule files are made of: strict tables, sources, and words in several languages.

Sources and phrases are named by key in the files and put in while a file is validated,
from the validation context.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from prenotify.domain.deadlines import months_after
from prenotify.domain.entries import Day, Line
from prenotify.domain.problems import nearest, shown
from prenotify.domain.values import ValuePath, placeholders, value_path

Mark = Literal["official", "common", "own"]
LANGUAGE_CODES = ("en", "de", "id", "th", "ja", "es", "fr")


class Rule(BaseModel):
    """A table of a rule file: strict, frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _web_address(found: str) -> str:
    if not found.startswith(("https://", "http://")) or " " in found:
        raise ValueError(f"{shown(found)} is not a web address; it begins with https:// and has no space")
    return found


class Source(Rule):
    """Where a statement comes from, and the day somebody last looked."""

    name: Line
    url: Annotated[str, AfterValidator(_web_address)]
    checked: Day
    dated: Line = ""
    """The date the page itself carries, in its own precision: "2021-09", "undated"."""
    confidence: Literal["A", "B", "C", "D", "high", "medium", "low"]
    """A: who decides says so. B: a club, an embassy repeats it. C: travellers, press. D: our inference.
    Directory rows rest on several sources together and are graded high, medium or low."""

    @cached_property
    def fresh_until(self) -> date:
        """The last day on which nobody need look again: a year after somebody did."""
        return months_after(self.checked, 12)


def _cited(found: Any, info: ValidationInfo) -> Any:
    if isinstance(found, Source):
        return found
    known: Mapping[str, Source] = (info.context or {}).get("sources", {})
    if isinstance(found, str) and found in known:
        return known[found]
    close = nearest(str(found), known)
    raise ValueError(
        f"{shown(found)} is not a known source; "
        + (f"did you mean {close}?" if close else "name it under [sources] first")
    )


Cited = Annotated[
    Source,
    BeforeValidator(_cited),
    WithJsonSchema({"type": "string", "description": "The key of a source."}, mode="validation"),
]
Sources = Annotated[tuple[Cited, ...], Field(min_length=1)]


class Wording(Rule):
    """One thing said in several languages; always in English."""

    texts: dict[str, str]
    marks: dict[str, Mark] = Field(default_factory=dict)
    """How sure each language is: official, common, or own (no native speaker has read it)."""

    @property
    def en(self) -> str:
        return self.texts["en"]

    def __str__(self) -> str:
        return self.en

    def mark(self, language: str) -> Mark:
        """How sure *language* is; words that nobody vouches for are our own."""
        return self.marks.get(language, "own")


def _wording(found: Any, info: ValidationInfo) -> Any:
    if isinstance(found, Wording):
        return found
    if isinstance(found, str):
        return _phrase(found, (info.context or {}).get("phrases", {}))
    if not isinstance(found, dict) or "en" not in found:
        raise ValueError(
            f'{shown(found)} is neither the key of a phrase nor a table such as {{ en = "Name" }}'
        )
    unknown = next((code for code in found if code not in LANGUAGE_CODES), None)
    if unknown:
        raise ValueError(f"{unknown} is not a language known here; known are {', '.join(LANGUAGE_CODES)}")
    return Wording(texts={code: _known_values(str(text)) for code, text in found.items()})


def _phrase(key: str, phrases: Mapping[str, Wording]) -> Wording:
    if key in phrases:
        return phrases[key]
    close = nearest(key, phrases)
    cure = f"did you mean {close}?" if close else 'write the words as { en = "..." }'
    raise ValueError(f"{shown(key)} is not a phrase of phrases.csv; {cure}")


# Values that planning adds to those of the trip, by the advisory it raises.
PLANNING_VALUES: Mapping[str, frozenset[str]] = {
    "DEADLINE_MISSED": frozenset({"form", "send_by", "entry", "later"}),
    "SOURCES_DISAGREE": frozenset({"form", "send_by", "leads"}),
    "CALENDAR_ESTIMATED": frozenset({"form", "announced_until", "safe_date"}),
    "RECIPIENT_UNVERIFIED": frozenset({"form", "organisation"}),
    "RULE_STALE": frozenset({"stale"}),
    "CARNET_DIRECTORY": frozenset({"listed", "conditions", "dated", "confidence"}),
    "CARNET_NOT_ACCEPTED": frozenset({"listed", "conditions", "dated", "confidence"}),
    "BORDER_CLOSED": frozenset({"dated", "age"}),
    "LAND_BORDER_NOTICE": frozenset({"dated", "age"}),
}
AGE_VALUES = frozenset({"dated", "age"})
"""Those of a notice that bears a date."""
TASK_VALUES = frozenset({"proof_until"})
"""What a carnet task may say besides the trip's own values."""
_PLANNING_VALUES = AGE_VALUES.union(TASK_VALUES, *PLANNING_VALUES.values())


def _known_values(template: str) -> str:
    for path in placeholders(template):
        if value_path(path) is None and path not in _PLANNING_VALUES:
            raise ValueError(f"{{{path}}} is not a value of a trip; see docs/rules.md for those there are")
    return template


WORDS_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "description": "The key of a phrase of phrases.csv."},
        {
            "type": "object",
            "description": "The words by language.",
            "properties": {code: {"type": "string"} for code in LANGUAGE_CODES},
            "required": ["en"],
            "additionalProperties": False,
        },
    ]
}
Words = Annotated[Wording, BeforeValidator(_wording), WithJsonSchema(WORDS_SCHEMA, mode="validation")]


class Said(Rule):
    """What a plan says of a trip, and the page of a country or a club to anybody."""

    says: Words
    says_in_general: Words | None = None
    """The same without a trip, where `says` speaks of one."""

    @property
    def in_general(self) -> Wording:
        return self.says_in_general or self.says

    @model_validator(mode="after")
    def is_general(self) -> "Said":
        texts = self.says_in_general.texts.values() if self.says_in_general else ()
        named = {path for text in texts for path in placeholders(text)} - AGE_VALUES
        if named:
            raise ValueError(f"says_in_general names {', '.join(sorted(named))}, which only a trip has")
        return self


def _known_path(found: Any) -> Any:
    if isinstance(found, ValuePath):
        return found
    path = value_path(found) if isinstance(found, str) else None
    if path is None:
        raise ValueError(f"{shown(found)} is not a value of a trip; see docs/rules.md for those there are")
    return path


Value = Annotated[
    ValuePath,
    BeforeValidator(_known_path),
    PlainSerializer(lambda value: value.path, return_type=str),
    WithJsonSchema({"type": "string", "description": "The path of a value of a trip."}),
]
