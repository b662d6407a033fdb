"""A doorway for people and for programs: pages and the API. Views parse, call the desk and show."""

from flask import Flask

from prenotify.desk import Desk
from prenotify.places import templates_dir
from prenotify.settings import Settings
from prenotify.web import errors, language, receiving, reloading, security, templating
from prenotify.web.compressing import compress_answers
from prenotify.web.here import Clock, settle, utc_now
from prenotify.web.views import (
    api,
    attachments,
    carnet_guide,
    check,
    countries,
    documents,
    drivers,
    health,
    letters_status,
    links,
    open_data,
    operator,
    plan,
    receipt,
    sending,
    start,
    stays,
    trip,
    what_if,
)

_READ_BY_ALL = (countries, carnet_guide, open_data)
_BLUEPRINTS = (
    *(start, trip, stays, drivers, check, attachments, links, plan, what_if, receipt, documents),
    *(sending, letters_status, api, health, operator),
    *_READ_BY_ALL,
)


def create_app(settings: Settings, desk: Desk | None = None, clock: Clock = utc_now) -> Flask:
    """The web application over a desk; *clock* says what time it is."""
    app = errors.CarefulApp("prenotify.web", template_folder=str(templates_dir() / "pages"))
    open_desk = desk or Desk.open(settings)
    open_desk.trips.ping()  # a database that cannot be used stops the start, not a traveller
    open_desk.trips.close()  # connections must not be shared by the processes a server forks later
    settle(app, open_desk, clock)
    receiving.set_up(app)
    compress_answers(app)
    language.set_up(app)
    security.secure(app, settings)
    errors.handle_errors(app)
    templating.set_up(app)
    reloading.set_up(app)
    for views in _BLUEPRINTS:
        app.register_blueprint(views.blueprint)
    app.register_blueprint(letters_status.by_mail)
    return app
