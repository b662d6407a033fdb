"""Fields for countries: people type a name or a code, the trip holds the code."""

from collections.abc import Sequence
from typing import Any

from prenotify.domain.messages import Message
from prenotify.domain.problems import nearest, shown
from prenotify.web.language import current
from prenotify.web.pages.fields import Entry, LinesField, Typed


def read_country(typed: str) -> str:
    """The code of the country that was typed, by its code or its name."""
    language = current()
    code = language.code_for(typed)
    if code is not None:
        return code
    if close := nearest(typed.title(), language.countries):
        said = Message(
            "{found} is not a country we know; did you mean {close}?", found=shown(typed), close=close
        )
    else:
        said = Message(
            "{found} is not a country we know; write its name, or its two letters such as DE",
            found=shown(typed),
        )
    raise ValueError(said)


class CountryField(Entry):
    """A country, by typing; the page's one list of countries helps."""

    kind = "country"

    def read(self, typed: str) -> str | None:
        return read_country(typed) if typed else None

    def show(self, stored: str | None) -> str:
        return current().country(stored) if stored else ""


class CountryLinesField(LinesField):
    """Countries, one on each line."""

    def read_one(self, line: str) -> str:
        return read_country(line)

    def show_one(self, stored: str) -> str:
        return current().country(stored)


class CountriesField(Entry):
    """A few countries, each in a box of its own; there is always a box left for one more."""

    kind = "countries"
    _boxes = 3

    def take(self, formdata: Typed) -> list[str]:
        return self._padded(self._all(formdata, self.name))

    def read(self, typed: list[str]) -> list[str] | None:
        return [read_country(one) for one in typed if one] or None

    def show(self, stored: Sequence[str] | None) -> list[str]:
        return self._padded([current().country(code) for code in stored or ()])

    def words(self, stored: Sequence[str] | None) -> str:
        return ", ".join(current().country(code) for code in stored or ())

    def words_drawn(self) -> list[str]:
        return list(self.typed)

    def with_words(self, words: list[str]) -> dict[str, Any]:
        return {"typed": words}

    def _padded(self, found: list[str]) -> list[str]:
        kept = [one for one in found if one]
        return kept + [""] * max(1, self._boxes - len(kept))

    @property
    def was_left_blank(self) -> bool:
        return not any(self.typed)
