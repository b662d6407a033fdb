"""Answers to the questions of forms: known, and of the kind that was asked for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from prenotify.domain.entries import clean_line, read_day, read_email
from prenotify.domain.forms import Question
from prenotify.domain.messages import Message, message_of
from prenotify.domain.problems import Problem, nearest, printable, shown
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Trip

_SLOT = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})-(\d{2}:\d{2})")

Answers = tuple[int, Any, Mapping[Any, Any]]
"""A stay's number, its country and its answers."""


def problems_with_answers(trip: Trip, rulebook: Rulebook) -> list[Problem]:
    """What is wrong with the answers in *trip*: unknown keys, and values of another kind."""
    stays = ((number, stay.country, stay.answers) for number, stay in enumerate(trip.stays, start=1))
    return list(_all_problems(stays, rulebook))


def problems_with_entered_answers(entered: Any, rulebook: Rulebook) -> list[Problem]:
    """The same for trip-file data that is no trip yet, as far as its answers can be made out."""
    return list(_all_problems(_entered_answers(entered), rulebook))


def _entered_answers(entered: Any) -> Iterator[Answers]:
    stays = entered.get("stays") if isinstance(entered, Mapping) else None
    for number, stay in enumerate(stays if isinstance(stays, list | tuple) else (), start=1):
        answers = stay.get("answers") if isinstance(stay, Mapping) else None
        if isinstance(answers, Mapping):
            yield number, stay.get("country"), answers


def _all_problems(stays: Iterable[Answers], rulebook: Rulebook) -> Iterator[Problem]:
    for number, country, answers in stays:
        asked = questions_for(country, rulebook)
        for key, answer in answers.items():
            yield from _problems(f"stays.{number}.answers.{printable(str(key))}", str(key), answer, asked)


def questions_for(country: Any, rulebook: Rulebook) -> dict[str, Question]:
    """Every question that the forms of a country may ask, by key; none where *country* is no known code."""
    found = rulebook.countries.get(country) if isinstance(country, str) else None
    forms = found.forms if found else ()
    return {question.key: question for form in forms for question in form.questions}


def _problems(path: str, key: str, answer: Any, asked: dict[str, Question]) -> list[Problem]:
    question = asked.get(key)
    if question is None:
        return [Problem(path, _unknown(key, asked))]
    if answer == "":
        return []
    try:
        _CHECKS[question.type](answer, question)
    except ValueError as error:
        return [Problem(path, message_of(error))]
    return []


def _unknown(key: str, asked: dict[str, Question]) -> str:
    if not asked:
        return Message("is not a known key; no form asks anything here")
    close = nearest(key, asked)
    if close:
        return Message("is not a known key; did you mean {close}?", close=close)
    return Message("is not a known key; known here: {known}", known=", ".join(asked))


def _line(answer: Any, _question: Question) -> None:
    clean_line(answer)


def _note(answer: Any, _question: Question) -> None:
    if not isinstance(answer, str):
        raise ValueError(Message("{found} is not text; put it in quotes", found=shown(answer)))


def _number(answer: Any, _question: Question) -> None:
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not 0 <= answer <= 1e9:
        raise ValueError(
            Message("{found} is not a number; write a plain number, without quotes", found=shown(answer))
        )


def _date(answer: Any, _question: Question) -> None:
    if isinstance(answer, datetime) or not isinstance(answer, date):
        read_day(answer)


def _yes_no(answer: Any, _question: Question) -> None:
    if not isinstance(answer, bool):
        raise ValueError(Message("{found} is neither true nor false", found=shown(answer)))


def _choice(answer: Any, question: Question) -> None:
    if answer not in question.choices:
        raise ValueError(
            Message("{found} is none of {known}", found=shown(answer), known=", ".join(question.choices))
        )


def _email(answer: Any, _question: Question) -> None:
    read_email(answer)


def _slot(answer: Any, _question: Question) -> None:
    found = _SLOT.fullmatch(answer) if isinstance(answer, str) else None
    try:
        if found is None:
            raise ValueError
        date.fromisoformat(found[1])
        if not time.fromisoformat(found[2]) < time.fromisoformat(found[3]):
            raise ValueError
    except ValueError:
        raise ValueError(
            Message(
                "{found} is not a day with a time; write it as 2027-04-06 10:00-11:00", found=shown(answer)
            )
        ) from None


_CHECKS: dict[str, Callable[[Any, Question], None]] = {
    "line": _line,
    "note": _note,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "email": _email,
    "slot": _slot,
}
