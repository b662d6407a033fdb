"""Who operates this site: whoever has shown its token. Without a token there is nobody to show it."""

from hashlib import sha256
from hmac import compare_digest

from flask import abort, request, session

from prenotify.web.here import desk

_KEY = "operator"


def token() -> str:
    """The site's token; 404 where none is set, so that nobody learns there could be a page."""
    return desk().settings.operator_token or abort(404)


def is_token(shown: str) -> bool:
    return compare_digest(_digest(shown), _digest(token()))


def sign_in() -> None:
    """Remember it in this browser, for as long as the token is the same."""
    session[_KEY] = _digest(token())


def sign_out() -> None:
    session.pop(_KEY, None)


def is_signed_in() -> bool:
    expected = _digest(token())
    return compare_digest(str(session.get(_KEY, "")), expected)


def shows_token() -> bool:
    """Whether a program's request carries the token, as `Authorization: Bearer`."""
    given = request.authorization
    return given is not None and given.type == "bearer" and is_token(given.token or "")


def _digest(text: str) -> str:
    return sha256(f"operator\0{text}".encode()).hexdigest()
