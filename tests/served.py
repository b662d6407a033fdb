"""The application, served to a browser on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from prenotify.desk import Desk
from prenotify.settings import Settings
from prenotify.web import create_app
from prenotify.worker import Sender

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Silent(WSGIRequestHandler):
    def log(self, *_args: object) -> None:
        """Say nothing: a test that passes is not interesting."""


def closing(app: "WSGIApplication") -> "WSGIApplication":
    """*app*, whose answers are closed once they are written.

    A WSGI server owes them that. Werkzeug's own forgets it when the browser resets the connection
    while the server looks for leftovers of the request; what begins after an answer then never does.
    """

    def closed(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        parts = app(environ, start_response)
        try:
            yield from parts
        finally:
            if close := getattr(parts, "close", None):
                close()

    return closed


@dataclass
class Site:
    """A served application with its worker, and the clock that both read."""

    address: str
    desk: Desk
    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, time: timedelta) -> None:
        self.moment += time

    @property
    def mail(self) -> list[Path]:
        """The mail of a rehearsal."""
        return sorted(self.desk.settings.data_dir.glob("mail/*.eml"))


@contextmanager
def served(folder: Path, now: datetime = TODAY) -> Iterator[str]:
    """Where the application is served, with a database of its own in *folder*; its clock stands at *now*."""
    with site(folder, now) as found:
        yield found.address


@contextmanager
def site(folder: Path, now: datetime = TODAY) -> Iterator[Site]:
    """The same with a worker beside it that sends what is due."""
    server = make_server("127.0.0.1", 0, Flask(__name__), threaded=True, request_handler=Silent)
    address = f"http://localhost:{server.server_port}"
    keys = (Fernet.generate_key().decode(),)
    settings = Settings(data_dir=folder, secret_key="s", data_keys=keys, base_url=address)
    found = Site(address, Desk.open(settings, wake=lambda: sender.wake()), now)
    server.app = closing(create_app(settings, found.desk, clock=found.now))
    sender = Sender(found.desk, found.now)
    threads = [Thread(target=server.serve_forever), Thread(target=sender.run)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        sender.stop()
        for thread in threads:
            thread.join()
        server.server_close()
        found.desk.trips.close()
