"""Pages that say the same to everybody: no cookie goes with them, and anybody may keep them a while."""

from functools import lru_cache
from time import monotonic

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from prenotify.web.here import today

_PUBLIC = frozenset({"countries", "carnet_guide", "open_data"})
_HOUR = 60 * 60
_MOST = 1024
"""Cookies of which a process remembers that they are signed and not too old."""
_REMEMBERED_SECONDS = 600
# A cookie is signed and sent anew when this changes: once a day is enough to keep it alive.
_LAST_SEEN = "seen"


def is_public() -> bool:
    return request.blueprint in _PUBLIC


class NoCookieWherePublic(SecureCookieSessionInterface):
    """Whoever keeps a public page may hand it to others, so nobody's cookie may stand in it.

    What a cookie says is remembered for some minutes: to check its signature takes longer than a short page.
    """

    _signing: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        self._signing = self._signing or super().get_signing_serializer(app)
        return self._signing

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        cookie = request.cookies.get(self.get_cookie_name(app))
        signing = self.get_signing_serializer(app)
        if not cookie or signing is None:
            return self.session_class()
        longest = int(app.permanent_session_lifetime.total_seconds())
        try:
            said = _said(signing, cookie, longest, int(monotonic() // _REMEMBERED_SECONDS))
        except BadSignature:
            return self.session_class()
        return self.session_class(self.serializer.loads(said))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if is_public():
            return
        if session.accessed and session.permanent and session.get(_LAST_SEEN) != today().isoformat():
            session[_LAST_SEEN] = today().isoformat()
        super().save_session(app, session, response)


@lru_cache(_MOST)
def _said(signing: URLSafeTimedSerializer, cookie: str, longest: int, _period: int) -> str:
    """What a signed cookie says, as text: each request gets a copy of its own."""
    return NoCookieWherePublic.serializer.dumps(signing.loads(cookie, max_age=longest))


def keep_an_hour(response: Response) -> str:
    """What Cache-Control says of a public page; one that was kept need not be sent again."""
    if response.status_code != 200:
        return "no-store"
    response.add_etag()
    response.make_conditional(request)
    return f"public, max-age={_HOUR}"
