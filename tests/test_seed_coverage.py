"""Every statement of the seed documents is in the product, and reaches a traveller whom it concerns.

tests/seed-proofs.toml says where, a row each. A row must hold with the rules we ship, and must fail
with a copy of them from which the items that cite its statement were taken out.
"""

import csv
import io
import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, model_validator

from prenotify.calendars import calendars_for
from prenotify.cases import DEFAULT_TODAY, Case, Expectation, FoundCase
from prenotify.coverage import SEED_RULES, citations, gaps, statements, strangers
from prenotify.domain.plan import plan_as_data
from prenotify.domain.planning import Calendars, plan
from prenotify.domain.rulebook import Rulebook
from prenotify.rulebook import read_rulebook
from tests.checkout import ROOT

FORMS = ROOT / "forms"

# Where the plan's JSON keeps what a row may name, and the key it is named by.
_PARTS = {
    "form": ("filings", "form"),
    "code": ("advisories", "code"),
    "task": ("carnet", "task"),
    "step": ("steps", "step"),
}


class Proof(BaseModel):
    """A row of seed-proofs.toml: a page or a part of a trip's plan, and words it must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: str
    text: tuple[str, ...]
    page: str = ""
    country: str = ""
    today: date = DEFAULT_TODAY
    entry: date | None = None
    exit: date | None = None
    traveller: dict[str, Any] = {}
    vehicle: dict[str, Any] = {}
    carnet: dict[str, Any] = {}
    stay: dict[str, Any] = {}
    then: list[dict[str, Any]] = []
    form: str = ""
    code: str = ""
    task: str = ""
    step: str = ""

    @model_validator(mode="after")
    def names_one_place(self) -> "Proof":
        named = [part for part in _PARTS if getattr(self, part)]
        if not self.text or len(named) + bool(self.page) != 1 or bool(self.country) == bool(self.page):
            raise ValueError(
                f"{self.seed}: name a page, or a country and one of {', '.join(_PARTS)}; and words"
            )
        return self

    def holds(self, rulebook: Rulebook, calendars: Calendars) -> bool:
        said = self._on_the_page(rulebook) if self.page else self._in_the_plan(rulebook, calendars)
        return any(all(text in one for text in self.text) for one in said)

    def _on_the_page(self, rulebook: Rulebook) -> list[str]:
        return statements(rulebook, self.page)

    def _in_the_plan(self, rulebook: Rulebook, calendars: Calendars) -> list[str]:
        part = next(part for part in _PARTS if getattr(self, part))
        group, key = _PARTS[part]
        planned = plan_as_data(plan(self._trip(), rulebook, calendars, self.today))
        found = (one for one in planned[group] if one[key] == getattr(self, part))
        return [json.dumps(one, ensure_ascii=False) for one in found]

    def _trip(self) -> Any:
        fields = ("entry", "exit", "traveller", "vehicle", "carnet", "stay", "then")
        case = {name: getattr(self, name) for name in fields}
        return FoundCase(
            "", self.country, Case(says=f"proof of {self.seed}", expect=Expectation(), **case)
        ).trip()


@cache
def proofs() -> tuple[Proof, ...]:
    text = (ROOT / "tests" / "seed-proofs.toml").read_text(encoding="utf-8")
    return tuple(Proof.model_validate(row) for row in tomllib.loads(text)["proof"])


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return read_rulebook(FORMS)


@pytest.fixture(scope="module")
def calendars(rulebook: Rulebook) -> Calendars:
    return calendars_for(rulebook)


def test_every_seed_rule_is_carried_by_some_item(rulebook: Rulebook) -> None:
    assert gaps(rulebook) == []
    assert strangers(rulebook) == []
    assert list(citations(rulebook)) == list(SEED_RULES)


def test_every_seed_rule_has_one_proof() -> None:
    assert [proof.seed for proof in proofs()] == list(SEED_RULES)


@pytest.mark.parametrize("proof", proofs(), ids=lambda proof: str(proof.seed))
def test_a_seed_rule_reaches_whom_it_concerns(proof: Proof, rulebook: Rulebook, calendars: Calendars) -> None:
    assert proof.holds(rulebook, calendars), f"nothing there says {proof.text}"


@pytest.mark.slow
def test_no_proof_holds_without_the_items_that_cite_its_rule(
    tmp_path: Path, rulebook: Rulebook, calendars: Calendars
) -> None:
    forms = Path(shutil.copytree(FORMS, tmp_path / "forms"))
    cited = citations(rulebook)
    wrong = []
    for items, group in groupby(sorted(proofs(), key=lambda p: cited[p.seed]), key=lambda p: cited[p.seed]):
        with taken_out(forms, items):
            without = read_rulebook(forms)
        wrong += [
            f"{proof.seed} is still said without {', '.join(items)}"
            for proof in group
            if proof.seed in citations(without) or proof.holds(without, calendars)
        ]
    assert wrong == []


def test_taking_an_item_out_leaves_all_others(tmp_path: Path, rulebook: Rulebook) -> None:
    forms = Path(shutil.copytree(FORMS, tmp_path / "forms"))
    with taken_out(forms, ["forms/general/guidance.toml, guidance 2 (what-it-is)"]):
        without = read_rulebook(forms)
    assert without.guidance == (rulebook.guidance[0], *rulebook.guidance[2:])
    assert read_rulebook(forms).guidance == rulebook.guidance


def test_a_citation_of_no_seed_rule_is_named(tmp_path: Path) -> None:
    forms = Path(shutil.copytree(FORMS, tmp_path / "forms"))
    file = forms / "general" / "guidance.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('seed = ["S-17"]', 'seed = ["S-118"]', 1), encoding="utf-8")
    changed = read_rulebook(forms)
    assert gaps(changed) == ["S-17"]
    assert strangers(changed) == [
        "forms/general/guidance.toml, guidance 1 (what-it-is) cites S-118, which is no seed rule"
    ]


@pytest.mark.parametrize("page", ["guidance", "directory", "club:adac", "country:TH", "country:NP"])
def test_a_page_is_said_in_each_language_and_leaves_no_placeholder(page: str, rulebook: Rulebook) -> None:
    english, german = statements(rulebook, page), statements(rulebook, page, "de")
    assert english
    assert english != german
    assert not [text for text in (*english, *german) if re.search(r"\{[a-z]", text)]


@pytest.mark.parametrize("page", ["", "guide", "club:nobody", "country:ZZ"])
def test_there_is_no_such_page(page: str, rulebook: Rulebook) -> None:
    with pytest.raises(LookupError):
        statements(rulebook, page)


@contextmanager
def taken_out(forms: Path, items: list[str]) -> Iterator[None]:
    """*forms* without *items*, as coverage names them; afterwards all is as it was."""
    by_file = {
        file: [name for _, name in named] for file, named in groupby(sorted(map(_place, items)), _file)
    }
    kept = {file: (forms / file).read_text(encoding="utf-8") for file in by_file}
    try:
        for file, names in by_file.items():
            left = _without_rows(kept[file], names) if file.endswith(".csv") else _without(kept[file], names)
            if left is None:
                (forms / file).unlink()
            else:
                (forms / file).write_text(left, encoding="utf-8")
        yield
    finally:
        for file, text in kept.items():
            (forms / file).write_text(text, encoding="utf-8")


def _file(place: tuple[str, str]) -> str:
    return place[0]


def _place(item: str) -> tuple[str, str]:
    """ "forms/carnet/adac.toml, guidance 3 (contact)" -> ("carnet/adac.toml", "guidance 3")."""
    file, name = item.removeprefix("forms/").split(", ")
    return file, name.split(" (")[0]


def _without_rows(text: str, keys: list[str]) -> str:
    rows = list(csv.DictReader(io.StringIO(text)))
    key = "filing_id" if "filing_id" in rows[0] else "country_iso2"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if row[key] not in keys)
    return out.getvalue()


def _without(text: str, names: list[str]) -> str | None:
    """A TOML file without these of its tables; None if it were a form without any version."""
    left, seen, skipping = [], dict[str, int](), False
    for line in text.splitlines(keepends=True):
        if header := re.match(r"\s*\[\[?([\w-]+)((?:\.[\w-]+)*)\]", line):
            root, nested = header[1], bool(header[2])
            if not nested or root not in seen:
                seen[root] = seen.get(root, 0) + 1
                skipping = root in names or f"{root} {seen[root]}" in names
        if not skipping:
            left.append(line)
    if any(name.startswith("version") for name in names) and not any("[[version]]" in line for line in left):
        return None
    return "".join(left)
