"""A friendly page for everything that goes wrong, with a way on."""

import logging
import sys
import traceback
from contextlib import suppress
from types import TracebackType

from flask import Flask, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestEntityTooLarge

_log = logging.getLogger(__name__)
_MOST_DRAINED = 16 * 1024 * 1024
_CHUNK = 64 * 1024

# Leans on nothing that may be what broke: no template, no database, no session, no catalogue.
_BROKEN = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Something broke on our side – prenotify</title>
<link rel="stylesheet" href="/static/style.css">
</head>
<body>
<main>
<h1>Something broke on our side</h1>
<p>It is not your fault, and what you had saved before is still there. Go back and try once more; if it
breaks again, tell whoever runs this site what you did and at what time.</p>
<p lang="de">Bei uns ist etwas kaputtgegangen. Es liegt nicht an Ihnen, und was Sie gespeichert
hatten, ist noch da. Gehen Sie zurück und versuchen Sie es noch einmal; geht es wieder nicht, sagen Sie
dem Betreiber dieser Seite, was Sie wann getan haben.</p>
<p><a href="/">To the start page</a> · <a href="/" lang="de">Zur Startseite</a></p>
</main>
</body>
</html>
"""


class CarefulApp(Flask):
    """A Flask application that logs where it broke, but not on what.

    The message of an exception may hold a name or a number from a passport.
    """

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        kind, _value, trace = exc_info
        where = "".join(traceback.format_tb(trace))
        _log.error("%s in %s %s\n%s", kind and kind.__name__, request.method, request.url_rule, where)


def handle_errors(app: Flask) -> None:
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(413, _too_large)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(500, _broken)


def take_any_length() -> None:
    """Let the request's body be read, however long it is."""
    request.max_content_length = sys.maxsize


def drain() -> None:
    """Read away what is still coming: a client that cannot finish sending never sees the answer."""
    take_any_length()
    left = _MOST_DRAINED
    with suppress(ClientDisconnected):
        while left > 0 and (chunk := request.stream.read(_CHUNK)):
            left -= len(chunk)


def _is_for_program() -> bool:
    return request.path.startswith("/api/")


def _stale(_error: CSRFError) -> ResponseReturnValue:
    return render_template("errors/stale.html"), 400


def _too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    drain()
    if request.endpoint == "attachments.add":
        papers = url_for("attachments.listed", reference=(request.view_args or {})["reference"])
        return render_template("errors/paper_too_large.html", papers=papers), 413
    return render_template("errors/too_large.html"), 413


def _refused(error: HTTPException) -> ResponseReturnValue:
    """Any other refusal. Those that are no error, such as a redirect, go on as they are."""
    code = error.code or 500
    if code < 400:
        return error
    if _is_for_program():
        return jsonify(errors=[{"path": "", "message": error.name}]), code
    template = "errors/not_found.html" if code == 404 else "errors/refused.html"
    return render_template(template, code=code), code


def _broken(_error: Exception) -> ResponseReturnValue:
    if _is_for_program():
        return jsonify(errors=[{"path": "", "message": "Something broke on our side"}]), 500
    return Response(_BROKEN, 500, content_type="text/html; charset=utf-8")
