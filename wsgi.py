"""The doorway for a web server: `gunicorn wsgi:app`."""

from prenotify.site import app as open_app

app = open_app()
