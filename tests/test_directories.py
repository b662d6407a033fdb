"""The directories stand there whole, and every row says who says so and when somebody last looked."""

import pytest

from prenotify.domain.directory import Row
from tests.builders import the_rulebook


def rows(name: str) -> list[Row]:
    book = the_rulebook()
    if name == "borders":
        return [row for found in book.borders.values() for row in found]
    return list({"cpd": book.cpd, "ata": book.ata, "road_traffic": book.road_traffic}[name].values())


@pytest.mark.parametrize(
    ("name", "at_least"), [("cpd", 118), ("ata", 161), ("road_traffic", 198), ("borders", 107)]
)
def test_no_row_is_lost_and_none_is_without_a_source(name: str, at_least: int) -> None:
    found = rows(name)
    assert len(found) >= at_least
    for row in found:
        assert row.sources, row.country
        assert all(source.url.startswith("http") and source.dated for source in row.sources), row.country


def test_eighty_five_countries_have_a_border_row() -> None:
    assert len(the_rulebook().borders) >= 85
