"""All scenes there are."""

from tests.photographs import of_letters, of_trips
from tests.photographs.studio import Scene

SCENES: tuple[Scene, ...] = (
    *(of_trips.nobody_s, of_trips.refused, of_trips.empty, of_trips.half, of_trips.filled),
    *(of_trips.other_samples, of_trips.late, of_trips.changed, of_trips.with_copies, of_trips.links),
    *(of_letters.sending, of_letters.waiting, of_letters.left, of_letters.too_late, of_letters.silence),
    *(of_letters.answers, of_letters.untrue, of_letters.operating),
)
