"""How often one caller may do within an hour what costs somebody else mail, room or a secret."""

from typing import Literal

from prenotify.outbox.brake import Brake
from prenotify.web import visitor
from prenotify.web.here import desk, now

Deed = Literal["ask for a link", "show a token", "upload"]
_MOST_AN_HOUR: dict[Deed, int] = {"ask for a link": 20, "show a token": 20, "upload": 120}


def may(deed: Deed) -> bool:
    """Whether whoever calls may do that once more in this hour; it is counted."""
    trips = desk().trips
    who = trips.digest.of("client", f"{deed} {visitor.client()}")
    return Brake(trips.engine).allows(who, _MOST_AN_HOUR[deed], now())
