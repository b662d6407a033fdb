"""Every place the rules say something of, and how it is found by name or code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from prenotify.domain.advice import Advice
from prenotify.domain.countries import COUNTRY_NAMES
from prenotify.domain.country import Country
from prenotify.domain.deadlines import months_after
from prenotify.domain.directory import AtaRow, BorderRow, ConventionRow, CpdRow, Row
from prenotify.domain.forms import Deadline, Form, Version
from prenotify.domain.place_names import plain
from prenotify.domain.reports import Report
from prenotify.domain.rulebook import Rulebook
from prenotify.domain.sources import Source
from prenotify.web.language import current
from prenotify.web.language import gettext as _
from prenotify.web.words import counted, uncapitalised, wording

_BEFORE_NAME = re.compile(r"^[^:]+: ")
_IN_BRACKETS = re.compile(r" \([^)]*\)$")


@dataclass(frozen=True)
class Place:
    """A country or territory: its folder and its rows, as far as there are any."""

    code: str
    rulebook: Rulebook = field(repr=False)

    @property
    def name(self) -> str:
        """What the country is called in the language of the page; a part of one, as the directories do."""
        if self.code in COUNTRY_NAMES:
            return current().country(self.code)
        region = self.rulebook.phrases.get(f"place.{self.code}")
        return wording(region) if region else next(iter(self.names))

    @property
    def initial(self) -> str:
        return plain(self.name)[:1].upper()

    @cached_property
    def names(self) -> list[str]:
        found = dict.fromkeys(row.country for row in self.rows)
        common = COUNTRY_NAMES.get(self.code)
        return list(found | ({common: None} if common else {}))

    @property
    def folder(self) -> Country | None:
        return self.rulebook.countries.get(self.code)

    @property
    def forms(self) -> tuple[Form, ...]:
        return self.folder.forms if self.folder else ()

    @property
    def cpd(self) -> CpdRow | None:
        return self.rulebook.cpd.get(self.code)

    @property
    def ata(self) -> AtaRow | None:
        return self.rulebook.ata.get(self.code)

    @property
    def treaty(self) -> ConventionRow | None:
        return self.rulebook.road_traffic.get(self.code)

    @property
    def borders(self) -> tuple[BorderRow, ...]:
        return self.rulebook.borders.get(self.code, ())

    @property
    def reports(self) -> tuple[Report, ...]:
        return self.rulebook.reports_on.get(self.code, ())

    @cached_property
    def rows(self) -> list[Row]:
        """What the directories say, a row of each."""
        found: tuple[Row | None, ...] = (self.cpd, self.ata, self.treaty, *self.borders)
        return [row for row in found if row]

    @property
    def steps(self) -> list[BorderRow]:
        """What is to be done elsewhere before the border."""
        return [row for row in self.borders if row.is_step]

    @property
    def says_nothing_to_file(self) -> bool:
        """Whether that is the finding; where no border row is known, nothing is found either way."""
        return bool(self.borders) and not self.forms and not self.steps

    @property
    def cpd_words(self) -> str:
        return wording(self.rulebook.phrases[f"cpd.{self.cpd.cpd_status}"]) if self.cpd else ""

    @property
    def ata_words(self) -> str:
        return wording(self.rulebook.phrases[f"ata.{self.ata.accepts}"]) if self.ata else ""

    def ahead(self, today: date) -> str:
        """What is to be filed in advance, in a few words; empty where nobody knows."""
        if self.forms:
            return _filed(self.forms, today)
        if len(self.steps) == 1:
            title = current().listed(self.steps[0].title)
            return uncapitalised(title) if current().is_english else title  # nouns keep their capitals
        if self.steps:
            return _("%s to do before the border") % counted(len(self.steps), "thing", "things")
        return _("nothing to file before this border") if self.borders else ""

    def headline(self, today: date) -> str:
        """The answer: Thailand: permit dossier for the agency, 30 working days ahead."""
        known = self.ahead(today) or (self.cpd_words.rstrip(".") if self.cpd else "")
        return f"{self.name}: {known or _('nothing to file that we know of')}"

    def sources(self) -> list[Source]:
        """Everybody whose word the page takes."""
        found = [*self._of_folder(), *(source for row in self.rows for source in row.sources)]
        found += [source for report in self.reports for source in report.sources]
        return list({(source.name, source.url, source.checked): source for source in found}.values())

    def _of_folder(self) -> Iterator[Source]:
        if self.folder is None:
            return
        yield from _of_advice(self.folder.advisories)
        for form in self.forms:
            yield from form.recipient.sources
            yield from _of_advice((*form.not_filed, *form.advisories))
            for version in form.versions:
                yield from version.sources
                yield from (deadline.source for deadline in version.deadlines)

    def answers_to(self, asked: str) -> bool:
        """Whether *asked* is its code, or part of one of its names; accents and case do not matter."""
        wanted = plain(asked)
        names = (self.name, *self.names)
        return self.has_code(asked) or (wanted != "" and any(wanted in plain(name) for name in names))

    def has_code(self, asked: str) -> bool:
        return asked.strip().upper() == self.code


def all_places(rulebook: Rulebook) -> list[Place]:
    """Every place, by name."""
    tables = (rulebook.cpd, rulebook.ata, rulebook.road_traffic, rulebook.borders, rulebook.countries)
    codes = {code for table in (*tables, rulebook.reports_on) for code in table}
    return sorted((Place(code, rulebook) for code in codes), key=lambda place: plain(place.name))


def place_called(rulebook: Rulebook, code: str) -> Place | None:
    place = Place(code.upper(), rulebook)
    return place if place.folder or place.rows or place.reports else None


def is_over_a_year_old(checked: date, today: date) -> bool:
    return months_after(checked, 12) < today


def version_for(form: Form, day: date) -> Version:
    """The version of a form's rule for an entry on *day*, or the last one there was."""
    return next((version for version in form.versions if version.in_force(day)), form.versions[-1])


def followed(version: Version) -> Deadline:
    """The deadline a plan follows: the earliest rule, else the earliest advice."""
    for force in ("rule", "advice"):
        found = [deadline for deadline in version.deadlines if deadline.force == force]
        if found:
            return max(found, key=_length)
    return max(version.deadlines, key=_length)


def what(form: Form) -> str:
    """What a form is, without its country and desk: permit dossier for the agency."""
    return _IN_BRACKETS.sub("", _BEFORE_NAME.sub("", wording(form.name)))


def _filed(forms: tuple[Form, ...], today: date) -> str:
    longest = max((followed(version_for(form, today)) for form in forms), key=_length)
    if len(forms) == 1:
        return _("%s, %s ahead") % (what(forms[0]), current().say(longest.lead))
    return _("%s, the first %s ahead") % (
        counted(len(forms), "filing", "filings"),
        current().say(longest.lead),
    )


def _length(deadline: Deadline) -> float:
    """Roughly, in days: enough to tell which of two leads is longer."""
    return deadline.lead.count * (7 / 5 if deadline.lead.working else 1)


def _of_advice(rules: tuple[Advice, ...]) -> Iterator[Source]:
    yield from (source for rule in rules for source in rule.sources)
