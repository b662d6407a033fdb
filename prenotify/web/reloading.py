"""Pages of a trip kept in memory for a while: who reloads one, or comes back to it, need not wait.

A page is given out again only to the same browser, for the same address, on the same day,
and only while nothing stored about the trip has changed: that is asked of the database
each time. Nothing is kept on disk, and nothing for longer than ten minutes.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from threading import Lock
from typing import Any

from flask import Flask, Response, current_app, request, session
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from prenotify.web import opened, visitor
from prenotify.web.compressing import pack
from prenotify.web.here import desk, now

NAME = "prenotify-reloading"
MOST = 128
"""Pages in each process; a long one has 100 KB."""
_LONGEST = timedelta(minutes=10)

View = Callable[..., ResponseReturnValue]
Key = tuple[object, ...]
"""The trip's reference, then all that a page depends on."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is sent, compressed or not."""

    content: bytes
    headers: tuple[tuple[str, str], ...]

    def answer(self) -> Response:
        return Response(self.content, headers=Headers(self.headers))


@dataclass(slots=True)
class Shelf:
    """The pages kept by one process, the oldest first."""

    pages: OrderedDict[Key, tuple[datetime, KeptPage]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def take(self, key: Key, moment: datetime) -> KeptPage | None:
        with self.lock:
            self._tidy(moment)
            found = self.pages.get(key)
        return found and found[1]

    def put(self, key: Key, page: KeptPage, moment: datetime) -> None:
        with self.lock:
            self.pages[key] = (moment, page)
            self._tidy(moment)

    def forget(self, reference: str) -> None:
        with self.lock:
            for key in [key for key in self.pages if key[0] == reference]:
                del self.pages[key]

    def _tidy(self, moment: datetime) -> None:
        while self.pages:
            since, _page = next(iter(self.pages.values()))
            if len(self.pages) <= MOST and moment - since <= _LONGEST:
                return
            self.pages.popitem(last=False)


def set_up(app: Flask) -> None:
    app.extensions[NAME] = Shelf()


def forget(reference: str) -> None:
    """Let go of every page of a trip that is erased."""
    _shelf().forget(reference)


def quick_to_reload(view: View) -> View:
    """Mark a view whose page depends on nothing but the request, the day and what is stored of the trip."""

    @wraps(view)
    def quick(reference: str, **more: Any) -> ResponseReturnValue:
        is_asked = request.method == "GET" and visitor.may_open(reference)
        seen = desk().trips.look_at(reference) if is_asked else None
        if seen is None:
            return view(reference, **more)
        key = _key(reference, seen.mark)
        page = _shelf().take(key, now())
        if page is not None:
            return page.answer()
        opened.will_open(seen)
        made = view(reference, **more)
        # A changed session means another cookie, and perhaps a word that is said only once.
        if not isinstance(made, str) or session.modified:
            return made
        page = _page_of(made)
        _shelf().put(key, page, now())
        return page.answer()

    return quick


def _key(reference: str, mark: tuple[object, ...]) -> Key:
    # Whole headers, not what we read out of them: nothing that a page may come to depend on is forgotten.
    headers = (request.headers.get(name) for name in ("Cookie", "Accept-Language", "Accept-Encoding", "Host"))
    return (reference, mark, now().date(), request.full_path, *headers)


def _page_of(made: str) -> KeptPage:
    response = Response(made, mimetype="text/html")
    pack(response)
    return KeptPage(response.get_data(), tuple(response.headers.items()))


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions[NAME]
    return shelf
