"""What a page weighs on its way to a telephone on a bad line: bytes that really travel, packed or not."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.test_plan_page import uploaded
from tests.web.test_start import SAMPLES
from tests.web.visit import Visitor

KB = 1000
FIRST_VISIT, AFTER, OVERVIEW_OF_30 = 60 * KB, 15 * KB, 40 * KB
PAGES = (
    "",
    "traveller",
    "vehicle",
    "carnet",
    "stays",
    "stays/new",
    "stays/1",
    "stays/3/questions",
    "check",
    "plan",
    "what-if",
    "documents",
    "drivers",
    "erase",
)
OPEN_PAGES = ("/", "/trips/new", "/trips/upload", "/carnet", "/countries/th")
PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def travelling(client: FlaskClient, path: str, **headers: str) -> int:
    """Bytes of an answer: its head, its body as it is sent."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200, path
    head = sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items())
    size = head + len(response.data)
    response.close()
    return size


def loaded_by(visitor: Visitor, path: str) -> int:
    """Bytes of all that a page loads besides itself."""
    linked = [tag for tag in visitor.visit(path).all("link") if tag.get("rel") in ("stylesheet", "icon")]
    return sum(travelling(visitor.client, tag.get("href"), **PACKED) for tag in linked)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_trip_is_light(visitor: Visitor, trip: str, page: str) -> None:
    its_own = travelling(visitor.client, f"{trip}/{page}", **PACKED)
    assert its_own <= AFTER
    assert its_own + loaded_by(visitor, f"{trip}/{page}") <= FIRST_VISIT


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_plan_of_every_sample_is_light(visitor: Visitor, path: Path) -> None:
    trip = uploaded(visitor, path.read_bytes(), path.name)
    assert travelling(visitor.client, f"{trip}/plan", **PACKED) <= AFTER


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_a_page_for_everybody_is_light(visitor: Visitor, path: str) -> None:
    its_own = travelling(visitor.client, path, **PACKED)
    assert its_own <= AFTER
    assert its_own + loaded_by(visitor, path) <= FIRST_VISIT


@pytest.fixture
def long_trip(visitor: Visitor, trip: str) -> str:
    """The address of a trip with 30 stays."""
    entered = visitor.trip_file(trip)
    return uploaded(visitor, json.dumps({**entered, "stays": thirty(entered["stays"])}).encode())


def thirty(stays: list[dict[str, Any]]) -> list[dict[str, Any]]:
    years = range(2027, 2032)
    return [on(stay, year) for year in years for stay in stays]


def on(stay: dict[str, Any], year: int) -> dict[str, Any]:
    crossings = {c: stay[c] | {"date": f"{year}{stay[c]['date'][4:]}"} for c in ("entry", "exit")}
    if crossings["exit"]["date"] < crossings["entry"]["date"]:
        crossings["exit"]["date"] = crossings["entry"]["date"]
    return {**stay, **crossings}


def test_the_overview_of_thirty_stays_is_light_even_unpacked(visitor: Visitor, long_trip: str) -> None:
    response = visitor.client.get(f"{long_trip}/")
    assert len(visitor.trip_file(long_trip)["stays"]) == 30
    assert response.data.count(b"<li>") > 30
    assert len(response.data) <= OVERVIEW_OF_30
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("page", ["", "stays", "check", "plan", "what-if"])
def test_the_pages_of_thirty_stays_come_in_one_go(visitor: Visitor, long_trip: str, page: str) -> None:
    assert travelling(visitor.client, f"{long_trip}/{page}", **PACKED) <= FIRST_VISIT


def test_what_is_packed_is_the_same_page(visitor: Visitor, trip: str) -> None:
    plain, packed = (visitor.client.get(f"{trip}/check", headers=headers) for headers in ({}, PACKED))
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
    for response in (plain, packed):
        assert "Accept-Encoding" in response.vary
        assert response.headers["Cache-Control"] == "no-store"


def test_a_browser_that_refuses_gzip_gets_plain_bytes(visitor: Visitor, trip: str) -> None:
    response = visitor.client.get(f"{trip}/check", headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "Content-Encoding" not in response.headers


def test_a_public_page_that_was_kept_packed_is_not_sent_again(visitor: Visitor) -> None:
    first = visitor.client.get("/countries/th", headers=PACKED)
    again = visitor.client.get("/countries/th", headers={**PACKED, "If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_papers_are_not_packed_again(visitor: Visitor, trip: str) -> None:
    response = visitor.client.get(f"{trip}/documents/plan.pdf", headers=PACKED)
    assert "Content-Encoding" not in response.headers
    assert response.data.startswith(b"%PDF-")
    response.close()
