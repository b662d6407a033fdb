"""Other days for a stay: the plan as it would be, and nothing saved before that is wanted."""

from datetime import date
from typing import Any

import pytest

from tests.web.test_plan_page import uploaded
from tests.web.test_start import changed, stay
from tests.web.visit import Seen, Visitor, day

LATER = {**day("entry.date", 17, 5, 2027), **day("exit.date", 1, 6, 2027)}


def try_days(visitor: Visitor, trip: str, number: int, typed: dict[str, Any], **more: Any) -> Seen:
    address = f"{trip}/what-if?stay={number}"
    return visitor.look(address, visitor.send(address, {**typed, **more}))


def keep(visitor: Visitor, shown: Seen, status: int = 303) -> Any:
    response = visitor.client.post(shown.path, data={**shown.values(), "keep": "1"})
    assert response.status_code == status, response.status
    return response


def days_of(visitor: Visitor, trip: str) -> list[tuple[str, str, str]]:
    stays = visitor.trip_file(trip)["stays"]
    return [(one["country"], one["entry"]["date"], one["exit"]["date"]) for one in stays]


def test_it_shows_the_days_as_they_are_and_offers_no_keeping_of_days_that_are_kept(
    visitor: Visitor, trip: str
) -> None:
    seen = try_days(visitor, trip, 3, {})
    assert seen.heading == "What if you travel on other days?"
    assert "These are the days you have already" in seen.text
    assert "Monday 19 April 2027" in seen.text
    assert "Keep these days" not in seen.text


def test_a_later_entry_shows_the_deadline_before_and_after(visitor: Visitor, trip: str) -> None:
    before = visitor.trip_file(trip)
    text = try_days(visitor, trip, 3, LATER).text
    moved = text.partition("permit dossier")[2]
    assert "Tue 2 Mar 2027" in moved.partition("Mon 29 Mar 2027")[0]
    assert "India: heads-up" not in text.partition("Stay 3, Thailand Now")[2].partition("Try days")[0]
    assert visitor.trip_file(trip) == before


def test_days_too_soon_show_what_is_new_and_the_earliest_entry(visitor: Visitor, trip: str) -> None:
    soon = {**day("entry.date", 1, 12, 2026), **day("exit.date", 8, 12, 2026)}
    text = try_days(visitor, trip, 3, soon).text
    assert "New: Thailand, " in text
    assert "the earliest entry that still leaves 30 working days in Thailand is" in text


def test_the_earliest_entry_it_names_is_in_time(visitor: Visitor) -> None:
    trip = uploaded(visitor, changed(stays=[thailand("2026-12-10", "2026-12-20")]))
    plan = visitor.visit(f"{trip}/plan").text
    sentence = "The earliest entry that still leaves 30 working days in Thailand: Friday 8 January 2027"
    assert sentence in plan
    in_time = uploaded(visitor, changed(stays=[thailand("2027-01-08", "2027-01-16")]))
    assert "The earliest entry" not in visitor.visit(f"{in_time}/plan").text
    late = uploaded(visitor, changed(stays=[thailand("2027-01-07", "2027-01-16")]))
    assert sentence in visitor.visit(f"{late}/plan").text


def thailand(entry: str, leaving: str) -> dict[str, Any]:
    at = {"port": "Sadao"}
    return stay(country="TH", entry={**at, "date": entry}, exit={**at, "date": leaving})


def test_kept_days_are_saved_and_lead_to_the_plan(visitor: Visitor, trip: str) -> None:
    assert keep(visitor, try_days(visitor, trip, 3, LATER)).location == f"{trip}/plan"
    kept = days_of(visitor, trip)
    assert ("TH", "2027-05-17", "2027-06-01") in kept
    # Entered after Malaysia's second stay began, it stands after that.
    assert [country for country, *_days in kept] == ["IN", "MY", "MY", "TH", "ID", "JP"]


def test_the_stays_after_it_can_move_along(visitor: Visitor, trip: str) -> None:
    before = days_of(visitor, trip)
    week = {**day("entry.date", 26, 4, 2027), **day("exit.date", 22, 5, 2027), "along": "yes"}
    keep(visitor, try_days(visitor, trip, 3, week))
    after = days_of(visitor, trip)
    assert after[:2] == before[:2]
    for (_code, entry, leaving), (_same, old_entry, old_leaving) in zip(after[2:], before[2:], strict=True):
        for new, old in ((entry, old_entry), (leaving, old_leaving)):
            assert (date.fromisoformat(new) - date.fromisoformat(old)).days == 7


def test_what_a_block_says_goes_with_it(visitor: Visitor, trip: str) -> None:
    text = try_days(visitor, trip, 6, day("exit.date", 29, 11, 2027)).text
    assert "No longer: Japan, Monday 4 October 2027 The carnet ends on 30 November 2027" in text


def test_an_exit_before_the_entry_is_told_at_its_field(visitor: Visitor, trip: str) -> None:
    address = f"{trip}/what-if?stay=3"
    seen = visitor.refused(address, day("exit.date", 1, 4, 2027))
    assert list(seen.summary) == seen.errors
    assert seen.summary[seen.errors[0]] == "#exit-date"


def test_days_beyond_all_calendars_are_told_too(visitor: Visitor, trip: str) -> None:
    visitor.refused(f"{trip}/what-if?stay=1", {**day("exit.date", 1, 1, 9999), "along": "yes"})


def test_days_tried_on_an_older_route_are_not_kept_unseen(visitor: Visitor, trip: str) -> None:
    shown = try_days(visitor, trip, 3, LATER)
    visitor.fill(f"{trip}/stays/1", {"entry.port": "Chennai"})
    seen = visitor.look(shown.path, keep(visitor, shown, status=409), status=409)
    assert "The route has changed" in seen.text
    keep(visitor, seen)
    assert visitor.trip_file(trip)["stays"][0]["entry"]["port"] == "Chennai"


def test_kept_twice_they_are_kept_once(visitor: Visitor, trip: str) -> None:
    shown = try_days(visitor, trip, 6, day("exit.date", 29, 11, 2027))
    keep(visitor, shown)
    once = visitor.trip_file(trip)
    keep(visitor, shown)
    assert visitor.trip_file(trip) == once


def test_an_old_token_loses_nothing(visitor: Visitor, trip: str) -> None:
    seen = visitor.refused(f"{trip}/what-if?stay=3", {**LATER, "csrf_token": "old"}, status=400)
    assert seen.values()["entry.date-day"] == "17"


@pytest.mark.parametrize("number", ["0", "7"])
def test_a_stay_that_is_not_there_is_not_found(visitor: Visitor, trip: str, number: str) -> None:
    visitor.visit(f"{trip}/what-if?stay={number}", status=404)


def test_without_a_plan_there_is_nothing_to_try(visitor: Visitor, blank: str) -> None:
    assert visitor.client.get(f"{blank}/what-if").location == f"{blank}/plan"
