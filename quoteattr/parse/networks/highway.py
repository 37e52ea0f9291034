"""Stanza's highway LSTMs (Srivastava et al. 2015, Highway Networks) over words, a step at a time in both directions.

What a word weighs by itself is multiplied for all words together, and in the lowest layer for each form once, however
often it occurs: only what depends on the step before is left for the steps.  Sequences lie longest first, so that a
step is over the first so many of them and nothing is padded.

A hyperbolic tangent takes several times as long as a sigmoid, and is one: tanh x = 2 sigmoid 2x - 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from quoteattr.parse.networks.recurrent import Batch

State = tuple[Tensor, Tensor]  # hidden and cell at the start, a row a direction
Read = tuple[Tensor, Tensor, Tensor]  # of each row what it weighs in the gates, how far it passes, what then passes


class Highway:
    """The layers of one highway LSTM with their start states."""

    def __init__(self, network: Any, h_init: Tensor, c_init: Tensor) -> None:
        starts = zip(torch.split(h_init[:, 0].detach(), 2), torch.split(c_init[:, 0].detach(), 2), strict=True)
        self._layers = [
            _Layer(layer.lstm, gate, way, start)
            for layer, gate, way, start in zip(network.lstm, network.gate, network.highway, starts, strict=True)
        ]

    def read(self, rows: Tensor) -> Read:
        """What the lowest layer makes of rows by themselves."""
        return self._layers[0].read(rows)

    def __call__(self, read: Read, which: Tensor, batch: Batch) -> Tensor:
        """A row a word of the batch; ``which`` of the rows that were read is each word."""
        gates, gate, way = read
        rows = self._layers[0]((gates, gate.index_select(0, which), way.index_select(0, which)), batch, which)
        for layer in self._layers[1:]:
            rows = layer(layer.read(rows), batch)
        return rows


class _Layer:
    """A bidirectional LSTM and the gated way around it."""

    def __init__(self, lstm: nn.LSTM, gate: nn.Linear, way: nn.Linear, start: State) -> None:
        self._input = _of_both(lstm, "weight_ih").mT.contiguous()
        self._recurrent = _of_both(lstm, "weight_hh").mT.contiguous()
        self._bias = (_of_both(lstm, "bias_ih") + _of_both(lstm, "bias_hh"))[:, None]
        self._gate, self._way, self._start = gate, way, start
        self.size = lstm.hidden_size

    def read(self, rows: Tensor) -> Read:
        gates = torch.baddbmm(self._bias, rows.expand(2, -1, -1), self._input)
        return gates, self._gate(rows).sigmoid_(), self._way(rows).tanh_()

    def __call__(self, read: Read, batch: Batch, which: Tensor | None = None) -> Tensor:
        """Of each word the states of both directions beside each other, with what passes around them added."""
        gates, gate, way = read
        order = batch.by_steps if which is None else which[batch.by_steps]
        states = self._states(gates, order, batch.counts)
        result = gate.new_empty(len(gate), 2 * self.size)
        for side, own in enumerate(states):
            result[:, side * self.size : (side + 1) * self.size].index_copy_(0, batch.by_steps[side], own)
        return result.addcmul_(gate, way)

    def _states(self, gates: Tensor, order: Tensor, counts: Sequence[int]) -> Tensor:
        """The states of both directions, step by step; ``order`` says which row of the gates is read when."""
        size, rows = self.size, gates.flatten(0, 1)
        order = order + torch.tensor([[0], [gates.shape[1]]])
        state, cell = (start[:, None].expand(-1, counts[0], -1) for start in self._start)
        cell = 2 * cell  # kept twice as large, ready for the sigmoid
        states = rows.new_empty(2, order.shape[1], size)
        first = 0
        for count in counts:
            step = rows.index_select(0, order[:, first : first + count].flatten()).view(2, count, -1)
            step.baddbmm_(state[:, :count], self._recurrent).sigmoid_()
            enters, stays, leaves, new = step.chunk(4, 2)
            cell = (cell[:, :count] * stays).addcmul_(enters, new, value=4).sub_(enters, alpha=2)
            state = torch.addcmul(-leaves, leaves, cell.sigmoid(), value=2)
            states[:, first : first + count] = state
            first += count
        return states


def _of_both(lstm: nn.LSTM, name: str) -> Tensor:
    """A parameter of both directions; what goes through a hyperbolic tangent twice as large, ready for the sigmoid."""
    both = torch.stack([getattr(lstm, f"{name}_l0{suffix}").detach() for suffix in ("", "_reverse")])
    enters, stays, new, leaves = both.chunk(4, 1)
    return torch.cat([enters, stays, leaves, 2 * new], 1)
