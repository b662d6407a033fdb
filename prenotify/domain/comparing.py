"""Two plans side by side: what another route would change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from prenotify.domain.plan import Advisory, CarnetTask, Filing, Plan, Step

T = TypeVar("T", Filing, Step, CarnetTask)
NewNumber = Callable[[int], int]
"""The number that a stay has in the second plan, by the one it has in the first."""


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """The same thing in both plans; None in the one that does not have it."""

    before: T | None
    after: T | None
    either: T
    """The one of the second plan, where it has one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Only what differs is in it."""

    filings: tuple[Change[Filing], ...]
    steps: tuple[Change[Step], ...]
    tasks: tuple[Change[CarnetTask], ...]
    new: tuple[Advisory, ...]
    """Advisories of the second plan that the first does not have."""
    gone: tuple[Advisory, ...]

    def __bool__(self) -> bool:
        return any((self.filings, self.steps, self.tasks, self.new, self.gone))


def changes(before: Plan, after: Plan, new_number: NewNumber = lambda number: number) -> Changes:
    """What differs between two plans. An advisory is known again by its code and its stay."""
    known = {(a.code, a.stay and new_number(a.stay)): a for a in before.advisories}
    then = {(a.code, a.stay): a for a in after.advisories}
    return Changes(
        filings=_changed(
            {(f.form.id, new_number(f.stay)): f for f in before.filings},
            {(f.form.id, f.stay): f for f in after.filings},
            _says_of_filing,
        ),
        steps=_changed(
            {(s.row.filing_id, new_number(s.stay)): s for s in before.steps},
            {(s.row.filing_id, s.stay): s for s in after.steps},
            lambda step: (step.opens, step.due),
        ),
        tasks=_changed(
            {t.task: t for t in before.carnet},
            {t.task: t for t in after.carnet},
            lambda task: (task.opens, task.closes),
        ),
        new=tuple(advisory for key, advisory in then.items() if key not in known),
        gone=tuple(advisory for key, advisory in known.items() if key not in then),
    )


def _says_of_filing(filing: Filing) -> object:
    return filing.send_by, filing.status, filing.purpose.purpose


def _changed(
    before: dict[object, T], after: dict[object, T], says: Callable[[T], object]
) -> tuple[Change[T], ...]:
    both = before | after
    pairs = (Change(before.get(key), after.get(key), both[key]) for key in dict.fromkeys([*after, *before]))
    return tuple(
        pair for pair in pairs if not (pair.before and pair.after and says(pair.before) == says(pair.after))
    )
