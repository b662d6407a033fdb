"""A doorway for people and for programs: pages and the API. Views parse, call the desk and show."""

from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup

from prenotify.desk import Desk
from prenotify.domain.countries import COUNTRY_NAMES, country_name
from prenotify.places import templates_dir
from prenotify.settings import Settings
from prenotify.web import assets, errors, language, security, words
from prenotify.web.addresses import address_of, label_of
from prenotify.web.here import Clock, settle, today, utc_now
from prenotify.web.views import api, documents, drivers, health, plan, start, stays, trip

_BLUEPRINTS = (start, trip, stays, drivers, plan, documents, api, health)


def create_app(settings: Settings, desk: Desk | None = None, clock: Clock = utc_now) -> Flask:
    """The web application over a desk; *clock* says what time it is."""
    app = errors.CarefulApp("prenotify.web", template_folder=str(templates_dir() / "pages"))
    open_desk = desk or Desk.open(settings)
    open_desk.trips.ping()  # a database that cannot be used stops the start, not a traveller
    settle(app, open_desk, clock)
    security.secure(app, settings)
    errors.handle_errors(app)
    _set_up_templates(app)
    for views in _BLUEPRINTS:
        app.register_blueprint(views.blueprint)
    return app


def create_app_from_env() -> Flask:
    return create_app(Settings.from_env())


def _set_up_templates(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(language.gettext, language.ngettext, newstyle=False)  # type: ignore[attr-defined]
    # In place of the extension's own alias, which looks up the context at each call.
    env.globals.update(
        _=language.gettext,
        address_of=address_of,
        asset=assets.address_of,
        counted=words.counted,
        # The same on every page that has it: joined once.
        country_options=Markup("").join(Markup("<option>{}").format(name) for name in COUNTRY_NAMES.values()),
        forces=words.FORCES,
        label_of=label_of,
        today=today,
    )
    env.filters.update(
        away=words.away,
        country=country_name,
        date=words.short_date,
        day=words.short_day,
        gist=words.gist,
        iso_day=words.iso_day,
        lead=words.lead_in_words,
        long_day=words.long_day,
        month_year=words.month_year,
        status=words.status_in_words,
        weekday=words.weekday,
    )
