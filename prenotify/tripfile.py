"""Trip files: JSON or TOML bytes to plain data, with errors that name the place."""

import json
import tomllib
from collections.abc import Callable
from typing import Any

from prenotify.domain.messages import Message
from prenotify.domain.problems import BadInput, Problem, printable, shown
from prenotify.domain.trip import not_a_trip

LARGEST = 256 * 1024
"""Bytes; the longest sample trip has under 4 KB."""


def decode_trip(name: str, content: bytes) -> dict[str, Any]:
    """The keys and values in *content*, JSON or TOML by the ending of *name*.

    Raises BadInput when the file is empty, too large, not UTF-8 or not of its kind.
    """
    decode = _decoder(name)
    if len(content) > LARGEST:
        raise _refused(
            Message(
                "the file has {found} bytes; a trip file has at most {most}",
                found=f"{len(content):,}",
                most=f"{LARGEST:,}",
            )
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(Message("the file is not UTF-8 text; save it as UTF-8")) from None
    if not text.strip():
        raise _refused(Message("the file is empty"))
    try:
        return decode(text)
    except RecursionError:
        raise _refused(Message("the file is nested too deeply to be a trip")) from None


def _decoder(name: str) -> Callable[[str], dict[str, Any]]:
    decoders = {".json": _from_json, ".toml": _from_toml}
    for ending, decode in decoders.items():
        if name.casefold().endswith(ending):
            return decode
    raise _refused(Message("{name} does not end in .json or .toml", name=shown(name)))


def _from_json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _refused(
            Message(
                "not JSON: {error} (line {line}, column {column})",
                error=error.msg,
                line=error.lineno,
                column=error.colno,
            )
        ) from None
    except ValueError as error:  # a number of thousands of digits
        raise _refused(Message("not JSON: {error}", error=error)) from None
    if not isinstance(found, dict):
        raise _refused(not_a_trip(found))
    return found


def _from_toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(Message("not TOML: {error}", error=error)) from None
    except ValueError as error:
        raise _refused(Message("not TOML: {error}", error=error)) from None


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput([Problem(printable(key), Message("is given twice; keep one"))])
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise _refused(Message("{name} is not a number a trip can hold", name=name))


def _refused(message: str) -> BadInput:
    return BadInput([Problem("", message)])
