"""The doorway for a web server: `gunicorn wsgi:app`."""

from prenotify.settings import Settings
from prenotify.web import create_app

app = create_app(Settings.from_env())
