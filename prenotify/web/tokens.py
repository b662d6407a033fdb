"""The token in each form, which shows that a page of ours sent it.

Flask-WTF makes and checks it. A session's token is made once and remembered for a while, since
signing costs more than all else a short request does; what is not remembered goes its usual way.
"""

from functools import lru_cache
from hmac import compare_digest

from flask import Flask, g, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf

_FIELD = "csrf_token"
_MOST = 1024


@lru_cache(_MOST)
def _signed(_of_session: str) -> str:
    return str(generate_csrf())


def token() -> str:
    """The token for a form on this page."""
    own = session.get(_FIELD)
    return _signed(own) if own else str(generate_csrf())


class Tokens(CSRFProtect):  # type: ignore[misc]  # Flask-WTF has no types
    """Flask-WTF's check, spared where the very token comes back that this session was given."""

    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = token
        app.context_processor(lambda: {"csrf_token": token})

    def protect(self, apply_exemptions: bool = False) -> None:
        if request.method == "POST" and _is_own():
            g.csrf_valid = True
            return
        super().protect(apply_exemptions)


def _is_own() -> bool:
    own = session.get(_FIELD)
    return bool(own) and compare_digest(_signed(own).encode(), request.form.get(_FIELD, "").encode())
