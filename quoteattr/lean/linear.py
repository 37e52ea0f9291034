"""Linear layers by oneDNN where torch has it: twice as fast as MKL on processors that are not Intel's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

Layer = Callable[[Tensor], Tensor]


def joined(layers: Sequence[nn.Linear]) -> Layer:
    """Several layers that read the same as one product."""
    return product(torch.cat([layer.weight for layer in layers]), torch.cat([layer.bias for layer in layers]))


def product(weight: Tensor, bias: Tensor | None = None) -> Layer:
    """A layer of these weights."""
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None).requires_grad_(requires_grad=False)
    layer.weight.copy_(weight)
    if bias is not None:
        layer.bias.copy_(bias)
    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return layer
    from torch.utils.mkldnn import to_mkldnn

    fast: Layer = to_mkldnn(layer)  # type: ignore[no-untyped-call]
    return fast
