"""Measure, each subject in turn with the simplest thing that could do the same.

    python -m bench [WORD]    only what has WORD in its name
    python -m bench load      the plan page under load; see bench/_load.py

CPU time; the ratio is the median over rounds, in each of which subject and anchor take
turns, so that what else the machine does falls on both.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time

ROUNDS = 11
AT_LEAST = 0.05
"""Seconds of CPU that a subject gets in each round."""

Subject = tuple[Callable[[], object], Callable[[], object], float]
"""What is measured, what it is measured with, and the ratio it may reach."""


def main(word: str = "") -> int:
    """Print a table; returns 1 when a goal is missed."""
    if word == "load":
        from bench._load import main as under_load

        return under_load()
    found = {name: subject for name, subject in _subjects().items() if word.lower() in name.lower()}
    width = max(map(len, found), default=0)
    print(f"{'ratio of CPU time':{width}}  median    spread  goal")
    return max([_report(name.ljust(width), subject) for name, subject in found.items()], default=0)


def _subjects() -> dict[str, Subject | None]:
    """Those of every module here; None for one whose tools are not installed."""
    modules = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))
    return {
        name: subject
        for module in modules
        for name, subject in import_module(f"bench.{module}").subjects().items()
    }


def _report(name: str, subject: Subject | None) -> int:
    if subject is None:
        print(f"{name}  not installed: make rivals")
        return 0
    run, anchor, goal = subject
    ratios = measure(run, anchor)
    middle = median(ratios)
    kept = middle <= goal
    spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
    print(f"{name}  {middle:6.2f}  {spread:>8}  {goal:4g}  {'ok' if kept else 'OVER'}")
    return 0 if kept else 1


def measure(run: Callable[[], object], anchor: Callable[[], object]) -> list[float]:
    """The ratio of each round, subject over anchor."""
    repeats, anchor_repeats = _repeats(run), _repeats(anchor)
    return [_seconds(run, repeats) / _seconds(anchor, anchor_repeats) for _round in range(ROUNDS)]


def _repeats(action: Callable[[], object]) -> int:
    """How often *action* must run to fill a round; the first run, which fills caches, is not counted."""
    action()
    return max(round(AT_LEAST / max(_seconds(action, 1), 1e-6)), 1)


def _seconds(action: Callable[[], object], repeats: int) -> float:
    """CPU seconds for one of *repeats* runs."""
    began = process_time()
    for _repeat in range(repeats):
        action()
    return (process_time() - began) / repeats


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
