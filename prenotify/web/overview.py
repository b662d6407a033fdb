"""How far a trip is: what is done, what is still needed, and where to enter it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for

from prenotify.web.addresses import address_of, fields_of, label_of
from prenotify.web.here import desk
from prenotify.web.language import current
from prenotify.web.language import gettext as _
from prenotify.web.opened import OpenTrip
from prenotify.web.pages.page import Part, value_at
from prenotify.web.plan_view import PlanView, plan_view_of
from prenotify.web.route import Asked, asked_at
from prenotify.web.words import begun, counted, country, iso_day, short_day, wording

DONE, LACKING, BLANK, OPTIONAL = "ok", "half", "ring", "ring"


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the overview."""

    label: str
    detail: str
    url: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Todo:
    """Something without which there is no plan."""

    label: str
    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    told_once: tuple[Task, ...]
    asked_by_forms: tuple[Task, ...]
    to_send: tuple[Task, ...]
    todos: tuple[Todo, ...]
    plan: PlanView | None
    """None while something it needs is missing."""

    @property
    def next_url(self) -> str:
        """The first page that is not done."""
        return next((task.url for task in self.told_once if task.state != DONE), self.told_once[0].url)


def overview_of(trip: OpenTrip) -> Overview:
    plan = plan_view_of(trip, trip.plan) if trip.plan else None
    told_once, asked = _told_once(trip), tuple(_asked_by_forms(trip))
    return Overview(told_once, asked, tuple(_to_send(trip, plan)), todos_of(trip), plan)


def todos_of(trip: OpenTrip) -> tuple[Todo, ...]:
    """What keeps the trip from being planned, and where to put it right."""
    return tuple(
        Todo(_where(path), begun(current().message(message)), address_of(trip.reference, path, back="plan"))
        for path, message in _lacking(trip)
    )


def _lacking(trip: OpenTrip) -> Iterator[tuple[str, str]]:
    """Each field without which there is no plan, and what is wrong with it."""
    for problem in trip.problems:
        yield from ((path, problem.message) for path in fields_of(problem.path))


def _where(path: str) -> str:
    """The place of a problem, in the words of the pages."""
    group, *rest = path.split(".")
    groups = {
        "traveller": _("Who is travelling"),
        "vehicle": _("Your vehicle"),
        "carnet": _("Your carnet"),
        "stays": _("Your route"),
        "drivers": _("Other drivers"),
        "agent": _("Somebody acting for you"),
    }
    named = groups.get(group, group)
    if rest and rest[0].isdecimal():
        named = _("Stay %s") % rest[0] if group == "stays" else _("Driver %s") % rest[0]
    label = label_of(path)
    return f"{named}: {label}" if label else named


def _told_once(trip: OpenTrip) -> tuple[Task, ...]:
    entered, reference = trip.entered, trip.reference
    drivers = trip.list("drivers")
    return (
        _task(trip, "traveller", _("You"), value_at(entered, "traveller.name") or ""),
        _task(trip, "vehicle", _("Your vehicle"), _vehicle(trip.table("vehicle"))),
        _task(trip, "carnet", _("Your carnet"), _carnet(trip.table("carnet"))),
        _task(trip, "stays", _("Your route"), _route(trip.list("stays"))),
        _extra(_("Other drivers"), _names(drivers), url_for("drivers.listed", reference=reference)),
        _extra(
            _("Somebody acting for you"),
            value_at(entered, "agent.name") or "",
            url_for("trip.topic", reference=reference, key="agent"),
        ),
        Task(
            _("Copies of your papers"),
            _("Passport, carnet and what else goes along with letters"),
            url_for("attachments.listed", reference=reference),
            OPTIONAL,
            _("Optional"),
        ),
    )


def _task(trip: OpenTrip, key: str, label: str, detail: str) -> Task:
    lacking = sum(path.split(".")[0] == key for path, _message in _lacking(trip))
    is_route = key == "stays"
    url = url_for("stays.listed", reference=trip.reference) if is_route else address_of(trip.reference, key)
    if not trip.entered.get(key):
        return Task(label, detail, url, BLANK, _("Not started"))
    if lacking:
        return Task(label, detail, url, LACKING, begun(_("%s missing") % counted(lacking, "thing", "things")))
    return Task(label, detail, url, DONE, _("Done"))


def _extra(label: str, detail: str, url: str) -> Task:
    """Somebody whom a trip may do without."""
    return Task(
        label,
        detail or _("Nobody"),
        url,
        DONE if detail else OPTIONAL,
        _("Done") if detail else _("Optional"),
    )


def _asked_by_forms(trip: OpenTrip) -> Iterable[Task]:
    for number, stay in enumerate(trip.list("stays"), start=1):
        asked = asked_at(trip, number)
        if asked.questions:
            url = url_for("stays.questions", reference=trip.reference, number=number)
            label = _("%s, stay %d") % (country(stay.get("country", "")), number)
            yield Task(label, ", ".join(asked.forms), url, *_answered(asked, stay))


def _to_send(trip: OpenTrip, plan: PlanView | None) -> Iterable[Task]:
    """The letters, if there are any; then what is filed for borders still to come, and how it stands."""
    if letters := desk().sending.letters_of(trip.reference):
        url = url_for("letters.listed", reference=trip.reference)
        detail = _("What became of each, and what was answered")
        yield Task(
            _("Your letters"), detail, url, OPTIONAL, begun(counted(len(letters), "letter", "letters"))
        )
    for view in plan.ahead if plan else ():
        url = url_for("plan.page", reference=trip.reference, _anchor=view.anchor)
        detail = _("Stay %d, send by %s") % (view.filing.stay, short_day(view.filing.send_by))
        yield Task(wording(view.filing.form.name), detail, url, view.shape, view.state)


def _answered(asked: Asked, stay: Part) -> tuple[str, str]:
    answers = stay.get("answers", {})
    given = sum(question.key in answers for question in asked.questions)
    lacking = sum(key not in answers for key in asked.wanted)
    if lacking:
        return LACKING, begun(_("%s missing") % counted(lacking, "answer", "answers"))
    if not given:
        return BLANK, _("Not started")
    left = len(asked.questions) - given
    return DONE, _("Done, %d left blank") % left if left else _("Done")


def _vehicle(vehicle: Part) -> str:
    return " ".join(part for key in ("make", "model", "plate") if (part := vehicle.get(key)))


def _carnet(carnet: Part) -> str:
    until = iso_day(carnet.get("valid_until"))
    if until:
        return _("Valid until %s") % short_day(until)
    return _("None") if carnet.get("kind") == "none" else ""


def _route(stays: list[Part]) -> str:
    days = [
        day for stay in stays for key in ("entry", "exit") if (day := iso_day(value_at(stay, f"{key}.date")))
    ]
    named = begun(counted(len(stays), "stay", "stays"))
    return f"{named}, {short_day(min(days))} – {short_day(max(days))}" if days else ""


def _names(people: list[Part]) -> str:
    return ", ".join(person.get("name", "") for person in people)
