"""Sequences of like length together, within a budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate


def cut(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """The numbers of the sequences in batches, longest first; padded to its longest, none is larger than ``budget``
    unless it is a single sequence.

    >>> list(cut([3, 9, 4, 8], budget=16))
    [[1], [3, 2], [0]]
    """
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: -lengths[number]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def starts_of(lengths: Sequence[int]) -> list[int]:
    """Where each of several sequences starts when they stand one behind the other."""
    return [0, *accumulate(lengths)][:-1]
