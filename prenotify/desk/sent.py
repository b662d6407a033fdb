"""What sending hands back: the letter that would leave, and what became of each filing."""

from dataclasses import dataclass

from prenotify.desk.going_live import Gap
from prenotify.desk.timing import Timing
from prenotify.domain.plan import Filing, NotFiled
from prenotify.outbox.letter import Letter


@dataclass(frozen=True, slots=True)
class Preview:
    """The very letter that would leave, and the token that confirms it."""

    content: bytes
    token: str
    timing: Timing
    live: bool
    gaps: tuple[Gap, ...]
    """What keeps it from leaving; in a rehearsal nothing does."""
    left_out: tuple[str, ...] = ()
    """Names of copies that one mail has no room for."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of one filing: a letter in the outbox, or why there is none."""

    filing: Filing
    letter: Letter | None
    is_new: bool = False
    why_not: tuple[str, ...] = ()
    timing: Timing | None = None
    untrue: bool = False
    """The letter that is there says something else than the trip does now."""


@dataclass(frozen=True, slots=True)
class Submission:
    reference: str
    filings: tuple[Submitted, ...]
    not_filed: tuple[NotFiled, ...]
    unanswered: tuple[str, ...]
    """Codes of the blocks of the plan that the traveller has not answered."""
    others: tuple[str, ...] = ()
    """References of what look like earlier versions of this trip, with letters still to leave."""

    @property
    def needs_attention(self) -> bool:
        odd = (one.letter is None or one.filing.status == "late" or one.untrue for one in self.filings)
        return bool(self.unanswered) or any(odd)
