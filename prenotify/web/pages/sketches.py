"""Where a value stands on a paper: a place on one of our sketches, templates/pages/_sketch_*.html."""

from dataclasses import dataclass
from typing import Literal

Sketch = Literal["cover", "passport", "licence"]
SIZE = (240, 160)
"""Width and height of every sketch."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A frame on a sketch."""

    sketch: Sketch
    x: int
    y: int
    width: int
    height: int


CARNET_KIND = Spot("cover", 22, 38, 196, 20)
CARNET_NUMBER = Spot("cover", 148, 8, 84, 22)
CARNET_ISSUER = Spot("cover", 8, 6, 100, 26)
CARNET_VALID = Spot("cover", 8, 62, 130, 20)
CARNET_COUNTRIES = Spot("cover", 8, 100, 224, 54)

PASSPORT_NAME = Spot("passport", 84, 30, 100, 34)
PASSPORT_NUMBER = Spot("passport", 150, 6, 84, 20)
PASSPORT_EXPIRES = Spot("passport", 84, 92, 70, 22)

LICENCE_EXPIRES = Spot("licence", 148, 66, 82, 18)
LICENCE_NUMBER = Spot("licence", 78, 104, 100, 18)
