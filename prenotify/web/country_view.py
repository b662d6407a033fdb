"""A country's page: all that is known of one place, as of a day."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import Any, cast

from prenotify.domain.advice import Advice, Severity
from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.country import Country, Port, StayLimit
from prenotify.domain.deadlines import WorkingDays, months_after
from prenotify.domain.directory import BorderRow
from prenotify.domain.forms import Deadline, Form, Version
from prenotify.domain.listing import age
from prenotify.domain.messages import Listed, Message
from prenotify.domain.reports import CLOSED
from prenotify.domain.sources import Source, Wording
from prenotify.domain.values import Facts
from prenotify.language import N_
from prenotify.web.atlas import Place, followed, is_over_a_year_old, version_for, what
from prenotify.web.language import current, ngettext
from prenotify.web.language import gettext as _
from prenotify.web.words import country, marked_english, wording

TREATY = {
    "party": N_("party to the convention of 1949"),
    "not_party": N_("not party to the convention of 1949"),
    "signed_only": N_("signed the convention of 1949, and never ratified it"),
    "territory": N_("the convention of 1949 was extended to this territory"),
    "disputed": N_("sources disagree whether it is party to the convention of 1949"),
    "unknown": N_("nobody we read says whether it is party to the convention of 1949"),
}
READ = {
    "yes": N_("read off the depositary's or a government's own list"),
    "secondary": N_("from secondary lists; no official one was read"),
    "no": N_("no list was read"),
}
_OPEN = "…"
_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")
_SEVERITIES = ("block", "warn", "info")
_BY_REGISTRATION = frozenset({"road_traffic_1949", "registered_in", "registered_not_in"})


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know, as far as it can be said without a trip."""

    code: str
    severity: Severity
    message: str
    sources: tuple[Source, ...] = ()
    title: str = ""
    reported: date | None = None
    checked: date | None = None
    only_for_some: bool = False

    @property
    def kind(self) -> str:
        """How a page shows it: what stops some trips does not stand in the way of every reader."""
        return "some" if self.severity == "block" and self.only_for_some else self.severity


@dataclass(frozen=True)
class FormView:
    form: Form
    today: date

    @property
    def anchor(self) -> str:
        return self.form.id.replace("/", "-")

    @property
    def version(self) -> Version:
        return version_for(self.form, self.today)

    @property
    def following(self) -> Deadline:
        return followed(self.version)

    @property
    def what(self) -> str:
        return what(self.form)

    @property
    def purposes(self) -> list[tuple[str, str]]:
        """What it is, and its title; a request may be an enquiry for somebody else."""
        found = dict.fromkeys((p.purpose, left_open(p.title)) for p in self.form.purposes)
        return sorted(found, key=lambda one: one[0] == "enquiry")

    @property
    def fields(self) -> list[tuple[str, list[str]]]:
        """By heading what it says, each once: one field may be asked in a way for each kind of vehicle."""
        return [
            (wording(s.heading), _distinct(left_open(r.label) for r in s.fields)) for s in self.form.sections
        ]

    @property
    def exempt(self) -> list[Note]:
        """Who is exempt or refused."""
        return notes_of(self.form.not_filed, self.today)


