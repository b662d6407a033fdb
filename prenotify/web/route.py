"""The stays of a trip in the making: where a new one goes, and what is asked about each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from prenotify.domain.answers import questions_for
from prenotify.domain.forms import Form, Question
from prenotify.domain.plan import Filing
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.surroundings import Span, overlapping
from prenotify.web.here import desk
from prenotify.web.opened import OpenTrip
from prenotify.web.pages.page import Part, value_at
from prenotify.web.words import iso_day, wording

_LATEST = "9999"
_VISIT = ("country", "entry.date", "entry.port")
"""Nobody enters a country twice on one day at one place."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the forms of one stay ask of their own."""

    questions: tuple[Question, ...] = ()
    wanted: Collection[str] = ()
    """The keys without which a filing cannot be sent."""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A stay as the route page shows it."""

    number: int
    stay: Part
    first: date | None
    last: date | None
    asks: bool
    """Some form asks something of its own here."""
    gap: int | None
    """Days between the stay before and this one; None where a day is missing or they overlap."""
    begins_before_end_of: tuple[int, ...]
    """The earlier stays that are not over yet when this one begins."""

    @property
    def days(self) -> int | None:
        """How long it is; the first and the last day both count."""
        return (self.last - self.first).days + 1 if self.first and self.last else None


def rows_of(trip: OpenTrip) -> list[Row]:
    """The route, stay by stay."""
    stays = trip.list("stays")
    spans = [span for number, stay in enumerate(stays, start=1) if (span := _span(number, stay))]
    conflicts = overlapping(spans)
    return [_row(trip, number, stays, conflicts) for number in range(1, len(stays) + 1)]


def _row(trip: OpenTrip, number: int, stays: list[Part], conflicts: Mapping[int, tuple[int, ...]]) -> Row:
    stay = stays[number - 1]
    first, last = (iso_day(value_at(stay, f"{crossing}.date")) for crossing in ("entry", "exit"))
    left = iso_day(value_at(stays[number - 2], "exit.date")) if number > 1 else None
    gap = (first - left).days if first and left and first >= left else None
    earlier = tuple(other for other in conflicts.get(number, ()) if other < number)
    return Row(number, stay, first, last, bool(asked_at(trip, number).questions), gap, earlier)


def _span(number: int, stay: Part) -> Span | None:
    first, last = (iso_day(value_at(stay, f"{crossing}.date")) for crossing in ("entry", "exit"))
    return (number, first, last) if first and last else None


def next_stay(stays: list[Part], after: int | None = None) -> Part:
    """What is known of a stay before it is entered: it begins where the one before ended.

    That is stay number *after*, or else the last one.
    """
    before = stays[(after or len(stays)) - 1] if stays else {}
    leaving = value_at(before, "exit.date")
    return {"entry": {"date": leaving}} if leaving else {}


def copy_of(stay: Part, rulebook: Rulebook) -> Part:
    """*stay* as the beginning of another in the same country: all of it but what has a date of its own."""
    asked = questions_for(stay.get("country"), rulebook)
    dated = {key for key, question in asked.items() if question.type in ("date", "slot")}
    copied = {key: value for key, value in stay.items() if key not in ("entry", "exit", "answers")}
    for crossing in ("entry", "exit"):
        copied[crossing] = {key: stay.get(crossing, {}).get(key) for key in ("port", "by")}
    copied["answers"] = {key: value for key, value in stay.get("answers", {}).items() if key not in dated}
    return copied


def number_of(stay: Part, stays: list[Part]) -> int | None:
    """The number of the one among the stays that is the same visit as *stay*, if there is one."""
    return next((n for n, kept in enumerate(stays, start=1) if _tells_it(kept) == _tells_it(stay)), None)


def _tells_it(stay: Part) -> object:
    """What tells a stay from all others: how it begins or, while that is open, all that is entered."""
    begins = tuple(value_at(stay, path) for path in _VISIT)
    return begins if all(begins) else {key: value for key, value in stay.items() if key != "answers"}


def moved(stays: list[Part], number: int, by: int) -> tuple[list[Part], int]:
    """The stays with stay *number* moved *by* places, as far as there are any, and its number then."""
    to = min(max(number + by, 1), len(stays))
    rest = stays[: number - 1] + stays[number:]
    return [*rest[: to - 1], stays[number - 1], *rest[to - 1 :]], to


def replaced(stays: list[Part], number: int, stay: Part) -> tuple[list[Part], int]:
    """The stays with *stay* in the place of stay *number*, and its index.

    It moves only if its day of entry did: the order of the others is the traveller's.
    """
    others = stays[: number - 1] + stays[number:]
    if value_at(stays[number - 1], "entry.date") == value_at(stay, "entry.date"):
        return [*others[: number - 1], stay, *others[number - 1 :]], number - 1
    return placed(others, stay)


def placed(others: list[Part], stay: Part) -> tuple[list[Part], int]:
    """The stays with *stay* among them by its day of entry, and its index there.

    Where it has no day yet it goes to the end; the others stay in their order.
    """
    day = value_at(stay, "entry.date") or _LATEST
    later = (i for i, other in enumerate(others) if (value_at(other, "entry.date") or _LATEST) > day)
    index = next(later, len(others))
    return [*others[:index], stay, *others[index:]], index


def with_answers_that_fit(stay: Part, rulebook: Rulebook) -> Part:
    """*stay* without answers that no form of its country asks for, left over from another country."""
    asked = questions_for(stay.get("country"), rulebook)
    answers = {key: answer for key, answer in stay.get("answers", {}).items() if key in asked}
    kept = {key: value for key, value in stay.items() if key != "answers"}
    return {**kept, "answers": answers} if answers else kept


def asked_at(trip: OpenTrip, number: int) -> Asked:
    """What is asked about stay *number*: by its filings, or while the trip is incomplete by its forms."""
    if trip.plan is not None:
        filings = [filing for filing in trip.plan.filings if filing.stay == number]
        return _asked([(filing.form, _of(filing)) for filing in filings], filings)
    code = trip.table("stays", number - 1).get("country", "")
    country = desk().rulebook.countries.get(code)
    return _asked([(form, form.questions) for form in (country.forms if country else ())], ())


def _of(filing: Filing) -> tuple[Question, ...]:
    return tuple(question for question in filing.form.questions if question.when.holds(filing.facts))


def _asked(asking: list[tuple[Form, tuple[Question, ...]]], filings: Collection[Filing]) -> Asked:
    questions = {question.key: question for _form, found in asking for question in found}
    return Asked(
        tuple(questions.values()),
        frozenset(key for filing in filings for key in _required(filing)),
        tuple(wording(form.name) for form, found in asking if found),
    )


def _required(filing: Filing) -> list[str]:
    """The answers a filing cannot do without."""
    return [
        rule.value.path.removeprefix("answers.")
        for section in filing.form.sections
        for rule in section.fields
        if rule.need == "required"
        and rule.value.path.startswith("answers.")
        and rule.when.holds(filing.facts)
    ]
