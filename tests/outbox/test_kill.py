"""Workers killed without warning: no letter is lost, and none sent twice unnoticed."""

from pathlib import Path

import pytest

from tests.outbox.kill_run import run


@pytest.mark.slow
def test_workers_that_are_killed_lose_no_letter(database_url: str, tmp_path: Path) -> None:
    found = run(letters=60, workers=2, seconds=5, data_dir=tmp_path, database_url=database_url)
    assert found.kills
    assert found.lost == []
    assert found.unmarked == []
    assert found.states == {"sent": 60}, str(found)
