"""Recurrent networks over sequences of unlike length, without packing them.

torch takes a packed batch of unlike lengths step by step, and a padded one twice as fast.  So each direction runs on
its own over padded sequences: what lies behind the end of a sequence cannot reach what lies before, and backwards the
sequences are turned round within their own length.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

State = tuple[Tensor, Tensor]  # hidden and cell at the start, direction by direction


class Batch:
    """Sequences of words that are read together, longest first.

    ``order`` are the places of their words in the flat list of all words, ``inside`` which places of the padded
    sequences hold a word; the words of a batch stand one sequence behind the other.
    """

    def __init__(self, starts: Sequence[int], lengths: Sequence[int]) -> None:
        self.lengths = torch.tensor(lengths)
        self.longest = lengths[0]
        places = torch.arange(self.longest)[None, :]
        self.inside = places < self.lengths[:, None]
        self.order = (torch.tensor(starts)[:, None] + places)[self.inside]
        self.counts: list[int] = self.inside.sum(0).tolist()  # how many sequences have a first word, a second …
        first = (self.lengths.cumsum(0) - self.lengths)[:, None]
        steps = self.inside.T  # the words by their step, from either end
        self.by_steps = torch.stack([(first + places).T[steps], (first + self.lengths[:, None] - 1 - places).T[steps]])
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


def _for_all(state: Tensor, count: int) -> Tensor:
    return state.expand(1, count, -1).contiguous()
