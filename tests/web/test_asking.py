"""What happens to what is typed: kept, refused with words, or shown again; nothing is lost."""

from typing import Any

import pytest

from tests.web.visit import Visitor, day

WHO = {
    "name": "Testa Beispielreiter",
    "nationalities": ["DE"],
    "residence": "DE",
    "email": "testa@example.org",
}
INDIA = {
    "country": "India",
    "entry.port": "Nhava Sheva",
    **day("entry.date", 28, 12, 2026),
    "exit.port": "Chennai",
    **day("exit.date", 20, 2, 2027),
}


def test_what_was_typed_is_kept_as_a_trip_file_has_it(visitor: Visitor, blank: str) -> None:
    visitor.fill(
        f"{blank}/traveller",
        WHO
        | {
            "name": "  Łukasz Żółć & <Sons> ",
            "nationalities": ["poland", "", "DE"],
            "residence": "Germany",
            **day("birth_date", "17", "5", "1984"),
            "sex": "X",
            "passport.number": "X00TEST01",
            "licence.permits": ["IDP-1949", "IDP-1968"],
        },
    )
    assert visitor.trip_file(blank)["traveller"] == {
        "name": "Łukasz Żółć & <Sons>",
        "nationalities": ["PL", "DE"],
        "residence": "DE",
        "email": "testa@example.org",
        "birth_date": "1984-05-17",
        "sex": "X",
        "passport": {"number": "X00TEST01"},
        "licence": {"permits": ["IDP-1949", "IDP-1968"]},
    }


@pytest.mark.parametrize("page", ["traveller", "vehicle", "carnet", "agent", "stays/1", "stays/3/questions"])
def test_a_page_saved_as_it_was_found_changes_nothing(visitor: Visitor, trip: str, page: str) -> None:
    before = visitor.trip_file(trip)
    visitor.fill(f"{trip}/{page}", {})
    after = visitor.trip_file(trip)
    if page == "agent":
        assert after.pop("agent") == {"power_of_attorney": False}
    for vehicle in (before["vehicle"], after["vehicle"]):
        vehicle.setdefault("sleeping_place", False)
        vehicle.setdefault("owner", {"consent": False})
    assert after == before


def test_pages_follow_one_another_to_the_plan(visitor: Visitor, blank: str) -> None:
    assert visitor.fill(f"{blank}/traveller", WHO) == f"{blank}/vehicle"
    assert visitor.fill(f"{blank}/vehicle", {"kind": "car", "registered_in": "DE"}) == f"{blank}/carnet"
    assert visitor.fill(f"{blank}/carnet", {"kind": "cpd"}) == f"{blank}/stays/new"
    assert visitor.fill(f"{blank}/stays/new", INDIA) == f"{blank}/stays/1/questions"
    assert visitor.fill(f"{blank}/stays/1/questions", {}) == f"{blank}/stays"
    assert visitor.visit(f"{blank}/stays").links["See the plan"] == f"{blank}/plan"


def test_whoever_comes_from_the_plan_goes_back_there(visitor: Visitor, trip: str) -> None:
    for page in ("traveller", "stays/3", "stays/3/questions"):
        assert visitor.fill(f"{trip}/{page}?back=plan", {}) == f"{trip}/plan"


def test_nobody_is_sent_to_another_site(visitor: Visitor, trip: str) -> None:
    assert visitor.fill(f"{trip}/traveller?back=https://example.com", {}) == f"{trip}/"


@pytest.mark.parametrize("page", ["traveller", "vehicle", "carnet", "agent"])
def test_whoever_changes_one_page_of_a_filled_trip_is_not_led_through_the_others(
    visitor: Visitor, trip: str, page: str
) -> None:
    assert visitor.fill(f"{trip}/{page}", {}) == f"{trip}/"


def test_every_mistake_is_named_on_top_and_at_its_field(visitor: Visitor, blank: str) -> None:
    typed = WHO | {
        "name": "",
        "nationalities": ["Germny"],
        "email": "no at sign",
        **day("passport.expires", "30", "31", "2031"),
    }
    seen = visitor.refused(f"{blank}/traveller", typed)
    assert seen.summary == {
        "Enter your full name, as printed in your passport": "#name",
        "Countries whose passport you hold: “Germny” is not a country we know; did you mean Germany?": (
            "#nationalities"
        ),
        "E-mail address: “no at sign” is not an e-mail address; write it as name@example.org": "#email",
        "Passport expires: there is no month “31”; day first, then month": "#passport-expires",
    }
    assert seen.errors == list(seen.summary)
    assert visitor.trip_file(blank) == {}


def test_what_was_typed_is_still_there_after_a_mistake(visitor: Visitor, blank: str) -> None:
    typed = WHO | {"email": "no at sign", **day("passport.expires", "30", "31", "2031"), "sex": "F"}
    values = visitor.refused(f"{blank}/traveller", typed).values()
    assert values["email"] == "no at sign"
    assert (values["passport.expires-day"], values["passport.expires-month"]) == ("30", "31")
    assert values["sex"] == "F"
    assert values["name"] == WHO["name"]


def test_an_error_can_be_heard_and_reached(visitor: Visitor, blank: str) -> None:
    seen = visitor.refused(f"{blank}/traveller", WHO | {"email": "no at sign"})
    (summary,) = seen.all("div", "summary")
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    box = seen.by_id("email")
    assert box
    assert box.get("aria-invalid") == "true"
    assert "email-error" in box.get("aria-describedby").split()


