"""Words that remember what they were made of, so that a doorway can say them in another language.

A message is the English text: whoever does not translate uses it as it is. What is in it
stands beside: the template, which is what catalogues translate, and the values.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from prenotify.domain.english import english_date


class InEnglish(str):
    """Words of the rules that they have in English alone."""

    __slots__ = ()


class Listed(tuple[Any, ...]):
    """Several things one after the other, parted by semicolons."""

    __slots__ = ()

    def __str__(self) -> str:
        return "; ".join(map(str, self))


class Sentences(tuple[Any, ...]):
    """One after the other, each with a space behind it: words of ours follow."""

    __slots__ = ()

    def __str__(self) -> str:
        return "".join(f"{part} " for part in self)


class Message(str):
    """English words made of a template with {names} and the values for them."""

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Self:
        message = super().__new__(cls, template.format(**{name: _said(one) for name, one in values.items()}))
        message.template, message.values = template, values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str, ...], dict[str, Any]]:
        return (self.template,), dict(self.values)


class Counted(Message):
    """A message with a {number} in it, for one and for many."""

    many: str

    def __new__(cls, one: str, many: str, /, number: int) -> Self:
        counted = super().__new__(cls, one if number == 1 else many, number=number)
        counted.template, counted.many = one, many
        return counted

    def __getnewargs_ex__(self) -> tuple[tuple[str, ...], dict[str, Any]]:
        return (self.template, self.many), dict(self.values)


def _said(value: Any) -> Any:
    return english_date(value) if isinstance(value, date) else value


def message_of(error: Exception) -> str:
    """What an error of ours says; str() would forget what its message was made of."""
    said = error.args[0] if error.args else None
    return said if isinstance(said, str) else str(error)
