"""What is known about a stay before rules are asked: neighbours, days in the year, limits, ways in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prenotify.domain.surroundings import facts_of
from prenotify.domain.values import Facts
from tests.builders import TODAY, Data, a_stay, a_trip, facts, the_rulebook


def all_facts(*stays: Data) -> list[Facts]:
    return facts_of(a_trip(*stays), the_rulebook(), TODAY)


def overlapping(*spans: tuple[str, str]) -> list[tuple[int, ...]]:
    """For stays with these days in 2027, whom each is in conflict with."""
    stays = (a_stay("MY", f"2027-{first}", f"2027-{last}") for first, last in spans)
    return [one.overlapping for one in all_facts(*stays)]


def year_days(*stays: Data) -> list[Mapping[int, int]]:
    return [one.year_days for one in all_facts(*stays)]


def thailand(first: str, last: str, **more: Any) -> Data:
    return a_stay("TH", first, last, **more)


def test_stays_are_numbered_from_one() -> None:
    assert [one.number for one in all_facts(a_stay(), a_stay(), a_stay())] == [1, 2, 3]


def test_a_changeover_day_is_shared_in_peace() -> None:
    assert overlapping(("03-01", "03-20"), ("03-20", "03-30")) == [(), ()]


def test_two_days_shared_are_one_too_many() -> None:
    assert overlapping(("03-01", "03-20"), ("03-19", "03-30")) == [(2,), (1,)]


def test_stays_that_run_backwards_are_in_conflict() -> None:
    assert overlapping(("05-01", "05-20"), ("03-01", "03-20")) == [(2,), (1,)]


def test_a_stay_inside_another_is_in_conflict_with_it_and_the_next_one_is_not() -> None:
    assert overlapping(("03-01", "03-31"), ("03-10", "03-12"), ("03-31", "04-10")) == [(2,), (1,), ()]


def test_a_long_first_stay_is_in_conflict_with_every_stay_that_begins_before_it_ends() -> None:
    assert overlapping(("03-01", "04-30"), ("03-10", "03-12"), ("04-01", "05-10")) == [(2, 3), (1,), (1,)]


def test_a_day_trip_on_the_changeover_day_is_no_conflict() -> None:
    assert overlapping(("03-01", "03-20"), ("03-20", "03-20"), ("03-20", "03-30")) == [(), (), ()]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=8))
def test_conflicts_are_mutual_and_found_wherever_a_later_stay_begins_too_soon(
    spans: list[tuple[int, int]],
) -> None:
    start = date(2027, 1, 1).toordinal()
    days = [
        (date.fromordinal(start + begin), date.fromordinal(start + begin + length)) for begin, length in spans
    ]
    found = overlapping(*((f"{first:%m-%d}", f"{last:%m-%d}") for first, last in days))
    for earlier in range(len(days)):
        for later in range(earlier + 1, len(days)):
            conflict = days[later][0] < days[earlier][1]
            assert (earlier + 1 in found[later]) is conflict
            assert (later + 1 in found[earlier]) is conflict


def test_days_in_a_year_add_up_over_stays_in_the_same_country() -> None:
    found = year_days(
        thailand("2027-01-18", "2027-02-10"),
        a_stay("MY", "2027-02-10", "2027-06-14"),
        thailand("2027-06-14", "2027-07-13"),
        thailand("2027-11-01", "2027-11-10"),
    )
    assert [found[0][2027], found[2][2027], found[3][2027]] == [24, 54, 64]


def test_days_are_counted_in_the_calendar_year_they_fall_in() -> None:
    over_new_year, later = year_days(
        thailand("2026-12-20", "2027-01-18"), thailand("2027-03-01", "2027-03-10")
    )
    assert over_new_year == {2026: 12, 2027: 18}
    assert later == {2027: 28}


def test_a_stay_of_more_than_a_year_fills_the_year_between() -> None:
    (found,) = year_days(thailand("2027-12-31", "2029-01-01"))
    assert found == {2027: 1, 2028: 366, 2029: 1}


def test_days_used_before_the_trip_count_in_the_year_of_entry() -> None:
    first, second = year_days(
        thailand("2026-12-20", "2027-01-18", answers={"days_used": 40}),
        thailand("2027-03-01", "2027-03-10"),
    )
    assert first == {2026: 52, 2027: 18}
    assert second == {2027: 28}


def test_days_used_are_counted_once_though_they_are_said_with_every_stay() -> None:
    found = year_days(
        thailand("2027-01-01", "2027-01-10", answers={"days_used": 20}),
        thailand("2027-03-01", "2027-03-10", answers={"days_used": 20}),
    )
    assert [one[2027] for one in found] == [30, 40]


@pytest.mark.parametrize(("said", "counted"), [(31, 61), (31.0, 61), (30.5, 61), (0, 30), ("", 30)])
def test_days_used_count_however_the_number_was_written(said: float | str, counted: int) -> None:
    (found,) = year_days(thailand("2027-06-14", "2027-07-13", answers={"days_used": said}))
    assert found == {2027: counted}


def test_the_last_day_of_a_limit_in_months_is_the_day_before_the_same_date() -> None:
    assert facts(a_trip(a_stay("IN", "2027-01-10"))).last_day == date(2027, 7, 9)
    assert facts(a_trip(a_stay("IN", "2027-08-31"))).last_day == date(2028, 2, 28)
    assert facts(a_trip(a_stay("JP", "2028-02-29"))).last_day == date(2029, 2, 27)


def test_the_limit_comes_with_its_sources() -> None:
    found = facts(a_trip(a_stay("IN", "2027-01-10")))
    assert "Indian customs, circular 13/2001" in [source.name for source in found.limit_sources]


@pytest.mark.parametrize(
    ("entry", "by"),
    [
        ({"port": "Sunauli"}, "land"),
        ({"port": "sunauli (Nepal)"}, "land"),
        ({"port": "JNPT"}, "sea"),
        ({"port": "Sunauli", "by": "air"}, "air"),
        ({"port": "Somewhere else"}, None),
    ],
)
def test_the_way_in_is_what_was_said_or_else_what_the_port_is_known_for(entry: Data, by: str | None) -> None:
    assert facts(a_trip(a_stay("IN", entry=entry))).entry_by == by


def test_a_port_is_known_only_in_its_own_country() -> None:
    assert facts(a_trip(a_stay("JP", entry={"port": "Sunauli"}))).entry_by is None


def test_a_country_nobody_wrote_rules_for_is_just_a_country() -> None:
    found = facts(a_trip(a_stay("AQ", "2027-01-10", "2027-02-10")))
    assert found.cpd_required is False
    assert found.entry_by is None


@pytest.mark.parametrize(
    ("plate", "status"),
    [
        ("DE", "not_party"),
        ("CH", "signed_only"),
        ("AU", "party"),
        ("VN", "disputed"),
        ("HK", "territory"),
        ("AQ", "unknown"),
    ],
)
def test_the_table_of_the_1949_convention_is_asked_for_the_plate(plate: str, status: str) -> None:
    assert facts(a_trip(vehicle={"registered_in": plate})).road_traffic_1949 == status


@pytest.mark.parametrize(
    ("issuer", "club"),
    [("ADAC", "adac"), ("adac e. v.", "adac"), ("Touring Club Suisse", "tcs"), ("OEAMTC", ""), ("", "")],
)
def test_the_issuing_club_is_known_by_any_of_its_names(issuer: str, club: str) -> None:
    assert facts(a_trip(carnet={"issuer": issuer})).issuing_club == club
