"""Trips that are made up from the API's description, and what in them no schema can say put right.

The tables in them, which keys they have, the numbers and the letters of each text stay as they were made.
"""

import string
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from prenotify.domain.answers import questions_for
from prenotify.domain.entries import LINE_LENGTH, refused_character
from prenotify.domain.rulebook import Rulebook

Table = dict[str, Any]

_MOST_STAYS = 3
"""More are planned and drawn no differently, and take longer."""
_FIRST, _DAYS = date(2026, 10, 1), 1000
_OF_CODES = {"country", "residence", "registered_in", "nationalities", "excluded_countries"}
_OF_DAYS = {"date", "valid_from", "valid_until", "birth_date", "expires"}
_BREAKS = "\u2028\u2029"


def mended(made: Table, rulebook: Rulebook) -> Table:
    """A trip with codes that there are, days one after the other, and texts that can be printed."""
    trip: Table = _mended(made, "", sorted(rulebook.countries))
    in_order(trip["carnet"], "valid_from", trip["carnet"], "valid_until")
    return {**trip, "stays": [_stay(stay, rulebook) for stay in trip["stays"][:_MOST_STAYS]]}


def _stay(stay: Table, rulebook: Rulebook) -> Table:
    in_order(stay["entry"], "date", stay["exit"], "date")
    asked = sorted(questions_for(stay["country"], rulebook))
    given = stay.get("answers") or {}
    answers = {one_of(asked, key): answer for key, answer in given.items()} if asked else {}
    return {key: value for key, value in stay.items() if key != "stage_days"} | {"answers": answers}


def in_order(begins: Table, at: str, ends: Table, until: str) -> None:
    if begins.get(at) and ends.get(until):
        begins[at], ends[until] = sorted((begins[at], ends[until]))


def _mended(made: Any, key: str, codes: list[str]) -> Any:
    if isinstance(made, dict):
        return {name: _mended(value, name, codes) for name, value in made.items()}
    if isinstance(made, list):
        return [_mended(value, key, codes) for value in made]
    return _text(made, key, codes) if isinstance(made, str) else made


def _text(made: str, key: str, codes: list[str]) -> str:
    if key in _OF_CODES:
        return one_of(codes, made)
    if key in _OF_DAYS:
        return (_FIRST + timedelta(_number(made) % _DAYS)).isoformat()
    if key == "currency":
        return "".join(one_of(list(string.ascii_uppercase), made + place) for place in "123")
    return "traveller@example.org" if key == "email" else printable(made)


def printable(made: str) -> str:
    """What of a text can stand on one line; a letter if nothing can."""
    left = "".join(char for char in made if char not in _BREAKS and not refused_character(char))
    return left.strip()[:LINE_LENGTH] or "x"


def one_of(choices: list[str], made: str) -> str:
    """One of the choices, always the same for the same text."""
    return choices[_number(made) % len(choices)]


def _number(made: str) -> int:
    return crc32(made.encode("utf-8", "surrogatepass"))
