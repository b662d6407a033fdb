"""The countries: an index that can be searched, a page for each place, and both as data."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask import Flask

from prenotify.coverage import statements
from prenotify.desk import Desk
from prenotify.settings import Settings
from prenotify.web import create_app
from prenotify.web.atlas import all_places
from prenotify.web.country_shapes import CountriesShape, CountryShape
from tests.checkout import ROOT
from tests.countries.test_invented_country import COUNTRY, FORM
from tests.web.conftest import TODAY
from tests.web.visit import Seen, Visitor

CODES = [place.code for place in all_places(Desk.open(Settings()).rulebook)]
YEARS_ON = datetime(2027, 12, 1, 12, tzinfo=UTC)


def reads(seen: Seen, statement: str) -> bool:
    """Whether the page says it; what a statement leaves open may be filled in."""
    parts = [re.escape(" ".join(part.split())) for part in statement.split("…")]
    return re.search(r"\s?.{0,90}?\s?".join(parts), seen.text) is not None


def found_for(visitor: Visitor, asked: str) -> list[str]:
    seen = visitor.visit(f"/countries?q={asked}")
    return [tag.get("href").rpartition("/")[2] for tag in seen.all("a") if tag.stands_in("th")]


@pytest.fixture(scope="module")
def reader(rules: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A visitor who changes nothing, so that one site serves for all places."""
    keys = (Fernet.generate_key().decode(),)
    settings = Settings(data_dir=tmp_path_factory.mktemp("site"), secret_key="s", data_keys=keys)
    desk = replace(rules, settings=settings)
    yield Visitor(create_app(settings, desk, clock=lambda: TODAY).test_client())
    desk.trips.close()


@pytest.fixture
def later(settings: Settings, desk: Desk) -> Visitor:
    """A visitor of the same site over a year later, when nobody has looked at anything since."""
    return Visitor(create_app(settings, desk, clock=lambda: YEARS_ON).test_client())


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_every_place_says_every_statement(reader: Visitor, rules: Desk, code: str) -> None:
    seen = reader.visit(f"/countries/{code.lower()}")
    said = statements(rules.rulebook, f"country:{code}")
    assert said
    assert [statement for statement in said if not reads(seen, statement)] == []


def test_the_index_says_every_statement(visitor: Visitor, desk: Desk) -> None:
    seen = visitor.visit("/countries")
    assert [s for s in statements(desk.rulebook, "directory") if not reads(seen, s)] == []
    assert seen.heading == f"What {len(CODES)} countries and territories want"
    assert f"{len(CODES)} places, each checked between 21 Nov 2026 and 22 Nov 2026" in seen.text
    assert "over a year ago" not in seen.text


def test_every_place_of_the_index_has_its_page(visitor: Visitor) -> None:
    seen = visitor.visit("/countries")
    for code in CODES:
        assert f"/countries/{code.lower()}" in seen.links.values()


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("th", ["th"]),
        ("TH", ["th"]),
        ("thail", ["th"]),
        ("cote d'ivoire", ["ci"]),
        ("C%C3%94TE", ["ci"]),
        ("reunion", ["re"]),
        ("turkiye", ["tr"]),
        ("au-tas", ["au-tas"]),
        ("Canary", ["ic"]),
        ("%22%3C!%3E", []),
        ("nowhere at all", []),
    ],
)
def test_a_search_finds_by_name_and_code(visitor: Visitor, asked: str, codes: list[str]) -> None:
    found = found_for(visitor, asked)
    assert (found[:1] if len(asked) == 2 else found) == codes  # many names hold two letters


@pytest.mark.parametrize("path", ["/countries/xx", "/countries/zz-top", "/countries/%3Cb%3E"])
def test_an_unknown_country_has_a_way_on(visitor: Visitor, path: str) -> None:
    seen = visitor.visit(path, 404)
    assert seen.heading == "No country here has that code"
    assert "/countries" in seen.links.values()
    assert seen.response.headers["Cache-Control"] == "no-store"


