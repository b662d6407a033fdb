"""The words that all documents share, in English.

Those of a filing stand under their keys in forms/phrases.csv too, with their other languages;
what only the traveller reads (drafts, the plan) is English alone.
"""

from prenotify.domain.forms import Force
from prenotify.domain.plan import Status
from prenotify.domain.trip import Mode

WORDS = {
    "frame.to": "To",
    "frame.from": "From",
    "frame.reference": "Reference",
    "frame.place_date": "Place and date",
    "frame.signature": "Signature",
    "frame.attachments": "Attachments",
    "frame.page_of": "Page {x} of {y}",
    "frame.prepared_on": "Prepared on {date}",
    "frame.quote_reference": "Please quote in your answer",
    "frame.continued": "{title} (continued)",
    "frame.by_agency": "To be added by the agency",
    "frame.number": "No.",
    "frame.place": "Place",
    "frame.date": "Date",
    "frame.crossing": "Crossing",
    "frame.entry": "Entry",
    "frame.exit": "Exit",
    "doc.to_follow": "to follow",
    "section.declaration": "I declare that the information above is true and complete.",
    "trip.itinerary": "Itinerary",
    "trip.by_land": "By land",
    "trip.by_sea": "By sea",
    "trip.by_air": "By air",
}
"""Shared with forms/phrases.csv, key by key."""

DRAFT = "DRAFT – not to be sent"
CODE_ALT = "QR code with the reference and a digest of what this says: {said}"
DRAFT_BECAUSE = "In the way: {blocks}. See the plan for each and for what to do."

MODE_WORDS: dict[Mode, str] = {"land": "trip.by_land", "sea": "trip.by_sea", "air": "trip.by_air"}
"""The key of what follows "Entry" and "Exit"."""

BASIS: dict[Force, str] = {
    "rule": "Lead time: {lead} before entry, by {date}.",
    "floor": "Lead time: {lead} before entry, by {date}, the authority's own minimum.",
    "advice": "No lead time is published; prepared to leave {lead} before entry, by {date}.",
}

FORCE_WORDS: dict[Force, str] = {
    "rule": "the rule",
    "floor": "the authority's own minimum",
    "advice": "our target; no deadline is published",
}

PLANNED_ON = "Send by"
STANDING_WORDS: dict[Force, str] = {
    "rule": "Named elsewhere",
    "floor": "Last possible day",
    "advice": "Better by",
}
"""What a deadline is beside the one planned on."""

SEVERITY_WORDS = {"block": "In the way", "warn": "Take care", "info": "Good to know"}

STATUS_WORDS: dict[Status, str] = {
    "ready": "Ready to send",
    "incomplete": "Incomplete",
    "draft": "Draft, not to be sent",
    "late": "Late, can still be sent",
}

TASK_WORDS = {
    "apply": "apply for the carnet",
    "follow-up": "apply for a follow-up carnet",
    "extend": "ask for an extension of the carnet",
    "certificate-of-location": "have the Certificate of Location stamped",
    "return": "send the carnet back",
}

# Words of the plan on paper.
AS_OF = "Trip {reference} · as of {date}"
STAY = "Stay {number}"
WHOLE_TRIP = "The whole trip"
BEFOREHAND = "To be done elsewhere beforehand"
LETTERS = "Letter by letter"
TO_KNOW = "What to know"
CARNET = "The carnet"
CONTINUED = WORDS["frame.continued"]
SOURCES = "Sources"
ENTRY_LABEL, STATUS_LABEL, MISSING_LABEL = "Entry", "Status", "Missing"
NEEDED = "{label} (needed)"
PAGE_DATED = "page dated: {dated}"
NO_ADDRESS = "no address known"
NOT_CHECKED = "address not verified"
DEADLINE_HEAD = ("Day", "What it is", "Before entry", "Who says so, and why")
DEADLINE_PAST = "{day} (past)"
NO_DATE = "No date known"
NOT_FILED = "Not filed: {form} ({reason})"
FROM_ON = "from {date}"
RULES_CHANGE = "Rules change. Ask again before you ship."
AND_MORE = "{count} more"
UNPRINTABLE = "No font here has {characters}. Papers show the code in its place; write it in by hand."
