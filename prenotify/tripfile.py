"""Trip files: JSON or TOML bytes to plain data, with errors that name the place."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from prenotify.domain.messages import Message
from prenotify.domain.problems import BadInput, Problem, Unread, printable, shown, too_many_digits
from prenotify.domain.toml_text import read_toml
from prenotify.domain.trip import not_a_trip

LARGEST = 256 * 1024
"""Bytes; the longest sample trip has under 4 KB."""


def decode_trip(name: str, content: bytes) -> dict[str, Any]:
    """The keys and values in *content*, JSON or TOML by the ending of *name*.

    Raises BadInput when the file is empty, too large, not UTF-8 or not of its kind. What is
    wrong at one place alone, such as a key given twice, is Unread there, and the rest is read.
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
    decoders = {".json": _from_json, ".toml": read_toml}
    for ending, decode in decoders.items():
        if name.casefold().endswith(ending):
            return decode
    raise _refused(Message("{name} does not end in .json or .toml", name=shown(name)))


def _from_json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(
            text, object_pairs_hook=_unique_keys, parse_constant=_no_constant, parse_int=_whole_number
        )
    except json.JSONDecodeError as error:
        raise _refused(
            Message(
                "not JSON: {error} (line {line}, column {column})",
                error=error.msg,
                line=error.lineno,
                column=error.colno,
            )
        ) from None
    if not isinstance(found, dict):
        raise _refused(not_a_trip(found))
    return found


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _value in pairs)
        twice = Message("is given twice; keep one")
        found |= {key: Unread(printable(key), twice) for key, count in times.items() if count > 1}
    return found


def _no_constant(name: str) -> Unread:
    return Unread(name, Message("{name} is not a number a trip can hold", name=name))


def _whole_number(digits: str) -> int | Unread:
    try:
        return int(digits)
    except ValueError:  # Python converts no more than some thousands of them
        return Unread(printable(digits), too_many_digits(len(digits.lstrip("-"))))


def _refused(message: str) -> BadInput:
    return BadInput([Problem("", message)])
