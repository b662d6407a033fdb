"""Where the pages are put together with the queue: a letter submitted there wakes a worker."""

from flask import Flask

from prenotify.settings import Settings
from prenotify.web import create_app
from prenotify.worker import open_desk


def app() -> Flask:
    settings = Settings.from_env()
    return create_app(settings, open_desk(settings))
