"""The desk: the verbs that every doorway calls, and what is handed over it."""

from prenotify.desk.filling import CALENDAR, DATA, MAIL, PDF, Document
from prenotify.desk.front import Desk
from prenotify.desk.naming import file_stem, letter_reference, reference_for
from prenotify.desk.over_rules import Judgement

__all__ = [
    "CALENDAR",
    "DATA",
    "MAIL",
    "PDF",
    "Desk",
    "Document",
    "Judgement",
    "file_stem",
    "letter_reference",
    "reference_for",
]