def test_capitals_lead_to_the_one_address(visitor: Visitor) -> None:
    response = visitor.client.get("/countries/TH")
    assert (response.status_code, response.location) == (301, "/countries/th")


@pytest.mark.parametrize(
    ("code", "headline"),
    [
        ("th", "Thailand: permit dossier for the agency, 30 working days ahead"),
        ("id", "Indonesia: notice to IMI, 7 days ahead"),
        ("jp", "Japan: verification by JAF, 14 days ahead"),
        ("za", "South Africa: online traveller declaration with a foreign vehicle"),
        ("cr", "Costa Rica: nothing to file before this border"),
        ("md", "Moldova: nothing to file that we know of"),
    ],
)
def test_the_headline_is_the_answer(visitor: Visitor, code: str, headline: str) -> None:
    assert visitor.visit(f"/countries/{code}").heading == headline


def test_deadlines_stand_side_by_side_with_force_source_and_dates(visitor: Visitor) -> None:
    rows = [tag for tag in visitor.visit("/countries/th").all("tr") if tag.stands_in("table", "leads")]
    texts = [" ".join(row.text.split()) for row in rows[1:]]
    assert [text.partition(" working")[0] for text in texts] == ["30", "15", "10", "5"]
    assert "picked" in rows[1].get("class")
    assert all("checked 21 Nov 2026" in text for text in texts)
    assert "last possible" in texts[3]
    assert "set by rule" in texts[0]


def test_who_is_exempt_is_named(visitor: Visitor) -> None:
    assert (
        "Vehicles registered in Laos, Malaysia or Singapore need no permit"
        in visitor.visit("/countries/th").text
    )


def test_nothing_to_file_is_said_outright(visitor: Visitor) -> None:
    assert "Nothing to file before this border What happens there" in visitor.visit("/countries/cr").text
    assert "no source on it was read yet" in visitor.visit("/countries/md").text


def test_what_follows_from_the_convention_of_1949(visitor: Visitor) -> None:
    germany, south_africa = visitor.visit("/countries/de").text, visitor.visit("/countries/za").text
    assert "Registered in Germany, which is not party" in germany
    assert "If your vehicle is registered here Japan Nothing against it" in south_africa
    assert "whether" in visitor.visit("/countries/si").text.casefold()


def test_holidays_are_named_until_they_are_announced(visitor: Visitor) -> None:
    text = visitor.visit("/countries/th").text
    assert "Tue 6 Apr 2027" in text
    assert "Official until" in text


def test_old_rows_say_so(later: Visitor) -> None:
    seen = later.visit("/countries/za")
    assert "Take care Last checked over a year ago: " in seen.text
    assert "South African Revenue Service (SARS) (22 November 2026)" in seen.text
    assert "checked 22 Nov 2026, over a year ago" in seen.text
    assert f"{len(CODES)} places rest on something checked over a year ago." in later.visit("/countries").text


def test_a_report_turns_into_a_notice(visitor: Visitor, later: Visitor) -> None:
    now, then = visitor.visit("/countries/th").text, later.visit("/countries/th").text
    assert "Closed border Reported closed: the crossings between Cambodia and Thailand" in now
    assert "A notice that may be out of date Reported closed: the crossings" in then
    assert ": reported closed Chiang Khong" in now
    assert ": reported closed Chiang Khong" not in then
    assert (
        "A notice that may be out of date A notice of 5 November 2021" in visitor.visit("/countries/in").text
    )
    codes = [report["code"] for report in later.client.get("/api/v1/countries/TH").get_json()["reports"]]
    assert set(codes) == {"LAND_BORDER_NOTICE"}


def test_the_index_as_data(visitor: Visitor) -> None:
    answer = visitor.client.get("/api/v1/countries")
    listed = CountriesShape.model_validate(answer.get_json(), strict=True)
    assert sorted(one.country for one in listed.countries) == sorted(CODES)
    for one in listed.countries[::20]:
        assert visitor.client.get(one.url).get_json()["country"] == one.country


