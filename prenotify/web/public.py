"""Pages that say the same to everybody: no cookie goes with them, and anybody may keep them a while."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

_PUBLIC = frozenset({"countries", "carnet_guide", "open_data"})
_HOUR = 60 * 60


def is_public() -> bool:
    return request.blueprint in _PUBLIC


class NoCookieWherePublic(SecureCookieSessionInterface):
    """Whoever keeps a public page may hand it to others, so nobody's cookie may stand in it."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not is_public():
            super().save_session(app, session, response)


def keep_an_hour(response: Response) -> str:
    """What Cache-Control says of a public page; one that was kept need not be sent again."""
    if response.status_code != 200:
        return "no-store"
    response.add_etag()
    response.make_conditional(request)
    return f"public, max-age={_HOUR}"
