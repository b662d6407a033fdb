"""The stays of a trip in the making: where a new one goes, and what is asked about each."""

from collections.abc import Collection
from dataclasses import dataclass

from prenotify.domain.answers import questions_for
from prenotify.domain.forms import Form, Question
from prenotify.domain.plan import Filing
from prenotify.domain.rulebook import Rulebook
from prenotify.web.here import desk
from prenotify.web.opened import OpenTrip
from prenotify.web.pages.page import Part, value_at

_LATEST = "9999"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the forms of one stay ask of their own."""

    questions: tuple[Question, ...] = ()
    wanted: Collection[str] = ()
    """The keys without which a filing cannot be sent."""
    forms: tuple[str, ...] = ()


def next_stay(stays: list[Part]) -> Part:
    """What is known of a stay before it is entered: it begins where the last one ended."""
    leaving = value_at(stays[-1], "exit.date") if stays else None
    return {"entry": {"date": leaving}} if leaving else {}


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
        tuple(form.name.en for form, found in asking if found),
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