@pytest.mark.parametrize("code", CODES)
def test_the_data_mirror_the_page(reader: Visitor, code: str) -> None:
    answer = reader.client.get(f"/api/v1/countries/{code}").get_json()
    country = CountryShape.model_validate(answer, strict=True)
    seen = reader.visit(f"/countries/{code.lower()}")
    assert country.headline == seen.heading
    messages = [note.message for note in (*country.advisories, *country.reports)]
    messages += [note.message for form in country.forms for note in form.not_filed]
    messages += [note.message for one in country.registered_here for note in one.notes]
    messages += [text for step in country.steps for text in (step.title, step.lead_time, step.fee)]
    assert [message for message in messages if " ".join(message.split()) not in seen.text] == []
    hrefs = {tag.get("href") for tag in seen.all("a")}
    rows = [row for row in (country.cpd, country.ata, country.road_traffic_1949, *country.steps) if row]
    assert {url for row in rows for url in row.source_url} <= hrefs


def test_an_unknown_country_is_an_error_as_data(visitor: Visitor) -> None:
    answer = visitor.client.get("/api/v1/countries/XX")
    assert (answer.status_code, list(answer.get_json())) == (404, ["errors"])


def test_the_rules_as_data(visitor: Visitor, desk: Desk) -> None:
    answer = visitor.client.get("/api/v1/rules")
    assert answer.get_json() == desk.rules_data()


def test_they_are_described_for_programs(visitor: Visitor) -> None:
    described = visitor.client.get("/api/v1/openapi.json").get_json()
    assert {"/api/v1/countries", "/api/v1/countries/{code}", "/api/v1/rules"} <= set(described["paths"])
    assert "CountryShape" in described["components"]["schemas"]


@pytest.mark.parametrize(
    "path",
    ["/countries", "/countries/th", "/carnet", "/carnet/adac", "/api/v1/countries/TH", "/api/v1/rules"],
)
def test_anybody_may_keep_them_and_no_cookie_goes_with_them(visitor: Visitor, trip: str, path: str) -> None:
    visitor.visit(f"{trip}/plan")
    answer = visitor.client.get(path)
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    again = visitor.client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_plan_stays_and_start_page_lead_there(visitor: Visitor, trip: str) -> None:
    assert visitor.visit(f"{trip}/plan").links["Thailand"] == "/countries/th"
    assert visitor.visit(f"{trip}/stays").links["What Thailand wants"] == "/countries/th"
    start = visitor.visit("/")
    assert start.links["Thailand"] == "/countries/th"
    assert (start.links["Countries"], start.links["Carnet"]) == ("/countries", "/carnet")


def test_the_start_page_names_every_form_of_the_rules(visitor: Visitor, desk: Desk) -> None:
    text = visitor.visit("/").text
    for country in desk.rulebook.countries.values():
        for form in country.forms:
            assert form.name.en.partition(": ")[2].partition(" (")[0].casefold() in text.casefold()
    assert "Permit dossier for the agency: at least 30 working days before you arrive." in text


@pytest.fixture
def invented(tmp_path: Path, settings: Settings) -> Iterator[Flask]:
    """A site over rules with a country that nobody wrote a line of Python for."""
    rules = tmp_path / "forms"
    shutil.copytree(ROOT / "forms", rules)
    (rules / "antarctica").mkdir()
    (rules / "antarctica" / "country.toml").write_text(COUNTRY)
    (rules / "antarctica" / "station-notice.toml").write_text(FORM)
    desk = replace(Desk.open(Settings(), rules), settings=settings)
    yield create_app(settings, desk, clock=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    desk.trips.close()


def test_an_invented_country_has_its_page_by_data_alone(invented: Flask) -> None:
    visitor = Visitor(invented.test_client())
    seen = visitor.visit("/countries/aq")
    assert seen.heading == "Antarctica: notice to the station, 3 working days ahead"
    for words in ("Penguin Day", "Sledge dogs", "A vehicle may stay 20 days", "… is cold for a motorcycle."):
        assert words in seen.text
    assert visitor.visit("/").links["Antarctica"] == "/countries/aq"
    assert visitor.client.get("/api/v1/countries/AQ").get_json()["forms"][0]["lead"] == "3 working days"
