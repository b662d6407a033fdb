"""A served application and a real browser, driven by its keyboard."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from cryptography.fernet import Fernet
from werkzeug.serving import WSGIRequestHandler, make_server

from prenotify.desk import Desk
from prenotify.settings import Settings
from prenotify.web import create_app

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


class _Silent(WSGIRequestHandler):
    def log(self, *_args: object) -> None:
        """Say nothing: a test that passes is not interesting."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the application is served, with a database of its own."""
    settings = Settings(data_dir=tmp_path, secret_key="s", data_keys=(Fernet.generate_key().decode(),))
    desk = Desk.open(settings)
    app = create_app(settings, desk, clock=lambda: TODAY)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    desk.trips.close()
