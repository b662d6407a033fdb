"""Countries, addresses, numbers and choices in a trip, each refused in words that help."""

from datetime import date
from typing import Any

import pytest

from tests.builders import Data, a_stay, a_trip, trip_data
from tests.domain.wrong_trips import problems, the_problem


@pytest.mark.parametrize(
    ("found", "cure"),
    [
        ("th", "write TH"),
        ("Thailand", "write TH"),
        (" TH ", "write TH"),
        ("türkiye", "write TR"),
        ("UK", "write two capital letters (ISO 3166), such as DE or TH"),
        ("THA", "write two capital letters (ISO 3166), such as DE or TH"),
        ("ZZ", "write two capital letters (ISO 3166), such as DE or TH"),
        ("", "write two capital letters (ISO 3166), such as DE or TH"),
        (66, "write two capital letters (ISO 3166), such as DE or TH"),
    ],
)
def test_an_unknown_country_is_refused_and_a_guess_is_offered(found: Any, cure: str) -> None:
    path, message = the_problem({**a_stay(), "country": found})
    assert path == "stays.1.country"
    assert message.endswith(f"is not a country code; {cure}")


def test_every_place_for_a_country_wants_a_known_one() -> None:
    entered = trip_data(
        a_stay("XX"),
        traveller={"nationalities": ["DE", "Q1"], "residence": "yy", "passport": {"country": "ZZ"}},
        vehicle={"registered_in": "EU"},
        carnet={"excluded_countries": ["IN", "Narnia"]},
        drivers=[{"name": "A", "residence": "??"}],
    )
    assert set(problems(entered)) == {
        "stays.1.country",
        "traveller.nationalities.2",
        "traveller.residence",
        "traveller.passport.country",
        "vehicle.registered_in",
        "carnet.excluded_countries.2",
        "drivers.1.residence",
    }


@pytest.mark.parametrize(
    "found",
    [
        "testa", "testa@", "@example.org", "testa@example", "testa@@example.org", "testa example@example.org",
        "a@example.org, b@example.org", "a@example.org;b@example.org", "testa@example..org", "mailto:a@b",
        "", "testa@localhost", "testa@[127.0.0.1]", 7, None, ["a@example.org"],
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_not_one_address_is_refused(found: Any) -> None:
    assert the_problem(traveller={"email": found})[0] == "traveller.email"


def test_an_address_stands_without_a_name_and_brackets() -> None:
    path, message = the_problem(traveller={"email": "Testa <testa@example.org>"})
    assert path == "traveller.email"
    assert "leave out the name and the brackets" in message


def test_a_domain_in_other_letters_is_kept_as_it_was_typed() -> None:
    assert a_trip(traveller={"email": "matilda@exämple.org"}).traveller.email == "matilda@exämple.org"


def test_other_letters_before_the_at_are_refused_because_few_mail_servers_take_them() -> None:
    assert the_problem(traveller={"email": "mätilda@example.org"}) == (
        "traveller.email",
        "“mätilda@example.org” has “ä” before the @, which many mail servers cannot take; "
        "give another address, with plain letters there",
    )


def test_an_address_cannot_smuggle_a_header_in() -> None:
    path, message = the_problem(traveller={"email": "testa@example.org\nBcc: all@example.org"})
    assert path == "traveller.email"
    assert "has a line break" in message


@pytest.mark.parametrize("found", ["Deutsch", "de-DE", "de\n", 7], ids=repr)
def test_a_language_is_told_by_its_tag(found: Any) -> None:
    path, message = the_problem(traveller={"language": found})
    assert path == "traveller.language"
    assert message.endswith("is not the tag of a language; write it like de or pt_BR")


@pytest.mark.parametrize("field", ["year", "seats", "engine_cc", "gross_weight_kg"])
@pytest.mark.parametrize("found", ["2022", "two", True, [2], {"n": 2}], ids=repr)
def test_a_number_is_a_plain_number(field: str, found: Any) -> None:
    path, message = the_problem(vehicle={field: found})
    assert path == f"vehicle.{field}"
    assert "is not a number; write a plain number, without quotes" in message


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (1254.0, "1254.0 has a decimal point; write the whole number 1254"),
        (1.5, "1.5 is not a whole number; write one without a decimal point or exponent"),
        (1e300, "1e+300 is not a whole number; write one without a decimal point or exponent"),
    ],
)
def test_a_whole_number_has_no_decimal_point(found: float, message: str) -> None:
    assert the_problem(vehicle={"engine_cc": found}) == ("vehicle.engine_cc", message)


