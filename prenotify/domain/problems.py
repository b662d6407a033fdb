"""What is wrong with some input, in words for the person who can mend it."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from prenotify.domain.messages import Message, message_of

SHOWN_CHARACTERS = 60
_LARGEST_YEAR = 9_999
_PLAINLY_WRITTEN = 1e15
"""Below it, a float that is a whole number is shown to its last digit."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: `path` as `stays.2.entry.date` (counted from 1), `message` a full sentence."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class BadInput(Exception):  # noqa: N818 - it names what happened to the user, not to the program
    """Input that cannot be used; carries every problem found, in the order of the input."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands at a place of a file and could not be read; whoever reads the place refuses it."""

    text: str
    """As it may be shown."""
    why: Message | None = None
    """What to say of it, if that is known already."""

    def __repr__(self) -> str:
        return self.text


def shown(found: object) -> str:
    """*found* as it may be repeated in a message: one line, short, no control characters.

    What is no text is shown as JSON has it, which TOML mostly has too: true, null, ["Java"].
    """
    if isinstance(found, str):
        return Message("“{text}”", text=printable(found))
    written = _written(found)
    return written if isinstance(written, Message) else printable(written)


def _written(found: object) -> str:
    if isinstance(found, date):
        return found.isoformat()
    try:
        as_json = found is None or isinstance(found, bool | Mapping | list | tuple)
        return json.dumps(found, ensure_ascii=False, default=_plain) if as_json else repr(found)
    except TypeError:  # a key that is none in JSON
        return repr(found)
    except (ValueError, RecursionError):  # a number of thousands of digits, a nest of as many levels
        return Message("what stands here, too long to show,")


def _plain(found: object) -> str:
    return found.isoformat() if isinstance(found, date) else repr(found)


def printable(text: str) -> str:
    """*text* without control characters and not too long: a key that somebody entered, in a path."""
    text = "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[: SHOWN_CHARACTERS + 1]
    )
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def unreadable(error: OSError | UnicodeDecodeError) -> str:
    """Why a file that is named in a setting cannot be read, and what to do."""
    match error:
        case FileNotFoundError():
            return "is not there; write the path of a file that is"
        case IsADirectoryError():
            return "is a folder; write the path of a file in it"
        case UnicodeDecodeError():
            return "is not UTF-8 text; save it as UTF-8"
    return f"cannot be read: {error.strerror}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that *word* was probably meant to be."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return found[0] if found else None


def problems_of(error: ValidationError, model: type[BaseModel], under: Sequence[str] = ()) -> list[Problem]:
    """pydantic's complaints about a *model*, each in our words, with its path below *under*."""
    entries = error.errors(include_url=False)
    return [
        Problem(_path((*under, *_location(entry))), _message(entry, model))
        for entry in entries
        if not _follows_from_another(entry, entries)
    ]


