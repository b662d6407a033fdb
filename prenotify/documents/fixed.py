"""Values that are one of a few, and are said by a phrase: a kind of vehicle, a yes, a sex."""

from collections.abc import Mapping
from typing import Any

_PHRASES: Mapping[str, Mapping[Any, str]] = {
    "vehicle.kind": {
        kind: f"kind.{kind}"
        for kind in ("motorcycle", "car", "pickup", "van", "motorhome", "truck", "bus", "trailer")
    },
    "traveller.sex": {"F": "sex.F", "M": "sex.M", "X": "sex.X"},
    "traveller.licence.permits": {
        "IDP-1949": "person.idp_1949",
        "IDP-1968": "person.idp_1968",
        "ASEAN": "person.licence_asean",
    },
}


def phrase_of(path: str, value: Any) -> str:
    """The key of the phrase that says *value* of *path*; empty where it is said as it is."""
    if isinstance(value, bool):
        return "value.yes" if value else "value.no"
    return _PHRASES.get(path, {}).get(value, "")
