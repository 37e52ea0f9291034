"""Recurrent networks over sequences of unlike length, without packing them.

torch takes a packed batch of unlike lengths step by step, and a padded one twice as fast.  So each direction runs on
its own over padded sequences: what lies behind the end of a sequence cannot reach what lies before, and backwards the
sequences are turned round within their own length.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from quoteattr.lean.linear import joined

State = tuple[Tensor, Tensor]  # hidden and cell at the start, direction by direction


class Batch:
    """Sequences of words that are read together.

    ``order`` are the places of their words in the flat list of all words, ``inside`` which places of the padded
    sequences hold a word; the words of a batch stand one sequence behind the other.
    """

    def __init__(self, starts: Sequence[int], lengths: Sequence[int]) -> None:
        self.lengths = torch.tensor(lengths)
        self.longest = max(lengths)
        places = torch.arange(self.longest)[None, :]
        self.inside = places < self.lengths[:, None]
        self.order = (torch.tensor(starts)[:, None] + places)[self.inside]
        first = torch.arange(len(lengths))[:, None] * self.longest
        self._forwards = (first + places)[self.inside]  # where each word stands in all padded sequences
        self._backwards = (first + self.lengths[:, None] - 1 - places)[self.inside]

    def padded(self, rows: Tensor, backwards: bool = False) -> Tensor:
        """The rows of the words as sequences, with zeros behind their ends."""
        result = rows.new_zeros(self.inside.numel(), rows.shape[1])
        result.index_copy_(0, self._backwards if backwards else self._forwards, rows)
        return result.view(*self.inside.shape, -1)

    def rows(self, padded: Tensor, backwards: bool = False) -> Tensor:
        """The rows of the words from padded sequences."""
        return padded.flatten(0, 1).index_select(0, self._backwards if backwards else self._forwards)


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
            state = (_for_all(state[0], len(padded)), _for_all(state[1], len(padded)))
        output: Tensor = self._lstm(padded, state)[0]
        return output


class TwoWay:
    """A bidirectional layer."""

    def __init__(self, lstm: nn.LSTM) -> None:
        self._forwards, self._backwards = OneWay(lstm), OneWay(lstm, "_reverse")

    def __call__(self, rows: Tensor, batch: Batch, state: State | None = None) -> Tensor:
        """For each word of a batch the states of both directions beside each other."""
        first, second = (None, None) if state is None else zip(*(part.unbind(0) for part in state), strict=True)
        forwards = self._forwards(batch.padded(rows), first)
        backwards = self._backwards(batch.padded(rows, backwards=True), second)
        return torch.cat([batch.rows(forwards), batch.rows(backwards, backwards=True)], 1)


class Highway:
    """One of Stanza's highway LSTMs, with its start states (Srivastava et al. 2015, Highway Networks)."""

    def __init__(self, network: Any, h_init: Tensor, c_init: Tensor) -> None:
        self._layers = [TwoWay(layer.lstm) for layer in network.lstm]
        self._gates = [joined([gate], "sigmoid") for gate in network.gate]
        self._ways = [joined([way], "tanh") for way in network.highway]
        self._starts = [
            (h.detach(), c.detach())
            for h, c in zip(torch.split(h_init[:, 0], 2), torch.split(c_init[:, 0], 2), strict=True)
        ]

    def __call__(self, rows: Tensor, batch: Batch) -> Tensor:
        """A row a word of the batch, sequence by sequence, from its input ``rows`` in the same order."""
        for layer, gate, way, start in zip(self._layers, self._gates, self._ways, self._starts, strict=True):
            rows = layer(rows, batch, start).addcmul_(gate(rows), way(rows))
        return rows


def _for_all(state: Tensor, count: int) -> Tensor:
    return state.expand(1, count, -1).contiguous()