def _follows_from_another(entry: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> bool:
    """A list whose every member is wrong is reported as too short besides."""
    here = entry["loc"]
    return entry["type"] == "too_short" and any(
        other["loc"][: len(here)] == here and len(other["loc"]) > len(here) for other in entries
    )


def _location(entry: Mapping[str, Any]) -> tuple[str | int, ...]:
    location = tuple(entry["loc"])
    inner = entry.get("ctx", {}).get("inner")
    return (*location, inner) if inner else location


def _path(location: Iterable[str | int]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else printable(part) for part in location)


def _message(entry: Mapping[str, Any], model: type[BaseModel]) -> str:
    kind, found = entry["type"], entry["input"]
    if isinstance(found, Unread) and found.why and kind != "extra_forbidden":
        return found.why
    match kind:
        case "missing":
            return Message("is missing")
        case "extra_forbidden":
            return _unknown_key(entry["loc"], model)
        case "value_error":
            error = entry["ctx"]["error"]
            return error if isinstance(error, str) else message_of(error)
        case "literal_error":
            return Message(
                "{found} is not known here; write one of {known}",
                found=shown(found),
                known=entry["ctx"]["expected"],
            )
        case "int_type" | "int_from_float" if isinstance(found, float):
            return _not_whole(found)
        case "int_type" | "float_type" | "int_from_float" | "int_parsing":
            return Message(
                "{found} is not a number; write a plain number, without quotes", found=shown(found)
            )
        case "bool_type":
            return Message("{found} is neither true nor false", found=shown(found))
        case "string_type":
            return not_text(found)
        case "model_type" | "dict_type" | "model_attributes_type":
            return Message("{found} is not a group of keys and values", found=shown(found))
        case "tuple_type" | "list_type":
            return _not_a_list(found, entry["loc"], model)
        case "too_short":
            return Message("is empty; give at least one")
        case "too_long":
            return too_many(entry["ctx"]["actual_length"], entry["ctx"]["max_length"])
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            return Message("{found} is out of range; {bound}", found=shown(found), bound=_bound(entry))
        case "finite_number":
            return Message("{found} is not a number one can count with", found=shown(found))
    return f"{shown(found)}: {entry['msg']}"


def not_text(found: object) -> Message:
    if isinstance(found, Mapping | list | tuple):
        return Message("{found} is not text; write a single text in quotes", found=shown(found))
    return Message("{found} is not text; put it in quotes", found=shown(found))


def _not_a_list(found: object, location: Sequence[str | int], model: type[BaseModel]) -> Message:
    if isinstance(found, Mapping) and keys_at(model, location):
        return Message(
            "is a single group of keys and values, not a list of them; "
            "begin each with [[{key}]] in TOML, put them in square brackets in JSON",
            key=location[-1],
        )
    return Message("{found} is not a list; write it in square brackets", found=shown(found))


def _not_whole(found: float) -> Message:
    if found.is_integer() and abs(found) < _PLAINLY_WRITTEN:
        return Message(
            "{found} has a decimal point; write the whole number {whole}",
            found=shown(found),
            whole=f"{found:.0f}",
        )
    return Message(
        "{found} is not a whole number; write one without a decimal point or exponent", found=shown(found)
    )


def too_many_digits(found: int) -> Message:
    return Message("has {found} digits; no number in here needs as many", found=f"{found:,}")


def too_many(found: int, most: int) -> Message:
    return Message("has {found} entries; at most {most} fit", found=f"{found:,}", most=most)


def _bound(entry: Mapping[str, Any]) -> Message:
    """The one bound that was passed: pydantic tells of no other."""
    ((key, bound),) = ((key, bound) for key, bound in entry["ctx"].items() if key in _BOUNDS)
    return _BOUNDS[key](_plain_number(bound))


def _plain_number(number: float) -> str:
    """Without an exponent, and with commas only where a year cannot be meant."""
    if number != int(number):
        return f"{number:g}"
    return f"{int(number):,}" if abs(number) > _LARGEST_YEAR else f"{int(number)}"


_BOUNDS: Mapping[str, Callable[[str], Message]] = {
    "ge": lambda bound: Message("it is at least {bound}", bound=bound),
    "gt": lambda bound: Message("it is more than {bound}", bound=bound),
    "le": lambda bound: Message("it is at most {bound}", bound=bound),
    "lt": lambda bound: Message("it is less than {bound}", bound=bound),
}


def _unknown_key(location: Sequence[str | int], model: type[BaseModel]) -> str:
    known = keys_at(model, location[:-1])
    close = nearest(str(location[-1]), known)
    if close:
        return Message("is not a known key; did you mean {close}?", close=close)
    if not known:
        return Message("is not a known key")
    return Message("is not a known key; known here: {known}", known=", ".join(known))


def keys_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The keys that may stand at a place inside *model*."""
    here: type[BaseModel] | None = model
    for part in location:
        fields = _fields_by_key(here)
        if part in fields:
            here = _model_within(fields[part].annotation)
    return [str(key) for key in _fields_by_key(here)]


def _fields_by_key(model: type[BaseModel] | None) -> dict[str | int, FieldInfo]:
    """The fields of *model* by the keys they have in a file."""
    return {info.alias or name: info for name, info in model.model_fields.items()} if model else {}


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [_model_within(part) for part in getattr(annotation, "__args__", ())]
    return next((found for found in inner if found is not None), None)
