"""Official holidays turned into working days, with what a country's data knows better than the library."""

from datetime import date
from typing import Any

import pytest

from prenotify.calendars import calendars_for, working_days
from prenotify.domain.country import CalendarRule
from prenotify.domain.deadlines import WorkingDays
from prenotify.domain.sources import Source
from tests.builders import the_calendars, the_rulebook

SOURCE = {"name": "A test", "url": "https://example.org", "checked": date(2026, 11, 22), "confidence": "D"}


def thai(**changes: Any) -> WorkingDays:
    """Thai working days by a rule of our own."""
    rule = {"library": "TH", "categories": ["public", "government"], "weekend": ["saturday", "sunday"]}
    return working_days(
        CalendarRule.model_validate(
            rule | {"sources": ["test"]} | changes,
            context={"sources": {"test": Source.model_validate(SOURCE)}},
        )
    )


def a_day(day: str, name: str = "Test Day") -> dict[str, Any]:
    return {"date": day, "name": name, "source": "test"}


def test_each_country_whose_data_has_a_calendar_gets_its_working_days() -> None:
    with_calendar = {code for code, country in the_rulebook().countries.items() if country.calendar}
    assert set(calendars_for(the_rulebook())) == with_calendar
    assert "TH" in with_calendar


def test_holidays_of_public_and_of_government_offices_are_both_off() -> None:
    off = thai().holidays_of(2026)
    assert off[date(2026, 4, 6)] == "Chakri Memorial Day"
    assert "Ploughing" in off[date(2026, 5, 13)], "a holiday of offices only"
    assert date(2026, 5, 13) not in thai(categories=["public"]).holidays_of(2026)


def test_holidays_on_which_offices_work_are_left_out_with_their_substitutes() -> None:
    listed, offices = thai(), the_calendars()["TH"]
    assert listed.holidays_of(2027)[date(2027, 5, 1)] == "National Labor Day"
    for day in (date(2027, 5, 1), date(2027, 5, 3), date(2027, 1, 9)):
        assert day in listed.holidays_of(2027)
        assert day not in offices.holidays_of(2027)


def test_the_office_holidays_of_the_dossier_are_off() -> None:
    named = (
        "2026-12-07 2026-12-10 2026-12-31 2027-01-01 2027-02-22 2027-04-06 2027-04-13 2027-04-14 2027-04-15 "
        "2027-05-04 2027-05-20 2027-06-03 2027-07-19 2027-07-20 2027-07-28 2027-08-12 2027-10-13 2027-10-25 "
        "2027-12-06 2027-12-10 2027-12-31"
    )
    found = the_calendars()["TH"].holidays_between(date(2026, 12, 1), date(2028, 1, 1))
    assert [day.isoformat() for day in found if day != date(2027, 12, 5)] == [
        day for day in named.split() if date.fromisoformat(day).weekday() < 5
    ]


def test_days_that_the_cabinet_withdrew_are_working_days() -> None:
    off = the_calendars()["TH"].holidays_of(2026)
    assert date(2026, 6, 2) not in off
    assert date(2026, 7, 31) not in off


def test_a_day_that_bears_two_names_is_off_while_one_of_them_counts() -> None:
    both = "HM Queen Sirikit The Queen Mother's Birthday; National Mother's Day"
    assert thai().holidays_of(2027)[date(2027, 8, 12)] == both
    one = thai(not_off=["National Mother's Day"]).holidays_of(2027)
    assert one[date(2027, 8, 12)] == "HM Queen Sirikit The Queen Mother's Birthday"
    neither = thai(not_off=both.split("; ")).holidays_of(2027)
    assert date(2027, 8, 12) not in neither


def test_days_are_added_and_removed_as_the_data_says() -> None:
    calendar = thai(add=[a_day("2027-04-16", "Bridge Day")], remove=[a_day("2027-04-13")])
    off = calendar.holidays_of(2027)
    assert off[date(2027, 4, 16)] == "Bridge Day"
    assert date(2027, 4, 13) not in off
    assert date(2027, 4, 14) in off


def test_an_added_day_belongs_to_its_own_year() -> None:
    calendar = thai(add=[a_day("2027-01-04")])
    assert date(2027, 1, 4) in calendar.holidays_of(2027)
    assert date(2027, 1, 4) not in calendar.holidays_of(2026)
    assert date(2027, 1, 4) not in calendar.holidays_of(2028)


def test_a_day_both_removed_and_added_is_off_under_its_new_name() -> None:
    calendar = thai(add=[a_day("2027-08-12", "Mother's Day")], remove=[a_day("2027-08-12")])
    assert calendar.holidays_of(2027)[date(2027, 8, 12)] == "Mother's Day"


def test_an_added_day_moves_the_deadline() -> None:
    entry = date(2027, 4, 19)
    assert thai(not_off=["National Labor Day"]).nth_before(entry, 5) == date(2027, 4, 7)
    bridge = thai(not_off=["National Labor Day"], add=[a_day("2027-04-16")])
    assert bridge.nth_before(entry, 5) == date(2027, 4, 5)


def test_the_weekend_is_read_from_the_data() -> None:
    assert thai(weekend=["friday", "saturday"]).weekend == {4, 5}


def test_how_far_the_announced_list_goes_is_read_from_the_data() -> None:
    assert thai(announced_until="2026-12-31").announced_until == date(2026, 12, 31)
    assert thai().announced_until is None
    assert the_calendars()["TH"].announced_until == date(2026, 12, 31)


def test_names_are_english_whatever_the_machine_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "th_TH.UTF-8")
    assert thai().holidays_of(2027)[date(2027, 4, 6)] == "Chakri Memorial Day"


@pytest.mark.parametrize("year", [1990, 2000, 2024, 2050, 2099, 2100])
def test_years_far_away_have_working_days_too(year: int) -> None:
    assert the_calendars()["TH"].nth_before(date(year, 2, 1), 15).year in (year - 1, year)
