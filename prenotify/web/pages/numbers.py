"""Fields for numbers: counts, and sums of money."""

import re

from prenotify.domain.messages import Message
from prenotify.domain.problems import shown
from prenotify.web.pages.fields import Entry, LinesField

_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+")


class NumberField(Entry):
    """A whole number; people group its digits as they are used to."""

    inputmode = "numeric"

    def read(self, typed: str) -> int | float | None:
        if not typed:
            return None
        digits = re.sub(r"\D", "", typed) if _GROUPED.fullmatch(typed) else typed
        if not re.fullmatch(r"\d{1,15}", digits):
            raise ValueError(Message("{found} is not a whole number; write digits only", found=shown(typed)))
        return int(digits)


class WholeNumbersField(LinesField):
    """Whole numbers, one on each line."""

    def read_one(self, line: str) -> int:  # type: ignore[override]
        if not re.fullmatch(r"\d{1,6}", line):
            raise ValueError(
                f"{shown(line)} is not a whole number; write digits only, one number on each line"
            )
        return int(line)

    def show_one(self, stored: object) -> str:
        return str(stored)


class AmountField(NumberField):
    """A sum of money: whole, or with up to two places after a point or a comma."""

    inputmode = "decimal"

    def read(self, typed: str) -> float | None:
        whole, mark, places = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", typed, re.DOTALL).groups()  # type: ignore[union-attr]
        try:
            units = super().read(whole)
        except ValueError:
            raise ValueError(
                Message("{found} is not an amount; write it like 18000 or 18000.50", found=shown(typed))
            ) from None
        return None if units is None else float(f"{units}.{places}") if mark else float(units)

    def show(self, stored: float | None) -> str:
        return "" if stored is None else f"{stored:.2f}".removesuffix(".00")
