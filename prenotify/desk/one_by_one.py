"""Work on many, where one that fails keeps no other from its turn."""

import logging
from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)


def one_by_one(named: Mapping[str, T], do: Callable[[T], int]) -> int:
    """The sum of what *do* gives. One that fails gives nothing and is logged by its name, as `letter=17`."""
    return sum(_done(name, one, do) for name, one in named.items())


def _done(name: str, one: T, do: Callable[[T], int]) -> int:
    try:
        return do(one)
    except Exception as error:
        _log.warning("%s event=interrupted error=%s", name, type(error).__name__)
        return 0
