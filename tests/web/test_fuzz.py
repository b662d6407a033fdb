"""The API under a rain of made-up requests. What its description names is tried, so a new operation is too.

PRENOTIFY_TEST_FUZZ says how many requests of each kind an operation gets, 50 unless it is set. With
500, these tests send 5,000 requests. `pytest -rP` lists how many went to each operation, and how it
answered. The dice fall alike each time, but Hypothesis also tries constants it finds in the code.
"""

import json
import os
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from prenotify.desk import Desk
from prenotify.domain.countries import COUNTRY_NAMES
from tests.web.made_up import mended

EACH = int(os.environ.get("PRENOTIFY_TEST_FUZZ", "50"))
SAMPLES = [
    json.loads(json.dumps(tomllib.loads(path.read_text()), default=str))
    for path in sorted((Path(__file__).parents[1] / "trips").glob("*.toml"))
]
TODAY = {"today": "2026-11-21"}
PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Hypothesis' own dice are for shrinking; here each run throws the same ones.
raining = settings(
    max_examples=EACH,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

Operation = APIOperation[Any, Any, Any, Any]
Answers = Counter[tuple[str, int]]
"""How often each operation answered with each status."""


@pytest.fixture
def operations(app: Flask) -> list[Operation]:
    app.config["PROPAGATE_EXCEPTIONS"] = False  # what breaks must reach the client as it would there
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    found = list(described.get_all_operations())
    sound = [one.ok() for one in found if isinstance(one, Ok)]
    assert len(sound) == len(found) > 4
    return sound


@pytest.fixture
def taking_trips(operations: list[Operation]) -> list[Operation]:
    found = [operation for operation in operations if operation.method == "post"]
    assert {operation.path for operation in found} == {"/api/v1/fill", "/api/v1/plan"}
    return found


@pytest.fixture
def answers(request: pytest.FixtureRequest) -> Iterator[Answers]:
    """Counted in here, they are listed when the test is over."""
    counted: Answers = Counter()
    yield counted
    lines = [f"{count:6} {operation} {status}" for (operation, status), count in sorted(counted.items())]
    title = f"{request.node.name}, {counted.total()} requests,"
    request.node.add_report_section("teardown", title, "\n".join(lines))


@pytest.mark.slow
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_request_has_an_answer_of_the_kind_described(
    operations: list[Operation], answers: Answers, mode: GenerationMode
) -> None:
    """Requests that fit the description, and requests that do not."""
    for operation in operations:

        @seed(1)
        @raining
        @given(case=operation.as_strategy(generation_mode=mode))
        def rain(case: Any) -> None:
            send(case, answers)

        try:
            rain()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # where nothing is asked, nothing can be wrong
    assert answers.total() >= EACH


@pytest.mark.slow
def test_a_sound_trip_with_something_strange_in_it_has_an_answer_too(
    taking_trips: list[Operation], answers: Answers
) -> None:
    """Such requests get further in than those made up from nothing."""
    for operation in taking_trips:

        @seed(2)
        @raining
        @given(case=operation.as_strategy(), sound=st.sampled_from(SAMPLES), dice=st.randoms())
        def rain(case: Any, sound: dict[str, Any], dice: Random) -> None:
            case.body, case.query = with_one_part_of(case.body, sound, dice), TODAY
            send(case, answers)

        rain()
    assert with_status(200, answers) > EACH / 50  # how often the strange thing makes sense is chance
    assert with_status(422, answers) > EACH / 10


@pytest.mark.slow
def test_a_trip_made_up_throughout_is_planned_and_filled_in(
    taking_trips: list[Operation], answers: Answers, rules: Desk
) -> None:
    """Nothing but what no schema can say is put right in it, so that most of them are trips."""
    for operation in taking_trips:

        @seed(3)
        @raining
        @given(case=operation.as_strategy())
        def rain(case: Any) -> None:
            case.body, case.query = mended(case.body, rules.rulebook), TODAY
            send(case, answers)

        rain()
        assert answers[operation.label, 200] > EACH / 2


@pytest.mark.slow
def test_every_place_there_is_has_an_answer(operations: list[Operation], answers: Answers) -> None:
    """A code that is made up from letters is hardly ever one."""
    (operation,) = [one for one in operations if "{code}" in one.path]

    @seed(4)
    @raining
    @given(case=operation.as_strategy(), code=st.sampled_from(sorted(COUNTRY_NAMES)))
    def rain(case: Any, code: str) -> None:
        case.path_parameters = {"code": code}
        send(case, answers)

    rain()
    assert answers[operation.label, 200] > EACH / 2


def send(case: Any, answers: Answers) -> None:
    """Send a request, count its answer, and hold that to every promise of the description."""
    response = case.call(headers={"Accept-Encoding": "identity"})
    answers[case.operation.label, response.status_code] += 1
    case.validate_response(response, checks=PROMISES)


def with_status(wanted: int, answers: Answers) -> int:
    return sum(count for (_operation, status), count in answers.items() if status == wanted)


def with_one_part_of(strange: Any, sound: Mapping[str, Any], dice: Random) -> dict[str, Any]:
    """*sound* with one key of one of its tables as *strange* has it."""
    tables = {key: table for key, table in strange.items() if isinstance(table, dict) and table}
    stays = [stay for stay in strange.get("stays") or [] if isinstance(stay, dict) and stay]
    if stays and (not tables or dice.random() < 0.5):
        stay = {**sound["stays"][0], **_one_of(dice.choice(stays), dice)}
        return {**sound, "stays": [stay, *sound["stays"][1:]]}
    if not tables:
        return dict(sound)
    key = dice.choice(sorted(tables))
    return {**sound, key: {**sound.get(key, {}), **_one_of(tables[key], dice)}}


def _one_of(table: Mapping[str, Any], dice: Random) -> dict[str, Any]:
    key = dice.choice(sorted(table))
    return {key: table[key]}
