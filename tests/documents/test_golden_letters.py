"""Every letter in each of its branches reads as it was last approved."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prenotify.documents.content import content_of
from prenotify.documents.letter import letter_text
from prenotify.domain.plan import Filing
from tests.documents.plans import NICARAGUA, UNITED_STATES, entered, filing, planned, reference_of

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"
RENEW = "PRENOTIFY_TEST_RENEW_GOLDEN"


def _adac_in_english() -> Filing:
    trip = entered("t1")
    trip["stays"][0].setdefault("answers", {})["letter_language"] = "en"
    return filing("india", trip)


def _jaf(**agent: Any) -> Filing:
    trip = entered("t5")
    trip["agent"] = trip["agent"] | agent if agent else {}
    return filing("japan", trip)


def _only(stay: dict[str, Any]) -> Filing:
    return planned(entered("t1") | {"stays": [stay]}, date(2026, 11, 22)).filings[0]


BRANCHES: dict[str, Callable[[], Filing]] = {
    "imi": lambda: filing("indonesia"),
    "imi-late": lambda: filing("indonesia", "t6"),
    "dlt": lambda: filing("thailand"),
    "adac-de": lambda: filing("india"),
    "adac-en": _adac_in_english,
    "tcs": lambda: filing("india", "t4"),
    "jaf-request": _jaf,
    "jaf-request-agent": lambda: _jaf(power_of_attorney=True),
    "jaf-request-agent-without-power": lambda: _jaf(power_of_attorney=False),
    "jaf-enquiry": lambda: filing("japan"),
    "nicaragua": lambda: _only(NICARAGUA),
    "epa": lambda: _only(UNITED_STATES),
}


@pytest.mark.parametrize("branch", BRANCHES)
def test_the_letter_reads_as_it_was_last_approved(branch: str) -> None:
    path, one = GOLDEN / f"{branch}.txt", BRANCHES[branch]()
    subject = content_of(one, reference_of(one)).subject.in_both
    said = f"Subject: {subject}\n\n{letter_text(one, reference_of(one))}"
    if os.environ.get(RENEW):
        path.write_text(said)
    assert said == path.read_text(), f"{RENEW}=1 writes it anew; then read the difference"


def test_no_approved_letter_is_of_no_branch() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == BRANCHES.keys()
