"""Which trips a browser may open: those it began. A signed cookie holds their references."""

from ipaddress import ip_address, ip_network

from flask import request, session

_KEY = "trips"
# The cookie must stay under 4 KB.
_MOST = 50
# IPv6 gives a household a whole network.
_SIX, _HOUSEHOLD = 6, 64


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


def client() -> str:
    """Where a request comes from, as far as one household shares it."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:  # a local socket has none
        return ""
    return str(ip_network((found, _HOUSEHOLD), strict=False) if found.version == _SIX else found)
