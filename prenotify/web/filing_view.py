"""One filing as the plan tells it: how it stands, what it lacks, what becomes of its letter."""

from dataclasses import dataclass
from functools import cached_property

from flask import url_for

from prenotify.desk import file_stem
from prenotify.domain.earliest import Earliest
from prenotify.domain.plan import Advisory, Filing, Missing
from prenotify.web.addresses import address_of, label_of
from prenotify.web.language import gettext as _
from prenotify.web.letter_status import LetterStatus
from prenotify.web.what_if import earliest_of
from prenotify.web.words import status_in_words, wording

_SHAPES = {"ready": "ok", "incomplete": "half", "draft": "stop", "late": "late", "past": "ring"}


def shape_of(filing: Filing) -> str:
    """The icon for how a filing stands; what is past, or stands against its stay, is not calmly ready."""
    if filing.status_today != "ready":
        return _SHAPES[filing.status_today]
    if filing.send_by < filing.facts.today:
        return "late"
    return "half" if filing.despite else "ok"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a filing lacks, and where to enter it."""

    label: str
    url: str


@dataclass(frozen=True)
class FilingView:
    filing: Filing
    title: str
    reference: str
    notes: tuple[Advisory, ...] = ()
    """Warnings and information that go with it."""
    blocks: tuple[Advisory, ...] = ()
    despite: tuple[Advisory, ...] = ()
    """What stands against its stay and does not hold it back."""
    letter_about: LetterStatus | None = None
    """The letter that says it already, or is about to."""

    @cached_property
    def anchor(self) -> str:
        return file_stem(self.filing)

    @property
    def papers(self) -> str:
        return url_for("documents.listed", reference=self.reference, _anchor=self.anchor)

    @property
    def letter(self) -> str:
        return url_for("documents.letter", reference=self.reference, name=f"{self.anchor}.eml")

    @property
    def send(self) -> str:
        """Where it is sent from here; empty where we have no address of its reader."""
        if not self.filing.recipient.email:
            return ""
        return url_for("sending.page", reference=self.reference, name=self.anchor)

    @property
    def may_be_sent(self) -> bool:
        """It has an address and all it needs, its border is still to come, and no letter about it stands."""
        at_hand = self.send and not self.missing and not self.letter_about
        return bool(at_hand) and not self.filing.is_over

    @property
    def is_to_send(self) -> bool:
        """Its border is still to come, and no letter about it has left or will leave by itself."""
        about = self.letter_about and self.letter_about.letter
        return not self.filing.is_over and not (about and about.live and about.state != "missed")

    @property
    def is_untrue(self) -> bool:
        return self.letter_about is not None and self.letter_about.is_untrue

    @property
    def shape(self) -> str:
        if self.letter_about is None or self.filing.is_over:
            return shape_of(self.filing)
        return "late" if self.is_untrue else self.letter_about.shape

    @property
    def state(self) -> str:
        """How it stands; once a letter about it stands, what that letter is."""
        if self.letter_about is None or self.filing.is_over:
            return status_in_words(self.filing)
        if self.is_untrue:
            return _("Your letter is no longer true")
        return _("Your letter: %s") % self.letter_about.name

    @property
    def what_if(self) -> str:
        return url_for("what_if.page", reference=self.reference, stay=self.filing.stay)

    @cached_property
    def earliest(self) -> Earliest | None:
        """The earliest entry that still keeps the deadline, where the one planned does not."""
        is_missed = self.filing.send_by < self.filing.facts.today and not self.filing.is_over
        return earliest_of(self.filing) if is_missed else None

    @cached_property
    def missing(self) -> list[Lack]:
        return [self._lack(missing) for missing in self.filing.missing if missing.required]

    @cached_property
    def wanted(self) -> list[Lack]:
        return [self._lack(missing) for missing in self.filing.missing if not missing.required]

    @property
    def papers_of_agency(self) -> int:
        """How many of the papers that go along the agency sees to."""
        return sum(attachment.by == "agency" for attachment in self.filing.attachments)

    def _lack(self, missing: Missing) -> Lack:
        label = label_of(missing.path) or self._question(missing.path) or wording(missing.label)
        return Lack(label, address_of(self.reference, missing.path, back="plan"))

    def _question(self, path: str) -> str | None:
        """The form's own question that a path such as `stays.3.answers.agency_name` answers."""
        asked = {question.key: wording(question.label) for question in self.filing.form.questions}
        return asked.get(path.rpartition(".answers.")[2])
