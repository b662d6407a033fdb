"""Tests that lack a tool say so, and fail where nothing may be lacking."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import needs
from tests.checkout import ROOT

SAMPLE = """
    from tests import needs
    import pytest

    needs.NEEDS["a-rare-tool"] = needs.Need(lambda: None, "apt install a-rare-tool")
    needs.NEEDS["a-common-tool"] = needs.Need(lambda: "/usr/bin/a-common-tool", "")

    @needs.needs("a-common-tool")
    def test_with_all_it_needs(): ...

    @needs.needs("a-common-tool", "a-rare-tool")
    def test_without(): ...

    @pytest.mark.slow
    def test_that_takes_its_time(): ...
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.delenv("PRENOTIFY_TEST_REQUIRE", raising=False)
    return Run(tmp_path)


class Run:
    """Runs a test file of its own under the real conftest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, source: str, **environ: str) -> tuple[int, str]:
        lines = [line.removeprefix("    ") for line in source.splitlines()]
        (self.folder / "test_sample.py").write_text("\n".join(lines))
        options = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, "--rootdir", self.folder, self.folder],
            cwd=ROOT,
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


def test_a_missing_tool_skips_its_tests_and_says_how_to_get_it(run: Run) -> None:
    status, report = run(SAMPLE)
    assert status == 0, report
    assert "2 passed, 1 skipped" in report
    assert "a-rare-tool is missing: apt install a-rare-tool" in report


def test_a_missing_tool_fails_its_tests_where_all_is_required(run: Run) -> None:
    status, report = run(SAMPLE, PRENOTIFY_TEST_REQUIRE="all")
    assert status == 1, report
    assert "2 passed, 1 error" in report
    assert "a-rare-tool is missing: apt install a-rare-tool" in report


def test_a_misspelt_need_fails_always(run: Run) -> None:
    status, report = run('import pytest\n@pytest.mark.needs("chromum")\ndef test_it(): ...\n')
    assert status == 1, report
    assert "@needs knows no chromum; it knows chromium, " in report


def test_slow_tests_are_listed_with_their_duration(run: Run) -> None:
    _, report = run(SAMPLE)
    listed = report.partition("= slow tests =")[2]
    assert " s  test_sample.py::test_that_takes_its_time" in listed
    assert "test_with_all_it_needs" not in listed


def test_a_server_that_does_not_answer_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRENOTIFY_TEST_POSTGRES_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("PRENOTIFY_TEST_REDIS_URL", "redis://127.0.0.1:1")
    assert needs.NEEDS["postgres"].find() is None
    assert needs.NEEDS["redis"].find() is None


@pytest.mark.parametrize("name", needs.NEEDS)
def test_every_need_says_how_to_get_it(name: str) -> None:
    assert needs.NEEDS[name].how_to_get
