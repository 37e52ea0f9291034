"""From words to tags: Stanza's tagger network, with the scores of all tags in one product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import linear

from quoteattr.lean.batches import cut, starts_of
from quoteattr.lean.forms import Forms
from quoteattr.lean.highway import Highway, Read
from quoteattr.lean.recurrent import Batch

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
        self._written: dict[tuple[int, ...], tuple[str, str]] = {}

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
        found = torch.empty(len(forms), len(self._sizes), dtype=torch.long)
        for numbers in cut(lengths, _BUDGET):
            batch = Batch([starts[n] for n in numbers], [lengths[n] for n in numbers])
            scores = self._scores(read, which[batch.order], batch)
            found[batch.order] = torch.stack([part.argmax(1) for part in torch.split(scores, self._sizes, 1)], 1)
        return [self._write(tuple(ids)) for ids in found.numpy().tolist()]

    def _scores(self, read: Read, which: Tensor, batch: Batch) -> Tensor:
        return linear(self._hidden(self._lstm(read, which, batch)).relu_(), self._weight, self._bias)

    def _write(self, ids: tuple[int, ...]) -> tuple[str, str]:
        """The strings of a bundle of tags, written once."""
        if ids not in self._written:
            feats = self._vocab["feats"].id2unit(ids[1:])
            self._written[ids] = self._vocab["upos"].id2unit(ids[0]), "" if feats == "_" else feats
        return self._written[ids]
