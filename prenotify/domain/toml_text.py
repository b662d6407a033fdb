"""TOML text to plain data, with the place of what cannot be read."""

import re
import tomllib
from collections import Counter
from typing import Any

from prenotify.domain.messages import Message
from prenotify.domain.problems import BadInput, Problem, Unread, printable, too_many_digits

# What an author means as a day or a number, though TOML takes neither: 2027-02-30, 5.4.2027, 5 April 2027,
# thousands of digits. All else that is not to be touched comes first: strings, comments, the heads of tables.
_TOKENS = re.compile(
    r'''
    """(?:\\.|[^\\])*?(?:"{3,5}|\Z)          | \'\'\'.*?(?:\'{3,5}|\Z)
    | "(?:\\.|[^"\\\n])*+"?                    | '[^'\n]*+'?
    | \#[^\n]*+                               | ^[ \t]*\[[^\[\]\n"'#]*\]\]?[ \t]*$
    | (?<![\w.+:/-])
      (?P<value>
        (?: \d{1,4}[-./]\d{1,2}[-./]\d{1,4} (?:[Tt ]\d{1,2}:[\d:.]*+(?:[Zz]|[+-]\d\d:\d\d)?)?
          | \d{4}-\d{1,2} | \d{1,2}\.?[ -]\w{3,12}\.?[ -]\d{4} | [+-]?\d[\d_]{600,}+
        )
      )
      (?=[ \t]*(?:[,\]}\#\r\n]|\Z))
    ''',
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_KEY = re.compile(r"^[ \t]*([^\s=#\[\]{}]+)[ \t]*=", re.MULTILINE)
_HEAD = re.compile(r"^[ \t]*(\[\[?)([^\[\]\n]+)\]", re.MULTILINE)


def read_toml(text: str) -> dict[str, Any]:
    """The keys and values in *text*. Raises BadInput.

    A day that no calendar has, or that is not written as TOML wants it, does not make the whole
    file unreadable: it is Unread, so that whoever wants a day there can say what was found.
    """
    try:
        return tomllib.loads(text)
    except ValueError as error:  # a TOMLDecodeError, or a number of thousands of digits
        found = _with_what_is_unread(text)
        if found is None:
            raise BadInput([_problem(error, text)]) from None
        return found


def _with_what_is_unread(text: str) -> dict[str, Any] | None:
    unread: dict[str, Unread] = {}

    def name(token: re.Match[str]) -> str:
        written = token["value"]
        if not written or _is_toml(written):
            return token[0]
        mark = f"\0{len(unread)}"
        unread[mark] = _unread(written)
        return f'"\\u0000{mark[1:]}"'

    try:
        found = tomllib.loads(_TOKENS.sub(name, text))
    except ValueError:
        return None
    put_back: dict[str, Any] = _put_back(found, unread)
    return put_back


def _is_toml(written: str) -> bool:
    try:
        tomllib.loads(f"value = {written}")
    except ValueError:
        return False
    return True


def _unread(written: str) -> Unread:
    digits = written.lstrip("+-").replace("_", "")
    why = too_many_digits(len(digits)) if digits.isdecimal() else None
    return Unread(printable(written), why)


def _put_back(found: Any, unread: dict[str, Unread]) -> Any:
    if isinstance(found, dict):
        return {key: _put_back(value, unread) for key, value in found.items()}
    if isinstance(found, list):
        return [_put_back(value, unread) for value in found]
    return unread.get(found, found) if isinstance(found, str) else found


def _problem(error: ValueError, text: str) -> Problem:
    said = str(error)
    before = _before(text, _PLACE.search(said))
    path = _given_twice(said, before)
    if path:
        line = len(before.splitlines())
        return Problem(printable(path), Message("is given twice; keep one (line {line})", line=line))
    return Problem("", Message("not TOML: {error}", error=said))


def _given_twice(said: str, before: str) -> str | None:
    """The path of the key that tomllib found a second time."""
    quoted = re.findall(r"'([^']*)'", said)
    if said.startswith("Cannot declare ") and " twice " in said:
        return ".".join(quoted)
    keys = _KEY.findall(before)
    if said.startswith("Cannot overwrite a value") and keys:
        return ".".join((*_table(before), keys[-1]))
    if said.startswith("Duplicate inline table key ") and keys:
        return ".".join((*_table(before), keys[-1], *quoted[:1]))
    return None


def _before(text: str, place: re.Match[str] | None) -> str:
    """The text up to the place that an error names; all of it, if that is its end."""
    if place is None:
        return text.rstrip()
    lines = text.replace("\r\n", "\n").split("\n")
    line, column = int(place[1]), int(place[2])
    return "\n".join([*lines[: line - 1], lines[line - 1][:column]])


def _table(before: str) -> list[str]:
    """The table that the text ends in, members of a list counted from 1."""
    heads = [(bracket, name.strip()) for bracket, name in _HEAD.findall(before)]
    counted = Counter(name for bracket, name in heads if bracket == "[[")
    path: list[str] = []
    parts = heads[-1][1].split(".") if heads else []
    for number, part in enumerate(parts, 1):
        count = counted[".".join(parts[:number])]
        path += [part, str(count)] if count else [part]
    return [part.strip("\"' ") for part in path]
