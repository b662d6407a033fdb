"""The words that all documents share, in English.

Those of a filing stand under their keys in forms/phrases.csv too, with their other languages;
what only the traveller reads is translated by gettext, but for a draft's mark: English as the letter is.
"""

from prenotify.domain.forms import Force
from prenotify.domain.plan import StatusToday
from prenotify.domain.trip import Mode
from prenotify.language import N_, plural

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
    "choice.choice": "Choice",
    "choice.possible": "Possible",
    "choice.time": "Time",
    "doc.certified_translation": "Certified translation",
    "doc.document": "Document",
    "doc.enclosed": "Enclosed",
    "doc.to_follow": "to follow",
    "doc.translation_needed": "Needed",
    "doc.with_translation": "{document}, with a certified translation",
    "dossier.checklist": "Document checklist",
    "dossier.contents": "In this dossier",
    "dossier.data": "Data for the application",
    "dossier.glance": "At a glance",
    "msg.amend": "This message replaces my message of {date}. Changed: {fields}",
    "msg.attached_again": "It is attached again.",
    "msg.cancel": "I withdraw my request of {date}.",
    "msg.cancel_notice": "I withdraw my notice of {date}.",
    "msg.changed": "Changed",
    "msg.confirm_receipt": "Please confirm receipt.",
    "msg.none": "none",
    "msg.reminder": "I have not yet received a reply to my message of {date}.",
    "msg.replaces": "replaces {reference} of {date}",
    "section.declaration": "I declare that the information above is true and complete.",
    "subject.prefix.amendment": "AMENDMENT:",
    "subject.prefix.cancel": "CANCELLATION:",
    "trip.itinerary": "Itinerary",
    "trip.days": "Day",
    "trip.days_open": (
        "{days} days in all, {entry} to {exit}. The places stand in the order of the journey; "
        "the days at each are not fixed yet."
    ),
    "trip.by_land": "By land",
    "trip.by_sea": "By sea",
    "trip.by_air": "By air",
}
"""Shared with forms/phrases.csv, key by key."""

DRAFT = "DRAFT – not to be sent"
CODE_ALT = "QR code with the reference and a digest of what this says: {said}"
DRAFT_BECAUSE = "In the way: {blocks}. The plan says what to do."

MODE_WORDS: dict[Mode, str] = {"land": "trip.by_land", "sea": "trip.by_sea", "air": "trip.by_air"}
"""The key of what follows "Entry" and "Exit"."""

BASIS: dict[Force, str] = {
    "rule": "Lead time: {lead} before entry, by {date}.",
    "floor": "Lead time: {lead} before entry, by {date}, the authority's own minimum.",
    "advice": "No lead time is published; prepared to leave {lead} before entry, by {date}.",
}

FORCE_WORDS: dict[Force, str] = {
    "rule": N_("the rule"),
    "floor": N_("the authority's own minimum"),
    "advice": N_("our target; no deadline is published"),
}

PLANNED_ON = N_("Send by")
STANDING_WORDS: dict[Force, str] = {
    "rule": N_("Named elsewhere"),
    "floor": N_("Last possible day"),
    "advice": N_("Better by"),
}
"""What a deadline is beside the one planned on."""

SEVERITY_WORDS = {"block": N_("In the way"), "warn": N_("Take care"), "info": N_("Good to know")}

STATUS_WORDS: dict[StatusToday, str] = {
    "ready": N_("Ready to send"),
    "incomplete": N_("Incomplete"),
    "draft": N_("Draft, not to be sent"),
    "late": N_("Late, can still be sent"),
    "past": N_("Past: so is its day of entry"),
}

TASK_WORDS = {
    "apply": N_("apply for the carnet"),
    "follow-up": N_("apply for a follow-up carnet"),
    "extend": N_("ask for an extension of the carnet"),
    "certificate-of-location": N_("have the Certificate of Location stamped"),
    "return": N_("send the carnet back"),
}

# Why a letter is due on a day.
LEAD_TIME = N_("{lead} before entry: {force}.")
CITED = N_("Source: {name}, {url}, checked {checked}.")
HOLIDAYS = N_("Holidays that do not count: {named}.")

