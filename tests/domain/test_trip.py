"""Reading a trip: sound ones are kept as they are, of others every mistake is named with its place."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from prenotify.domain.trip import read_trip
from tests.builders import a_stay, a_trip, trip_data
from tests.domain.wrong_trips import problems, the_problem


def test_a_sound_trip_is_read_as_it_was_written() -> None:
    trip = a_trip(
        a_stay("TH", "2027-04-19", "2027-05-15", stages=["Songkhla", "Trang"], visa="none-needed"),
        vehicle={"value": {"amount": 18000, "currency": "EUR"}, "seats": 2},
    )
    assert trip.traveller.name == "Testa Beispielreiter"
    assert trip.traveller.passport.expires == date(2035, 8, 30)
    assert trip.vehicle.value is not None
    assert trip.vehicle.value.amount == 18000
    assert trip.stays[0].stages == ("Songkhla", "Trang")
    assert trip.stays[0].entry.date == date(2027, 4, 19)


def test_only_the_required_keys_need_be_given() -> None:
    trip = read_trip(
        {
            "traveller": {
                "name": "A",
                "nationalities": ["DE"],
                "residence": "DE",
                "email": "a@example.org",
            },
            "vehicle": {"kind": "car", "registered_in": "DE"},
            "carnet": {"kind": "none"},
            "stays": [
                {
                    "country": "TH",
                    "entry": {"port": "Sadao", "date": date(2027, 4, 19)},
                    "exit": {"port": "Sadao", "date": date(2027, 4, 19)},
                }
            ],
        }
    )
    assert trip.carnet.number == ""
    assert trip.vehicle.seats is None
    assert trip.stays[0].entry.by is None


def test_a_trip_without_anything_names_every_required_key() -> None:
    assert problems({}) == dict.fromkeys(("traveller", "vehicle", "carnet", "stays"), "is missing")
    assert set(problems({"traveller": {}, "vehicle": {}, "carnet": {}, "stays": [{}]})) == {
        "traveller.name",
        "traveller.nationalities",
        "traveller.residence",
        "traveller.email",
        "vehicle.kind",
        "vehicle.registered_in",
        "carnet.kind",
        "stays.1.country",
        "stays.1.entry",
        "stays.1.exit",
    }


@pytest.mark.parametrize("entered", [[], "trip", 7, None, ["traveller"]])
def test_what_is_no_group_of_keys_is_no_trip(entered: Any) -> None:
    ((path, message),) = problems(entered).items()
    assert path == ""
    assert "a trip is a group of keys and values" in message


def test_blank_is_another_way_to_leave_an_optional_value_out() -> None:
    trip = a_trip(
        a_stay(visa="", entry={"by": ""}),
        traveller={"sex": "", "birth_date": "", "passport": {"country": ""}},
        vehicle={"year": "", "seats": "", "gross_weight_kg": ""},
        agent={"email": ""},
    )
    assert trip.traveller.birth_date is None
    assert trip.vehicle.seats is None
    assert trip.stays[0].visa is None
    assert trip.agent.email is None


def test_null_is_yet_another_way_and_for_what_is_required_it_is_missing() -> None:
    assert read_trip({**trip_data(), "agent": None, "drivers": None}).agent.name == ""
    stay = {**a_stay(), "contact": None, "stages": None, "visa": None}
    assert read_trip({**trip_data(), "stays": [stay]}).stays[0].stages == ()
    path, message = the_problem(traveller={"name": None})
    assert (path, message) == ("traveller.name", "is missing")


def test_a_trip_that_was_read_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        a_trip().traveller.name = "Somebody Else"  # type: ignore[misc]


# Stays and answers ------------------------------------------------------------------------------------


def test_a_trip_has_stays() -> None:
    assert problems(trip_data() | {"stays": []}) == {"stays": "is empty; give at least one"}


@pytest.mark.parametrize("key", ["stays", "drivers"])
def test_one_group_where_a_list_of_them_belongs_is_told_how_to_become_one(key: str) -> None:
    assert problems(trip_data() | {key: {"name": "x"}}) == {
        key: "is a single group of keys and values, not a list of them; "
        f"begin each with [[{key}]] in TOML, put them in square brackets in JSON"
    }


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (["a", None], '["a", null] is not text; write a single text in quotes'),
        ([{"a": True}], '[{"a": true}] is not text; write a single text in quotes'),
        (True, "true is not text; put it in quotes"),
        ([date(2027, 3, 2)], '["2027-03-02"] is not text; write a single text in quotes'),
    ],
    ids=repr,
)
def test_what_is_no_text_is_shown_as_it_was_written(found: Any, said: str) -> None:
    assert the_problem(vehicle={"plate": found}) == ("vehicle.plate", said)


def test_a_traveller_has_a_passport_from_somewhere() -> None:
    assert the_problem(traveller={"nationalities": []}) == (
        "traveller.nationalities",
        "is empty; give at least one",
    )


def test_thirty_stays_are_no_trouble_and_two_hundred_and_one_are_too_many() -> None:
    assert len(a_trip(*[a_stay()] * 30).stays) == 30
    assert the_problem(*[a_stay()] * 201) == ("stays", "has 201 entries; at most 200 fit")


def test_a_list_that_is_far_too_long_is_one_mistake_whatever_is_in_it() -> None:
    found = problems(trip_data() | {"stays": [{}] * 100_000, "drivers": [7] * 101})
    assert found == {
        "stays": "has 100,000 entries; at most 200 fit",
        "drivers": "has 101 entries; at most 100 fit",
    }


def test_an_answer_is_text_a_number_a_date_a_list_or_a_yes() -> None:
    given = {"a": "text", "b": 3, "c": 2.5, "d": True, "e": date(2027, 1, 2), "f": ["x", "y"]}
    answers = a_trip(a_stay(answers=given)).stays[0].answers
    assert answers == given | {"f": ("x", "y")}
    assert [type(value) for value in answers.values()] == [str, int, float, bool, date, tuple]


@pytest.mark.parametrize("found", [None, {"a": 1}, time(10), datetime(2027, 1, 2, 10, tzinfo=UTC)], ids=repr)
def test_what_is_no_answer_is_refused_once(found: Any) -> None:
    path, message = the_problem(a_stay(answers={"visit_1": found}))
    assert path == "stays.1.answers.visit_1"
    assert "is not an answer; write text, a number, a date, true or false" in message


def test_an_answer_may_run_over_several_lines_but_may_not_turn_text_around() -> None:
    answers = a_trip(a_stay(answers={"spare_parts": "two tyres\r\none tube"})).stays[0].answers
    assert answers["spare_parts"] == "two tyres\none tube"
    assert the_problem(a_stay(answers={"spare_parts": "a\u202eb"}))[0] == "stays.1.answers.spare_parts"


# Several at once --------------------------------------------------------------------------------------


def test_every_mistake_is_reported_at_once_in_the_order_of_the_trip() -> None:
    entered = trip_data(
        a_stay("Thailand", "2027-04-19", "2027-04-18"),
        a_stay("ID", entry={"date": "yesterday"}, exit={"port": ""}),
        a_stay("JP", "2027-10-04", "2027-10-01", by="sea"),
        traveller={"name": "Testa\nB", "email": "nobody"},
        vehicle={"seats": "2", "colour": "white\u202e"},
        carnet={"kind": "pass"},
    )
    assert list(problems(entered)) == [
        "traveller.name",
        "traveller.email",
        "vehicle.colour",
        "vehicle.seats",
        "carnet.kind",
        "stays.1.country",
        "stays.1.exit.date",
        "stays.2.entry.date",
        "stays.2.exit.port",
        "stays.3.exit.date",
        "stays.3.by",
    ]


def test_each_message_begins_with_what_was_found() -> None:
    entered = trip_data(traveller={"residence": "<script>"}, vehicle={"seats": "two"})
    assert problems(entered)["traveller.residence"].startswith("“<script>” ")
    assert problems(entered)["vehicle.seats"].startswith("“two” ")


def test_a_long_find_is_cut_in_its_message() -> None:
    _path, message = the_problem(traveller={"email": "x" * 299})
    assert len(message) < 200
