"""What a form asks that no other page does: its questions, from data, made into fields."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from prenotify.domain.forms import Question
from prenotify.language import N_
from prenotify.web.pages.choices import ChoiceField, YesNoField
from prenotify.web.pages.days import DayField, SlotField
from prenotify.web.pages.fields import EmailField, LineField, NoteField
from prenotify.web.pages.numbers import NumberField
from prenotify.web.pages.page import Page
from prenotify.web.words import wording

_FIELDS: dict[str, Callable[..., Any]] = {
    "line": LineField,
    "note": NoteField,
    "number": NumberField,
    "date": DayField,
    "yes_no": YesNoField,
    "choice": ChoiceField,
    "slot": SlotField,
    "email": EmailField,
}


_CHOICES = {
    "de": N_("English, with German beside it"),
    "en": N_("English only"),
    "I consent": N_("I consent"),
}
"""What stands beside the choices of the rules; the values go into letters as they are."""


class QuestionsPage(Page):
    """Answers may be blank: a filing says itself what it lacks. See `questions_page`."""


def questions_page(questions: Iterable[Question], wanted: Collection[str]) -> type[QuestionsPage]:
    """A page that asks these questions."""
    fields = {f"answer_{question.key}": _field(question) for question in questions}
    names = frozenset(f"answers.{key}" for key in wanted)
    return type("QuestionsPage", (QuestionsPage,), {**fields, "wanted": names})


def _field(question: Question) -> Any:
    choices = {one: _CHOICES.get(one, one) for one in question.choices}
    more: dict[str, Any] = {"choices": choices} if choices else {}
    return _FIELDS[question.type](
        wording(question.label),
        name=f"answers.{question.key}",
        hint=wording(question.hint) if question.hint else "",
        **more,
    )
