"""Which trips a browser may open: those it began. A signed cookie holds their references."""

from flask import session

_KEY = "trips"
# The cookie must stay under 4 KB.
_MOST = 50


def references() -> list[str]:
    """The trips of this browser, newest last."""
    return list(session.get(_KEY, []))


def remember(reference: str) -> None:
    session.permanent = True
    session[_KEY] = [*(kept for kept in references() if kept != reference), reference][-_MOST:]


def forget(reference: str) -> None:
    session[_KEY] = [kept for kept in references() if kept != reference]


def may_open(reference: str) -> bool:
    return reference in references()
