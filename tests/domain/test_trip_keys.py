"""Keys that a trip does not know are named with the nearest one it does."""

import pytest

from tests.builders import Data, a_stay, trip_data
from tests.domain.wrong_trips import problems, the_problem


@pytest.mark.parametrize(
    ("groups", "path", "meant"),
    [
        ({"travler": {}}, "travler", "traveller"),
        ({"traveller": {"nationality": ["DE"]}}, "traveller.nationality", "nationalities"),
        ({"traveller": {"passport": {"expiry": ""}}}, "traveller.passport.expiry", "expires"),
        ({"vehicle": {"color": "red"}}, "vehicle.color", "colour"),
        ({"vehicle": {"owner": {"nam": "x"}}}, "vehicle.owner.nam", "name"),
        ({"vehicle": {"value": {"amount": 1, "currency": "EUR", "curency": "EUR"}}},
         "vehicle.value.curency", "currency"),
        ({"carnet": {"valid_untill": "2027-11-30"}}, "carnet.valid_untill", "valid_until"),
        ({"drivers": [{"name": "A"}, {"name": "B", "residense": "DE"}]}, "drivers.2.residense", "residence"),
        ({"agent": {"mail": "a@example.org"}}, "agent.mail", "email"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_named_with_the_nearest_known_one(groups: Data, path: str, meant: str) -> None:
    assert the_problem(**groups) == (path, f"is not a known key; did you mean {meant}?")


@pytest.mark.parametrize(
    ("stay", "path", "meant"),
    [
        (a_stay(stage=["x"]), "stays.2.stage", "stages"),
        (a_stay(entry={"prot": "x"}), "stays.2.entry.prot", "port"),
        (a_stay(exit={"bill_of_loading": "x"}), "stays.2.exit.bill_of_loading", "bill_of_lading"),
        (a_stay(contact={"fone": "x"}), "stays.2.contact.fone", "phone"),
    ],
)
def test_stays_are_counted_from_one(stay: Data, path: str, meant: str) -> None:
    assert the_problem(a_stay(), stay) == (path, f"is not a known key; did you mean {meant}?")


def test_a_key_like_no_other_is_answered_with_those_there_are() -> None:
    path, message = the_problem(agent={"zzz": 1})
    assert (path, message) == ("agent.zzz", "is not a known key; known here: name, email, power_of_attorney")


@pytest.mark.parametrize("key", ["\x1b[2J", "a\nb", "\u202eabc", "x" * 5000], ids=ascii)
def test_a_strange_key_does_not_get_raw_into_a_message(key: str) -> None:
    (found,) = problems({**trip_data(), key: 1})
    assert found.isprintable()
    assert len(found) < 200
