"""The desk: every mistake in one go, and no configured address that nobody looks up."""

from pathlib import Path

import pytest

from prenotify.desk import Desk
from prenotify.domain.address import Address
from prenotify.domain.problems import BadInput
from prenotify.settings import Settings
from tests.builders import a_stay, trip_data


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.open(Settings())


def test_wrong_answers_are_named_together_with_every_other_mistake(desk: Desk) -> None:
    entered = trip_data(
        a_stay("TH", answers={"agency_nam": "X", "days_used": "many"}), traveller={"email": "x"}
    )
    with pytest.raises(BadInput) as caught:
        desk.read(entered)
    assert {problem.path for problem in caught.value.problems} == {
        "traveller.email",
        "stays.1.answers.agency_nam",
        "stays.1.answers.days_used",
    }


@pytest.mark.parametrize(
    "stays", [None, "x", [None], [{"answers": 7}], [{"country": [], "answers": {"a": 1}}]]
)
def test_answers_in_a_trip_without_shape_do_no_harm(desk: Desk, stays: object) -> None:
    with pytest.raises(BadInput):
        desk.read({"stays": stays})


def recipients(tmp_path: Path, key: str) -> Settings:
    return Settings(data_dir=tmp_path, recipients={key: Address(email="desk@example.org")})


@pytest.mark.parametrize("key", ["indonesia/imi-notice", "india/adac-confirmation/oamtc"])
def test_an_address_for_a_form_is_taken(tmp_path: Path, key: str) -> None:
    assert key in Desk.open(recipients(tmp_path, key)).rulebook.addresses


@pytest.mark.parametrize(
    "key", ["indonesia/imi-notise", "IMI", "indonesia/imi-notice/adac", "india/adac-confirmation/a/b", ""]
)
def test_an_address_that_nobody_would_look_up_stops_the_start(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadInput) as caught:
        Desk.open(recipients(tmp_path, key))
    (problem,) = caught.value.problems
    assert problem.path == "PRENOTIFY_RECIPIENTS"
    assert "is no form's id" in problem.message
