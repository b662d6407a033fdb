"""xhtml2pdf, from the same HTML; it neither shapes nor tags."""

import logging
from io import BytesIO
from typing import Any

from xhtml2pdf import pisa
from xhtml2pdf.config.resources import PERMISSIVE_POLICY

from bench.rivals.content import html

_FRAME = "@frame foot { -pdf-frame-content: foot; bottom: 8mm; left: 18mm; right: 18mm; height: 8mm }"
_FOOT = '<div id="foot">{0} {1} · Page <pdf:pagenumber/></div>'

# It tells of every document which CSS it does not know.
logging.getLogger("xhtml2pdf").setLevel(logging.CRITICAL)


def draw(said: dict[str, Any]) -> bytes:
    page = html(said | {"page_foot": _FRAME, "body_foot": _FOOT.format(*said["foot"])})
    written = BytesIO()
    # Otherwise it reads no font outside its working directory, and quietly draws with Helvetica.
    result: Any = pisa.CreatePDF(page, dest=written, resource_policy=PERMISSIVE_POLICY)
    if result.err:
        raise RuntimeError(f"xhtml2pdf met {result.err} errors")
    return written.getvalue()
