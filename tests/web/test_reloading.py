"""A page is quick to reload, and never older than what is stored, never somebody else's."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from flask import Flask, render_template

from prenotify.desk import Desk
from prenotify.outbox.tables import metadata
from prenotify.settings import Settings
from prenotify.web import create_app, reloading
from prenotify.web.views import plan
from tests.web.conftest import TODAY
from tests.web.visit import Visitor, day


class Clock:
    def __init__(self) -> None:
        self.now = TODAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(settings: Settings, desk: Desk, clock: Clock) -> Flask:
    return create_app(settings, desk, clock=clock)


@pytest.fixture
def made() -> Iterator[list[str]]:
    """The plan pages that were made, rather than given out again."""
    pages: list[str] = []

    def render(name: str, **more: object) -> str:
        pages.append(name)
        return render_template(name, **more)

    with patch.object(plan, "render_template", render):
        yield pages


def test_an_unchanged_page_is_made_once(visitor: Visitor, trip: str, made: list[str]) -> None:
    first = visitor.visit(f"{trip}/plan")
    again = visitor.visit(f"{trip}/plan")
    assert made == ["plan.html"]
    assert again.html == first.html
    assert again.response.headers["Cache-Control"] == first.response.headers["Cache-Control"] == "no-store"
    assert again.response.headers["Content-Security-Policy"]


def test_a_changed_trip_has_a_changed_plan(visitor: Visitor, trip: str) -> None:
    before = visitor.visit(f"{trip}/plan")
    visitor.fill(f"{trip}/stays/1", day("entry.date", 30, 12, 2026))
    assert visitor.visit(f"{trip}/plan").html != before.html


def test_a_change_in_another_browser_or_process_counts_too(visitor: Visitor, trip: str, desk: Desk) -> None:
    before = visitor.visit(f"{trip}/stays").html
    stored = desk.trips.load(trip.rpartition("/")[2])
    assert stored
    desk.trips.save(stored, {**stored.entered, "stays": stored.entered["stays"][:1]}, TODAY)
    assert visitor.visit(f"{trip}/stays").html != before


def test_the_next_day_is_another_day(visitor: Visitor, trip: str, clock: Clock) -> None:
    assert "Saturday 21 November 2026" in visitor.visit(f"{trip}/plan").text
    clock.now += timedelta(days=1)
    assert "Sunday 22 November 2026" in visitor.visit(f"{trip}/plan").text


def test_after_ten_minutes_nothing_is_kept(
    visitor: Visitor, trip: str, clock: Clock, made: list[str], app: Flask
) -> None:
    visitor.visit(f"{trip}/plan")
    clock.now += timedelta(minutes=10, seconds=1)
    visitor.visit(f"{trip}/plan")
    assert made == ["plan.html"] * 2
    assert len(shelf(app).pages) == 1


def test_no_more_than_so_many_pages_are_kept(visitor: Visitor, trip: str, app: Flask) -> None:
    for number in range(reloading.MOST + 5):
        visitor.client.get(f"{trip}/plan?n={number}")
    assert len(shelf(app).pages) == reloading.MOST


def test_another_browser_gets_nothing_that_was_kept(visitor: Visitor, trip: str, stranger: Visitor) -> None:
    visitor.visit(f"{trip}/plan")
    stranger.visit(f"{trip}/plan", 404)


def test_another_language_gets_its_own_page(visitor: Visitor, trip: str) -> None:
    english = visitor.client.get(f"{trip}/plan", headers={"Accept-Language": "en"}).text
    german = visitor.client.get(f"{trip}/plan", headers={"Accept-Language": "de"}).text
    assert '<html lang="en"' in english
    assert '<html lang="de"' in german


def test_of_an_erased_trip_nothing_is_kept(visitor: Visitor, trip: str, app: Flask) -> None:
    visitor.visit(f"{trip}/plan")
    assert shelf(app).pages
    visitor.press(f"{trip}/erase", f"{trip}/erase")
    assert not shelf(app).pages
    visitor.visit(f"{trip}/plan", 404)


def test_what_is_typed_is_never_taken_from_memory(visitor: Visitor, trip: str) -> None:
    visitor.visit(f"{trip}/vehicle")
    seen = visitor.refused(f"{trip}/vehicle", {"seats": "two"})
    assert seen.errors
    visitor.fill(f"{trip}/vehicle", {"colour": "green"})
    assert visitor.visit(f"{trip}/vehicle").values()["colour"] == "green"


def test_all_that_belongs_to_a_trip_is_among_what_a_kept_page_may_depend_on() -> None:
    """A new table must be in the mark of a trip, or be one that no page shows: prenotify/outbox/mark.py."""
    in_the_mark = {"trip", "attachment", "letter", "log_line", "answer"}
    shown_by_no_page = {
        "content",  # frozen when its letter is made
        "link",
        "brake",
        "desk_day",
    }
    assert set(metadata.tables) == in_the_mark | shown_by_no_page


def shelf(app: Flask) -> reloading.Shelf:
    found: reloading.Shelf = app.extensions[reloading.NAME]
    return found
