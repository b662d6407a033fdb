"""The states of a letter: one table in code and docs, words for each, no way round."""

import pytest

from prenotify.outbox.states import TRANSITIONS, WORDS, WrongStep, after, table, words_for
from tests.checkout import ROOT, only_in_a_checkout


@only_in_a_checkout
def test_the_documentation_has_the_same_table() -> None:
    assert "\n".join(table()) in (ROOT / "docs/outbox.md").read_text(encoding="utf-8")


def test_every_state_has_words_and_a_next_step() -> None:
    assert set(WORDS) == {step.after for step in TRANSITIONS}
    assert all(words.name and words.says and words.next_step for words in WORDS.values())


def test_accepted_is_not_called_received() -> None:
    assert WORDS["sent"].name == "Accepted by the mail server"
    assert words_for("sent", live=False).name == "Rehearsed, not sent"


@pytest.mark.parametrize("state", ["sending", "sent", "refused", "cancelled", "replaced", "unsure"])
def test_what_may_have_left_cannot_be_cancelled(state: str) -> None:
    with pytest.raises(WrongStep):
        after("cancelled", state)  # type: ignore[arg-type]


def test_what_fails_during_a_repeat_stays_unsure() -> None:
    assert after("put off", "sending") == "waiting"
    assert after("put off", "sending", repeating=True) == "unsure"
