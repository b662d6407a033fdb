"""Two tabs, two presses, an old token: nothing is overwritten unseen, nothing done twice, nothing lost."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from prenotify.outbox.store import StoredTrip, TripStore
from tests.web.test_asking import INDIA
from tests.web.visit import Visitor, day


def test_two_tabs_on_different_pages_do_not_disturb_each_other(visitor: Visitor, trip: str) -> None:
    vehicle = visitor.visit(f"{trip}/vehicle").values()
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    vehicle["colour"] = "red"
    assert visitor.client.post(f"{trip}/vehicle", data=vehicle).status_code == 303
    kept = visitor.trip_file(trip)
    assert (kept["traveller"]["phone"], kept["vehicle"]["colour"]) == ("+49 30 2", "red")


def test_a_tab_does_not_silently_overwrite_another_on_the_same_page(visitor: Visitor, trip: str) -> None:
    older = visitor.visit(f"{trip}/traveller").values()
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    older["phone"] = "+49 30 3"
    seen = visitor.look("traveller", visitor.client.post(f"{trip}/traveller", data=older), status=409)
    assert "Phone number +49 30 2 +49 30 3" in seen.text
    assert seen.values()["phone"] == "+49 30 3"
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"
    # Whoever has read that may insist.
    assert visitor.client.post(f"{trip}/traveller", data=seen.values()).status_code == 303
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 3"


@pytest.mark.parametrize(
    ("at_first", "status"), [({"email": "nobody"}, 422), ({"csrf_token": "old"}, 400)], ids=["wrong", "stale"]
)
def test_a_page_sent_twice_for_another_reason_does_not_overwrite_silently_either(
    visitor: Visitor, trip: str, at_first: dict[str, str], status: int
) -> None:
    older = visitor.visit(f"{trip}/traveller").values()
    older["phone"] = "+49 30 3"
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    sent = visitor.client.post(f"{trip}/traveller", data=dict(older.items()) | at_first)
    again = visitor.look("traveller", sent, status=status).values()
    again["email"] = older["email"]
    told = visitor.client.post(f"{trip}/traveller", data=again)
    assert "Phone number +49 30 2 +49 30 3" in visitor.look("traveller", told, status=409).text
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"


def test_what_was_saved_in_another_tab_can_be_taken_instead(visitor: Visitor, trip: str) -> None:
    older = visitor.visit(f"{trip}/traveller?back=plan").values()
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    older["phone"] = "+49 30 3"
    response = visitor.client.post(f"{trip}/traveller?back=plan", data=older)
    seen = visitor.look("traveller", response, status=409)
    again = visitor.visit(seen.links["take what was saved there"])
    assert again.values()["phone"] == "+49 30 2"
    assert visitor.client.post(again.path, data=again.values()).location == f"{trip}/plan"


def test_two_tabs_that_change_different_values_of_a_page_both_keep_theirs(
    visitor: Visitor, trip: str
) -> None:
    older = visitor.visit(f"{trip}/traveller").values()
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2", "passport.number": ""})
    older["address"] = "Elsewhere 2, 10115 Berlin"
    assert visitor.client.post(f"{trip}/traveller", data=older).status_code == 303
    kept = visitor.trip_file(trip)["traveller"]
    assert (kept["phone"], kept["address"]) == ("+49 30 2", "Elsewhere 2, 10115 Berlin")


def test_two_tabs_whose_values_do_not_fit_together_are_asked(visitor: Visitor, trip: str) -> None:
    older = visitor.visit(f"{trip}/stays/6").values()
    visitor.fill(f"{trip}/stays/6", day("entry.date", 1, 12, 2027))
    for name, value in day("exit.date", 30, 11, 2027).items():
        older[name] = value
    seen = visitor.look("stay", visitor.client.post(f"{trip}/stays/6", data=older), status=409)
    assert "Day you enter Wednesday 1 December 2027 Monday 4 October 2027" in seen.text
    assert visitor.trip_file(trip)["stays"][5]["exit"]["date"] == "2027-12-10"


@pytest.mark.parametrize("page", ["stays/new", "drivers/new", "traveller"])
def test_a_page_sent_twice_is_done_once(visitor: Visitor, trip: str, page: str) -> None:
    values = visitor.visit(f"{trip}/{page}").values()
    for name, value in {**INDIA, "name": "Bluey", "phone": "+49 30 2"}.items():
        values[name] = value
    assert visitor.client.post(f"{trip}/{page}", data=values).status_code == 303
    once = visitor.trip_file(trip)
    assert visitor.client.post(f"{trip}/{page}", data=values).status_code == 303
    assert visitor.trip_file(trip) == once


# "Add a stay", sent once more: by a second press, by the browser on a bad line, from behind Back.


def add_india(visitor: Visitor, trip: str) -> MultiDict[str, str]:
    """Add a stay: what was sent."""
    values = changed(visitor.visit(f"{trip}/stays/new").values(), INDIA)
    assert visitor.client.post(f"{trip}/stays/new", data=values).status_code == 303
    return values


def changed(values: MultiDict[str, str], typed: dict[str, str]) -> MultiDict[str, str]:
    found = values.copy()
    for name, value in typed.items():
        found[name] = value
    return found


def test_a_stay_sent_again_is_shown_and_not_added_again(visitor: Visitor, blank: str) -> None:
    values = add_india(visitor, blank)
    visitor.fill(f"{blank}/stays/1/questions", {"answers.container_number": "TEST0000001"})
    once = visitor.trip_file(blank)
    there = visitor.client.post(f"{blank}/stays/new", data=values).location
    assert there == f"{blank}/stays?again=1#stay-1"
    assert "Added before That stay is on your route already" in visitor.visit(there).text
    assert visitor.trip_file(blank) == once


def test_a_stay_sent_again_with_something_changed_changes_the_stay_that_was_added(
    visitor: Visitor, blank: str
) -> None:
    values = add_india(visitor, blank)
    values = changed(values, {"exit.port": "Mumbai", "visa": "e-visa"})
    sent_on = visitor.client.post(f"{blank}/stays/new?back=plan", data=values)
    assert (sent_on.status_code, sent_on.location) == (307, f"{blank}/stays/1?back=plan")
    seen = visitor.look("stay 1", visitor.client.post(sent_on.location, data=values), status=409)
    assert "Where you leave Chennai Mumbai" in seen.text
    assert visitor.trip_file(blank)["stays"][0]["exit"]["port"] == "Chennai"
    assert visitor.client.post(sent_on.location, data=seen.values()).location == f"{blank}/plan"
    (stay,) = visitor.trip_file(blank)["stays"]
    assert (stay["exit"]["port"], stay["visa"]) == ("Mumbai", "e-visa")


def test_a_stay_sent_again_after_it_was_changed_undoes_nothing(visitor: Visitor, blank: str) -> None:
    values = add_india(visitor, blank)
    visitor.fill(f"{blank}/stays/1", {"exit.port": "Mumbai"})
    sent_on = visitor.client.post(f"{blank}/stays/new", data=values).location
    seen = visitor.look("stay 1", visitor.client.post(sent_on, data=values), status=409)
    assert "Where you leave Mumbai Chennai" in seen.text
    (stay,) = visitor.trip_file(blank)["stays"]
    assert stay["exit"]["port"] == "Mumbai"


@pytest.mark.parametrize("other", [{"entry.port": "Kolkata"}, day("entry.date", 29, 12, 2026)])
def test_a_visit_that_begins_elsewhere_or_on_another_day_is_another(
    visitor: Visitor, blank: str, other: dict[str, str]
) -> None:
    """Limbang: the road along Borneo enters Malaysia twice on one day, around Brunei."""
    values = add_india(visitor, blank)
    values = changed(values, other)
    assert visitor.client.post(f"{blank}/stays/new", data=values).status_code == 303
    assert len(visitor.trip_file(blank)["stays"]) == 2


def test_an_unfinished_stay_sent_again_is_not_added_again(visitor: Visitor, blank: str) -> None:
    for _twice in range(2):
        visitor.fill(f"{blank}/stays/new", {"country": "Thailand"}, press="later")
    assert visitor.trip_file(blank)["stays"] == [{"country": "TH"}]
    visitor.fill(f"{blank}/stays/new", {"country": "Thailand", "entry.port": "Sadao"}, press="later")
    assert len(visitor.trip_file(blank)["stays"]) == 2


def test_a_stay_that_makes_no_sense_is_none_that_was_added(visitor: Visitor, blank: str) -> None:
    values = add_india(visitor, blank)
    values = changed(values, day("exit.date", 1, 12, 2026))
    response = visitor.client.post(f"{blank}/stays/new", data=values)
    assert visitor.look("stay", response, status=422).heading == "Add a stay"


def test_a_change_between_reading_and_writing_is_not_lost(
    visitor: Visitor, trip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, others = TripStore.save, [{"colour": "red"}]

    def overtaken(
        store: TripStore, loaded: StoredTrip, entered: dict[str, Any], now: Any, **more: Any
    ) -> StoredTrip:
        if others:
            vehicle = loaded.entered["vehicle"] | others.pop()
            save(store, loaded, {**loaded.entered, "vehicle": vehicle}, now)
        return save(store, loaded, entered, now, **more)

    monkeypatch.setattr(TripStore, "save", overtaken)
    visitor.fill(f"{trip}/traveller", {"phone": "+49 30 2"})
    kept = visitor.trip_file(trip)
    assert (kept["traveller"]["phone"], kept["vehicle"]["colour"]) == ("+49 30 2", "red")


# Tokens that no longer fit.


def test_a_page_whose_token_ran_out_loses_nothing(visitor: Visitor, trip: str) -> None:
    typed = {"phone": "+49 30 2", "csrf_token": "old"}
    seen = visitor.refused(f"{trip}/traveller", typed, status=400)
    assert seen.title.startswith("Error: Who is travelling")
    assert "Please save once more" in seen.text
    assert seen.values()["phone"] == "+49 30 2"
    assert visitor.client.post(f"{trip}/traveller", data=seen.values()).status_code == 303
    assert visitor.trip_file(trip)["traveller"]["phone"] == "+49 30 2"


# Numbers that are not shown again.


def test_a_stored_passport_number_is_not_shown_again_and_blank_keeps_it(visitor: Visitor, trip: str) -> None:
    seen = visitor.visit(f"{trip}/traveller")
    assert "X00TEST01" not in seen.html
    assert "Stored: a number that ends in T01. Leave this blank to keep it." in seen.text
    visitor.fill(f"{trip}/traveller", {"passport.number": " "})
    assert visitor.trip_file(trip)["traveller"]["passport"]["number"] == "X00TEST01"


def test_a_new_number_takes_the_place_of_the_stored_one(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/traveller", {"passport.number": "X00TEST02"})
    assert visitor.trip_file(trip)["traveller"]["passport"]["number"] == "X00TEST02"


def test_a_stored_number_goes_only_when_that_is_asked_for(visitor: Visitor, trip: str) -> None:
    visitor.fill(f"{trip}/traveller", {"passport.number-erase": "yes"})
    assert "number" not in visitor.trip_file(trip)["traveller"]["passport"]


def test_blank_keeps_it_on_a_page_shown_again_too(visitor: Visitor, trip: str) -> None:
    seen = visitor.refused(f"{trip}/traveller", {"email": "no address"})
    assert "ends in T01" in seen.text
    values = seen.values()
    values["email"] = "testa@example.org"
    assert visitor.client.post(f"{trip}/traveller", data=values).status_code == 303
    assert visitor.trip_file(trip)["traveller"]["passport"]["number"] == "X00TEST01"


def test_blank_in_one_tab_does_not_undo_the_number_typed_in_another(visitor: Visitor, trip: str) -> None:
    older = visitor.visit(f"{trip}/traveller").values()
    visitor.fill(f"{trip}/traveller", {"passport.number": "X00TEST02"})
    older["phone"] = "+49 30 3"
    assert visitor.client.post(f"{trip}/traveller", data=older).status_code == 303
    kept = visitor.trip_file(trip)["traveller"]
    assert (kept["passport"]["number"], kept["phone"]) == ("X00TEST02", "+49 30 3")


def test_a_short_number_is_not_told_by_its_ending(visitor: Visitor, blank: str) -> None:
    visitor.fill(f"{blank}/drivers/new", {"name": "Bluey", "passport.number": "B01234"})
    seen = visitor.visit(f"{blank}/drivers/1")
    assert "A number is stored." in seen.text
    assert "B01234" not in seen.html
