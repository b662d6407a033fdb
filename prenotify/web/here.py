"""What every view may ask for: the desk, and what time it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Flask, current_app

from prenotify.desk import Desk

Clock = Callable[[], datetime]
_NAME = "prenotify"


@dataclass(frozen=True)
class _Here:
    desk: Desk
    clock: Clock


def utc_now() -> datetime:
    return datetime.now(UTC)


def settle(app: Flask, desk: Desk, clock: Clock) -> None:
    """Give *app* the desk it calls and the clock it reads."""
    app.extensions[_NAME] = _Here(desk, clock)


def _here() -> _Here:
    here: _Here = current_app.extensions[_NAME]
    return here


def desk() -> Desk:
    return _here().desk


def now() -> datetime:
    """This moment: here, and nowhere further in, does time enter."""
    return _here().clock()


def today() -> date:
    return now().date()
