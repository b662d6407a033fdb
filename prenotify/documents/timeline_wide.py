"""The timeline across: a row for each stay, time from left to right. For paper and wide screens."""

from collections.abc import Iterator

from prenotify.documents.timeline_chart import Chart
from prenotify.documents.timeline_drawing import Drawing, Lanes, Mark, Sheet, legend, line, window
from prenotify.documents.timeline_row import StayRow
from prenotify.domain.timeline import Timeline, Window


def wide(time: Timeline, sheet: Sheet) -> Drawing:
    """*time* drawn across the whole sheet, with its scale above and its legend below."""
    chart = Chart(time, sheet)
    top = chart.head
    body: list[Mark] = []
    for part in _parts(chart):
        marks, height = part.drawn(top)
        body += [line("grid", (0, top), (sheet.width, top)), *marks]
        top += height
    foot, bottom = chart.foot(top)
    ground = [*chart.ground(top), *chart.scale(top), *chart.today_line(top)]
    said, bottom = legend(sheet, bottom + 0.3 * sheet.size, [*ground, *body])
    return Drawing(sheet.width, bottom, (*ground, *body, *foot, *said))


def _parts(chart: Chart) -> "Iterator[_CarnetRow | StayRow]":
    if chart.time.has_carnet or chart.time.windows:
        yield _CarnetRow(chart)
    for row, name in zip(chart.time.rows, chart.names, strict=True):
        yield StayRow(chart, row, name)


class _CarnetRow:
    """The carnet's validity in words, and the windows of its tasks."""

    def __init__(self, chart: Chart):
        self.chart, self.s, self.sheet = chart, chart.s, chart.sheet
        self.lanes = Lanes(0.0, chart.sheet.width, () if chart.now is None else (chart.now,))

    def drawn(self, top: float) -> tuple[list[Mark], float]:
        s, says = self.s, self.sheet.says
        marks: list[Mark] = [self.sheet.words(0, top + 1.3 * s, says.say("Carnet"), "name")]
        marks += self._validity(top)
        for windows in self.chart.time.windows_together:
            marks += self._window(windows, top)
        return marks, len(self.lanes.lanes) * 1.5 * s + 0.6 * s

    def _validity(self, top: float) -> Iterator[Mark]:
        time = self.chart.time
        if not time.has_carnet:
            return
        said = self.sheet.says.validity(time)
        width = self.sheet.length(said) + self.s
        begins = self.chart.x(time.valid_from, 0) if time.valid_from else self.chart.left
        walls = [wall + 0.3 * self.s for wall in self.chart.walls]
        wanted = [begins, *walls, self.chart.left]
        places = [self.chart.inside((x, x + width)) for x in wanted]
        lane, chosen = self.lanes.place(places)
        yield self.sheet.words(places[chosen][0] + 0.5 * self.s, self._baseline(top, lane), said)

    def _baseline(self, top: float, lane: int) -> float:
        return top + (1.3 + 1.5 * lane) * self.s

    def _window(self, windows: tuple[Window, ...], top: float) -> Iterator[Mark]:
        """A bracket from the day it opens to the day it closes, named on the side where there is room."""
        s, says, chart, one = self.s, self.sheet.says, self.chart, windows[0]
        left = min(chart.x(one.days[0]), self.sheet.width - 0.6 * s)
        right = max(chart.x(one.days[-1]), left + 0.6 * s)
        said = f"{says.tasks(windows)} {says.when(one)}"
        width = self.sheet.length(said, "date") + 0.8 * s
        places = [(left - width, right), (left, right + width)]
        lane, chosen = self.lanes.place(places)
        y = self._baseline(top, lane)
        yield window(left, right, y - 0.75 * s, y)
        if chosen:
            yield self.sheet.words(right + 0.5 * s, y, said, "date")
        else:
            yield self.sheet.words_before(left - 0.4 * s, y, said, "date")
