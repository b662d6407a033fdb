"""The code on a filing tells whether two prints say the same, and tells no name."""

import re

from prenotify.documents.content import content_of
from prenotify.documents.flow import Block, Flow, Grid, Info
from prenotify.documents.pen import Pen
from prenotify.documents.qr import SIDE, beside_code, code_of
from prenotify.domain.plan import Filing
from tests.documents.plans import filing, named, reference_of


def test_it_holds_the_reference_and_a_digest_and_nothing_else(one: Filing) -> None:
    reference = reference_of(one)
    assert re.fullmatch(rf"{reference} [0-9A-F]{{16}}", code_of(content_of(one, reference)))


def test_another_content_has_another_digest() -> None:
    one = filing("indonesia")
    first = code_of(content_of(one, "R"))
    assert first == code_of(content_of(filing("indonesia"), "R"))
    assert first != code_of(content_of(named(one, "Another Name"), "R"))


def test_its_three_corners_are_drawn_inside_its_square() -> None:
    pens: list[Pen] = []
    block = beside_code(
        Block(20, lambda pen, top: pens.append(pen)), "PNSAMPLE-05-IMI 0123456789ABCDEF", "alt"
    )
    flow = Flow(Grid(), Info("", "", ""))
    flow.add([block])
    boxes = [
        [float(n) for n in found]
        for found in re.findall(r"(\S+) (\S+) (\S+) (\S+) re", pens[0].operators[-1])
    ]
    left, top = Grid().right - SIDE, Grid().size[1] - Grid().top
    module = SIDE / 25
    assert block.height == SIDE
    assert all(left - 0.1 < x and x + width < left + SIDE + 0.1 for x, _, width, _ in boxes)
    assert all(top - SIDE - 0.1 < y < top for _, y, _, _ in boxes)
    tops = {
        (round((x - left) / module), round((top - y) / module) - 1) for x, y, w, _ in boxes if _is_seven(w)
    }
    assert {(0, 0), (18, 0), (0, 18)} <= tops


def _is_seven(width: float) -> bool:
    """As wide as one of the three squares that readers look for."""
    return round(width / SIDE * 25) == 7
