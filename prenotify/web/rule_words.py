"""Words that rules and letters say in English, in the language of the page.

Organisations, sources and rows of directories have theirs in the catalogue of the rules, which
`Language` asks, for papers too; the fields of a letter are found by what the letter calls them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from markupsafe import escape

from prenotify.domain.english import MONTHS
from prenotify.domain.forms import Form
from prenotify.domain.messages import InEnglish, Message, Sentences
from prenotify.domain.plan import Advisory
from prenotify.domain.sources import Wording
from prenotify.web.here import desk
from prenotify.web.language import current
from prenotify.web.words import full_day, marked_english, wording

_ENGLISH_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")


def organisation(name: str) -> str:
    """Who reads a letter; a name of its own stays as it is."""
    return current().organisation(name)


def source_name(name: str) -> str:
    """What a source is called; the title of somebody else's page stays as it is."""
    return current().source(name)


def dated(words: str) -> str:
    """The date that a source bears: "undated", "about 2018"; days and months as the page says them."""
    return current().dated(words)


def listed(words: str) -> str:
    """What a directory says of a country; marked as English where there is only English."""
    said = current().listed(words)
    is_left_in_english = words and said == words and not current().is_english
    return marked_english(words) if is_left_in_english else said


def holiday(names: str) -> str:
    """What a day off is called."""
    return current().holiday(names)


def contact(text: str) -> str:
    """A telephone number with the hours at which somebody answers it."""
    hours = desk().rulebook.phrases["contact.hours"]
    return text if current().is_english else text.replace(hours.en, wording(hours))


def code_in_words(code: str) -> str:
    """What stands in the way, in a few words; the code itself where there are none."""
    found = desk().rulebook.phrases.get(f"code.{code}")
    return wording(found) if found else code


def advisory_in_words(advisory: Advisory) -> str:
    """What an advisory says; what the rules have in English alone is marked as English."""
    language = current()
    if language.is_english:
        return advisory.message
    said = language.advisory(advisory)
    for english in _in_english(advisory.more.values()):
        if language.listed(english) == english:
            said = escape(said).replace(escape(english), marked_english(english))
    return said if language.has(advisory.says) else marked_english(said)


def label_of_letter(label: str, form: Form) -> str:
    """What a letter calls one of its values."""
    found = _words_of_letter(form).get(label)
    return wording(found) if found else label


def value_of_letter(value: str, form: Form) -> str:
    """A value of a letter: words of the form and English days, said as the page says them."""
    if found := _words_of_letter(form).get(value):
        return wording(found)
    return value if current().is_english else _ENGLISH_DAY.sub(_day, value)


def _in_english(values: Iterable[Any]) -> Iterator[str]:
    """What directories have in English, wherever it is in *values*."""
    for value in values:
        match value:
            case InEnglish():
                yield value
            case Message():
                yield from _in_english(value.values.values())
            case Sentences():
                yield from _in_english(value)


def _words_of_letter(form: Form) -> dict[str, Wording]:
    """Everything that the letters of *form* may say, by its text in the letter's own language."""
    words = (*form.phrases.values(), *form.words)
    return {one.texts.get(form.written_in) or one.en: one for one in words}


def _day(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    try:
        return full_day(date(int(year), MONTHS.index(month) + 1, int(day)))
    except ValueError:  # no such day: the traveller's own words
        return found[0]
