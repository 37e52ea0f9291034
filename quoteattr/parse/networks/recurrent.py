"""Recurrent networks over the characters of words and paragraphs, and batches of sequences of unlike length.

With states as small as those of characters, torch takes less time for a padded batch than for a packed one.  So each
direction runs on its own over padded sequences: what lies behind the end of a sequence cannot reach what lies before,
and backwards the sequences are turned round within their own length.  Words go through
:mod:`quoteattr.parse.networks.highway`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import torch
from torch import Tensor, nn

State = tuple[Tensor, Tensor]  # hidden and cell at the start


class Batch:
    """Sequences of words that are read together, longest first.

    ``order`` are the places of their words in the flat list of all words, ``inside`` which places of the padded
    sequences hold a word; the words of a batch stand one sequence behind the other.
    """

    def __init__(self, starts: Sequence[int], lengths: Sequence[int]) -> None:
        self.lengths = torch.tensor(lengths)
        self.longest = lengths[0]
        self._steps = torch.arange(self.longest)
        self.inside = self._steps < self.lengths[:, None]
        self.order = (torch.tensor(starts)[:, None] + self._steps)[self.inside]
        self.counts: list[int] = self.inside.sum(0).tolist()  # how many sequences have a first word, a second …

    @cached_property
    def by_steps(self) -> Tensor:
        """The words by how far they stand from the start of their sequence, and by how far from its end."""
        first = (self.lengths.cumsum(0) - self.lengths)[:, None]
        last = first + self.lengths[:, None] - 1
        return torch.stack([(first + self._steps).T[self.inside.T], (last - self._steps).T[self.inside.T]])

    @cached_property
    def _padded_places(self) -> tuple[Tensor, Tensor]:
        """Where each word stands in all padded sequences, and where if they are turned round."""
        first = torch.arange(len(self.lengths))[:, None] * self.longest
        return (first + self._steps)[self.inside], (first + self.lengths[:, None] - 1 - self._steps)[self.inside]

    def padded(self, rows: Tensor, backwards: bool = False) -> Tensor:
        """The rows of the words as sequences, with zeros behind their ends."""
        result = rows.new_zeros(self.inside.numel(), rows.shape[1])
        result.index_copy_(0, self._padded_places[backwards], rows)
        return result.view(*self.inside.shape, -1)

    def rows(self, padded: Tensor, backwards: bool = False) -> Tensor:
        """The rows of the words from padded sequences."""
        return padded.flatten(0, 1).index_select(0, self._padded_places[backwards])


class OneWay:
    """One direction of one of torch's LSTMs."""

    def __init__(self, lstm: nn.LSTM, suffix: str = "") -> None:
        names = [f"{kind}_l0" for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        self._lstm = nn.LSTM(lstm.input_size, lstm.hidden_size, batch_first=True).eval()
        self._lstm.load_state_dict({name: getattr(lstm, name + suffix) for name in names})
        self._lstm.requires_grad_(requires_grad=False)

    def __call__(self, padded: Tensor, state: State | None = None) -> Tensor:
        """The states of padded sequences; those behind the end of one mean nothing."""
        if state is not None:
            hidden, cell = (part.expand(1, len(padded), -1).contiguous() for part in state)
            state = hidden, cell
        output: Tensor = self._lstm(padded, state)[0]
        return output


class TwoWay:
    """A bidirectional layer."""

    def __init__(self, lstm: nn.LSTM) -> None:
        self._forwards, self._backwards = OneWay(lstm), OneWay(lstm, "_reverse")

    def __call__(self, rows: Tensor, batch: Batch) -> Tensor:
        """For each word of a batch the states of both directions beside each other."""
        forwards = self._forwards(batch.padded(rows))
        backwards = self._backwards(batch.padded(rows, backwards=True))
        return torch.cat([batch.rows(forwards), batch.rows(backwards, backwards=True)], 1)
