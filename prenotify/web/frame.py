"""What stands around the fields of a page, drawn once with blanks where travellers differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from flask import render_template, request
from markupsafe import Markup

from prenotify.language import Language
from prenotify.web.blanks import blank, outline, safe
from prenotify.web.language import current

_MOST = 256
"""Outlines kept by a process; one has some 8 KB."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All that decides how the page looks, but words of the traveller's."""

    sketches: tuple[str, ...]
    asks_for_countries: bool
    ports: tuple[str, ...]
    blanks: tuple[tuple[str, bool], ...]
    """The words that stand in it, and whether there are any."""
    language: Language
    request: tuple[object, ...]
    """What links and the way back may depend on; not the reference, which is a blank."""

    @classmethod
    def of(
        cls,
        words: Mapping[str, str],
        sketches: tuple[str, ...],
        asks_for_countries: bool,
        ports: tuple[str, ...],
    ) -> "Frame":
        asked = (
            request.script_root,
            request.endpoint,
            request.query_string,
            request.headers.get("Accept-Language"),
        )
        blanks = tuple((name, bool(word)) for name, word in words.items())
        return cls(sketches, asks_for_countries, ports, blanks, current(), asked)

    def filled(self, words: Mapping[str, str], notice: Mapping[str, Any]) -> Markup:
        """The page with *words* in it; *notice* is what it says but once, if anything."""
        drawn = _drawn(self, notice) if notice else _outline(self)
        words_as_html = {name: safe(word) for name, word in words.items()}
        return Markup(drawn.format(**words_as_html))  # noqa: S704 - drawn by a template, all else made safe


@lru_cache(_MOST)
def _outline(frame: Frame) -> str:
    return _drawn(frame, {})


def _drawn(frame: Frame, notice: Mapping[str, Any]) -> str:
    words = {name: blank(name) if is_there else "" for name, is_there in frame.blanks}
    trip = SimpleNamespace(reference=words.pop("reference"), erased_after=words.pop("erased_after"))
    return outline(
        render_template(
            "page.html",
            trip=trip,
            sketches=frame.sketches,
            asks_for_countries=frame.asks_for_countries,
            ports=frame.ports,
            **words,
            **notice,
        )
    )