# Words of the calendar.
FORCES: dict[Force, str] = {"rule": N_("rule"), "floor": N_("floor"), "advice": N_("advice")}
STAY_AND_ENTRY = N_("Stay {number}, entry on {day}.")
ELSEWHERE, OF_CARNET = N_("Elsewhere, {when}: {what}"), N_("Carnet, {when}: {what}")
POSSIBLE, DO_IT_BY = N_("possible from today"), N_("do it by")
FROM_TODAY, LAST_DAY = N_("from today"), N_("last day")

# Words of the plan on paper.
NOTHING_TO_SEND = N_("Nothing to send")
HEADLINE = plural("{count} letter, by {day}", "{count} letters, the first by {day}")
HEADLINE_PAST = plural("{count} letter, was due on {day}", "{count} letters, the first was due on {day}")
CHECKED = N_("checked {day}")
SPAN = N_("{first} to {last}")
CARNET_NUMBER = N_("carnet {number}")
TRIP = N_("Trip {reference}")
AS_OF = N_("Trip {reference} · as of {date}")
STAY, STAY_WITHIN = N_("Stay {number}"), N_("stay {number}")
WHOLE_TRIP = N_("The whole trip")
BEFOREHAND = N_("To be done elsewhere beforehand")
LETTERS = N_("Letter by letter")
TO_KNOW = N_("What to know")
CARNET = N_("The carnet")
CONTINUED = N_("{title} (continued)")
TO, ATTACHMENTS, PAGE_OF = N_("To"), N_("Attachments"), N_("Page {x} of {y}")
SOURCES = N_("Sources")
ENTRY_LABEL, STATUS_LABEL, MISSING_LABEL = N_("Entry"), N_("Status"), N_("Missing")
NEEDED = N_("{label} (needed)")
PAGE_DATED = N_("page dated: {dated}")
NO_ADDRESS = N_("no address known")
NOT_CHECKED = N_("address not verified")
DEADLINE_HEAD = (N_("Day"), N_("What it is"), N_("Before entry"), N_("Who says so, and why"))
DEADLINE_PAST = N_("{day} (past)")
NO_DATE = N_("No date known")
NOT_FILED = N_("Not filed: {form}")
FROM_ON = N_("from {date}")
RULES_CHANGE = N_("Rules change. Ask again before you ship.")
AND_MORE = N_("{count} more")
UNPRINTABLE = N_("No font here has {characters}. Papers show the code in its place; write it in by hand.")

# Words of the border pack, which only the traveller reads; its cover sheets speak through phrases.csv.
PACK = N_("Border pack")
PACK_PAGE = N_("Pack page {page} of {pages}")
PACK_IS = N_(
    "Everything on this trip to carry along, for where there is no network. Made by the traveller. "
    "Not an official document."
)
CONTENTS = N_("What is in this pack")
WHO_AND_WHAT = N_("Who and what")
ROUTE = N_("The route at a glance")
ROUTE_HEAD = (N_("No."), N_("Country"), N_("Entry"), N_("Exit"), N_("To send"))
OFFICER_SHEET = N_("Sheet for the border")
TO_CARRY = N_("Papers to carry")
CARNET_AND_PAPERS = N_("Carnet and papers to carry")
CARRY_ALWAYS = (
    N_("Passport"),
    N_("Driving licence and international driving permit"),
    N_("Vehicle registration certificate"),
)
CARRY_CARNET = N_("The carnet itself, with its counterfoils")
CARRY_PACK = N_("This pack, printed or on the phone")
PROOF_OF = N_("Proof of sending: {letter}")

# Words of a proof, which is shown to officers too: in English alone.
PROOF = "Proof of sending"
PROOF_MEANS = (
    "The recipient's mail server accepted this letter. That is not a receipt: it does not say that "
    "anybody has read it. Only an answer does."
)
PROOF_LETTER, PROOF_TO, PROOF_SUBJECT = "Letter", "Sent to", "Subject"
PROOF_ID, PROOF_ACCEPTED = "Message-ID", "Accepted by their mail server"
PROOF_ANSWER, PROOF_NO_ANSWER = "Answer", "none entered so far"
