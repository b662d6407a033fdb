"""A run: what is due is claimed, handed over letter by letter, and settled."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from prenotify.mail_server import read_mail_server
from prenotify.outbox.claims import Claims, Settled
from prenotify.outbox.rehearsal import Rehearsal, mail_folder
from prenotify.outbox.seal import BrokenSeal
from prenotify.outbox.settling import Claimed, Outcome
from prenotify.outbox.transport import Smtp, Transport, Unreachable
from prenotify.settings import Settings

Clock = Callable[[], datetime]
_log = logging.getLogger(__name__)
_AT_ONCE = 20
"""Letters claimed together; a worker that vanishes keeps at most so many from the others for a lease."""
_STRIKES = 2
_OF_A_LEASE = 0.8
_SEALED = "no data key given opens what is stored"


class Dispatcher:
    """Sends what is due.

    *stop* says when to end; the letter in hand is finished first. *live* is whether mail may
    really leave from here; where it may not, live letters wait for a worker where it may.
    """

    def __init__(self, claims: Claims, settings: Settings, clock: Clock, stop: Callable[[], bool]):
        self._claims, self._clock, self._stop = claims, clock, stop
        self.live = settings.live and bool(settings.smtp_url)
        self._rehearsal = Rehearsal(mail_folder(settings))
        self._smtp = _smtp(settings) if self.live else None
        self._strikes = 0

    def run(self) -> bool:
        """Send until nothing is due; False where the way out is blocked and the rest must wait."""
        self._strikes = 0
        self._claims.tidy(self._clock())
        try:
            while not self._stop():
                batch = self._claims.claim(self._clock(), self.live, _AT_ONCE)
                if not batch:
                    return True
                if not self._work_through(batch):
                    return False
            return True
        finally:
            self._close()

    def _work_through(self, batch: Sequence[Claimed]) -> bool:
        """Each letter of a batch; those not begun are given back. False where the way is blocked."""
        done: Settled | None = None
        begun = 0
        try:
            for letter in batch:
                if self._stop() or self._strikes >= _STRIKES:
                    break
                begun += 1
                done = self._next(letter, done)
        finally:
            if done:
                self._settle(*done)
            if batch[begun:]:
                self._claims.give_back(batch[begun:], self._clock())
        return self._strikes < _STRIKES

    def _next(self, letter: Claimed, before: Settled | None) -> Settled | None:
        """Hand over one letter; the one *before* it is settled in passing."""
        if letter.not_after and letter.not_after < self._clock():  # it waited for those before it
            self._claims.give_back([letter], self._clock())
            return before
        transport = self._transport(letter)
        try:
            transport.open()
            loaded = self._claims.hand_out(letter, self._clock(), before)
        except Unreachable as error:
            self._strikes = _STRIKES
            return self._not_handed_over(letter, str(error), before)
        except BrokenSeal:
            return self._not_handed_over(letter, _SEALED, before)
        if before:
            _report(*before)
        if loaded is None:
            _log.warning("letter=%d event=overtaken", letter.id)
            return None
        outcome = transport.deliver(loaded)
        self._strikes = self._strikes + 1 if outcome.broken and outcome.event == "put off" else 0
        return letter, outcome

    def _not_handed_over(self, letter: Claimed, why: str, before: Settled | None) -> Settled:
        if before:
            self._settle(*before)
        return letter, Outcome("put off", why)

    def _settle(self, letter: Claimed, outcome: Outcome) -> None:
        if self._claims.settle(letter, outcome, self._clock()):
            _report(letter, outcome)
        else:
            _log.warning("letter=%d event=overtaken after=%s", letter.id, outcome.event.replace(" ", "-"))

    def _transport(self, letter: Claimed) -> Transport:
        if not letter.live:
            return self._rehearsal
        if self._smtp is None:
            raise RuntimeError("a live letter is never claimed in a rehearsal")
        return self._smtp

    def _close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()


def _smtp(settings: Settings) -> Smtp:
    # A reply that comes when the lease is over would come too late to count.
    seconds = min(settings.smtp_seconds, settings.lease_seconds * _OF_A_LEASE)
    return Smtp(read_mail_server(settings.smtp_url), seconds, settings.host)


def _report(letter: Claimed, outcome: Outcome) -> None:
    """What became of a letter, for the log: numbers, no names, no words of others."""
    event = outcome.event.replace(" ", "-")
    _log.info("letter=%d event=%s attempt=%d live=%s", letter.id, event, letter.attempts, letter.live)
