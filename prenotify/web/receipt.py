"""What stays of a trip that was erased: a signed line in the traveller's hands, and nothing here.

The line is the receipt's address. It holds the trip's reference, the moment and a few counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from prenotify.web.pages.page import Part

_COUNTED = ("stays", "drivers", "answers", "letter", "attachment")


@dataclass(frozen=True, slots=True)
class Receipt:
    reference: str
    erased: datetime
    """In UTC."""
    stays: int
    drivers: int
    answers: int
    letters: int
    attachments: int


def sign_receipt(reference: str, entered: Part, belongings: Mapping[str, int], now: datetime) -> str:
    """A receipt as text that only we can have written; see `TripStore.belongings_of`."""
    stays = entered.get("stays", [])
    counts = {
        "stays": len(stays),
        "drivers": len(entered.get("drivers", [])),
        "answers": sum(len(stay.get("answers", {})) for stay in stays),
        **belongings,
    }
    moment = now.replace(microsecond=0).isoformat()
    signed: str = _signer().dumps([reference, moment, *(counts[name] for name in _COUNTED)])
    return signed


def read_receipt(signed: str) -> Receipt | None:
    """The receipt in text that we have signed; None for any other."""
    try:
        reference, moment, *counts = _signer().loads(signed)
    except BadSignature:
        return None
    return Receipt(reference, datetime.fromisoformat(moment), *counts)


def _signer() -> Any:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="receipt")
