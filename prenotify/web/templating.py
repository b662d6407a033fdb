"""What the templates may call: words, addresses, and little else. A word they do not know is an error."""

from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup

from prenotify.domain.countries import COUNTRY_NAMES, country_name
from prenotify.domain.listing import age
from prenotify.web import assets, language, words
from prenotify.web.addresses import address_of, label_of
from prenotify.web.atlas import is_over_a_year_old
from prenotify.web.country_view import left_open
from prenotify.web.here import today

_FILTERS = {
    "age": lambda day: age(day, today()),
    "away": words.away,
    "confidence": words.confidence,
    "country": country_name,
    "date": words.short_date,
    "day": words.short_day,
    "gist": words.gist,
    "is_old": lambda checked: is_over_a_year_old(checked, today()),
    "iso_day": words.iso_day,
    "lead": words.lead_in_words,
    "left_open": left_open,
    "long_day": words.long_day,
    "month_year": words.month_year,
    "status": words.status_in_words,
    "weekday": words.weekday,
}
_GLOBALS = {
    # In place of the extension's own alias, which looks up the context at each call.
    "_": language.gettext,
    "address_of": address_of,
    "asset": assets.address_of,
    "counted": words.counted,
    # The same on every page that has it, so it is joined once.
    "country_options": Markup("").join(Markup("<option>{}").format(name) for name in COUNTRY_NAMES.values()),
    "forces": words.FORCES,
    "label_of": label_of,
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
