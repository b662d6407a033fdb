"""What a country's page says is said to everybody: without a trip, once, in plain words."""

import pytest

from prenotify.desk import Desk
from tests.web.visit import Visitor


def test_a_page_for_everybody_says_its_rules_without_a_trip(visitor: Visitor, desk: Desk) -> None:
    for code in desk.rulebook.countries:
        assert "…" not in visitor.visit(f"/countries/{code.lower()}").text
    thailand = visitor.visit("/countries/th").text
    assert "this vehicle is none of these" not in thailand
    assert "One application covers at most 30 days" in thailand


def test_what_stops_some_trips_is_not_in_the_way_of_every_reader(visitor: Visitor) -> None:
    seen = visitor.visit("/countries/th")
    assert "In the way of some Thailand gives no permit to a camper" in seen.text
    assert [tag.text for tag in seen.all("div", "block") if "Closed border" not in tag.text] == []


def test_no_notice_is_given_twice(visitor: Visitor, desk: Desk) -> None:
    for code in desk.rulebook.reports_on:
        reports = visitor.client.get(f"/api/v1/countries/{code}").get_json()["reports"]
        told = [(report["reported"], report["sources"][0]["url"]) for report in reports]
        assert len(told) == len(set(told)) > 0


def test_a_rule_that_is_over_is_not_shown(visitor: Visitor) -> None:
    japan = visitor.visit("/countries/jp").text
    assert "5,000 yen" in japan
    assert "3,000 yen" not in japan


def test_a_closed_post_is_marked_among_the_ports(visitor: Visitor) -> None:
    thailand = visitor.visit("/countries/th").text
    assert "Aranyaprathet, by land (also Poipet): reported closed Chiang Khong, by land" in thailand
    assert "Raxaul, by land (also Birgunj) Sunauli" in visitor.visit("/countries/in").text


def test_a_notice_tells_whether_anybody_looked_since(visitor: Visitor) -> None:
    india = visitor.visit("/countries/in").text
    assert "Reported Fri 5 Nov 2021, 5 years ago; nothing newer confirms it." in india
    assert "we last looked for news on Sun 22 Nov 2026." in india


def test_the_leads_of_a_letter_stand_once_where_their_force_is_told(visitor: Visitor) -> None:
    united_states = visitor.visit("/countries/us").text
    assert "21 daysadvice, no rule" in united_states
    assert "21 days before entry" not in united_states
    assert "advised: 90 days before entry" in visitor.visit("/countries/cn").text


def test_sources_have_names_and_are_told_apart(visitor: Visitor) -> None:
    links = visitor.visit("/countries/za").links
    named = [name for name in links if name.startswith("South African Revenue Service (SARS) ")]
    assert len({links[name] for name in named}) == len(named) > 1


@pytest.mark.parametrize(
    ("code", "name"),
    [("tr", "Türkiye"), ("ci", "Côte d'Ivoire"), ("cw", "Curaçao"), ("re", "Réunion"), ("kr", "South Korea")],
)
def test_a_country_has_one_name(visitor: Visitor, code: str, name: str) -> None:
    assert visitor.visit(f"/countries/{code}").heading.startswith(f"{name}: ")
