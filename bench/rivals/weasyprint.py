"""WeasyPrint, from HTML, tagged; its fonts are read once."""

from functools import cache
from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from bench.rivals.content import html

_FOOT = (
    '@bottom-left {{ content: "{0}" }}'
    '@bottom-right {{ content: "{1} · Page " counter(page) " of " counter(pages) }}'
)


def draw(said: dict[str, Any]) -> bytes:
    page = html(said | {"page_foot": _FOOT.format(*said["foot"])})
    written: bytes = HTML(string=page).write_pdf(font_config=_fonts(), pdf_tags=True)
    return written


@cache
def _fonts() -> Any:
    return FontConfiguration()
