"""The API of the contract: a trip in, the plan out, nothing stored."""

import json
import re
import tomllib
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.test import TestResponse

from prenotify.cli import main
from prenotify.desk import Desk
from prenotify.settings import Settings
from prenotify.web.openapi import PlanShape
from tests.web.test_start import MISTAKES, NO_TRIPS, SAMPLES, changed


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def post(client: FlaskClient, content: bytes, query: str = "") -> TestResponse:
    return client.post(f"/api/v1/plan{query}", data=content, content_type="application/json")


def errors(response: TestResponse) -> list[dict[str, str]]:
    assert response.status_code == 422, response.text[:300]
    found: list[dict[str, str]] = response.get_json()["errors"]
    assert all(set(error) == {"path", "message"} and error["message"] for error in found)
    return found


def as_json(path: Path) -> bytes:
    return json.dumps(tomllib.loads(path.read_text()), default=str).encode()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_trip_in_and_its_plan_out(client: FlaskClient, path: Path) -> None:
    response = post(client, as_json(path), "?today=2026-11-21")
    assert response.status_code == 200
    PlanShape.model_validate(response.get_json(), strict=True)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_it_is_the_plan_the_desk_makes(client: FlaskClient, desk: Desk, path: Path) -> None:
    trip = desk.read_file(path.name, path.read_bytes())
    planned = desk.plan_data(desk.plan(trip, date(2026, 11, 21)))
    assert post(client, as_json(path), "?today=2026-11-21").get_json() == planned


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_trip_in_and_the_files_of_the_command_line_out(
    client: FlaskClient, path: Path, tmp_path: Path
) -> None:
    main(["fill", str(path), "--today", "2026-11-21", "--out", str(tmp_path / "filled")])
    written = {file.name: file.read_bytes() for file in (tmp_path / "filled").iterdir()}
    response = client.post("/api/v1/fill?today=2026-11-21", data=as_json(path))
    assert response.mimetype == "application/zip"
    with zipfile.ZipFile(BytesIO(response.data)) as zipped:
        assert {name: zipped.read(name) for name in zipped.namelist()} == written


def test_what_cannot_be_planned_cannot_be_filled_either(client: FlaskClient) -> None:
    found = errors(client.post("/api/v1/fill?today=x", data=changed(carnet={}, stays=[])))
    assert [error["path"] for error in found] == ["today", "carnet.kind", "stays"]
    assert errors(client.post("/api/v1/fill", data=b"\x07" * 5_000_000))


def test_without_a_day_it_plans_on_today(client: FlaskClient) -> None:
    assert post(client, changed()).get_json()["today"] == "2026-11-21"


@pytest.mark.parametrize("today", ["", "tomorrow", "2026-13-01", "0001-01-01", "9999-12-31", "<b>"])
def test_a_day_that_is_none_is_refused(client: FlaskClient, today: str) -> None:
    found = errors(post(client, changed(), f"?today={today}"))
    assert [error["path"] for error in found] == ["today"]


def test_everything_wrong_is_told_at_once(client: FlaskClient) -> None:
    found = errors(post(client, changed(carnet={}, stays=[]), "?today=x"))
    assert [error["path"] for error in found] == ["today", "carnet.kind", "stays"]


@pytest.mark.parametrize("what", [what for what, (name, _, _) in NO_TRIPS.items() if name == "trip.json"])
def test_what_is_no_trip_is_refused(client: FlaskClient, what: str) -> None:
    _name, content, words = NO_TRIPS[what]
    assert words in " ".join(f"{e['path']}: {e['message']}" for e in errors(post(client, content)))


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_refused_with_its_place(client: FlaskClient, what: str) -> None:
    content, words = MISTAKES[what]
    assert words in " ".join(f"{e['path']}: {e['message']}" for e in errors(post(client, content)))


def test_five_megabytes_of_noise_are_refused_and_not_kept(client: FlaskClient) -> None:
    (error,) = errors(post(client, b"\x07" * 5_000_000))
    assert error["message"] == "is too large; a trip has at most 262,144 bytes"


def test_a_body_without_a_length_is_read_to_its_end(client: FlaskClient) -> None:
    response = client.post(
        "/api/v1/plan",
        input_stream=BytesIO(changed()),
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert response.status_code == 200


def test_it_needs_no_token_and_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in post(client, changed()).headers


def test_it_stores_nothing(client: FlaskClient, settings: Settings) -> None:
    post(client, changed())
    client.post("/api/v1/fill", data=changed())
    engine = create_engine(f"sqlite:///{settings.data_dir / 'prenotify.sqlite3'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM trip")).scalar() == 0
    engine.dispose()


@pytest.mark.parametrize(("path", "status"), [("/api/v1/nothing", 404), ("/api/v1/plan", 405)])
def test_programs_get_their_errors_as_data(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.get_json()["errors"]


def test_what_breaks_is_an_error_as_data_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(Desk, "plan", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    response = post(app.test_client(), changed())
    assert response.status_code == 500
    assert response.get_json()["errors"]


def test_it_is_described_for_programs(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    operation = described["paths"]["/api/v1/plan"]["post"]
    assert set(operation["responses"]) == {"200", "422"}
    references = _references(described)
    assert references
    assert references <= {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}


def test_its_description_says_how_days_codes_and_addresses_are_written(client: FlaskClient) -> None:
    shapes = client.get("/api/v1/openapi.json").get_json()["components"]["schemas"]

    def of(shape: str, key: str) -> dict[str, Any]:
        described: dict[str, Any] = shapes[shape]["properties"][key]
        return next(iter(described.get("anyOf", [described])))

    for shape, key in (("Traveller", "email"), ("Agent", "email"), ("RecipientShape", "email")):
        assert of(shape, key)["format"] == "email"
    for shape, key in (("Crossing", "date"), ("Passport", "expires"), ("PlanShape", "today")):
        assert of(shape, key)["format"] == "date"
    assert of("StepShape", "due")["format"] == "date"
    patterns = {
        ("Stay", "country"): ("TH", "th"),
        ("Vehicle", "registered_in"): ("DE", ""),
        ("Passport", "country"): ("", "DEU"),
        ("Money", "currency"): ("EUR", "EU"),
    }
    for (shape, key), (right, wrong) in patterns.items():
        assert re.search(of(shape, key)["pattern"], right)
        assert not re.search(of(shape, key)["pattern"], wrong)
    assert re.search(of("Traveller", "nationalities")["items"]["pattern"], "DE")


def _references(found: Any) -> set[str]:
    if isinstance(found, dict):
        own = {found["$ref"]} if isinstance(found.get("$ref"), str) else set()
        return own.union(*map(_references, found.values()))
    return set[str]().union(*map(_references, found)) if isinstance(found, list) else set()


def test_health_is_ok_while_the_database_answers(client: FlaskClient, settings: Settings) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    engine = create_engine(f"sqlite:///{settings.data_dir / 'prenotify.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE trip"))
    engine.dispose()
    assert client.get("/healthz").status_code == 503