CAR = {"kind": "car", "registered_in": "DE"}
NONSENSE = [
    (
        "carnet",
        {"kind": "cpd", **day("valid_from", 1, 12, 2026), **day("valid_until", 1, 11, 2026)},
        "Valid until: 1 November 2026 is before “Valid from”, 1 December 2026; swap them or correct one",
    ),
    (
        "stays/new",
        INDIA | day("exit.date", 1, 12, 2026),
        "Day you leave: 1 December 2026 is before the entry on 28 December 2026; the exit cannot come first",
    ),
    (
        "stays/new",
        INDIA | day("entry.date", 1, 1, 1999),
        "Day you enter: 1 January 1999 lies outside 2000 to 2099",
    ),
    (
        "stays/new",
        INDIA | day("entry.date", 29, 2, 2027),
        "Day you enter: “29” is not a day of that month, which has 28",
    ),
    ("vehicle", CAR | {"value.amount": "18000"}, "Currency of the value is missing"),
    ("vehicle", CAR | {"kind": "spaceship"}, "Kind of vehicle: “spaceship” is not one of the choices"),
    ("vehicle", CAR | {"year": "MMXX"}, "Year of make: “MMXX” is not a whole number; write digits only"),
    (
        "traveller",
        WHO | {"name": "Eve\u202eilE"},
        "Full name: “Eve\\u202eilE” holds U+202E (right-to-left override), "
        "which cannot be printed; leave it out",
    ),
    (
        "traveller",
        WHO | {"address": "a" * 301},
        "Postal address is 301 characters long; at most 300 fit",
    ),
    (
        "traveller",
        WHO | {"phone": "1\r\n2"},
        "Phone number: “1\\u000d\\u000a2” has a line break; write it on one line",
    ),
]


@pytest.mark.parametrize(("page", "typed", "message"), NONSENSE)
def test_what_makes_no_sense_is_refused_in_the_words_of_the_page(
    visitor: Visitor, blank: str, page: str, typed: dict[str, Any], message: str
) -> None:
    seen = visitor.refused(f"{blank}/{page}", typed)
    assert seen.errors == [message]
    assert visitor.trip_file(blank) == {}


@pytest.mark.parametrize(
    "name", ["<b>bold</b>", "{{7*7}}", "%s %(x)s", "'; DROP TABLE trip; --", "Zoë 李 สมชาย"]
)
def test_an_odd_name_is_a_name(visitor: Visitor, trip: str, name: str) -> None:
    visitor.fill(f"{trip}/traveller", {"name": name})
    assert visitor.trip_file(trip)["traveller"]["name"] == name
    assert name in visitor.visit(f"{trip}/").text
    visitor.visit(f"{trip}/plan")
    visitor.visit(f"{trip}/documents")


def test_a_page_can_be_saved_unfinished(visitor: Visitor, blank: str) -> None:
    assert visitor.fill(f"{blank}/traveller", {"phone": "+49 30 1"}, press="later") == f"{blank}/"
    assert visitor.trip_file(blank) == {"traveller": {"phone": "+49 30 1"}}


def test_even_unfinished_what_makes_no_sense_is_refused(visitor: Visitor, blank: str) -> None:
    seen = visitor.refused(f"{blank}/traveller", {"email": "no at sign"}, press="later")
    assert len(seen.errors) == 1


def test_a_stay_may_wait_for_its_dates(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/stays/new", {"country": "Thailand"}, press="later")
    assert "no day yet" in visitor.visit(f"{blank}/stays").text
    seen = visitor.visit(f"{blank}/plan")
    assert seen.links["Stay 1: Where you enter"] == f"{blank}/stays/1?back=plan#entry-port"


def test_stays_stand_in_the_order_of_their_entries(visitor: Visitor, blank: str) -> None:
    later = INDIA | {"country": "TH", **day("entry.date", 1, 3, 2027), **day("exit.date", 9, 3, 2027)}
    visitor.fill(f"{blank}/stays/new", later)
    visitor.fill(f"{blank}/stays/new", INDIA)
    assert [stay["country"] for stay in visitor.trip_file(blank)["stays"]] == ["IN", "TH"]


def test_the_next_stay_begins_where_the_last_one_ended(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/stays/new", INDIA)
    values = visitor.visit(f"{blank}/stays/new").values()
    assert {name: values[name] for name in day("entry.date")} == day("entry.date", 20, 2, 2027)


def test_a_stay_in_another_country_drops_answers_nobody_there_asks_for(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/stays/1", {"country": "Malaysia"})
    assert "answers" not in visitor.trip_file(trip)["stays"][0]
    visitor.visit(f"{trip}/plan")


def test_drivers_are_added_changed_and_removed(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/drivers/new", {"name": "Bluey", "residence": "Australia"})
    visitor.fill(f"{trip}/drivers/new", {"name": "Hanako", "residence": "JP"})
    visitor.fill(f"{trip}/drivers/1", {"name": "Bluey Inventedale"})
    assert visitor.trip_file(trip)["drivers"] == [
        {"name": "Bluey Inventedale", "residence": "AU"},
        {"name": "Hanako", "residence": "JP"},
    ]
    values = visitor.visit(f"{trip}/drivers").values()
    assert visitor.client.post(f"{trip}/drivers", data={**values, "remove": "1"}).status_code == 303
    assert [driver["name"] for driver in visitor.trip_file(trip)["drivers"]] == ["Hanako"]
