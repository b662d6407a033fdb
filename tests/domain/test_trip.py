"""Reading a trip: sound ones are kept as they are, of others every mistake is named with its place."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from prenotify.domain.problems import BadInput
from prenotify.domain.trip import read_trip
from tests.builders import Data, a_stay, a_trip, trip_data


def problems(entered: Any) -> dict[str, str]:
    """What is wrong with *entered*: path and message of each problem."""
    with pytest.raises(BadInput) as caught:
        read_trip(entered)
    found = {problem.path: problem.message for problem in caught.value.problems}
    assert len(found) == len(caught.value.problems), "one message for each place"
    return found


def the_problem(*stays: Data, **groups: Any) -> tuple[str, str]:
    """The only thing wrong with a trip that is otherwise sound."""
    (found,) = problems(trip_data(*stays, **groups)).items()
    return found


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


# Names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć & <Sons>",
        "<b>Bold</b>",
        "{{7*7}}",
        "{stay.entry.port}",
        "%s %d %(name)s",
        "${HOME} $(id) `id`",
        "O'Brien; DROP TABLE trips; --",
        '"Quoted" \\ back\\slash',
        "=SUM(A1)",
        "山田 太郎",
        "สมชาย ใจดี",
        "محمد بن عبد الله",
        "דויד",
        "Nguyễn Thị Ánh",
        "Zoe\u0308",  # a letter and a combining mark
        "👩‍🔧 Ada",
    ],
)
def test_a_name_is_kept_to_the_letter(name: str) -> None:
    assert a_trip(traveller={"name": name}).traveller.name == name


def test_white_space_around_a_line_is_no_part_of_it() -> None:
    assert a_trip(traveller={"name": "  Testa \t"}).traveller.name == "Testa"


@pytest.mark.parametrize(
    "breaking", ["\n", "\r", "\r\n", "\u2028", "\u2029"], ids=["LF", "CR", "CRLF", "LS", "PS"]
)
def test_a_line_break_in_a_name_is_refused(breaking: str) -> None:
    path, message = the_problem(traveller={"name": f"Testa{breaking}Bcc: other@example.org"})
    assert path == "traveller.name"
    assert "has a line break; write it on one line" in message
    assert breaking not in message


@pytest.mark.parametrize(
    "mark",
    ["\u202e", "\u202d", "\u200f", "\u200e", "\u061c", "\u2066", "\u2067", "\u2068", "\u2069"],
    ids=ascii,
)
def test_marks_that_turn_text_around_are_refused_by_name(mark: str) -> None:
    path, message = the_problem(traveller={"name": f"Testa {mark}retierleipsieB"})
    assert path == "traveller.name"
    assert f"U+{ord(mark):04X}" in message
    assert mark not in message, "the message itself must not be turned around"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x07", "\x7f", "\x85", "\ufeff", "\ufffe"], ids=ascii)
def test_characters_that_cannot_be_on_paper_are_refused(char: str) -> None:
    path, message = the_problem(vehicle={"plate": f"M{char}X"})
    assert path == "vehicle.plate"
    assert "which cannot be printed; leave it out" in message
    assert char not in message


def test_half_a_character_is_refused() -> None:
    path, message = the_problem(traveller={"name": "Testa \ud83d"})
    assert path == "traveller.name"
    assert "holds U+D83D (half of a character), which cannot be printed" in message


def test_a_control_character_is_called_one() -> None:
    assert "U+0007 (a control character)" in the_problem(traveller={"name": "Testa\x07"})[1]
    assert "U+FFFE (not a character)" in the_problem(traveller={"name": "Testa\ufffe"})[1]


@pytest.mark.parametrize("blank", ["", "   ", "\t"])
def test_a_name_that_says_nothing_is_refused(blank: str) -> None:
    assert the_problem(traveller={"name": blank}) == ("traveller.name", "is empty")


def test_a_line_is_at_most_300_characters_long() -> None:
    assert len(a_trip(traveller={"name": "x" * 300}).traveller.name) == 300
    assert the_problem(traveller={"name": "x" * 301}) == (
        "traveller.name",
        "is 301 characters long; at most 300 fit",
    )


# Keys -------------------------------------------------------------------------------------------------


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


# Days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "found",
    [
        "2.3.2027", "02/03/2027", "2027-3-2", "20270302", "2 March 2027", "2027-03", "2027-W09-2",
        "2027-03-02T00:00", "soon", "", 20270302, 2027.5, True, [],
        datetime(2027, 3, 2, tzinfo=UTC), time(12),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_date_is_refused_with_an_example(found: Any) -> None:
    path, message = the_problem(a_stay(), a_stay(entry={"date": found}, exit={"date": "2028-01-01"}))
    assert path == "stays.2.entry.date"
    assert "is not a date; write year-month-day, such as 2027-03-02" in message


@pytest.mark.parametrize("day", ["2027-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00"])
def test_a_day_that_is_in_no_calendar_is_refused(day: str) -> None:
    path, message = the_problem(a_stay(entry={"date": day}))
    assert (path, message) == ("stays.1.entry.date", f"“{day}” is not a day of the calendar")


def test_the_29th_of_february_of_a_leap_year_is_a_day() -> None:
    assert a_trip(a_stay("TH", "2028-02-29")).stays[0].entry.date == date(2028, 2, 29)


@pytest.mark.parametrize("day", ["1999-12-31", "2100-01-01", "0001-01-01", "9999-12-31"])
def test_a_crossing_far_from_today_is_taken_for_a_slip(day: str) -> None:
    assert problems(trip_data(a_stay("TH", day))) == {
        f"stays.1.{crossing}.date": f"{day} lies outside 2000 to 2099" for crossing in ("entry", "exit")
    }


def test_the_exit_cannot_come_before_the_entry() -> None:
    assert the_problem(a_stay(), a_stay("TH", "2027-04-19", "2027-04-18")) == (
        "stays.2.exit.date",
        "2027-04-18 is before the entry on 2027-04-19; the exit cannot come first",
    )


def test_a_stay_may_be_one_day_long_and_its_both_ends_count() -> None:
    assert a_trip(a_stay("TH", "2027-04-19", "2027-04-19")).stays[0].days == 1
    assert a_trip(a_stay("TH", "2027-04-19", "2027-05-15")).stays[0].days == 27


def test_a_carnet_cannot_end_before_it_begins() -> None:
    path, message = the_problem(carnet={"valid_from": "2027-12-01", "valid_until": "2027-11-30"})
    assert path == "carnet.valid_until"
    assert "2027-11-30 is before valid_from, 2027-12-01" in message


# Countries, addresses, numbers, choices ---------------------------------------------------------------


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
