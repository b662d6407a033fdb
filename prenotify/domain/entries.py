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
from prenotify.domain.problems import Unread, not_text, shown

LINE_LENGTH = 300
NOTE_LENGTH = 2_000
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
EARLIEST_CROSSING, LATEST_CROSSING = date(2000, 1, 1), date(2099, 12, 31)

# Marks that turn the direction of text around: a name needs none, and with one a
# document can read differently from what it says (Unicode report 36, section 2.5).
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LANGUAGE_TAG = r"^([a-z]{2,3}(_[A-Za-z]+)?)?$"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def refused_character(char: str) -> bool:
    """Whether *char* can never be part of a line of text on paper."""
    return char in _DIRECTION_MARKS or char == "\ufeff" or unicodedata.category(char) in {"Cc", "Cs", "Cn"}


def _describe(char: str) -> str:
    code = f"U+{ord(char):04X}"
    match unicodedata.category(char):
        case "Cc":
            return Message("{code} (a control character)", code=code)
        case "Cs":
            return Message("{code} (half of a character)", code=code)
        case "Cn":
            return Message("{code} (not a character)", code=code)
    return f"{code} ({unicodedata.name(char, '').lower()})"


def clean_line(found: Any) -> str:
    """One line of text, without white space around it."""
    return _clean(found, LINE_LENGTH, allowed="")


def clean_note(found: Any) -> str:
    """Text that may run over several lines, which end in a bare line feed."""
    return _clean(found.replace("\r\n", "\n") if isinstance(found, str) else found, NOTE_LENGTH, "\n")


def _clean(found: Any, longest: int, allowed: str) -> str:
    if not isinstance(found, str):
        raise ValueError(not_text(found))
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
    written = found.text if isinstance(found, Unread) else found
    if isinstance(written, str) and _ISO_DATE.fullmatch(written.strip()):
        try:
            day = date.fromisoformat(written.strip())
        except ValueError:
            raise ValueError(Message("{found} is not a day of the calendar", found=shown(found))) from None
        return day
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
        address = validate_email(text)[1]
    except PydanticCustomError:
        raise ValueError(
            Message("{found} is not an e-mail address; write it as name@example.org", found=shown(text))
        ) from None
    beyond = next((char for char in address.rpartition("@")[0] if not char.isascii()), None)
    if beyond:
        raise ValueError(
            Message(
                "{found} has {character} before the @, which many mail servers cannot take; "
                "give another address, with plain letters there",
                found=shown(text),
                character=shown(beyond),
            )
        )
    return address


def _currency(found: Any) -> str:
    if isinstance(found, str) and re.fullmatch("[A-Z]{3}", found):
        return found
    raise ValueError(
        Message(
            "{found} is not a currency code; write three capital letters, such as EUR", found=shown(found)
        )
    )


def _language_tag(found: Any) -> str:
    if isinstance(found, str) and re.fullmatch(_LANGUAGE_TAG, found):
        return found
    raise ValueError(
        Message("{found} is not the tag of a language; write it like de or pt_BR", found=shown(found))
    )


def read_answer(found: Any) -> Any:
    if isinstance(found, str):
        return clean_note(found)
    if isinstance(found, list | tuple):
        return tuple(clean_line(part) for part in found)
    if isinstance(found, bool | int | float | date) and not isinstance(found, datetime):
        return found
    if isinstance(found, Unread):  # with a time, as visits have it, it is meant as text, else as a day
        return clean_note(found) if ":" in found.text else read_day(found)
    raise ValueError(
        Message("{found} is not an answer; write text, a number, a date, true or false", found=shown(found))
    )


def blank_means_none(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Take an empty text for "not given", as forms send it."""
    return lambda found: None if found is None or found == "" else check(found)


def _written(pattern: str) -> Any:
    """For the schema alone: the validators refuse in better words."""
    return Field(json_schema_extra={"pattern": pattern})


_IS_EMAIL = Field(json_schema_extra={"format": "email"})

Line = Annotated[str, BeforeValidator(clean_line)]
Note = Annotated[str, BeforeValidator(clean_note)]
Name = Annotated[str, BeforeValidator(clean_line), AfterValidator(_some_text)]
Day = Annotated[date, BeforeValidator(read_day), AfterValidator(_between(EARLIEST, LATEST))]
CrossingDay = Annotated[
    date, BeforeValidator(read_day), AfterValidator(_between(EARLIEST_CROSSING, LATEST_CROSSING))
]
CountryCode = Annotated[str, BeforeValidator(_country), _written("^[A-Z]{2}$")]
OptionalCountry = Annotated[
    Annotated[str, _written("^([A-Z]{2})?$")] | None, BeforeValidator(blank_means_none(_country))
]
OptionalDay = Annotated[Day | None, BeforeValidator(blank_means_none(lambda found: found))]
Email = Annotated[str, BeforeValidator(read_email), _IS_EMAIL]
OptionalEmail = Annotated[Annotated[str, _IS_EMAIL] | None, BeforeValidator(blank_means_none(read_email))]
LanguageTag = Annotated[str, BeforeValidator(_language_tag), _written(_LANGUAGE_TAG)]
Currency = Annotated[str, BeforeValidator(_currency), _written("^[A-Z]{3}$")]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Year = Annotated[int, Field(strict=True, ge=1885, le=2100)]
Flag = Annotated[bool, Field(strict=True)]
Answer = Annotated[str | bool | int | float | date | tuple[str, ...], BeforeValidator(read_answer)]
