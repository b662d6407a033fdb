"""The API under a rain of made-up requests. What its description names is tried, so a new operation is too.

PRENOTIFY_TEST_FUZZ says how many requests of each kind an operation gets; they are the same ones
every time.
"""

import json
import os
import tomllib
from collections import Counter
from collections.abc import Mapping
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

EACH = int(os.environ.get("PRENOTIFY_TEST_FUZZ", "70"))
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


@pytest.fixture
def operations(app: Flask) -> list[APIOperation[Any, Any, Any, Any]]:
    app.config["PROPAGATE_EXCEPTIONS"] = False  # what breaks must reach the client as it would there
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    found = list(described.get_all_operations())
    sound = [one.ok() for one in found if isinstance(one, Ok)]
    assert len(sound) == len(found) > 4
    return sound


@pytest.mark.slow
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_request_has_an_answer_of_the_kind_described(
    operations: list[APIOperation[Any, Any, Any, Any]], mode: GenerationMode
) -> None:
    """Requests that fit the description, and requests that do not."""
    answers: Counter[int] = Counter()

    for operation in operations:

        @seed(1)
        @raining
        @given(case=operation.as_strategy(generation_mode=mode))
        def rain(case: Any) -> None:
            answers[answer_to(case)] += 1

        try:
            rain()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # where nothing is asked, nothing can be wrong
    assert answers.total() >= EACH


@pytest.mark.slow
def test_a_sound_trip_with_something_strange_in_it_has_an_answer_too(
    operations: list[APIOperation[Any, Any, Any, Any]],
) -> None:
    """Such requests get further in than those made up from nothing."""
    answers: Counter[int] = Counter()
    taking_trips = [operation for operation in operations if operation.method == "post"]
    assert taking_trips

    for operation in taking_trips:

        @seed(2)
        @raining
        @given(case=operation.as_strategy(), sound=st.sampled_from(SAMPLES), dice=st.randoms())
        def rain(case: Any, sound: dict[str, Any], dice: Random) -> None:
            case.body, case.query = with_one_part_of(case.body, sound, dice), TODAY
            answers[answer_to(case)] += 1

        rain()
    assert answers[200] > EACH / 10
    assert answers[422] > EACH / 10


def answer_to(case: Any) -> int:
    """The status of the answer, which must keep every promise of the description."""
    response = case.call(headers={"Accept-Encoding": "identity"})
    case.validate_response(response, checks=PROMISES)
    return int(response.status_code)


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
