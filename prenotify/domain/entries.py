"""The kinds of value a person may enter: lines of text, dates, country codes, addresses.

Each refuses in words that say what was found and what would be right.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, validate_email
from pydantic_core import PydanticCustomError

from prenotify.domain.countries import COUNTRY_NAMES, code_for
from prenotify.domain.messages import Message
from prenotify.domain.problems import shown

LINE_LENGTH = 300
NOTE_LENGTH = 2_000
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
EARLIEST_CROSSING, LATEST_CROSSING = date(2000, 1, 1), date(2099, 12, 31)

# Marks that turn the direction of text around: a name needs none, and with one a
# document can read differently from what it says (Unicode report 36, section 2.5).
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def refused_character(char: str) -> bool:
    """Whether *char* can never be part of a line of text on paper."""
    return char in _DIRECTION_MARKS or char == "\ufeff" or unicodedata.category(char) in {"Cc", "Cs", "Cn"}


def _describe(char: str) -> str:
    name = unicodedata.name(char, "a control character").lower()
    return f"U+{ord(char):04X} ({name})"


def clean_line(found: Any) -> str:
    """One line of text, without white space around it."""
    return _clean(found, LINE_LENGTH, allowed="")


def clean_note(found: Any) -> str:
    """Text that may run over several lines, which end in a bare line feed."""
    return _clean(found.replace("\r\n", "\n") if isinstance(found, str) else found, NOTE_LENGTH, "\n")


def _clean(found: Any, longest: int, allowed: str) -> str:
    if not isinstance(found, str):
        raise ValueError(Message("{found} is not text; put it in quotes", found=shown(found)))
    text = found.strip()
    if len(text) <= longest and text.isascii() and text.isprintable():
        return text  # as nearly all is, and quickly seen
    if any(char in "\r\n\u2028\u2029" for char in text) and not allowed:
        raise ValueError(Message("{found} has a line break; write it on one line", found=shown(text)))
    wrong = next((char for char in text if char not in allowed and refused_character(char)), None)
    if wrong is not None:
        raise ValueError(
            Message(
                "{found} holds {character}, which cannot be printed; leave it out",
                found=shown(text),
                character=_describe(wrong),
            )
        )
    if len(text) > longest:
        raise ValueError(
            Message("is {length} characters long; at most {most} fit", length=len(text), most=longest)
        )
    return text


def _some_text(text: str) -> str:
    if not text:
        raise ValueError(Message("is empty"))
    return text


def read_day(found: Any) -> date:
    """A day as the trip file writes it: 2027-03-02, or a TOML date."""
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    if isinstance(found, str) and _ISO_DATE.fullmatch(found.strip()):
        try:
            return date.fromisoformat(found.strip())
        except ValueError:
            raise ValueError(Message("{found} is not a day of the calendar", found=shown(found))) from None
    raise ValueError(
        Message("{found} is not a date; write year-month-day, such as 2027-03-02", found=shown(found))
    )


def _between(earliest: date, latest: date) -> Callable[[date], date]:
    def check(found: date) -> date:
        if not earliest <= found <= latest:
            raise ValueError(
                Message(
                    "{found} lies outside {first} to {last}",
                    found=found.isoformat(),
                    first=earliest.year,
                    last=latest.year,
                )
            )
        return found

    return check


def _country(found: Any) -> str:
    if isinstance(found, str) and found in COUNTRY_NAMES:
        return found
    meant = code_for(found.strip()) if isinstance(found, str) else None
    cure = (
        Message("write {meant}", meant=meant)
        if meant
        else Message("write two capital letters (ISO 3166), such as DE or TH")
    )
    raise ValueError(Message("{found} is not a country code; {cure}", found=shown(found), cure=cure))


def read_email(found: Any) -> str:
    """One plain e-mail address; no look-up is made."""
    text = clean_line(found)
    if "<" in text or ">" in text:
        raise ValueError(
            Message(
                "{found} is not a plain e-mail address; leave out the name and the brackets",
                found=shown(text),
            )
        )
    try:
        return validate_email(text)[1]
    except PydanticCustomError:
        raise ValueError(
            Message("{found} is not an e-mail address; write it as name@example.org", found=shown(text))
        ) from None


def _currency(found: Any) -> str:
    if isinstance(found, str) and re.fullmatch("[A-Z]{3}", found):
        return found
    raise ValueError(
        Message(
            "{found} is not a currency code; write three capital letters, such as EUR", found=shown(found)
        )
    )


def blank_means_none(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Take an empty text for "not given", as forms send it."""
    return lambda found: None if found is None or found == "" else check(found)


Line = Annotated[str, BeforeValidator(clean_line)]
Note = Annotated[str, BeforeValidator(clean_note)]
Name = Annotated[str, BeforeValidator(clean_line), AfterValidator(_some_text)]
Day = Annotated[date, BeforeValidator(read_day), AfterValidator(_between(EARLIEST, LATEST))]
CrossingDay = Annotated[
    date, BeforeValidator(read_day), AfterValidator(_between(EARLIEST_CROSSING, LATEST_CROSSING))
]
CountryCode = Annotated[str, BeforeValidator(_country)]
OptionalCountry = Annotated[str | None, BeforeValidator(blank_means_none(_country))]
OptionalDay = Annotated[Day | None, BeforeValidator(blank_means_none(lambda found: found))]
Email = Annotated[str, BeforeValidator(read_email)]
OptionalEmail = Annotated[str | None, BeforeValidator(blank_means_none(read_email))]
Currency = Annotated[str, BeforeValidator(_currency)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Year = Annotated[int, Field(strict=True, ge=1885, le=2100)]
Flag = Annotated[bool, Field(strict=True)]
