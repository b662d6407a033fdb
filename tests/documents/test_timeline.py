"""The plan drawn in time: each thing on its day, nothing on top of another, all of it again in words."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prenotify.documents.layout import SMALL
from prenotify.documents.plan_pdf import plan_pdf
from prenotify.documents.timeline_chart import Chart
from prenotify.documents.timeline_drawing import Drawing, Sheet, Words
from prenotify.documents.timeline_spread import spread
from prenotify.documents.timeline_tall import tall
from prenotify.documents.timeline_wide import wide
from prenotify.documents.timeline_words import Says
from prenotify.documents.wrapping import width
from prenotify.domain.plan import Plan
from prenotify.domain.timeline import Span, Timeline, Unit, scale, timeline
from prenotify.domain.values import english_date
from tests.builders import a_stay, a_trip
from tests.builders import planned as planned_on
from tests.documents.paper import one_line, pages, run, words
from tests.documents.plans import NAMES, REFERENCE, sample
from tests.needs import needs

_ROUTE = "TR GE AM IR PK IN NP TH LA VN KH MY ID SG AU NZ CL AR BO PE EC CO CD BA JP".split()


def many_stays(count: int) -> Plan:
    """So many stays of one to three weeks, with gaps here and there, long after the carnet has ended."""
    stays, day = [], date(2027, 1, 10)
    for number in range(count):
        ends = day + timedelta(5 + number * 7 % 19)
        stays.append(a_stay(_ROUTE[number % len(_ROUTE)], day, ends))
        day = ends + timedelta(number % 4 * 3)
    return planned_on(a_trip(*stays))


def one_stay(first: str, last: str, today: str = "2026-11-21") -> Plan:
    return planned_on(a_trip(a_stay("ID", first, last)), date.fromisoformat(today))


PLANS = {
    **{name: sample(name) for name in NAMES},
    "thirty stays": many_stays(30),
    "three days": one_stay("2026-11-30", "2026-12-02"),
    "three years": one_stay("2026-12-28", "2029-11-30"),
    "in two years": one_stay("2028-06-10", "2028-06-13"),
    "long ago": one_stay("2026-12-10", "2027-01-09", "2028-01-01"),
}
each_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)


def _sheet(size: float, across: float) -> Sheet:
    return Sheet(across, size, lambda text, bold: width(text, "bold" if bold else "regular") / 1000)


PAPER, PHONE = _sheet(SMALL.size, 493.28), _sheet(12, 328)


def drawings(plan: Plan) -> list[Drawing]:
    time = timeline(plan)
    return [wide(time, PAPER), tall(time, PHONE)]


def _days(time: Timeline) -> Iterator[date]:
    """Every day that is drawn."""
    yield from (day for day in (time.today, time.valid_from, time.valid_until) if day)
    yield from (day for window in time.windows for day in window.days)
    yield from (day for row in time.rows for day in row.days)
    yield from (day for row in time.rows for flag in row.flags for day in flag.holidays)


@each_plan
def test_every_filing_has_a_flag_on_its_day(plan: Plan) -> None:
    time = timeline(plan)
    chart = Chart(time, PAPER)
    drawn = wide(time, PAPER)
    legend_begins = max(path.points[-1][1] for path in drawn.paths if path.role == "grid")
    flags = [p for p in drawn.paths if p.role in {"flag", "held"} and p.points[0][1] < legend_begins]
    by_stay = sorted(plan.filings, key=lambda filing: (filing.stay, filing.send_by))
    assert [path.points[0][0] for path in flags] == [chart.x(filing.send_by) for filing in by_stay]
    assert [path.role == "held" for path in flags] == [filing.status == "draft" for filing in by_stay]


@each_plan
def test_a_flag_says_its_day_and_how_many_days_ahead_that_is(plan: Plan) -> None:
    says, time = Says(), timeline(plan)
    said = {(one.text, one.then) for one in wide(time, PAPER).words}
    for row in time.rows:
        for flag in row.flags:
            assert (says.due(flag, plan.today), says.lead(flag)) in said


@each_plan
def test_nothing_lies_outside_the_drawing(plan: Plan) -> None:
    for drawn in drawings(plan):
        points = [point for path in drawn.paths for point in path.points]
        points += [(one.x, one.y) for one in drawn.words] + [
            (one.x + one.width, one.y) for one in drawn.words
        ]
        assert min(x for x, _ in points) >= 0
        assert max(x for x, _ in points) <= drawn.width + 0.01
        assert min(y for _, y in points) >= 0
        assert max(y for _, y in points) <= drawn.height


@each_plan
def test_no_label_covers_another(plan: Plan) -> None:
    for drawn, size in zip(drawings(plan), (PAPER.size, PHONE.size), strict=True):
        covered = [(a.text, b.text) for a, b in combinations(drawn.words, 2) if _meet(a, b, 0.9 * size)]
        assert covered == []


def _meet(one: Words, other: Words, height: float) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not beside and abs(one.y - other.y) < height


@each_plan
def test_the_words_tell_every_date_with_its_year(plan: Plan) -> None:
    time = timeline(plan)
    said = Says().text(time)
    assert [day for day in _days(time) if english_date(day) not in said] == []
    assert all(filing.form.name.en in said for filing in plan.filings)


@each_plan
def test_every_stay_has_its_bar_its_number_and_its_country(plan: Plan) -> None:
    says, time = Says(), timeline(plan)
    names = [one.text for one in wide(time, PAPER).words if one.voice == "name"]
    assert [says.title(row) for row in time.rows] == [name for name in names if name[0].isdigit()]
    for row in time.rows:
        assert row.covered or row.before or row.after
        assert sum(span.days for span in (row.before, row.covered, row.after) if span) == row.stay.days


def test_holidays_that_make_a_date_earlier_are_diamonds_before_the_stay() -> None:
    time = timeline(sample("t1"))
    thailand = time.rows[2]
    (flag,) = thailand.flags
    assert len(flag.holidays) == 4
    chart, drawn = Chart(time, PAPER), wide(time, PAPER)
    spans = [
        (min(x for x, _ in p.points), max(x for x, _ in p.points)) for p in drawn.paths if p.role == "holiday"
    ]
    for day in flag.holidays:
        assert any(left < chart.x(day) < right for left, right in spans)
    assert "4 holidays, better by 25 Feb, last possible 7 Apr" in {one.text for one in drawn.words}


def test_a_stay_beyond_the_carnet_is_outlined_where_it_is_not_covered() -> None:
    japan = timeline(sample("t1")).rows[-1]
    assert japan.covered == Span(date(2027, 10, 4), date(2027, 11, 30))
    assert japan.after == Span(date(2027, 12, 1), date(2027, 12, 10))
    assert "10 days outside the carnet" in {one.text for one in wide(timeline(sample("t1")), PAPER).words}


def test_without_a_carnet_nothing_is_said_to_lie_outside_it() -> None:
    stay = a_stay("FR", "2027-06-10", "2027-06-20")
    time = timeline(planned_on(a_trip(stay, carnet={"kind": "none"})))
    assert (time.rows[0].before, time.rows[0].after) == (None, None)
    assert "valid" not in {path.role for path in wide(time, PAPER).paths}


def test_a_far_today_leaves_the_room_to_the_trip_and_says_its_year() -> None:
    time = timeline(PLANS["in two years"])
    assert not time.shown.holds(time.today)
    drawn = wide(time, PAPER)
    assert "now" not in {path.role for path in drawn.paths}
    assert "today, 21 Nov 2026" in {one.text for one in drawn.words}


@each_plan
def test_where_time_is_left_out_a_broken_line_parts_what_lies_beyond(plan: Plan) -> None:
    time, drawn = timeline(plan), tall(timeline(plan), PHONE)
    breaks = [path.points[0][1] for path in drawn.paths if path.role == "break" and path.points[0][0] == 0]
    assert len(breaks) == bool(time.far_before) + bool(time.far_after)
    bars = [y for path in drawn.paths if path.role in ("stay", "outside") for _, y in path.points]
    beyond = [one.y for one in drawn.words if one.text.startswith(Says().say("today"))]
    if plan.today < time.shown.first:
        assert max(beyond) < breaks[0] < min(bars)
    if plan.today > time.shown.last:
        assert min(beyond) > breaks[-1] > min(bars)


def test_a_picture_that_leaves_time_out_says_so_in_words() -> None:
    said = Says().text(timeline(PLANS["in two years"]))
    assert "The drawing leaves out time before" in said
    assert "leaves out" not in Says().text(timeline(sample("t1")))


def test_a_stay_that_is_refused_does_not_look_like_one_that_needs_nothing() -> None:
    thailand = timeline(sample("t3")).rows[2]
    assert (thailand.is_blocked, thailand.flags) == (True, ())
    for drawn in drawings(sample("t3")):
        said = {(one.text, one.voice) for one in drawn.words}
        assert any(text.startswith("something in") and voice == "stop" for text, voice in said)
    assert "Something stands in the way of this stay." in Says().text(timeline(sample("t3")))


def test_a_date_that_is_past_is_said_to_be_past() -> None:
    assert ("was due Fri 1 Jan", "stop") in {
        (one.text, one.voice) for one in wide(timeline(sample("t6")), PAPER).words
    }


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    said = {one.text for one in wide(timeline(sample("t3")), PAPER).words}
    assert {"send by", "better by", "stay", "task of the carnet"} <= said
    assert not {"outside the carnet's dates", "holiday, not counted", "held back"} & said


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(2, 1200), st.integers(3, 40))
def test_a_scale_fits_its_room_and_stays_within_its_days(first: date, days: int, room: int) -> None:
    shown = Span(first, first + timedelta(days))
    most: dict[Unit, int] = {"day": room, "month": room, "year": room}
    found = [tick.day for tick in scale(shown, most)]
    assert len(found) <= room
    assert found == sorted(set(found))
    assert all(map(shown.holds, found))


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 10)), min_size=1, max_size=12))
def test_labels_of_a_column_keep_their_order_and_never_overlap(found: list[tuple[float, float]]) -> None:
    wanted, heights = [want for want, _ in sorted(found)], [height for _, height in found]
    tops = spread(wanted, heights, -200, 400)
    ends = [top + height for top, height in zip(tops, heights, strict=True)]
    assert all(end <= top + 1e-6 for end, (_, top) in zip(ends, pairwise(tops), strict=False))
    if all(want + height <= after for (want, after), height in zip(pairwise(wanted), heights, strict=False)):
        assert tops == pytest.approx(wanted)


@needs("pdftotext")
def test_it_stands_on_the_first_page_of_the_plan() -> None:
    first = one_line(pages(plan_pdf(sample("t1"), REFERENCE))[0])
    assert "The trip at a glance" in first
    assert "Tue 2 Mar 30 working days" in first


@needs("pdftotext")
def test_thirty_stays_have_a_page_of_their_own() -> None:
    _, second, *_ = pages(plan_pdf(many_stays(30), REFERENCE), "-layout")
    assert second.strip().startswith("The trip at a glance")
    assert all(f"{number} " in second for number in range(1, 31))
    assert "10 Jan – 15 Jan" in second
    assert "Page 2 of" in second


@needs("pdftotext")
def test_two_hundred_stays_go_on_on_further_pages() -> None:
    pdf = plan_pdf(many_stays(200), REFERENCE)
    assert all(word.is_inside_margins for word in words(pdf))
    assert one_line(" ".join(pages(pdf))).count("today, 22 Nov") >= 7


@needs("pdfinfo")
def test_it_is_a_figure_to_those_who_do_not_see_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("pdf") / "plan.pdf"
    path.write_bytes(plan_pdf(sample("t1"), REFERENCE))
    assert "Figure" in run("pdfinfo", "-struct", str(path), given=b"")


def test_the_same_plan_is_drawn_the_same() -> None:
    assert drawings(sample("t2")) == drawings(sample("t2"))
