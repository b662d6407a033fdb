"""Answers to the questions of forms: known keys, and values of the kind that was asked for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from prenotify.domain.answers import problems_with_answers, questions_for
from prenotify.domain.forms import Question
from tests.builders import a_stay, a_trip, the_rulebook

SLOT = "2027-04-06 10:00-11:00"


def problems(country: str, **answers: Any) -> list[str]:
    trip = a_trip(a_stay(country, answers=answers))
    return [str(problem) for problem in problems_with_answers(trip, the_rulebook())]


@pytest.mark.parametrize(
    ("country", "key", "answer"),
    [
        ("JP", "visit_1", SLOT),
        ("JP", "jaf_branch", "Tokyo"),
        ("TH", "days_used", 0),
        ("TH", "days_used", 31.0),
        ("TH", "agency_email", "agency@example.org"),
        ("IN", "spare_parts", "two tyres\none tube"),
        ("JP", "visit_1", ""),
        ("TH", "agency_email", ""),
    ],
)
def test_a_fitting_answer_is_taken_and_a_blank_one_is_no_answer(country: str, key: str, answer: Any) -> None:
    assert problems(country, **{key: answer}) == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("6 April at ten", "“6 April at ten” is not a day with a time; write it as 2027-04-06 10:00-11:00"),
        ("2027-04-31 10:00-11:00", "is not a day with a time"),
        ("2027-04-06 11:00-10:00", "is not a day with a time"),
        ("2027-04-06 10:00-10:00", "is not a day with a time"),
        ("2027-04-06 25:00-26:00", "is not a day with a time"),
        ("2027-04-06", "is not a day with a time"),
        (date(2027, 4, 6), "2027-04-06 is not a day with a time"),
        (10, "10 is not a day with a time"),
    ],
)
def test_a_visit_is_a_day_with_a_span_of_time(answer: Any, message: str) -> None:
    (found,) = problems("JP", visit_2=answer)
    assert found.startswith("stays.1.answers.visit_2: ")
    assert message in found


@pytest.mark.parametrize(
    "answer",
    ["31", "many", True, -1, 1e10, float("nan"), float("inf"), 16**5000, date(2027, 1, 1)],
    ids=lambda a: type(a).__name__,
)
def test_a_number_of_days_is_a_plain_number(answer: Any) -> None:
    (found,) = problems("TH", days_used=answer)
    assert found.startswith("stays.1.answers.days_used: ")
    assert "is not a number" in found


@pytest.mark.parametrize("answer", ["nobody", 5, "A <a@example.org>", "a@example.org\nb"])
def test_an_agencys_address_is_one_address(answer: Any) -> None:
    (found,) = problems("TH", agency_email=answer)
    assert found.startswith("stays.1.answers.agency_email: ")


def test_a_line_is_one_line() -> None:
    assert "has a line break" in problems("TH", agency_name="First\nSecond")[0]
    assert "is not text" in problems("TH", agency_name=5)[0]
    assert "is not text" in problems("TH", agency_name=["a", "b"])[0]


def test_an_unknown_answer_is_named_with_the_nearest_question() -> None:
    assert problems("JP", custom_office="Osaka") == [
        "stays.1.answers.custom_office: is not a known key; did you mean customs_office?"
    ]
    (found,) = problems("TH", zzzzz="x")
    assert "known here: agency_name, agency_email, agency_licence" in found


def test_where_no_form_asks_anything_no_answer_is_known() -> None:
    assert problems("MY", anything="x") == [
        "stays.1.answers.anything: is not a known key; no form asks anything here"
    ]


def test_answers_of_another_country_are_not_known_here() -> None:
    assert "is not a known key" in problems("IN", visit_1=SLOT)[0]


def test_every_wrong_answer_of_every_stay_is_reported() -> None:
    trip = a_trip(
        a_stay("TH", answers={"days_used": "x", "agencyname": "y"}), a_stay("JP", answers={"visit_1": "z"})
    )
    assert [problem.path for problem in problems_with_answers(trip, the_rulebook())] == [
        "stays.1.answers.days_used",
        "stays.1.answers.agencyname",
        "stays.2.answers.visit_1",
    ]


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [("yes_no", True, "yes"), ("date", "2027-04-06", "soon"), ("choice", "left", "up")],
)
def test_each_kind_of_question_takes_its_kind_of_answer(type_: str, good: Any, bad: Any) -> None:
    rulebook = the_rulebook()
    thailand = rulebook.countries["TH"]
    asked = Question.model_validate(
        {"key": "extra", "type": type_, "label": {"en": "Extra"}}
        | ({"choices": ["left", "right"]} if type_ == "choice" else {})
    )
    form = thailand.forms[0].model_copy(update={"questions": (asked,)})
    changed = {**rulebook.countries, "TH": thailand.model_copy(update={"forms": (form,)})}
    rulebook = replace(rulebook, countries=changed)
    for answer, wrong in ((good, 0), (bad, 1)):
        trip = a_trip(a_stay("TH", answers={"extra": answer}))
        assert len(problems_with_answers(trip, rulebook)) == wrong


def test_questions_are_those_of_the_country() -> None:
    assert "customs_office" in questions_for("IN", the_rulebook())
    assert questions_for("FR", the_rulebook()) == {}
