"""An edited trip in the place of a stored one: which of its filings already have a letter."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from prenotify.desk.following import Verdict
from prenotify.desk.sent import Submitted
from prenotify.outbox.letter import Letter, NewLetter

Considered = tuple[NewLetter | None, Submitted]
"""The letter to be put in about a filing, if any, and what is said of it."""


def in_place_of(
    wanted: Sequence[Considered], verdicts: Iterable[Verdict], letters: Sequence[Letter]
) -> list[Considered]:
    """*wanted* without second letters about what the trip's *letters* are about already.

    Stays move, so a letter is found by its stay and not by the number that had. Another stay under
    that number gets a letter of its own.
    """
    about = {(one.letter.form, one.now.stay): one for one in verdicts if one.now}
    return [
        _considered(new, one, about.get((one.filing.form.id, one.filing.stay)), letters)
        for new, one in wanted
    ]


def _considered(
    new: NewLetter | None, one: Submitted, verdict: Verdict | None, letters: Sequence[Letter]
) -> Considered:
    if verdict:
        return None, replace(one, letter=verdict.letter, why_not=(), untrue=verdict.truth != "true")
    if new is None or all(letter.key != new.key for letter in letters):
        return new, one
    series = new.key.rpartition("/")[0]
    number = sum(letter.key.rpartition("/")[0] == series for letter in letters) + 1
    return replace(new, key=f"{series}/{number}"), one
