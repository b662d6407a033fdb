"""A filing's PDF against what other makers of PDFs take for the same content."""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from typing import Any

from bench.pdf import KINDS, REFERENCE, filing_of, named_filings
from bench.rivals.content import plain
from prenotify.documents.content import content_of
from prenotify.documents.pdf import filing_pdf
from prenotify.domain.plan import Filing

Subject = tuple[Callable[[], object], Callable[[], object], float]

_RIVALS = {"fpdf2": "fpdf", "WeasyPrint": "weasyprint", "typst": "typst", "xhtml2pdf": "xhtml2pdf"}
"""Each rival and the module it is installed as."""
_NEVER_SLOWER = 1.0


def subjects() -> dict[str, Subject | None]:
    """By name: our filing, the rival's, and the ratio ours may reach; None for a rival that is not here."""
    return dict(_subjects())


def _subjects() -> Iterator[tuple[str, Subject | None]]:
    for kind, form in KINDS.items():
        filings = named_filings(filing_of(form))
        for rival, module in _RIVALS.items():
            draw = _draw(rival) if find_spec(module) else None
            yield f"{kind} filing / rival {rival}", _subject(filings, draw) if draw else None


def _draw(rival: str) -> Callable[[dict[str, Any]], bytes]:
    draw: Callable[[dict[str, Any]], bytes] = import_module(f"bench.rivals.{rival.lower()}").draw
    return draw


def _subject(filings: list[Filing], draw: Callable[[dict[str, Any]], bytes]) -> Subject:
    ours, theirs = cycle(filings), cycle([plain(content_of(one, REFERENCE)) for one in filings])
    return lambda: filing_pdf(next(ours), REFERENCE), lambda: draw(next(theirs)), _NEVER_SLOWER
