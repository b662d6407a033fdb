"""The timeline on the plan page: two drawings without style or script, and a list that says it all."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import prenotify.web
from prenotify.desk import Desk
from prenotify.domain.plan import Plan
from prenotify.domain.values import english_date
from prenotify.web.timeline import TimelineView
from tests.documents.plans import NAMES, sample
from tests.needs import needs
from tests.web.conftest import TODAY
from tests.web.test_plan_page import TRIPS, uploaded
from tests.web.visit import Seen, Tag, Visitor

STYLE = (Path(prenotify.web.__file__).parent / "static/style.css").read_text()
each_trip = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def seen(visitor: Visitor, trip: str) -> Seen:
    return visitor.visit(f"{trip}/plan")


def _within(seen: Seen, drawing: Tag) -> Iterator[Tag]:
    return (tag for tag in seen.tags if drawing in tag.inside)


def test_each_drawing_is_an_image_with_a_name_and_a_description(seen: Seen) -> None:
    across, down = seen.all("svg", "tl")
    assert (across.get("class"), down.get("class")) == ("tl wide", "tl tall")
    for drawing in (across, down):
        assert drawing.get("role") == "img"
        assert drawing.get("aria-label").startswith("Timeline: 6 stays, Monday 28 December 2026 to")
        told = seen.by_id(drawing.get("aria-describedby"))
        assert told
        assert told.name == "ul"


@each_trip
def test_the_list_repeats_every_date_of_the_drawing(visitor: Visitor, desk: Desk, name: str) -> None:
    path = TRIPS / f"{name}.toml"
    trip = uploaded(visitor, path.read_bytes(), path.name)
    told = visitor.visit(f"{trip}/plan").by_id("timeline-words")
    assert told
    days = _dates(desk.plan(desk.read_file(path.name, path.read_bytes()), TODAY.date()))
    assert [day for day in days if english_date(day) not in told.text] == []


def _dates(plan: Plan) -> list[date]:
    days = [plan.today, *(day for stay in plan.trip.stays for day in (stay.entry.date, stay.exit.date))]
    for filing in plan.filings:
        days += [filing.send_by, *filing.following.holidays]
        days += [each.date for each in filing.deadlines if each.force != "rule"]
    dated = [*((task.opens, task.closes) for task in plan.carnet), *((step.due,) for step in plan.steps)]
    return [*days, *(day for pair in dated for day in pair if day)]


def test_a_long_german_word_is_parted_on_a_telephone_and_not_cut_short(visitor: Visitor, trip: str) -> None:
    _across, down = visitor.visit(f"{trip}/plan?lang=de").all("svg", "tl")
    assert "Genehmigungs-" in down.text
    assert "Standort-" in down.text
    assert "…" not in down.text


def test_nothing_in_a_drawing_needs_a_style_of_its_own_or_a_script(seen: Seen) -> None:
    for drawing in seen.all("svg", "tl"):
        for tag in _within(seen, drawing):
            assert tag.name in {"path", "text", "tspan"}
            assert set(tag.attributes) <= {"class", "d", "x", "y", "dx", "text-anchor"}


@each_trip
def test_the_style_sheet_knows_every_mark_and_takes_its_colours_from_the_theme(name: str) -> None:
    view = TimelineView(sample(name))
    rules = [line for line in STYLE.splitlines() if ".tl" in line]
    for found in set(re.findall(r'class="(tl-\w+)"', view.wide + view.tall)):
        assert any(f".{found} " in rule or f".{found}," in rule for rule in rules), found
    assert not [
        rule for rule in rules if re.search(r"(fill|stroke): *(#|rgb|[a-z]+\()", rule.replace("var(", ""))
    ]


@each_trip
def test_the_same_plan_gives_the_same_drawing(name: str) -> None:
    first, again = TimelineView(sample(name)), TimelineView(sample(name))
    assert (first.wide, first.tall) == (again.wide, again.tall)


@needs("chromium")
@pytest.mark.slow
@pytest.mark.parametrize(("width", "kind"), [(320, "tall"), (360, "tall"), (740, "wide"), (1280, "wide")])
def test_a_browser_shows_the_one_that_fits_with_every_word_inside(
    chromium: Browser, width: int, kind: str
) -> None:
    views = [TimelineView(sample(name)) for name in NAMES]
    drawn = "".join(view.wide + view.tall for view in views)
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.set_content(f"<!doctype html><style>{STYLE}</style><main>{drawn}</main>")
    shown, outside = page.evaluate(_LOOK)
    page.close()
    assert shown == [f"tl {kind}"] * len(views)
    assert outside == []


_LOOK = """() => {
  const shown = [...document.querySelectorAll("svg")].filter(one => one.getBoundingClientRect().width > 0);
  const outside = shown.flatMap(one => {
    const room = one.getBoundingClientRect();
    return [...one.querySelectorAll("text")].filter(text => {
      const box = text.getBoundingClientRect();
      return box.left < room.left - 1 || box.right > room.right + 1 || box.bottom > room.bottom + 1;
    }).map(text => text.textContent);
  });
  return [shown.map(one => one.getAttribute("class")), outside];
}"""
