"""The size of paper that people print on."""

from typing import Literal

PaperName = Literal["a4", "letter"]

# Unicode CLDR, supplemental data, measurementData: paperSize "US-Letter" (checked 2026-11-22).
LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
"""Where offices and homes print on US Letter; everywhere else it is A4."""


def paper_in(country: str) -> PaperName:
    """What a printer in *country* (ISO 3166-1 alpha-2) holds."""
    return "letter" if country in LETTER_COUNTRIES else "a4"