def test_a_limit_is_written_out() -> None:
    assert the_problem(vehicle={"engine_cc": 10**7})[1] == "10000000 is out of range; it is at most 1,000,000"
    assert the_problem(vehicle={"year": 3000})[1] == "3000 is out of range; it is at most 2100"


@pytest.mark.parametrize(
    ("field", "found"),
    [("year", 1884), ("year", 2101), ("seats", -1), ("engine_cc", 10**7), ("gross_weight_kg", -5)],
)
def test_a_number_beyond_sense_is_refused(field: str, found: int) -> None:
    path, message = the_problem(vehicle={field: found})
    assert path == f"vehicle.{field}"
    assert str(found) in message


def test_a_number_of_thousands_of_digits_is_refused_like_any_other() -> None:
    assert the_problem(vehicle={"year": 16**5000})[0] == "vehicle.year"
    assert the_problem(vehicle={"make": 16**5000})[0] == "vehicle.make"


@pytest.mark.parametrize("amount", [0, -1, 1e10, float("nan"), float("inf"), "18000", True], ids=repr)
def test_a_value_in_money_is_a_sum_one_can_pay(amount: Any) -> None:
    assert the_problem(vehicle={"value": {"amount": amount, "currency": "EUR"}})[0] == "vehicle.value.amount"


@pytest.mark.parametrize("found", ["yes", "true", 1, 0, ""], ids=repr)
def test_a_yes_or_no_is_true_or_false(found: Any) -> None:
    path, message = the_problem(vehicle={"sleeping_place": found})
    assert path == "vehicle.sleeping_place"
    assert "is neither true nor false" in message


@pytest.mark.parametrize(
    ("groups", "path", "choice"),
    [
        ({"vehicle": {"kind": "camper"}}, "vehicle.kind", "'motorhome'"),
        ({"carnet": {"kind": "CPD"}}, "carnet.kind", "'cpd'"),
        ({"traveller": {"sex": "female"}}, "traveller.sex", "'F'"),
        ({"traveller": {"licence": {"permits": ["IDP"]}}}, "traveller.licence.permits.1", "'IDP-1949'"),
    ],
)
def test_a_choice_that_is_none_is_answered_with_the_choices(groups: Data, path: str, choice: str) -> None:
    found, message = the_problem(**groups)
    assert found == path
    assert "is not known here; write one of" in message
    assert choice in message


@pytest.mark.parametrize(
    ("groups", "path"),
    [
        ({"traveller": "Testa"}, "traveller"),
        ({"vehicle": {"owner": "me"}}, "vehicle.owner"),
        ({"vehicle": {"value": 18000}}, "vehicle.value"),
        ({"traveller": {"passport": []}}, "traveller.passport"),
    ],
)
def test_a_group_is_a_group(groups: Data, path: str) -> None:
    found, message = the_problem(**groups)
    assert found == path
    assert message.endswith("is not a group of keys and values")


@pytest.mark.parametrize("found", ["Java", {"1": "Java"}, 7], ids=repr)
def test_a_list_is_a_list(found: Any) -> None:
    path, message = the_problem({**a_stay(), "stages": found})
    assert path == "stays.1.stages"
    assert message.endswith("is not a list; write it in square brackets")


def test_text_is_text() -> None:
    path, message = the_problem(vehicle={"plate": 1234})
    assert (path, message) == ("vehicle.plate", "1234 is not text; put it in quotes")


def test_a_date_where_text_belongs_is_shown_as_a_date() -> None:
    path, message = the_problem(vehicle={"plate": date(2027, 3, 2)})
    assert (path, message) == ("vehicle.plate", "2027-03-02 is not text; put it in quotes")
