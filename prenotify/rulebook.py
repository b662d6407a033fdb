"""Reads forms/ into a Rulebook: strict about every key, polite about every mistake.

A rule author's mistakes come out all at once, each with its file, its key, what was
found and what would be right.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from prenotify.domain.advice import Advice
from prenotify.domain.carnet_tasks import FALLBACK_CLUB
from prenotify.domain.clubs import Club
from prenotify.domain.country import Country
from prenotify.domain.directory import AtaRow, BorderRow, ConventionRow, CpdRow, Row
from prenotify.domain.entries import Line
from prenotify.domain.forms import Form
from prenotify.domain.guidance import Guidance, GuidanceFile
from prenotify.domain.problems import BadInput, Problem, problems_of
from prenotify.domain.reports import Report, ReportsFile
from prenotify.domain.rulebook import PlanningAdvice, Rulebook
from prenotify.domain.sources import LANGUAGE_CODES, PLANNING_VALUES, Rule, Source, Wording

RESERVED_FOLDERS = ("general", "carnet", "directory")
CASES = "cases.toml"
COUNTRY = "country.toml"
_MARKS = ("official", "common", "own")
PUT_IN_WHEN_READ = frozenset({"folder", "forms", "id", "key", "phrases"})
"""What a country, form or club is given by the reader; no file states it."""
_OPTIONAL_COLUMNS = ("seed", "stay_limit")

AnyRule = TypeVar("AnyRule", bound=Rule)
AnyRow = TypeVar("AnyRow", bound=Row)


class SourcesFile(Rule):
    sources: dict[str, Source]
    publishers: dict[str, Line] = Field(default_factory=dict)
    """Whose page it is, by how its address begins (without www.); else the directories name the host."""


class AdviceFile(Rule):
    sources: dict[str, Source] = Field(default_factory=dict)
    advisory: tuple[Advice, ...] = ()
    planning: tuple[PlanningAdvice, ...] = ()


class BadRules(BadInput):
    """Rule files that cannot be used."""


def read_rulebook(folder: Path) -> Rulebook:
    """The rulebook in *folder*. Raises BadRules with every problem of every file."""
    return _Reader(folder).read()


class _Reader:
    def __init__(self, folder: Path):
        self.folder = folder
        self.problems: list[Problem] = []
        self.phrases: dict[str, Wording] = {}
        self.sources: Mapping[str, Source] = {}
        self.publishers: Mapping[str, str] = {}

    def read(self) -> Rulebook:
        self.phrases = self._read_phrases(self.folder / "phrases.csv")
        shared = self._read(self.folder / "sources.toml", SourcesFile)
        self.sources = shared.sources if shared else {}
        self.publishers = shared.publishers if shared else {}
        if self.problems:  # every other file leans on these two: without them all would look wrong
            raise BadRules(self.problems)
        general = self._read(self.folder / "general" / "advisories.toml", AdviceFile)
        rulebook = Rulebook(
            countries=self._read_countries(),
            general=general.advisory if general else (),
            planning={rule.code: rule for rule in general.planning} if general else {},
            clubs=self._read_clubs(),
            cpd=_by_place(self._read_rows("cpd.csv", CpdRow)),
            ata=_by_place(self._read_rows("ata.csv", AtaRow)),
            road_traffic=_by_place(self._read_rows("road-traffic-1949.csv", ConventionRow)),
            borders=_grouped(self._read_rows("borders.csv", BorderRow)),
            reports=self._read_reports(),
            guidance=self._read_guidance(),
            phrases=self.phrases,
        )
        self._check_what_planning_needs(rulebook)
        if self.problems:
            raise BadRules(self.problems)
        return rulebook

    def _check_what_planning_needs(self, rulebook: Rulebook) -> None:
        """Planning raises some codes itself, and shows one club's practice where another's is not known."""
        general = self.folder / "general" / "advisories.toml"
        if rulebook.planning:  # else the file could not be read, and has been complained about
            for code in PLANNING_VALUES.keys() - rulebook.planning.keys():
                self._complain(general, "planning", f"has no {code}, which planning raises")
            for code in rulebook.planning.keys() - PLANNING_VALUES.keys():
                self._complain(general, "planning", f"{code} is not a code that planning raises")
        club = self.folder / "carnet" / f"{FALLBACK_CLUB}.toml"
        if not club.is_file():
            self._complain(club, "", "is missing; its practice stands in where a club's own is not known")

    def _read_countries(self) -> dict[str, Country]:
        found: dict[str, Country] = {}
        for folder in self._country_folders():
            country = self._read_country(folder)
            if country is None:
                continue
            if country.country in found:
                self._complain(folder / COUNTRY, "country", f"{country.country} has a folder already")
            found[country.country] = country
        return found

    def _country_folders(self) -> Iterator[Path]:
        for folder in sorted(path for path in self.folder.iterdir() if path.is_dir()):
            if folder.name in RESERVED_FOLDERS or folder.name.startswith((".", "_")):
                continue
            if (folder / COUNTRY).is_file():
                yield folder
            else:
                self._complain(folder, "", f"has no {COUNTRY}; every country's folder begins with one")

    def _read_country(self, folder: Path) -> Country | None:
        country = self._read(folder / COUNTRY, Country)
        own_sources = country.sources if country else {}
        files = sorted(path for path in folder.glob("*.toml") if path.name not in (COUNTRY, CASES))
        forms = [self._read_form(path, own_sources) for path in files]
        if country is None:
            return None
        self._check_calendar(folder / COUNTRY, country, [form for form in forms if form])
        kept = tuple(form for form in forms if form)
        return country.model_copy(update={"folder": folder.name, "forms": kept})

    def _read_form(self, path: Path, country_sources: Mapping[str, Source]) -> Form | None:
        form = self._read(path, Form, country_sources)
        if form is None:
            return None
        self._check_answers(path, form)
        identity = f"{path.parent.name}/{path.stem}"
        return form.model_copy(update={"id": identity, "phrases": self.phrases})

    def _check_calendar(self, path: Path, country: Country, forms: list[Form]) -> None:
        counted = any(
            d.lead.working for form in forms for version in form.versions for d in version.deadlines
        )
        if counted and country.calendar is None:
            self._complain(path, "calendar", "is missing; a form here counts in working days")

    def _check_answers(self, path: Path, form: Form) -> None:
        """Every answer a form uses is one it asks for."""
        asked = {question.key for question in form.questions}
        used = {rule.value.path for section in form.sections for rule in section.fields}
        for value in sorted(used | form.recipient.named_in):
            if value.startswith("answers.") and value.removeprefix("answers.") not in asked:
                self._complain(path, value, "is not asked for; add a [[question]] with this key")

    def _read_clubs(self) -> dict[str, Club]:
        files = sorted((self.folder / "carnet").glob("*.toml"))
        clubs = ((path.stem, self._read(path, Club)) for path in files)
        return {key: club.model_copy(update={"key": key}) for key, club in clubs if club}

    def _read(
        self, path: Path, model: type[AnyRule], more_sources: Mapping[str, Source] | None = None
    ) -> AnyRule | None:
        entered = self._read_toml(path)
        if entered is None:
            return None
        for key in entered.keys() & PUT_IN_WHEN_READ:
            self._complain(path, key, "is not a known key; it follows from where the file stands")
        known = {**self.sources, **(more_sources or {}), **self._own_sources(entered)}
        try:
            return model.model_validate(
                entered,
                context={
                    "sources": known,
                    "phrases": self.phrases,
                    "conditions": entered.get("conditions", {}),
                },
            )
        except ValidationError as error:
            for problem in problems_of(error, model):
                self._complain(path, problem.path, problem.message)
            return None

    def _own_sources(self, entered: Mapping[str, Any]) -> dict[str, Source]:
        """A file's own sources, known before the rules that cite them are read."""
        own = entered.get("sources")
        found: dict[str, Source] = {}
        for key, table in own.items() if isinstance(own, dict) else ():
            try:
                found[key] = Source.model_validate(table)
            except ValidationError:
                # Reading the file itself will say what is wrong with it; those who cite it need not.
                found[key] = Source.model_construct(name=key)  # type: ignore[call-arg]
        return found

    def _read_toml(self, path: Path) -> dict[str, Any] | None:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._complain(path, "", "is missing")
        except UnicodeDecodeError:
            self._complain(path, "", "is not UTF-8 text; save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            self._complain(path, "", f"is not TOML: {error}")
        except RecursionError:
            self._complain(path, "", "is nested too deeply")
        return None

    def _read_phrases(self, path: Path) -> dict[str, Wording]:
        found: dict[str, Wording] = {}
        for number, row in self._rows(path, ("key", "en", "source_url_or_basis")):
            if row["key"] in found:
                self._complain(path, f"row {number}, key", f"{row['key']} stands here twice")
            if not row["en"]:
                self._complain(path, f"row {number}, en", "is empty; English is never missing")
            texts = {code: row[code] for code in LANGUAGE_CODES if row.get(code)}
            found[row["key"]] = Wording(texts=texts, marks=_marks(row["source_url_or_basis"]))
        return found

    def _read_reports(self) -> tuple[Report, ...]:
        file = self._read(self.folder / "directory" / "border-reports.toml", ReportsFile)
        return file.report if file else ()

    def _read_guidance(self) -> tuple[Guidance, ...]:
        file = self._read(self.folder / "general" / "guidance.toml", GuidanceFile)
        return file.guidance if file else ()

    def _read_rows(self, name: str, model: type[AnyRow]) -> list[AnyRow]:
        """A directory's rows, each sound in itself; a place or filing may stand there only once."""
        path = self.folder / "directory" / name
        found: dict[str, AnyRow] = {}
        for number, row in self._rows(path, tuple(model.model_fields)):
            read = self._row(path, number, row, model)
            if read is None:
                continue
            key = read.filing_id if isinstance(read, BorderRow) else read.country_iso2
            if key in found:
                self._complain(path, f"row {number}", f"{key} stands here twice")
            found[key] = read
        return list(found.values())

    def _row(self, path: Path, number: int, row: dict[str, str], model: type[AnyRow]) -> AnyRow | None:
        try:
            return model.model_validate(row, context={"publishers": self.publishers})
        except ValidationError as error:
            for problem in problems_of(error, model):
                self._complain(path, f"row {number}, {problem.path}", problem.message)
            return None

    def _rows(self, path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows of a CSV file with their line-of-table numbers, once its columns are right."""
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                if not self._has_columns(path, reader.fieldnames or (), columns):
                    return
                for number, row in enumerate(reader, start=2):
                    if None in row or None in row.values():
                        self._complain(path, f"row {number}", "has not as many cells as the first row")
                    else:
                        yield number, row
        except FileNotFoundError:
            self._complain(path, "", "is missing")
        except (UnicodeDecodeError, csv.Error) as error:
            self._complain(path, "", f"cannot be read as UTF-8 CSV: {error}")

    def _has_columns(self, path: Path, found: Sequence[str], wanted: tuple[str, ...]) -> bool:
        missing = [column for column in wanted if column not in found and column not in _OPTIONAL_COLUMNS]
        if missing:
            self._complain(path, "", f"has no column {', '.join(missing)}")
        return not missing

    def _complain(self, path: Path, key: str, message: str) -> None:
        file = path.relative_to(self.folder.parent).as_posix()
        self.problems.append(Problem(f"{file}, {key}" if key else file, message))


def _by_place(rows: list[AnyRow]) -> dict[str, AnyRow]:
    return {row.country_iso2: row for row in rows}


def _grouped(rows: list[BorderRow]) -> dict[str, tuple[BorderRow, ...]]:
    found: dict[str, tuple[BorderRow, ...]] = {}
    for row in rows:
        found[row.country_iso2] = (*found.get(row.country_iso2, ()), row)
    return found


def _marks(basis: str) -> dict[str, Any]:
    """How sure each language of a phrase is: "th:official=https://... | de:own" marks th and de."""
    parts = (part.strip().partition(":") for part in basis.split("|"))
    marks = ((language, rest.partition("=")[0].strip()) for language, _colon, rest in parts)
    return {language: mark for language, mark in marks if language in LANGUAGE_CODES and mark in _MARKS}
