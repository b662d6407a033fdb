"""A filing's content as plain lists and strings, for those who do not know ours."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pymupdf_fonts
from jinja2 import Environment, FileSystemLoader

from prenotify.documents.content import Content
from prenotify.documents.said import beside

_HERE = Path(__file__).parent
_FONTS = {"FiraGO-Regular.ttf": "figo", "FiraGO-Bold.ttf": "figbo"}

Both = list[str]
"""A text in the form's language, and beside it in the reader's or empty."""


def plain(content: Content) -> dict[str, Any]:
    """Everything *content* says, in the order it is read."""
    words = content.words
    return {
        "dateline": _all([content.prepared_on, words["frame.reference"], content.reference]),
        "parties": [
            [_both(words["frame.from"]), [content.name, *content.sender]],
            [_both(words["frame.to"]), list(content.recipient)],
        ],
        "title": _both(content.title),
        "subject": content.subject.in_both,
        "banner": _both(content.banner),
        "opening": _all([content.salutation, *content.ask]),
        "sections": [
            [
                _both(section.heading),
                [[_both(field.label), field.value or "to follow"] for field in section.fields],
            ]
            for section in content.sections
        ],
        "itinerary": _itinerary(content),
        "ticks": [
            [_both(words[key]), _all(one.whole for one in items)]
            for key, items in (
                ("frame.attachments", content.attachments),
                ("frame.by_agency", content.agency_attachments),
            )
            if items
        ],
        "closing": _all([content.days_open, content.closing, content.declaration, content.regards]),
        "signature": _all([words["frame.place_date"], words["frame.signature"], content.name]),
        "basis": list(content.basis),
        "foot": [content.disclaimer, content.reference],
    }


def _itinerary(content: Content) -> list[Any] | None:
    """Its title, its head and its rows, where our paper has them."""
    if len(content.itinerary) <= 2 and not content.is_dossier:
        return None
    head = ("frame.number", "frame.place", "frame.date", "frame.crossing")
    rows = [_all([str(leg.number), leg.place, leg.date, leg.crossing]) for leg in content.itinerary]
    return [_both(content.words["trip.itinerary"]), _all(content.words[key] for key in head), rows]


def html(said: dict[str, Any]) -> str:
    """The page as HTML, for those who draw that."""
    rendered: str = _template().render(said, fonts=fonts_dir().as_uri())
    return rendered


def as_json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False)


@cache
def fonts_dir() -> Path:
    """A folder with our two fonts as files."""
    folder = Path(mkdtemp(prefix="prenotify-bench-"))
    for name, key in _FONTS.items():
        (folder / name).write_bytes(pymupdf_fonts.myfont(key))
    return folder


@cache
def _template() -> Any:
    return Environment(loader=FileSystemLoader(_HERE), autoescape=True).get_template("filing.html")


def _all(texts: Iterable[str]) -> list[Both]:
    return [_both(text) for text in texts]


def _both(text: str) -> Both:
    return [str(text), beside(text)]
