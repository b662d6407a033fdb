"""Official holidays turned into each country's working days."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from prenotify.domain.country import CalendarRule
from prenotify.domain.deadlines import BETWEEN_HOLIDAYS, WorkingDays
from prenotify.domain.planning import Calendars
from prenotify.domain.problems import Problem, nearest, shown
from prenotify.domain.rulebook import Rulebook

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Enough years for each holiday that moves to show all its names.
_LOOKED_THROUGH = range(2020, 2040)


def calendars_for(rulebook: Rulebook) -> Calendars:
    """The working days of every country whose data has a calendar."""
    return {
        code: working_days(country.calendar)
        for code, country in rulebook.countries.items()
        if country.calendar is not None
    }


def working_days(rule: CalendarRule) -> WorkingDays:
    """The working days a calendar rule describes; a year is looked up once, when it is first asked for."""
    return WorkingDays(
        weekend=frozenset(_WEEKDAYS.index(day) for day in rule.weekend),
        holidays_of=_holidays_by_year(rule),
        announced_until=rule.announced_until,
        margin=rule.margin,
    )


def _holidays_by_year(rule: CalendarRule) -> Callable[[int], Mapping[date, str]]:
    @cache
    def holidays_of(year: int) -> Mapping[date, str]:
        listed = _from_library(rule.library, rule.categories, year)
        off = {day: name for day, names in listed.items() if (name := _names_off(names, rule.not_off))}
        for change in rule.remove:
            off.pop(change.date, None)
        return off | {change.date: change.name for change in rule.add if change.date.year == year}

    return holidays_of


def _names_off(names: str, not_off: tuple[str, ...]) -> str:
    """What is left of a day's holiday names once those are gone on which the office works."""
    return BETWEEN_HOLIDAYS.join(name for name in names.split(BETWEEN_HOLIDAYS) if name not in not_off)


def _from_library(country: str, categories: tuple[str, ...], year: int) -> Mapping[date, str]:
    # Importing the library costs a tenth of a second, which a command without working days need not pay.
    from holidays import country_holidays

    return dict(country_holidays(country, years=year, categories=list(categories), language="en_US"))


@cache
def official_holidays(country: str, year: int) -> Mapping[date, str]:
    """A country's public holidays as the library lists them; none where it does not know the country.

    For what costs nothing if it is wrong. Deadlines are counted by `working_days`.
    """
    try:
        return _from_library(country, ("public",), year)
    except (NotImplementedError, ValueError):
        return {}


def holiday_names(rule: CalendarRule) -> set[str]:
    """What the days off of a calendar are called, over the years."""
    return _each(map(_holidays_by_year(rule), _LOOKED_THROUGH))


def official_holiday_names(country: str) -> set[str]:
    """The same of the days that the library lists; it has none of some countries after 2035."""
    return _each(official_holidays(country, year) for year in _LOOKED_THROUGH if year <= 2035)


def _each(years: Iterable[Mapping[date, str]]) -> set[str]:
    """Every name, those of one day each by itself."""
    return {name for year in years for names in year.values() for name in names.split(BETWEEN_HOLIDAYS)}


def calendar_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """Where a country's data asks the library for what it does not have."""
    for country in rulebook.countries.values():
        if country.calendar is not None:
            for said in _asked_in_vain(country.calendar):
                yield Problem(f"forms/{country.folder}/country.toml, calendar", said)


def _asked_in_vain(rule: CalendarRule) -> Iterator[str]:
    try:
        years = [_from_library(rule.library, rule.categories, year) for year in _LOOKED_THROUGH]
    except (NotImplementedError, ValueError) as error:
        yield f"the holidays library has no {rule.library} with {', '.join(rule.categories)}: {error}"
        return
    listed = _each(years)
    for name in rule.not_off:
        if name not in listed:
            close = nearest(name, listed)
            cure = f"; did you mean {close}?" if close else ""
            yield f"not_off names {shown(name)}, which the library does not list{cure}"
