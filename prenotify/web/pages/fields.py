"""The kinds of field a page may have. They are drawn by the macro in templates/pages/_fields.html.

A field's HTML name is the path of its value in the page's part of the trip:
`passport.number`. `typed` is what its boxes show, `data` the value for the trip, or
None when nothing was typed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol

from wtforms.fields import Field

from prenotify.domain.countries import COUNTRY_NAMES, code_for, country_name
from prenotify.domain.entries import clean_line, clean_note, read_email
from prenotify.domain.problems import nearest, shown

_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+")


class Typed(Protocol):
    """What came back from a page: several values may have one name."""

    def getlist(self, name: str) -> list[str]: ...


class Entry(Field):
    """Anything a page asks for in one box. White space around it is no part of it."""

    kind: ClassVar[str] = "line"
    input_type: ClassVar[str] = "text"
    inputmode: ClassVar[str] = ""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        needed: str = "",
        autocomplete: str = "off",
        width: str = "",
        heading: str = "",
        **made: Any,
    ):
        super().__init__(label, **made)
        self.id = self.name.replace(".", "-")
        self.hint, self.needed, self.heading = hint, needed, heading
        self.autocomplete, self.width = autocomplete, width
        self.typed: Any = None
        self.errors: list[str] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was typed, or else show what is stored."""
        self.process_errors: list[str] = []
        if formdata is None:
            self.data, self.typed = data, self.show(data)
            return
        self.data, self.typed = None, self.take(formdata)
        try:
            self.data = self.read(self.typed)
        except ValueError as error:
            self.process_errors.append(str(error))

    def take(self, formdata: Typed) -> Any:
        """What the field's boxes hold."""
        return next(iter(self._all(formdata, self.name)), "")

    def read(self, typed: Any) -> Any:
        """The value meant by what was typed. Raises ValueError with words for the person."""
        return clean_line(typed) or None

    def show(self, stored: Any) -> Any:
        """The opposite of `read`."""
        return "" if stored is None else str(stored)

    @property
    def was_left_blank(self) -> bool:
        return not self.typed

    @staticmethod
    def _all(formdata: Typed, name: str) -> list[str]:
        return [value.strip() for value in formdata.getlist(name)]


class LineField(Entry):
    """A line of text."""


class PhoneField(Entry):
    input_type = "tel"


class EmailField(Entry):
    input_type = "email"

    def read(self, typed: str) -> str | None:
        return read_email(typed) if typed else None


class NoteField(Entry):
    """Text that may run over several lines."""

    kind = "note"

    def read(self, typed: str) -> str | None:
        return clean_note(typed) or None


class LinesField(Entry):
    """A list, one on each line."""

    kind = "note"

    def read(self, typed: str) -> list[Any] | None:
        return [self.read_one(line.strip()) for line in typed.splitlines() if line.strip()] or None

    def read_one(self, line: str) -> str:
        return clean_line(line)

    def show(self, stored: Sequence[str] | None) -> str:
        return "\n".join(self.show_one(one) for one in stored or ())

    def show_one(self, stored: str) -> str:
        return stored


class NumberField(Entry):
    """A whole number; people group its digits as they are used to."""

    inputmode = "numeric"

    def read(self, typed: str) -> int | float | None:
        if not typed:
            return None
        digits = re.sub(r"\D", "", typed) if _GROUPED.fullmatch(typed) else typed
        if not re.fullmatch(r"\d{1,15}", digits):
            raise ValueError(f"{shown(typed)} is not a whole number; write digits only")
        return int(digits)


class AmountField(NumberField):
    """A sum of money: whole, or with up to two places after a point or a comma."""

    inputmode = "decimal"

    def read(self, typed: str) -> float | None:
        whole, mark, places = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", typed, re.DOTALL).groups()  # type: ignore[union-attr]
        try:
            units = super().read(whole)
        except ValueError:
            raise ValueError(f"{shown(typed)} is not an amount; write it like 18000 or 18000.50") from None
        return None if units is None else float(f"{units}.{places}") if mark else float(units)

    def show(self, stored: float | None) -> str:
        return "" if stored is None else f"{stored:.2f}".removesuffix(".00")


def read_country(typed: str) -> str:
    """The code of the country that was typed, by its code or its name."""
    code = code_for(typed)
    if code is None:
        close = nearest(typed.title(), COUNTRY_NAMES.values())
        cure = f"did you mean {close}?" if close else "write its English name, or its two letters such as DE"
        raise ValueError(f"{shown(typed)} is not a country we know; {cure}")
    return code


class CountryField(Entry):
    """A country, by typing; the page's one list of countries helps."""

    kind = "country"

    def read(self, typed: str) -> str | None:
        return read_country(typed) if typed else None

    def show(self, stored: str | None) -> str:
        return country_name(stored) if stored else ""


class CountryLinesField(LinesField):
    """Countries, one on each line."""

    def read_one(self, line: str) -> str:
        return read_country(line)

    def show_one(self, stored: str) -> str:
        return country_name(stored)


class CountriesField(Entry):
    """A few countries, each in a box of its own; there is always a box left for one more."""

    kind = "countries"
    _boxes = 3

    def take(self, formdata: Typed) -> list[str]:
        return self._padded(self._all(formdata, self.name))

    def read(self, typed: list[str]) -> list[str] | None:
        return [read_country(one) for one in typed if one] or None

    def show(self, stored: Sequence[str] | None) -> list[str]:
        return self._padded([country_name(code) for code in stored or ()])

    def _padded(self, found: list[str]) -> list[str]:
        kept = [one for one in found if one]
        return kept + [""] * max(1, self._boxes - len(kept))

    @property
    def was_left_blank(self) -> bool:
        return not any(self.typed)


class FlagField(Entry):
    """A box to tick."""

    kind = "flag"

    def take(self, formdata: Typed) -> bool:
        return bool(formdata.getlist(self.name))

    def read(self, typed: bool) -> bool:
        return typed

    def show(self, stored: bool | None) -> bool:
        return bool(stored)


class ChoiceField(Entry):
    """One of a few: radio buttons, or a list to pick from when there are more."""

    kind = "choice"
    _most_radios = 5

    def __init__(self, label: str, *, choices: Mapping[str, str], **more: Any):
        super().__init__(label, **more)
        self.choices = choices

    @property
    def is_list(self) -> bool:
        return len(self.choices) > self._most_radios

    def read(self, typed: str) -> Any:
        if typed and typed not in self.choices:
            raise ValueError(f"{shown(typed)} is not one of the choices")
        return typed or None


class YesNoField(ChoiceField):
    """Yes, no, or no answer yet."""

    def __init__(self, label: str, **more: Any):
        super().__init__(label, choices={"yes": "Yes", "no": "No"}, **more)

    def read(self, typed: str) -> bool | None:
        chosen = super().read(typed)
        return None if chosen is None else chosen == "yes"

    def show(self, stored: bool | None) -> str:
        return "" if stored is None else "yes" if stored else "no"


class ChoicesField(Entry):
    """Any number of a few: boxes to tick."""

    kind = "choices"

    def __init__(self, label: str, *, choices: Mapping[str, str], **more: Any):
        super().__init__(label, **more)
        self.choices = choices

    def take(self, formdata: Typed) -> list[str]:
        return [value for value in formdata.getlist(self.name) if value in self.choices]

    def read(self, typed: list[str]) -> list[str] | None:
        return typed or None

    def show(self, stored: Sequence[str] | None) -> list[str]:
        return list(stored or ())
