"""Words that rules and letters say in English, in the language of the page.

Organisations, sources and places have theirs in phrases.csv, where `Language` finds them by their
English, for papers too; the fields of a letter are found by what the letter calls them.
"""

import re
from datetime import date

from markupsafe import escape

from prenotify.domain.english import MONTHS
from prenotify.domain.forms import Form
from prenotify.domain.messages import InEnglish
from prenotify.domain.plan import Advisory
from prenotify.domain.sources import Wording
from prenotify.web.here import desk
from prenotify.web.language import current
from prenotify.web.words import full_day, marked_english, wording

_ENGLISH_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")


def organisation(name: str) -> str:
    """Who reads a letter; a name of its own stays as it is."""
    return _phrase("organisation", name)


def source_name(name: str) -> str:
    """What a source is called; the title of somebody else's page stays as it is."""
    return _phrase("source", name)


def dated(words: str) -> str:
    """The date that a source bears: "undated", "about 2018"; figures stay as they are."""
    return _phrase("dated", words)


def step(words: str) -> str:
    """What there is to do elsewhere, who must, and when; marked where there is only English."""
    return _directory("step", words)


def listed(conditions: str) -> str:
    """The conditions a directory has for a country, likewise."""
    return _directory("listed", conditions)


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
    for value in advisory.more.values():
        if isinstance(value, InEnglish) and language.listed(value.strip()) == value.strip() != "":
            english = escape(value.strip())
            said = escape(said).replace(english, marked_english(english))
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


def _phrase(kind: str, english: str) -> str:
    found = current().phrase(kind, english)
    return wording(found) if found else english


def _directory(kind: str, english: str) -> str:
    if not english or current().is_english:
        return english
    found = current().phrase(kind, english)
    return wording(found) if found else marked_english(english)


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
