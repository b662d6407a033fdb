"""What trips, letters and files are called."""

from base64 import b32encode
from hashlib import sha256

from prenotify.domain.plan import Filing
from prenotify.domain.trip import Trip


def file_stem(filing: Filing) -> str:
    """`NN-<country>-<form>` (contract, section 3): the stay's number, then the form's folder and name."""
    return f"{filing.stay:02d}-{filing.form.id.replace('/', '-')}"


def letter_reference(filing: Filing, trip_reference: str) -> str:
    """What a desk can file a letter by: the trip's reference, the stay, the desk's short name."""
    return f"{trip_reference}-{filing.stay:02d}-{filing.form.short}"


def reference_for(trip: Trip) -> str:
    """A reference for a trip that is not stored: the same trip always gets the same one.

    Forty bits of a digest over the whole trip: enough to tell one's trips apart, and
    nothing in it can be read back.
    """
    digest = sha256(trip.model_dump_json().encode()).digest()
    return "PN" + b32encode(digest[:5]).decode()
