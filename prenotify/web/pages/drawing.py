"""How the fields of a page, and what is wrong with them, become HTML: by macros, once for each state.

A field is drawn with blanks where its words go. That outline is kept with the field, for
all pages of its kind in its language, and filled in for each traveller.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from prenotify.language import Language
from prenotify.web.blanks import blank, outline, safe
from prenotify.web.language import current
from prenotify.web.pages.fields import Entry

_MOST = 64
"""States of a field whose outlines are kept; people make few."""
_MOST_SUMMARIES = 256


def drawn(fields: Iterable[Entry], wanted: Collection[str], lists: Mapping[str, str]) -> Markup:
    """The fields as HTML; *wanted* names those a filing cannot do without, *lists* a list that helps one."""
    one_by_one = [_drawn(field, field.name in wanted, lists.get(field.name, "")) for field in fields]
    return Markup("".join(one_by_one))  # noqa: S704 - drawn by a template, the words in it made safe


def summary(wrong: Iterable[Entry]) -> Markup:
    """What is wrong on a page, in one place; nothing where nothing is."""
    errors = {field.id: field.errors[0] for field in wrong}
    if not errors:
        return Markup("")
    found = _summary_outline(current(), tuple(errors))
    return Markup(found.format(*map(safe, errors.values())))  # noqa: S704 - as above


@lru_cache(_MOST_SUMMARIES)
def _summary_outline(_language: Language, ids: tuple[str, ...]) -> str:
    return outline(_macros("_wrong.html").summary([(blank(str(n)), f"#{one}") for n, one in enumerate(ids)]))


def _drawn(field: Entry, is_wanted: bool, listed: str) -> str:
    words = field.words_drawn()
    if field.errors:
        words.append(field.errors[0])
    # A blank word may be left out together with what stands around it.
    state = (is_wanted, listed, field.state, bool(field.errors), *map(bool, words))
    found = field.outlines.get(state)
    if found is None:
        if len(field.outlines) >= _MOST:
            field.outlines.clear()
        found = field.outlines[state] = _outline(field, is_wanted, listed, words)
    return found.format(*[word and safe(word) for word in words])


def _outline(field: Entry, is_wanted: bool, listed: str, words: list[str]) -> str:
    blanks = [word and blank(str(number)) for number, word in enumerate(words)]
    error = [blanks.pop()] if field.errors else []
    return outline(_macros("_fields.html").entry(_WithBlanks(field, error, blanks), is_wanted, listed))


class _WithBlanks:
    """A field as the macro sees it, with blanks in place of its words."""

    def __init__(self, field: Entry, errors: list[str], words: list[str]):
        self.__dict__.update(errors=errors, **field.with_words(words))
        self._field = field

    def __getattr__(self, name: str) -> Any:
        return getattr(self._field, name)


def _macros(template: str) -> Any:
    return current_app.jinja_env.get_template(template).module
