"""The carnet's own dates over a trip: apply, follow-up, extend, certificate, return (D-02 to D-11)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prenotify.domain.carnet_tasks import carnet_tasks
from prenotify.domain.clubs import Season
from prenotify.domain.plan import CarnetTask
from tests.builders import TODAY, Data, a_stay, a_trip, advisory, planned, the_rulebook

Dates = tuple[str | None, str | None]


def tasks(*stays: Data, **carnet: Any) -> list[CarnetTask]:
    return list(carnet_tasks(a_trip(*stays, carnet=carnet), the_rulebook(), TODAY))


def dates(*stays: Data, **carnet: Any) -> dict[str, Dates]:
    """The tasks of a trip with the days they open and close."""
    return {task.task: (iso(task.opens), iso(task.closes)) for task in tasks(*stays, **carnet)}


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def applying(valid_from: str, first_entry: str) -> Dates | None:
    """When to apply for a carnet that is to begin on a day."""
    stay = a_stay("IN", first_entry, first_entry)
    return dates(stay, number="", valid_from=valid_from, valid_until="").get("apply")


def test_the_sample_of_the_contract_extends_six_to_four_weeks_before_the_end() -> None:
    india, japan = a_stay("IN", "2026-12-28", "2027-02-20"), a_stay("JP", "2027-10-04", "2027-12-10")
    assert dates(india, japan)["extend"] == ("2027-10-19", "2027-11-02")


def test_a_trip_that_goes_on_wants_a_follow_up_eight_to_six_weeks_before_the_end() -> None:
    found = dates(a_stay("JP", "2027-10-04", "2027-11-20"), a_stay("KR", "2027-12-01", "2027-12-10"))
    assert found["follow-up"] == ("2027-10-05", "2027-10-19")
    assert "extend" not in found


def test_a_carnet_that_ends_inside_a_stay_is_followed_up_when_another_stay_follows() -> None:
    found = dates(a_stay("JP", "2027-10-04", "2027-12-10"), a_stay("KR", "2027-12-10", "2027-12-20"))
    assert "follow-up" in found
    assert "extend" not in found


@pytest.mark.parametrize(
    ("entry", "exit_", "task"),
    [
        ("2027-11-01", "2027-11-30", None),  # out on the carnet's last day
        ("2027-11-01", "2027-12-01", "extend"),  # a day later
        ("2027-11-30", "2027-12-01", "extend"),  # in on its last day
        ("2027-12-01", "2027-12-02", "follow-up"),  # in without it
    ],
)
def test_the_carnets_last_day_still_counts(entry: str, exit_: str, task: str | None) -> None:
    found = dates(a_stay("MY", "2027-01-10"), a_stay("JP", entry, exit_))
    assert {"extend", "follow-up"} & set(found) == ({task} if task else set())


def test_the_order_in_which_stays_were_entered_does_not_matter_at_the_end() -> None:
    last, first = a_stay("KR", "2027-12-01", "2027-12-10"), a_stay("JP", "2027-10-04", "2027-11-20")
    assert "follow-up" in dates(last, first)


def test_without_any_day_of_the_carnet_nothing_is_due_at_its_end() -> None:
    japan = a_stay("JP", "2027-10-04", "2027-12-10")
    assert not {"extend", "follow-up"} & set(dates(japan, valid_until="", valid_from=""))


def test_an_application_opens_six_months_and_closes_three_weeks_before_the_carnet_begins() -> None:
    assert applying("2027-03-15", "2027-04-20") == ("2026-09-15", "2027-02-22")


def test_an_application_is_never_later_than_four_weeks_before_the_trip() -> None:
    assert applying("2027-04-01", "2027-04-02") == ("2026-10-01", "2027-03-05")


@pytest.mark.parametrize(
    ("valid_from", "closes", "why"),
    [
        ("2027-04-30", "2027-04-09", "the last three weeks before the high season"),
        ("2027-05-01", "2027-03-20", "the first day of the high season is touched"),
        ("2027-07-15", "2027-06-03", "in the middle of it"),
        ("2027-11-21", "2027-10-10", "its last day, 31 October, is touched"),
        ("2027-11-22", "2027-10-11", "so is the time before Christmas, from 15 November"),
        ("2028-01-14", "2027-12-03", "24 December is touched, over New Year"),
        ("2028-01-15", "2027-12-25", "a day later it is not"),
    ],
)
def test_in_the_high_season_an_application_takes_six_weeks(valid_from: str, closes: str, why: str) -> None:
    found = applying(valid_from, "2028-06-01")
    assert found is not None
    assert found[1] == closes, why


def test_a_carnet_without_a_first_day_is_taken_to_begin_with_the_trip() -> None:
    found = dates(
        a_stay("IN", "2027-02-20"), a_stay("MY", "2027-01-20"), number="", valid_from="", valid_until=""
    )
    assert found["apply"] == ("2026-07-20", "2026-12-23"), (
        "28 days before the first entry, which is the second stay"
    )


def test_a_trip_without_a_carnet_applies_for_one_only_where_a_country_requires_it() -> None:
    none = {"kind": "none", "number": "", "issuer": "", "valid_from": "", "valid_until": ""}
    assert set(dates(a_stay("MY", "2027-03-20"), a_stay("IN", "2027-04-20"), **none)) == {"apply"}
    assert dates(a_stay("MY", "2027-03-20"), **none) == {}


def test_a_carnet_that_has_a_number_was_applied_for() -> None:
    assert "apply" not in dates(a_stay("IN", "2027-04-20"))


def test_the_carnet_of_goods_has_none_of_these_tasks() -> None:
    assert dates(a_stay("JP", "2027-10-04", "2027-12-10"), kind="ata", number="") == {}


def test_at_the_end_the_certificate_comes_before_the_return_and_neither_has_a_last_date() -> None:
    found = dates(a_stay("MY", "2027-03-01", "2027-04-02"), a_stay("ID", "2027-02-01", "2027-02-10"))
    assert list(found.items()) == [
        ("certificate-of-location", ("2027-04-02", None)),
        ("return", ("2027-04-02", None)),
    ]


def test_tasks_stand_in_the_order_of_their_dates() -> None:
    found = tasks(a_stay("JP", "2027-10-04", "2027-12-10"), number="")
    assert [task.task for task in found] == ["apply", "extend", "certificate-of-location", "return"]


def test_each_task_says_when_the_carnet_ends_and_where_that_is_written() -> None:
    extend = tasks(a_stay("JP", "2027-10-04", "2027-12-10"))[0]
    assert "ends on 30 November 2027" in extend.message
    assert "{" not in extend.message
    for task in tasks(a_stay("JP", "2027-10-04", "2027-12-10"), number=""):
        assert task.sources[0].name == "ADAC"


@pytest.mark.parametrize("issuer", ["ADAC", "adac", "ADAC e.V.", ""])
def test_adacs_practice_is_adacs(issuer: str) -> None:
    assert all("practice" not in task.message for task in tasks(issuer=issuer))


@pytest.mark.parametrize("issuer", ["TCS", "A club nobody knows"])
def test_another_clubs_carnet_is_shown_adacs_practice_and_told_so(issuer: str) -> None:
    found = tasks(a_stay("JP", "2027-10-04", "2027-12-10"), issuer=issuer, number="")
    assert len(found) == 4
    for task in found:
        assert task.message.endswith(f"This is the practice of ADAC; ask {issuer} for its own.")


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        ("2027-04-01", "2027-04-30", False),
        ("2027-04-01", "2027-05-01", True),
        ("2027-10-31", "2027-11-20", True),
        ("2027-11-01", "2027-11-20", False),
        ("2027-01-01", "2027-12-31", True),
        ("2026-11-01", "2027-04-30", False),
        ("2026-11-01", "2027-05-01", True),
    ],
)
def test_a_season_is_touched_on_its_first_and_on_its_last_day(first: str, last: str, touched: bool) -> None:
    summer = Season(first="05-01", last="10-31")
    assert summer.touches(date.fromisoformat(first), date.fromisoformat(last)) is touched


@pytest.mark.parametrize(
    ("day", "touched"),
    [
        ("2027-11-30", False),
        ("2027-12-01", True),
        ("2028-01-15", True),
        ("2028-03-31", True),
        ("2028-04-01", False),
    ],
)
def test_a_season_may_run_over_new_year(day: str, touched: bool) -> None:
    winter = Season(first="12-01", last="03-31")
    assert winter.touches(date.fromisoformat(day), date.fromisoformat(day)) is touched


@pytest.mark.parametrize("found", ["13-01", "06-31", "02-29", "00-10", "5-1", "May 1"])
def test_a_season_begins_on_a_day_that_every_year_has(found: str) -> None:
    with pytest.raises(ValueError, match=r"day of every year|pattern"):
        Season(first=found, last="12-31")


@given(valid_from=st.dates(date(2025, 1, 1), date(2030, 12, 31)), wait=st.integers(0, 120))
def test_whoever_applies_in_time_keeps_every_rule(valid_from: date, wait: int) -> None:
    starts = valid_from + timedelta(wait)
    found = applying(valid_from.isoformat(), starts.isoformat())
    assert found is not None
    closes = date.fromisoformat(str(found[1]))
    assert closes <= starts - timedelta(28)
    assert closes <= valid_from - timedelta(21)
    assert date.fromisoformat(str(found[0])) <= closes


def test_copies_are_kept_for_two_years_after_the_carnets_last_day() -> None:
    home = a_stay("JP", "2027-05-04", "2027-06-10")
    (known,) = (task for task in tasks(home) if task.task == "return")
    assert "until 30 November 2029" in known.message
    (unknown,) = (task for task in tasks(home, valid_until="", valid_from="") if task.task == "return")
    assert "until 24 months after its last day" in unknown.message


def test_a_carnet_of_which_only_the_first_day_is_known_lasts_twelve_months() -> None:
    trip = a_trip(a_stay("JP", "2027-10-04", "2027-12-10"), carnet={"valid_until": None})
    assert trip.carnet.ends == date(2027, 11, 30)
    assert "30 November 2027" in advisory(planned(trip), "CARNET_EXPIRES_BEFORE_EXIT").message
    assert dates(a_stay("JP", "2027-10-04", "2027-12-10"), valid_until=None)["extend"][0] == "2027-10-19"
