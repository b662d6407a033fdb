"""For every test: what it needs is looked for, and the slow ones are listed at the end."""

import os
from collections import defaultdict
from collections.abc import Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.needs import find, pytest_runtest_setup

__all__ = ["pytest_runtest_setup"]

# No deadline: two busy cores are no fault of the code. In CI the same examples each time,
# so that a red run is about the change; at a desk new ones, to find more.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    seconds = defaultdict[str, float](float)
    for outcome in ("", "passed", "failed", "error"):  # "" holds what came before and after each test
        for report in terminalreporter.getreports(outcome):
            if isinstance(report, pytest.TestReport) and "slow" in report.keywords:
                seconds[report.nodeid] += report.duration
    if seconds:
        terminalreporter.section("slow tests")
    for nodeid, duration in sorted(seconds.items(), key=lambda item: -item[1]):
        terminalreporter.line(f"{duration:7.1f} s  {nodeid}")


CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for every test that needs one: Playwright runs only once in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
