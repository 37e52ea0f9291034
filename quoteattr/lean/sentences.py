"""Sentences as the recurrent networks take them: all first words, all second words, and so on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence


class Steps:
    """The order of a batch of sentences, longest first, word position by word position.

    ``order`` are the places of the words in the flat list of all words, ``sentence`` and ``position`` where each of
    them stands in the batch, ``row_at`` the inverse of these two.
    """

    def __init__(self, starts: Sequence[int], lengths: Sequence[int]) -> None:
        positions = torch.arange(lengths[0])[:, None]
        inside = positions < torch.tensor(lengths)[None, :]
        self.lengths = lengths
        self.sizes = inside.sum(1)
        self.order = (torch.tensor(starts)[None, :] + positions)[inside]
        self.position, self.sentence = inside.nonzero(as_tuple=True)
        self.row_at = torch.zeros(len(lengths), lengths[0], dtype=torch.long)
        self.row_at[self.sentence, self.position] = torch.arange(len(self.order))

    def rows_of(self, number: int) -> Tensor:
        """Where the words of one sentence stand in this order."""
        return self.row_at[number, : self.lengths[number]]

    def run(self, network: Any, rows: Tensor, h_init: Tensor, c_init: Tensor) -> Tensor:
        """A row a word from one of Stanza's highway LSTMs."""
        count = len(self.lengths)
        hx = (h_init.expand(-1, count, -1).contiguous(), c_init.expand(-1, count, -1).contiguous())
        output, _ = network(PackedSequence(rows, self.sizes), self.lengths, hx)
        data: Tensor = output.data
        return data

    def padded(self, rows: Tensor) -> Tensor:
        """The rows as sentences of one length, zeros behind the shorter ones."""
        result = rows.new_zeros(len(self.lengths), self.lengths[0], rows.shape[1])
        result[self.sentence, self.position] = rows
        return result


def starts_of(lengths: Sequence[int]) -> list[int]:
    """Where each of several sequences starts when they stand one behind the other."""
    return [0, *accumulate(lengths)][:-1]
