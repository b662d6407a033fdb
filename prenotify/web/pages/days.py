"""Fields for days: typed in three boxes as on the document, day first."""

import re
from calendar import monthrange
from datetime import date
from typing import Any, ClassVar

from prenotify.domain.entries import LATEST
from prenotify.domain.problems import shown
from prenotify.web.pages.fields import Entry, Typed

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


class DayField(Entry):
    """A day of the calendar."""

    kind = "day"
    boxes: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def take(self, formdata: Typed) -> dict[str, str]:
        return {box: next(iter(self._all(formdata, f"{self.name}-{box}")), "") for box in self.boxes}

    def read(self, typed: dict[str, str]) -> Any:
        return None if self.was_left_blank else read_day_boxes(typed).isoformat()

    def show(self, stored: Any) -> dict[str, str]:
        return _boxes_of(str(stored)) if stored else dict.fromkeys(self.boxes, "")

    @property
    def was_left_blank(self) -> bool:
        return not any(self.typed.values())


class SlotField(DayField):
    """A day with a time from and a time to, as `2027-04-06 10:00-11:00`."""

    kind = "slot"
    boxes = ("day", "month", "year", "from", "to")

    def read(self, typed: dict[str, str]) -> Any:
        if self.was_left_blank:
            return None
        day, begins, ends = read_day_boxes(typed), _clock(typed["from"]), _clock(typed["to"])
        if not begins < ends:
            raise ValueError(f"{begins} to {ends} ends before it begins")
        return f"{day} {begins}-{ends}"

    def show(self, stored: Any) -> dict[str, str]:
        if not stored:
            return dict.fromkeys(self.boxes, "")
        day, _, times = str(stored).partition(" ")
        begins, _, ends = times.partition("-")
        return {**_boxes_of(day), "from": begins, "to": ends}


def read_day_boxes(typed: dict[str, str]) -> date:
    """The day in the boxes. Raises ValueError, naming what was typed."""
    missing = [box for box in DayField.boxes if not typed[box]]
    if missing:
        raise ValueError(f"needs a {' and a '.join(missing)} too")
    year, month = _year(typed["year"]), _month(typed["month"])
    last = monthrange(year, month)[1]
    day = _number(typed["day"])
    if day is None or not 1 <= day <= last:
        raise ValueError(f"{shown(typed['day'])} is not a day of that month, which has {last}")
    return date(year, month, day)


def _year(typed: str) -> int:
    year = _number(typed)
    if year is None or not 1000 <= year <= LATEST.year:
        raise ValueError(f"{shown(typed)} is not a year; write all four digits, such as 2027")
    return year


def _month(typed: str) -> int:
    """A month by its number or its English name."""
    if typed[:3].casefold() in _MONTHS and typed.isalpha():
        return _MONTHS.index(typed[:3].casefold()) + 1
    month = _number(typed)
    if month is None or not 1 <= month <= 12:
        raise ValueError(f"there is no month {shown(typed)}; day first, then month")
    return month


def _number(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"\d{1,4}", typed) else None


def _clock(typed: str) -> str:
    """A time as `09:30`, however its hour and minutes are parted."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.h ]?(\d{2}))?", typed)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"{shown(typed)} is not a time; write it like 10:00")
    return f"{hour:02d}:{minute:02d}"


def _boxes_of(day: str) -> dict[str, str]:
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    return {"day": number.lstrip("0"), "month": month.lstrip("0"), "year": year}
