"""A rehearsal's papers say on every page what they are: nobody may take their proofs for proofs."""

from io import BytesIO

import pikepdf
from reportlab.pdfgen.canvas import Canvas

_NAME = pikepdf.Name("/Rehearsal")
_SAYS = "REHEARSAL"
_FOOT = 14.0
_WHY = "Nothing was sent. Desks, answers and addresses are made up."


def stamped(pdf: bytes) -> bytes:
    """*pdf* with the word across each page; equal input gives equal bytes."""
    with pikepdf.open(BytesIO(pdf)) as found:
        for page in found.pages:
            width, height = (float(side) for side in list(page.mediabox)[2:])
            with pikepdf.open(BytesIO(_mark(width, height))) as mark:
                # Page.add_overlay would choose a name by chance.
                form = found.copy_foreign(mark.pages[0].as_form_xobject())
            page.add_resource(form, pikepdf.Name.XObject, _NAME)
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ /Artifact BMC q %s Do Q EMC\n" % str(_NAME).encode())
        kept = BytesIO()
        found.save(kept, deterministic_id=True)
        return kept.getvalue()


def _mark(width: float, height: float) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(width, height), invariant=1)
    canvas.setFont("Helvetica-Bold", 8)
    canvas.drawCentredString(width / 2, _FOOT, f"{_SAYS}. {_WHY}")
    canvas.setFillGray(0.35, 0.22)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52)
    canvas.setFont("Helvetica-Bold", width / 6)
    canvas.drawCentredString(0, 0, _SAYS)
    canvas.save()
    return made.getvalue()
