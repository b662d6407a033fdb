"""What keeps mail from really leaving: each missing part, by name, with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prenotify.desk.confirming import NotConfirmed
from prenotify.domain.plan import Filing
from prenotify.domain.values import english_date
from prenotify.settings import Settings


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that is missing."""

    part: str
    """One word for programs: switch, server, sender, recipient, rule, address, confirmation."""
    message: str


class NotYet(NotConfirmed):
    """The letter is confirmed, and something else keeps it here meanwhile."""

    def __init__(self, gaps: tuple[Gap, ...]):
        super().__init__(" ".join(gap.message for gap in gaps))
        self.gaps = gaps


def gaps_of_site(settings: Settings) -> tuple[Gap, ...]:
    """What the operator has to set before any mail leaves."""
    return tuple(_site(settings))


def _site(settings: Settings) -> Iterator[Gap]:
    if not settings.live:
        yield Gap("switch", "PRENOTIFY_LIVE is not set: this is a rehearsal")
    if not settings.smtp_url:
        yield Gap("server", "PRENOTIFY_SMTP_URL is not set: there is no mail server to send through")
    if not settings.mail_from:
        yield Gap("sender", "PRENOTIFY_MAIL_FROM is not set: mail has no sender's address")


def gaps_of_filing(filing: Filing, today: date) -> tuple[Gap, ...]:
    """What is missing about one filing's recipient and rule."""
    return (*_recipient(filing), *_rule(filing, today))


def _recipient(filing: Filing) -> Iterator[Gap]:
    to = filing.recipient
    if not to.email:
        yield Gap("recipient", f"no e-mail address of {to.organisation} is known")
    elif not to.verified and to.verified_on:
        day = english_date(to.verified_on)
        yield Gap(
            "recipient", f"the address of {to.organisation} was last verified on {day}; verify it again"
        )
    elif not to.verified:
        yield Gap(
            "recipient",
            f"nobody has verified the address of {to.organisation}; "
            f'the operator does so in PRENOTIFY_RECIPIENTS under ["{to.desk}"]',
        )


def _rule(filing: Filing, today: date) -> Iterator[Gap]:
    sources = {s.name: s for s in (*(d.source for d in filing.deadlines), *filing.version.sources)}
    for source in sources.values():
        if source.fresh_until < today:
            day = english_date(source.checked)
            yield Gap("rule", f"its rule was last checked on {day} ({source.name}); check it again")


def gaps_of_traveller(address_confirmed: bool, letter_confirmed: bool) -> tuple[Gap, ...]:
    """What only the traveller can give."""
    return tuple(_traveller(address_confirmed, letter_confirmed))


def _traveller(address_confirmed: bool, letter_confirmed: bool) -> Iterator[Gap]:
    if not address_confirmed:
        yield Gap("address", "your own address is not confirmed: open the link in the mail we send you")
    if not letter_confirmed:
        yield Gap("confirmation", "you have not confirmed this very letter")
