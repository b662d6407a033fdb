"""Copies of papers that go along with a letter, as far as one mail can carry them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Base64 puts 57 bytes on a line of 76 characters and a line end.
_BYTES_A_LINE, _LINE = 57, 78
_PART_HEADERS = 400


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file beside the letter's own; *name* is plain ASCII and ends as its kind does."""

    name: str
    media_type: str
    content: bytes

    @property
    def mail_size(self) -> int:
        """How many bytes it adds to a mail."""
        return _PART_HEADERS + -(-len(self.content) // _BYTES_A_LINE) * _LINE


@dataclass(frozen=True, slots=True)
class Joined:
    enclosed: tuple[Enclosure, ...]
    left_out: tuple[Enclosure, ...]
    """What one mail has no room for."""


def joined(enclosures: Sequence[Enclosure], room: int) -> Joined:
    """Those that fit into *room*, in bytes, in their order; a later one may fit where an earlier did not."""
    enclosed: list[Enclosure] = []
    left_out: list[Enclosure] = []
    for one in enclosures:
        fits = one.mail_size <= room
        (enclosed if fits else left_out).append(one)
        room -= one.mail_size if fits else 0
    return Joined(tuple(enclosed), tuple(left_out))


def carried(
    compose: Callable[[Sequence[Enclosure]], bytes], enclosures: Sequence[Enclosure], limit: int
) -> tuple[bytes, tuple[Enclosure, ...]]:
    """The mail that *compose* makes with all that fits into *limit* bytes, and what it has no room for."""
    bare = compose(())
    found = joined(enclosures, limit - len(bare))
    return (compose(found.enclosed) if found.enclosed else bare), found.left_out
