"""Which stay of a changed trip a letter was about: stays are entered, moved and taken out; letters stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from prenotify.domain.place_names import plain
from prenotify.domain.trip import Stay, Trip


@dataclass(frozen=True, slots=True)
class StayThen:
    """A stay as it was when a letter about it was confirmed."""

    number: int
    country: str
    port: str
    entry: date

    @classmethod
    def of(cls, number: int, stay: Stay) -> "StayThen":
        return cls(number, stay.country, stay.entry.port, stay.entry.date)


def stays_now(then: Iterable[StayThen], trip: Trip) -> Mapping[StayThen, int]:
    """The number that each stay has in *trip* now; one that is gone is left out.

    A stay is the same if it is in the same country; of several, the one with the same entry is,
    else the nearest in time. No two stays become one.
    """
    now = [StayThen.of(number, stay) for number, stay in enumerate(trip.stays, start=1)]
    pairs = sorted(
        ((_distance(before, after), before.number, before, after) for before in set(then) for after in now
         if before.country == after.country),
        key=lambda pair: pair[:2],
    )  # fmt: skip
    found: dict[StayThen, int] = {}
    for _distance_apart, _number, before, after in pairs:
        if before not in found and after.number not in found.values():
            found[before] = after.number
    return found


def _distance(before: StayThen, after: StayThen) -> tuple[int, int, int]:
    days = abs((after.entry - before.entry).days)
    return days, int(plain(before.port) != plain(after.port)), abs(after.number - before.number)
