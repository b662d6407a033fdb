"""What is wrong with a trip, as its reader is told."""

from typing import Any

import pytest

from prenotify.domain.problems import BadInput
from prenotify.domain.trip import read_trip
from tests.builders import Data, trip_data


def problems(entered: Any) -> dict[str, str]:
    """What is wrong with *entered*: path and message of each problem."""
    with pytest.raises(BadInput) as caught:
        read_trip(entered)
    found = {problem.path: problem.message for problem in caught.value.problems}
    assert len(found) == len(caught.value.problems), "one message for each place"
    return found


def the_problem(*stays: Data, **groups: Any) -> tuple[str, str]:
    """The only thing wrong with a trip that is otherwise sound."""
    (found,) = problems(trip_data(*stays, **groups)).items()
    return found
