"""Pages travel compressed: on a bad line a plan of 60 KB takes a fifth of the time.

Compressing beside a secret can give the secret away to whoever chooses what stands beside it and
measures (BREACH). Here nobody else can: pages show nothing from the request but what the traveller
posts with a token, and a request from another site carries no cookie (SameSite).
"""

import gzip

from flask import Flask, Response, request
from isal import igzip

_TYPES = frozenset(
    {"text/html", "text/css", "text/calendar", "image/svg+xml", "application/json", "application/schema+json"}
)
_NOTHING_TO_READ = frozenset({204, 206, 302, 303, 304, 307, 308})
"""Answers with no page in them, or with a part of one."""
_LEAST = 1000
"""Bytes from which on it is worth it."""
_SHORT, _QUICKLY, _TIGHTLY = 32_000, 1, 5
"""A short page is compressed quickly: the twentieth that tightly would save is not felt on any line."""


def compress_answers(app: Flask) -> None:
    """Must be set up before whatever else looks at an answer, since it is then the last to touch it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in _TYPES or response.status_code in _NOTHING_TO_READ:
            return response
        response.vary.add("Accept-Encoding")
        if "Content-Encoding" not in response.headers:
            pack(response)
        return response


def _packed(content: bytes) -> bytes:
    if len(content) < _SHORT:
        return igzip.compress(content, _QUICKLY, mtime=0)
    return gzip.compress(content, _TIGHTLY, mtime=0)


def pack(response: Response) -> None:
    """Compress an answer, if whoever asked takes it compressed."""
    if not request.accept_encodings["gzip"] > 0:
        return
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < _LEAST:
        return
    response.set_data(_packed(content))
    response.headers["Content-Encoding"] = "gzip"
    tag, _is_weak = response.get_etag()
    if tag:
        # Of the same page packed and unpacked, the bytes differ.
        response.set_etag(tag, weak=True)
