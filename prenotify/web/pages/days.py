"""Fields for days: typed in three boxes as on the document, day first."""

import re
from calendar import monthrange
from datetime import date
from typing import Any, ClassVar

from prenotify.domain.entries import LATEST
from prenotify.domain.messages import Message
from prenotify.domain.problems import shown
from prenotify.web.language import current
from prenotify.web.pages.fields import Entry, Typed
from prenotify.web.words import iso_day, long_day

_LACKING = {
    ("day",): Message("needs a day too"),
    ("month",): Message("needs a month too"),
    ("year",): Message("needs a year too"),
    ("day", "month"): Message("needs a day and a month too"),
    ("day", "year"): Message("needs a day and a year too"),
    ("month", "year"): Message("needs a month and a year too"),
    ("day", "month", "year"): Message("needs a day and a month and a year too"),
}
"""The boxes that were left blank."""


class DayField(Entry):
    """A day of the calendar."""

    kind = "day"
    boxes: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def take(self, formdata: Typed) -> dict[str, str]:
        return {box: self._first(formdata, f"{self.name}-{box}") for box in self.boxes}

    def read(self, typed: dict[str, str]) -> Any:
        return None if self.was_left_blank else read_day_boxes(typed).isoformat()

    def show(self, stored: Any) -> dict[str, str]:
        return _boxes_of(str(stored)) if stored else dict.fromkeys(self.boxes, "")

    def words(self, stored: Any) -> str:
        day = iso_day(str(stored)[:10])
        return f"{long_day(day)}{str(stored)[10:]}" if day else str(stored or "")

    def words_drawn(self) -> list[str]:
        return [*self.typed.values(), self.echo]

    def with_words(self, words: list[str]) -> dict[str, Any]:
        *typed, echo = words
        return {"typed": dict(zip(self.boxes, typed, strict=True)), "echo": echo}

    @property
    def echo(self) -> str:
        """The day with its weekday, so that a slip of the finger is seen."""
        return self.words(self.data) if self.data else ""

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
            raise ValueError(Message("{begins} to {ends} ends before it begins", begins=begins, ends=ends))
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
        raise ValueError(_LACKING[tuple(missing)])
    year, month = _year(typed["year"]), _month(typed["month"])
    last = monthrange(year, month)[1]
    day = _number(typed["day"])
    if day is None or not 1 <= day <= last:
        raise ValueError(
            Message(
                "{found} is not a day of that month, which has {last}", found=shown(typed["day"]), last=last
            )
        )
    return date(year, month, day)


def _year(typed: str) -> int:
    year = _number(typed)
    if year is None or not 1000 <= year <= LATEST.year:
        raise ValueError(
            Message("{found} is not a year; write all four digits, such as 2027", found=shown(typed))
        )
    return year


def _month(typed: str) -> int:
    """A month by its number, or by its name in the page's language or in English."""
    month = current().month_called(typed) or _number(typed)
    if month is None or not 1 <= month <= 12:
        raise ValueError(Message("there is no month {found}; day first, then month", found=shown(typed)))
    return month


def _number(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"\d{1,4}", typed) else None


def _clock(typed: str) -> str:
    """A time as `09:30`, however its hour and minutes are parted."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.h ]?(\d{2}))?", typed)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise ValueError(Message("{found} is not a time; write it like 10:00", found=shown(typed)))
    return f"{hour:02d}:{minute:02d}"


def _boxes_of(day: str) -> dict[str, str]:
    year, _, rest = day.partition("-")
    month, _, number = rest.partition("-")
    return {"day": number.lstrip("0"), "month": month.lstrip("0"), "year": year}