@dataclass(frozen=True)
class CountryView:
    place: Place
    today: date
    working_days: WorkingDays | None = None

    @property
    def headline(self) -> str:
        return self.place.headline(self.today)

    @property
    def folder(self) -> Country | None:
        return self.place.folder

    @cached_property
    def forms(self) -> list[FormView]:
        return [FormView(form, self.today) for form in self.place.forms]

    @cached_property
    def notes(self) -> list[Note]:
        """What to know: of the country and of its forms, the gravest first, nothing twice."""
        rules = list(self.folder.advisories) if self.folder else []
        rules += [rule for form in self.place.forms for rule in form.advisories]
        found = {note.message: note for note in notes_of(rules, self.today)}
        return sorted(found.values(), key=lambda note: _SEVERITIES.index(note.severity))

    @cached_property
    def reports(self) -> list[Note]:
        """Closed borders; after a year a report is a notice."""
        return list(self._reports())

    def _reports(self) -> Iterator[Note]:
        for report in self.place.reports:
            if report.repeats:
                continue
            code = report.code(self.today)
            says = left_open(report.in_general, _age_of(report.reported, self.today))
            severity: Severity = "block" if code == CLOSED else "warn"
            title = _("Closed border") if code == CLOSED else _("A notice that may be out of date")
            yield Note(code, severity, says, report.sources, title, report.reported, report.last_checked)

    @property
    def ports(self) -> list[tuple[Port, bool]]:
        """The ports our sources name, and whether each is reported closed."""
        closed = [r.posts for r in self.place.reports if r.code(self.today) == CLOSED]
        posts = [post for found in closed for post in found]
        ports = self.folder.ports if self.folder else ()
        return [(port, any(port.is_named(post) for post in posts)) for port in ports]

    @property
    def at_border(self) -> list[BorderRow]:
        """What happens at the border itself."""
        return [row for row in self.place.borders if row.channel == "at border only"]

    @property
    def filed(self) -> list[BorderRow]:
        """What the directory says of the forms that prenotify writes."""
        return [row for row in self.place.borders if row.filed_by]

    @cached_property
    def stale(self) -> Note | None:
        """RULE_STALE, in the words the plan has for it, where something was checked over a year ago."""
        old = [s for s in self.place.sources() if is_over_a_year_old(s.checked, self.today)]
        if not old:
            return None
        said = Listed(dict.fromkeys(Message("{name} ({day})", name=s.name, day=s.checked) for s in old))
        rule = self.place.rulebook.planning["RULE_STALE"]
        return Note(rule.code, rule.severity, left_open(rule.says, {"stale": said}))

    @property
    def checked(self) -> tuple[date, date] | None:
        """The first and the last day somebody looked."""
        found = [source.checked for source in self.place.sources()]
        return (min(found), max(found)) if found else None

    @property
    def stay_limit(self) -> StayLimit | None:
        return self.place.rulebook.stay_limit(self.place.code)

    @property
    def holidays(self) -> dict[date, str]:
        """The office holidays of the next twelve months."""
        if self.working_days is None:
            return {}
        return self.working_days.holidays_between(self.today, months_after(self.today, 12))

    @cached_property
    def registered_here(self) -> list[tuple[str, list[Note]]]:
        """What other borders conclude for a vehicle registered here, by country.

        A border that asks for the convention of 1949 is named also where it has nothing against it.
        """
        found = []
        for code, folder in self.place.rulebook.countries.items():
            if code == self.place.code or self.place.code not in COUNTRY_NAMES:
                continue
            rules = [rule for rule in _rules(folder) if rule.when.names]
            held = [rule for rule in rules if self._concerns_vehicles_of_here(rule)]
            if held or any("road_traffic_1949" in rule.when.names for rule in rules):
                notes = [_note(rule, rule.says, self.today, self._registration) for rule in held]
                found.append((country(code), notes))
        return found

    @property
    def _registration(self) -> dict[str, str]:
        return {"vehicle.registered_in": self.place.name}

    def _concerns_vehicles_of_here(self, rule: Advice) -> bool:
        """Whether the rule asks about the registration alone, and this one is meant."""
        if not rule.when.names <= _BY_REGISTRATION:
            return False
        trip = SimpleNamespace(vehicle=SimpleNamespace(registered_in=self.place.code))
        status = self.place.rulebook.road_traffic_1949(self.place.code)
        return rule.when.holds(cast(Facts, SimpleNamespace(trip=trip, road_traffic_1949=status)))


def _distinct(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(labels))


def _rules(country: Country) -> tuple[Advice, ...]:
    of_forms = (rule for form in country.forms for rule in (*form.not_filed, *form.advisories))
    return (*country.advisories, *of_forms)


def notes_of(rules: Iterable[Advice], today: date) -> list[Note]:
    """The advisories as anybody may read them; without those that are over."""
    return [
        replace(_note(rule, rule.in_general, today), only_for_some=bool(rule.when.names))
        for rule in rules
        if rule.until is None or today <= rule.until
    ]


def _note(rule: Advice, words: Wording, today: date, more: Mapping[str, Any] | None = None) -> Note:
    known = _age_of(rule.dated, today) if rule.dated else {}
    said = left_open(words, known | dict(more or {}))
    return Note(rule.code, rule.severity, said, rule.sources, reported=rule.dated)


def _age_of(day: date, today: date) -> dict[str, Any]:
    return {"dated": day, "age": age(day, today)}


def left_open(words: Wording, more: Mapping[str, Any] | None = None) -> str:
    """*words* with the values in *more*, and an ellipsis for each that only a trip has."""
    language, known = current(), more or {}
    said = _PLACEHOLDER.sub(lambda found: language.say(known.get(found[1], _OPEN)), language.wording(words))
    return said if language.has(words) or language.is_english else marked_english(said)


def window(row: BorderRow) -> str:
    """When a step can be done, counted from the entry."""
    if row.filed_by:  # its form has the leads, and who says so
        return ""
    parts: list[str] = []
    if row.opens_days is not None:
        parts.append(_("opens %s before entry") % _days(row.opens_days, row))
    if row.due_days is not None and row.due_days < 0:
        parts.append(_("due within %s after entry") % _days(-row.due_days, row))
    elif row.due_days is not None:
        due = _("%s before entry") % _days(row.due_days, row) if row.due_days else _("on the day of entry")
        advised = row.lead_kind == "advice"
        parts.append((_("advised: %s") if advised else _("due %s at the latest")) % due)
    return "; ".join(parts)


def _days(number: int, row: BorderRow) -> str:
    if row.counted == "working":
        return ngettext("%d working day", "%d working days", number) % number
    return ngettext("%d day", "%d days", number) % number


def limit_in_words(limit: StayLimit) -> str:
    if limit.days is not None:
        return ngettext("%d day", "%d days", limit.days) % limit.days
    months = limit.months or 0
    return ngettext("%d month", "%d months", months) % months


def oldest_and_newest(places: Sequence[Place]) -> tuple[date, date]:
    days = [source.checked for place in places for source in place.sources()]
    return min(days), max(days)
