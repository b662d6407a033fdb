"""The rules themselves at the desk: judged, covered, handed out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prenotify import __version__, wordings
from prenotify.calendars import calendar_problems
from prenotify.cases import judge, read_cases
from prenotify.coverage import SEED_RULES, citations, gaps, strangers
from prenotify.domain.planning import Calendars
from prenotify.domain.problems import Problem
from prenotify.domain.rulebook import Rulebook
from prenotify.judging import judge_rules


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with the rules, and a line that sums up what was looked at."""

    problems: tuple[Problem, ...]
    summary: str
    lines: tuple[str, ...] = ()
    """What was found, line by line, where a list was asked for."""


class OverRules:
    """What a desk can say of the rules it stands on."""

    rulebook: Rulebook
    calendars: Calendars
    rules: Path

    def stale_forms(self, today: date) -> tuple[str, ...]:
        """Forms with a source that nobody has looked at for a year: their letters do not leave."""
        return tuple(
            form.id
            for form in self.rulebook.forms.values()
            if any(source.fresh_until < today for version in form.versions for source in version.sources)
        )

    def check_forms(self) -> "Judgement":
        """Judge the rules: every worked case beside them must come out as it says."""
        cases = read_cases(self.rules, self.rulebook)
        uncounted = list(calendar_problems(self.rulebook))
        problems = uncounted + judge_rules(self.rulebook, cases)
        if not uncounted:  # else no case could be planned
            problems += [p for case in cases for p in judge(case, self.rulebook, self.calendars)]
        read = (
            f"{len(self.rulebook.countries)} countries, {len(self.rulebook.forms)} forms, {len(cases)} cases"
        )
        found = f"{len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}"
        notes = wordings.notes(wordings.unread(self.rulebook), self._unsaid())
        return Judgement(tuple(problems), f"{read}: {found}", (*notes, *self._unprinted()))

    def check_phrases(self) -> Judgement:
        """Every text that a native speaker should read, and every one that stands in English alone."""
        own, missing = wordings.unread(self.rulebook), self._unsaid()
        lines = (*map(str, own), *map(str, missing), *self._unprinted())
        return Judgement((), f"{len(own)} texts of our own, {len(missing)} in English alone", lines)

    def _unsaid(self) -> list[wordings.Unsaid]:
        from prenotify.documents.words import WORDS

        return wordings.unsaid(self.rulebook, tuple(WORDS))

    def _unprinted(self) -> Iterator[str]:
        """The forms whose readers get English, since no font here has their letters."""
        from prenotify.documents.tongue import prints

        for form in self.rulebook.forms.values():
            for language in form.languages[1:]:
                if not prints(form.purposes[0].title.texts.get(language, "")):
                    yield f"note: forms/{form.id}.toml: in English, since no font here prints {language}"

    def check_coverage(self) -> Judgement:
        """Which item carries each statement of the seed documents; one without an item is a problem."""
        carried = citations(self.rulebook)
        problems = [Problem(seed, "is carried by nothing under forms/") for seed in gaps(self.rulebook)]
        problems += [Problem("", stranger) for stranger in strangers(self.rulebook)]
        lines = tuple(f"{seed}  {'; '.join(items)}" for seed, items in carried.items())
        covered = len(SEED_RULES) - len(gaps(self.rulebook))
        return Judgement(tuple(problems), f"{covered} of {len(SEED_RULES)} seed rules carried", lines)

    def rules_data(self) -> dict[str, Any]:
        """The whole rule set as one JSON object."""
        from prenotify.export import rules_as_data

        return rules_as_data(self.rulebook, self.calendars, __version__)
