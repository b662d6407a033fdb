"""Why a letter does not leave, in words for the traveller; the desk speaks to operators, in English."""

from prenotify.desk.following import Unknowable
from prenotify.desk.going_live import Gap, NotYet
from prenotify.language import N_
from prenotify.web.language import gettext as _

_FOREIGN = N_("We cannot tell which letter you confirmed. Look at it again, and press the button once more.")
"""What the desk says of a confirmation from elsewhere: marked here for the catalogue."""
_UNKNOWABLE = N_("Nobody can say any more what this letter was made of.")
_NOT_SET_UP = N_("Whoever runs this site has not finished setting up its mail.")
GAPS = {
    "switch": _NOT_SET_UP,
    "server": _NOT_SET_UP,
    "sender": _NOT_SET_UP,
    "recipient": N_("No address of its reader is verified. Whoever runs this site does that, once a year."),
    "rule": N_("Nobody has checked its rule for over a year. Whoever runs this site looks at it again."),
    "address": N_("Your own address is not confirmed: open the link in the mail we send you."),
    "confirmation": N_("You have not confirmed this very letter."),
}
"""What keeps a letter here, by the part that is missing."""


def gap_in_words(gap: Gap) -> str:
    return _(GAPS[gap.part])


def not_sent_in_words(error: Exception) -> str:
    """Why a letter that was asked for is not put in."""
    if isinstance(error, NotYet):
        return " ".join(dict.fromkeys(map(gap_in_words, error.gaps)))
    return _(_UNKNOWABLE) if isinstance(error, Unknowable) else _(str(error))
