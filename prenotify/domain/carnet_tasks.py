"""The carnet's own dates laid over the trip: apply, follow-up or extend, return (D-01 to D-20)."""

from dataclasses import replace
from datetime import date, timedelta

from prenotify.domain.clubs import Application, Club, Task, Window
from prenotify.domain.deadlines import months_after
from prenotify.domain.messages import Message
from prenotify.domain.plan import CarnetTask
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.trip import Trip

FALLBACK_CLUB = "adac"
"""Whose practice is shown where the issuing club's own is not known; the message says so."""


def carnet_tasks(trip: Trip, rulebook: Rulebook, today: date) -> tuple[CarnetTask, ...]:
    """What is to be done about the carnet, in the order of its dates."""
    club, issuer = rulebook.clubs[FALLBACK_CLUB], trip.carnet.issuer
    own = not issuer or rulebook.club_named(issuer) is club
    borrowed = () if own else (_borrowed(club, issuer),)
    tasks = [_apply(trip, rulebook, club.apply), *_at_expiry(trip, club), *_afterwards(trip, club, own)]
    found = [task for task in tasks if task is not None]
    return tuple(
        replace(t, remarks=(*t.remarks, *borrowed))
        for t in sorted(found, key=lambda t: (t.closes or t.opens or date.max, t.opens or date.max))
    )


def _borrowed(club: Club, issuer: str) -> Message:
    return Message("This is the practice of {club}; ask {issuer} for its own.", club=club.name, issuer=issuer)


def _needs_carnet(trip: Trip, rulebook: Rulebook) -> bool:
    return trip.carnet.kind == "none" and any(rulebook.requires_cpd(stay.country) for stay in trip.stays)


def _apply(trip: Trip, rulebook: Rulebook, rule: Application | None) -> CarnetTask | None:
    not_issued = trip.carnet.kind == "cpd" and not trip.carnet.number
    if rule is None or not (not_issued or _needs_carnet(trip, rulebook)):
        return None
    starts = min(stay.entry.date for stay in trip.stays)
    valid_from = trip.carnet.valid_from or starts
    return CarnetTask(
        "apply",
        opens=months_after(valid_from, -rule.earliest_months_before_validity),
        closes=_safe_application_day(rule, valid_from, starts),
        says=rule.says,
        sources=rule.sources,
    )


def _safe_application_day(rule: Application, valid_from: date, starts: date) -> date:
    """D-06: early enough for the time the club needs, and never later than D-04."""
    normal = valid_from - timedelta(rule.processing_days)
    if any(season.touches(normal, valid_from) for season in rule.high_season):
        normal = valid_from - timedelta(rule.processing_days_in_high_season)
    return min(normal, starts - timedelta(rule.latest_days_before_trip))


def _at_expiry(trip: Trip, club: Club) -> list[CarnetTask | None]:
    ends = trip.carnet.ends
    if trip.carnet.kind != "cpd" or ends is None:
        return []
    last = max(trip.stays, key=lambda stay: stay.entry.date)
    if last.entry.date > ends:
        return [_window("follow-up", club.follow_up, ends)]
    if last.exit.date > ends:
        return [_window("extend", club.extend, ends)]
    return []


def _window(task: str, rule: Window | None, ends: date) -> CarnetTask | None:
    if rule is None:
        return None
    opens = ends - timedelta(rule.opens_days_before)
    closes = ends - timedelta(rule.closes_days_before)
    return CarnetTask(task, opens, closes, rule.says, rule.sources, more={"carnet.ends": ends})


def _afterwards(trip: Trip, club: Club, own: bool) -> list[CarnetTask | None]:
    if trip.carnet.kind != "cpd":
        return []
    home = max(stay.exit.date for stay in trip.stays)
    return [
        _open_ended(trip, "certificate-of-location", club.certificate_of_location, home, own),
        _open_ended(trip, "return", club.return_, _over_and_done(trip, home), own),
    ]


def _over_and_done(trip: Trip, home: date) -> date:
    """When this carnet can go back: at the trip's end, or once a follow-up carnet has taken its place."""
    ends = trip.carnet.ends
    followed_up = ends is not None and any(stay.entry.date > ends for stay in trip.stays)
    return ends if ends is not None and followed_up else home


def _open_ended(trip: Trip, task: str, rule: Task | None, opens: date, own: bool) -> CarnetTask | None:
    if rule is None:
        return None
    address = (Message("Address: {to}.", to=rule.to),) if own and rule.to else ()
    more = {"proof_until": _proof_until(trip, rule)}
    return CarnetTask(task, opens, None, rule.says, rule.sources, more, address)


def _proof_until(trip: Trip, rule: Task) -> date | Message:
    months, ends = rule.keep_proof_months or 0, trip.carnet.ends
    if ends:
        return months_after(ends, months)
    return Message("{months} months after its last day", months=months)
