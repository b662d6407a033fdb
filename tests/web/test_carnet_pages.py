"""The carnet in general, and what each club wants."""

import pytest

from prenotify.coverage import statements
from prenotify.desk import Desk
from prenotify.settings import Settings
from tests.web.test_countries import reads
from tests.web.visit import Visitor

CLUBS = sorted(Desk.open(Settings()).rulebook.clubs)


def test_the_guidance_says_every_statement(visitor: Visitor, desk: Desk) -> None:
    seen = visitor.visit("/carnet")
    said = statements(desk.rulebook, "guidance")
    assert said
    assert [statement for statement in said if not reads(seen, statement)] == []


@pytest.mark.parametrize("key", CLUBS)
def test_the_page_of_every_club_says_every_statement(visitor: Visitor, desk: Desk, key: str) -> None:
    seen = visitor.visit(f"/carnet/{key}")
    said = statements(desk.rulebook, f"club:{key}")
    assert said
    assert [statement for statement in said if not reads(seen, statement)] == []


def test_every_club_is_listed(visitor: Visitor) -> None:
    hrefs = {tag.get("href") for tag in visitor.visit("/carnet").all("a")}
    assert {f"/carnet/{key}" for key in CLUBS} <= hrefs


@pytest.mark.parametrize("key", CLUBS)
def test_every_statement_of_a_club_names_its_source_and_day(visitor: Visitor, desk: Desk, key: str) -> None:
    club, seen = desk.rulebook.clubs[key], visitor.visit(f"/carnet/{key}")
    hrefs = {tag.get("href") for tag in seen.all("a")}
    cited = [*club.contact_sources, *(source for piece in club.guidance for source in piece.sources)]
    assert {source.url for source in cited} <= hrefs
    assert seen.text.count("checked ") >= len(cited)


def test_what_overtook_a_statement_stands_beside_it(visitor: Visitor, desk: Desk) -> None:
    seen = visitor.visit("/carnet")
    overtaken = [piece for piece in desk.rulebook.guidance if piece.overtaken]
    assert len(seen.all("div", "overtaken")) == len(overtaken) > 0
    assert all("Other sources say" in shown.text for shown in seen.all("div", "overtaken"))


def test_a_dated_notice_shows_its_age(visitor: Visitor) -> None:
    assert "A notice of Fri 5 Nov 2021, 5 years old. It may be out of date." in visitor.visit("/carnet").text


def test_the_headline_of_a_club_is_when_to_apply(visitor: Visitor) -> None:
    heading = visitor.visit("/carnet/adac").heading
    assert heading == "ADAC: apply 28 days before the trip, 42 in the high season"


def test_the_country_of_a_club_is_said_in_the_language_of_the_page(visitor: Visitor) -> None:
    assert "80686 München, Deutschland" in visitor.visit("/carnet/adac?lang=de").text


@pytest.mark.parametrize("key", CLUBS)
def test_the_page_of_a_club_speaks_of_no_trip(visitor: Visitor, key: str) -> None:
    assert "…" not in visitor.visit(f"/carnet/{key}").text


def test_an_unknown_club_is_no_page(visitor: Visitor) -> None:
    visitor.visit("/carnet/nobody", 404)
