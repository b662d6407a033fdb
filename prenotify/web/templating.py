"""What the templates may call: words, addresses, and little else. A word they do not know is an error."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup

from prenotify.domain.listing import age
from prenotify.language import Language
from prenotify.web import assets, language, refusals, rule_words, words
from prenotify.web.addresses import address_of, label_of
from prenotify.web.atlas import is_over_a_year_old
from prenotify.web.country_view import left_open
from prenotify.web.filing_view import shape_of
from prenotify.web.here import today
from prenotify.web.mail_addresses import addresses_whole
from prenotify.web.pages.drawing import drawn
from prenotify.web.public import is_public

_FILTERS = {
    "addresses_whole": addresses_whole,
    "age": lambda day: language.current().say(age(day, today())),
    "ago": lambda day: words.ago(day, today()),
    "away": words.away,
    "begun": words.begun,
    "channel": words.channel,
    "code_in_words": rule_words.code_in_words,
    "confidence": words.confidence,
    "contact": rule_words.contact,
    "country": words.country,
    "date": words.short_date,
    "dated": rule_words.dated,
    "day": words.short_day,
    "force": words.force,
    "gap": refusals.gap_in_words,
    "is_old": lambda checked: is_over_a_year_old(checked, today()),
    "holiday": rule_words.holiday,
    "iso_day": words.iso_day,
    "label_of_letter": rule_words.label_of_letter,
    "lead": words.lead_in_words,
    "listed": rule_words.listed,
    "left_open": left_open,
    "long_day": words.long_day,
    "message": lambda message: language.current().message(message),
    "month_year": words.month_year,
    "organisation": rule_words.organisation,
    "problem": words.problem_in_words,
    "said": rule_words.advisory_in_words,
    "shape": shape_of,
    "source_name": rule_words.source_name,
    "status": words.status_in_words,
    "task": words.task_in_words,
    "title_among": words.title_among,
    "value_of_letter": rule_words.value_of_letter,
    "weekday": words.weekday,
    "wording": words.wording,
}

_MOST = 1024
"""Pieces that are remembered of each macro."""
_OPTION = Markup("<option>{}")


class _CountryOptions:
    """The list of countries to pick from, the same on every page that has it: joined once per language."""

    def __html__(self) -> Markup:
        return _options(language.current())


@cache
def _options(spoken: Language) -> Markup:
    return Markup("").join(_OPTION.format(name) for name in spoken.countries)


def _kept(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """A macro that makes the same of the same values in the same language, remembered."""

    @lru_cache(_MOST)
    def made(_language: Language, *values: Any) -> Markup:
        return macro(*values)

    return lambda *values: made(language.current(), *values)


_GLOBALS = {
    # In place of the extension's own alias, which looks up the context at each call.
    "_": language.gettext,
    "address_of": address_of,
    "asset": assets.address_of,
    "counted": words.counted,
    "drawn": drawn,
    "country_options": _CountryOptions(),
    "kept": _kept,
    "label_of": label_of,
    "language": language.current,
    "is_public": is_public,
    "languages": language.choices,
    "today": today,
}


def set_up(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(language.gettext, language.ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.globals.update(_GLOBALS)
    env.filters.update(_FILTERS)
