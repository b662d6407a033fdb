"""Each country's worked cases come out, and between them they cover its rules."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from prenotify.cases import FoundCase, judge, read_cases
from prenotify.domain.advice import Advice, Dated
from prenotify.domain.country import Country
from prenotify.domain.plan import Plan
from prenotify.domain.planning import plan
from prenotify.places import forms_dir
from tests.builders import the_calendars, the_rulebook

COUNTRIES = sorted(the_rulebook().countries.values(), key=lambda country: country.folder)
DAY = timedelta(1)


@cache
def every_case() -> tuple[FoundCase, ...]:
    return read_cases(forms_dir(), the_rulebook())


def cases_of(country: Country) -> list[FoundCase]:
    return [found for found in every_case() if found.country == country.country]


@cache
def plans_of(folder: str) -> list[tuple[Plan, int]]:
    """The plan of each case of a folder, with the number of the stay it is about."""
    (country,) = (country for country in COUNTRIES if country.folder == folder)
    return [
        (plan(found.trip(), the_rulebook(), the_calendars(), found.case.today), len(found.case.before) + 1)
        for found in cases_of(country)
    ]


def advice_of(country: Country) -> Iterator[Advice]:
    """Every advisory that the folder's own data may raise."""
    yield from country.advisories
    for form in country.forms:
        yield from (*form.not_filed, *form.advisories)


def dated_rules(country: Country) -> Iterator[tuple[str, Dated]]:
    yield from ((advice.code, advice) for advice in advice_of(country))
    yield from ((form.id, version) for form in country.forms for version in form.versions)


BEGINNINGS = [
    (country, what, rule.from_) for country in COUNTRIES for what, rule in dated_rules(country) if rule.from_
]
ENDS = [
    (country, what, rule.until) for country in COUNTRIES for what, rule in dated_rules(country) if rule.until
]


@pytest.mark.parametrize("found", every_case(), ids=lambda found: found.id)
def test_the_plan_says_what_the_case_says(found: FoundCase) -> None:
    assert [str(problem) for problem in judge(found, the_rulebook(), the_calendars())] == []


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.folder)
def test_each_country_has_cases(country: Country) -> None:
    assert cases_of(country)


def test_no_two_cases_of_a_country_say_the_same() -> None:
    said = [found.id for found in every_case()]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("country", "code"),
    [
        (country, code)
        for country in COUNTRIES
        for code in sorted({advice.code for advice in advice_of(country)})
    ],
    ids=lambda value: value if isinstance(value, str) else value.folder,
)
def test_each_advisory_of_a_country_is_expected_by_a_case(country: Country, code: str) -> None:
    expected = {
        code
        for found in cases_of(country)
        for code in (*found.case.expect.codes, found.case.expect.not_filed)
    }
    assert code in expected


@pytest.mark.parametrize(
    ("country", "code"),
    [
        (country, code)
        for country in COUNTRIES
        for code in sorted({advice.code for advice in advice_of(country) if advice.when.names})
    ],
    ids=lambda value: value if isinstance(value, str) else value.folder,
)
def test_each_advisory_with_a_condition_is_raised_by_one_case_and_not_by_another(
    country: Country, code: str
) -> None:
    raised = {
        code in {one.code for one in found.advisories_of(stay)} for found, stay in plans_of(country.folder)
    }
    assert raised == {True, False}


@pytest.mark.parametrize(
    ("country", "what", "begins"),
    BEGINNINGS,
    ids=lambda value: value.folder if isinstance(value, Country) else str(value),
)
def test_the_day_before_a_rule_begins_and_its_first_day_are_covered(
    country: Country, what: str, begins: date
) -> None:
    entries = {found.case.entry for found in cases_of(country)}
    assert {begins - DAY, begins} <= entries, f"{what} begins on {begins}"


@pytest.mark.parametrize(
    ("country", "what", "ends"),
    ENDS,
    ids=lambda value: value.folder if isinstance(value, Country) else str(value),
)
def test_the_last_day_of_a_rule_and_the_day_after_are_covered(
    country: Country, what: str, ends: date
) -> None:
    entries = {found.case.entry for found in cases_of(country)}
    assert {ends, ends + DAY} <= entries, f"{what} ends on {ends}"


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.folder)
def test_a_case_differs_from_a_sound_trip_only_in_what_it_names(country: Country) -> None:
    for found in cases_of(country):
        trip = found.trip()
        assert trip.stays[len(found.case.before)].country == country.country
        assert trip.stays[len(found.case.before)].entry.date == found.case.entry
        if not found.case.traveller:
            assert trip.traveller.name == "Testa Beispielreiter"
