"""The exported rules are enough for a stranger: schemas fit the files, dates can be reckoned without us."""

import ast
import csv
import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from prenotify.desk import Desk
from prenotify.export import KINDS, schemas
from prenotify.settings import Settings
from tests.checkout import ROOT

FORMS = ROOT / "forms"
SCHEMAS = ROOT / "docs/schemas"
RECKONER = ROOT / "docs/examples/reckon_dates.py"
TRIPS = sorted((ROOT / "tests/trips").glob("*.toml"))


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.open(Settings())


@pytest.fixture(scope="module")
def exported(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "rules.json"
    path.write_text(json.dumps(desk.rules_data()))
    return path


def test_the_reckoner_knows_nothing_of_prenotify() -> None:
    imported = {
        name
        for node in ast.walk(ast.parse(RECKONER.read_text()))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("trip", TRIPS, ids=lambda path: path.stem)
def test_a_stranger_reckons_the_same_dates(trip: Path, exported: Path, desk: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-I", RECKONER, exported, trip], capture_output=True, text=True, check=True
    )
    planned = desk.plan(desk.read_file(trip.name, trip.read_bytes()), date(2026, 11, 21))
    ours = [
        f"{f.send_by} stay {f.stay} {f.form.id} {' '.join(str(d.date) for d in f.deadlines)}"
        for f in planned.filings
    ]
    assert done.stdout.splitlines() == ours
    assert ours, "a sample trip without any filing would prove nothing"


def kind_of(path: Path) -> str:
    folder, name = path.parent.name, path.name
    by_name = {"country.toml": "country", "cases.toml": "cases", "sources.toml": "sources"}
    if name in by_name:
        return by_name[name]
    if folder == "general":
        return path.stem
    return {"carnet": "club", "directory": "border-reports"}.get(folder, "form")


def as_json(found: Any) -> Any:
    return json.loads(json.dumps(found, default=str))


@pytest.mark.parametrize(
    "path", sorted(FORMS.rglob("*.toml")), ids=lambda path: path.relative_to(FORMS).as_posix()
)
def test_every_rule_file_fits_its_schema(path: Path) -> None:
    schema = schemas()[kind_of(path)]
    found = list(
        jsonschema.Draft202012Validator(schema).iter_errors(as_json(tomllib.loads(path.read_text())))
    )
    assert not found, [f"{list(error.absolute_path)}: {error.message[:200]}" for error in found]


@pytest.mark.parametrize("trip", TRIPS, ids=lambda path: path.stem)
def test_every_sample_trip_fits_the_schema_of_trips(trip: Path) -> None:
    jsonschema.Draft202012Validator(schemas()["trip"]).validate(as_json(tomllib.loads(trip.read_text())))


def test_a_schema_refuses_what_the_reader_refuses() -> None:
    form = as_json(tomllib.loads((FORMS / "indonesia/imi-notice.toml").read_text()))
    form["recipent"] = form.pop("recipient")
    assert not jsonschema.Draft202012Validator(schemas()["form"]).is_valid(form)


def test_the_published_schemas_are_those_of_the_models() -> None:
    published = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text()) for path in SCHEMAS.iterdir()
    }
    assert published == schemas(), "renew them: prenotify forms export --schemas docs/schemas"
    assert set(published) == set(KINDS)


def test_nothing_of_the_directories_is_lost_in_the_export(exported: Path) -> None:
    directory = json.loads(exported.read_text())["directory"]
    for key, name in (
        ("cpd", "cpd.csv"),
        ("ata", "ata.csv"),
        ("road_traffic_1949", "road-traffic-1949.csv"),
        ("borders", "borders.csv"),
    ):
        with (FORMS / "directory" / name).open(newline="") as file:
            assert len(directory[key]) == len(list(csv.DictReader(file)))
