"""The doctor's rounds: every part, in the order in which one depends on the other."""

from collections.abc import Callable, Iterator
from datetime import datetime

from prenotify.desk import Desk
from prenotify.doctor import machine, mail, rules
from prenotify.doctor.finding import Finding


def examine(desk: Desk, now: datetime, open_queue: Callable[[], object]) -> Iterator[Finding]:
    """What there is to say of the deployment *desk* belongs to.

    *open_queue* opens the queue and asks it something; whatever it raises is a finding.
    """
    yield from machine.data_folder(desk.settings)
    yield from machine.keys(desk.settings)
    database = tuple(machine.database(desk.settings, now))
    yield from database
    yield from machine.clock(now, desk.rulebook)
    yield from machine.queue(desk.settings, open_queue)
    yield from mail.mode(desk.settings)
    yield from mail.links(desk.settings)
    yield from mail.server(desk.settings)
    yield from mail.mailbox(desk.settings)
    yield from mail.recipients(desk.rulebook, now.date())
    yield from rules.age(desk, now.date())
    yield from rules.holidays(desk.rulebook, now.date())
    yield from rules.fonts(desk.rulebook)
