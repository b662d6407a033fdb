"""A rehearsal of a whole trip: real letters, a mail server on this machine, desks and a traveller played."""

from prenotify.rehearsal.play import rehearse
from prenotify.rehearsal.story import Rehearsed

__all__ = ["Rehearsed", "rehearse"]
