"""Addresses of static files that change with their content, so that browsers may keep them."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import url_for

_FOLDER = Path(__file__).parent / "static"


def address_of(name: str) -> str:
    return url_for("static", filename=name, v=_mark(name))


@cache
def _mark(name: str) -> str:
    return sha256((_FOLDER / name).read_bytes()).hexdigest()[:8]
