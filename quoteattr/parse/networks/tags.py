"""From words to tags: Stanza's tagger network, with the scores of all tags in one product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import linear

from quoteattr.parse.networks.batches import cut, starts_of
from quoteattr.parse.networks.forms import Forms
from quoteattr.parse.networks.highway import Highway, Read
from quoteattr.parse.networks.recurrent import Batch

_BUDGET = 2_000  # words a batch


class Tagger:
    """Runs the network of a Stanza pos processor."""

    def __init__(self, processor: Any) -> None:
        trainer = processor.trainer
        network = trainer.model.eval()
        self._vocab = trainer.vocab
        self._forms = Forms(trainer, processor.pretrain, ("word", "vector", "characters"))
        self._lstm = Highway(network.taggerlstm, network.taggerlstm_h_init, network.taggerlstm_c_init)
        heads = [network.upos_clf, *network.tag_clf["feats"]]
        self._sizes = [head.out_features for head in heads]
        self._weight = torch.cat([head.weight for head in heads]).detach()
        self._bias = torch.cat([head.bias for head in heads]).detach()
        self._hidden = network.upos_hid
        self._written: dict[bytes, tuple[str, str]] = {}

    @staticmethod
    def knows(processor: Any) -> bool:
        """Whether the processor's network is of the kind that this runs."""
        from stanza.models.common.vocab import CompositeVocab
        from stanza.models.pos.model import Tagger as Network

        trainer = processor.trainer
        return (
            not hasattr(processor, "_variant")
            and type(getattr(trainer, "model", None)) is Network
            and trainer.model.share_hid
            and isinstance(trainer.vocab["feats"], CompositeVocab)
            and Forms.knows(trainer, processor.pretrain)
        )

    def tags(self, forms: Sequence[str], lengths: Sequence[int]) -> list[tuple[str, str]]:
        """UPOS and FEATS (or "") of each word; ``lengths`` are those of the sentences."""
        read, which = self._forms.read(forms, self._lstm)
        starts = starts_of(lengths)
        found = torch.empty(len(forms), len(self._sizes), dtype=torch.int16)
        for numbers in cut(lengths, _BUDGET):
            batch = Batch([starts[n] for n in numbers], [lengths[n] for n in numbers])
            found[batch.order] = self._best(read, which[batch.order], batch)
        return self._write(found)

    def _best(self, read: Read, which: Tensor, batch: Batch) -> Tensor:
        """Of each word the number of its part of speech and of the value of each feature."""
        scores = linear(self._hidden(self._lstm(read, which, batch)).relu_(), self._weight, self._bias)
        return torch.stack([part.argmax(1) for part in torch.split(scores, self._sizes, 1)], 1).short()

    def _write(self, found: Tensor) -> list[tuple[str, str]]:
        """The strings of bundles of tags, each written once; what is looked up are a bundle's bytes."""
        bundles = found.numpy().view(f"V{found.element_size() * found.shape[1]}")[:, 0].tolist()
        for bundle in set(bundles) - self._written.keys():
            part, *values = memoryview(bundle).cast("h").tolist()
            feats = self._vocab["feats"].id2unit(tuple(values))
            self._written[bundle] = self._vocab["upos"].id2unit(part), "" if feats == "_" else feats
        return [self._written[bundle] for bundle in bundles]
