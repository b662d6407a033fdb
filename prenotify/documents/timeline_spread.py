"""Labels of one column, moved apart."""

from collections.abc import Iterator, Sequence


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Tops that keep their order and do not cover each other, moved as little as that takes.

    Neighbours that want the same room are moved together, by as much up as down.
    """
    groups: list[tuple[float, float, int]] = []  # sum of the tops wanted for its first, height, members
    for want, height in zip(wanted, heights, strict=True):
        groups.append((want, height, 1))
        while len(groups) > 1 and _end(groups[-2], top, bottom) > _start(groups[-1], top, bottom):
            (total, above, many), (more, below, others) = groups[-2:]
            groups[-2:] = [(total + more - above * others, above + below, many + others)]
    return [*_tops_of(groups, heights, top, bottom)]


def _start(group: tuple[float, float, int], top: float, bottom: float) -> float:
    total, height, many = group
    return max(top, min(total / many, bottom - height))


def _end(group: tuple[float, float, int], top: float, bottom: float) -> float:
    return _start(group, top, bottom) + group[1]


def _tops_of(
    groups: Sequence[tuple[float, float, int]], heights: Sequence[float], top: float, bottom: float
) -> Iterator[float]:
    number = 0
    for group in groups:
        at = _start(group, top, bottom)
        for _ in range(group[2]):
            yield at
            at += heights[number]
            number += 1
