"""What the networks read of a word: its vectors, and its characters run through a network once for each form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from quoteattr.parse.networks.batches import cut
from quoteattr.parse.networks.highway import Highway, Read
from quoteattr.parse.networks.recurrent import OneWay

AT_ONCE = 16_000  # words whose forms are asked for together
ROOT = ""  # stands for the root of the tree, which the parser reads as a word
_REMEMBERED = 20_000  # forms; about 45 MB with the embedded model
_BUDGET = 16_000  # characters a batch


class Forms:
    """The input rows of a network, computed once for each form and remembered."""

    def __init__(self, trainer: Any, pretrain: Any, order: Sequence[str]) -> None:
        self._network, self._vocab, self._vectors = trainer.model, trainer.vocab, pretrain.vocab
        self._order = order  # of the parts of a row
        characters = trainer.model.charmodel
        self._lstm = OneWay(characters.charlstm.lstm)
        self._start = characters.charlstm_h_init[0], characters.charlstm_c_init[0]
        self._places: dict[str, int] = {}
        self._rows = torch.empty(0)

    @staticmethod
    def knows(trainer: Any, pretrain: Any) -> bool:
        """Whether the network reads vectors, embeddings and characters by a network of its own, and nothing else."""
        args = trainer.args
        return (
            pretrain is not None
            and all(args.get(name) for name in ("pretrain", "char", "char_emb_dim", "word_emb_dim"))
            and not any(args.get(name) for name in ("charlm", "bert_model", "reversed", "char_bidirectional"))
        )

    def read(self, forms: Sequence[str], network: Highway) -> tuple[Read, Tensor]:
        """What ``network`` reads of the distinct ones among at most :data:`AT_ONCE` forms, and which each form is."""
        places, which = torch.unique(self._places_of(forms), return_inverse=True)
        return network.read(self._rows[places]), which

    def _places_of(self, forms: Sequence[str]) -> Tensor:
        new = [form for form in dict.fromkeys(forms) if form not in self._places]
        if len(self._places) + len(new) > _REMEMBERED:
            self._places = {}
            new = list(dict.fromkeys(forms))
        if new:
            rows, first = self._compute(new), len(self._places)
            if not len(self._rows):
                self._rows = torch.empty(_REMEMBERED, rows.shape[1])
            self._rows[first : first + len(new)] = rows
            self._places.update(zip(new, range(first, first + len(new)), strict=True))
        return torch.from_numpy(np.fromiter(map(self._places.__getitem__, forms), np.int64, len(forms)))

    def _compute(self, forms: Sequence[str]) -> Tensor:
        from stanza.models.common.utils import simplify_punct
        from stanza.models.common.vocab import ROOT_ID, UNK_ID

        network, vocab = self._network, self._vocab
        read = [form for (form,) in simplify_punct([[[form] for form in forms]])[0]]
        vectors = torch.tensor([self._vectors.unit2id(form.lower()) if form != ROOT else ROOT_ID for form in read])
        words = torch.tensor([vocab["word"].unit2id(form) if form != ROOT else ROOT_ID for form in read])
        units = [vocab["char"].map(list(form)) if form != ROOT else [ROOT_ID] for form in read]
        parts = {
            "word": network.word_emb(words),
            "vector": network.trans_pretrained(network.pretrained_emb(vectors)),
            "characters": network.trans_char(self._characters(units)),
        }
        if "lemma" in self._order:  # of a parser that knows none
            parts["lemma"] = network.lemma_emb(torch.tensor([UNK_ID if form != ROOT else ROOT_ID for form in read]))
        return torch.cat([parts[name] for name in self._order], 1)

    def _characters(self, units: Sequence[Sequence[int]]) -> Tensor:
        network = self._network.charmodel
        lengths = [len(word) for word in units]
        result = torch.empty(len(units), network.charlstm.lstm.hidden_size)
        for batch in cut(lengths, _BUDGET):
            padded = torch.zeros(len(batch), lengths[batch[0]], dtype=torch.long)
            for row, number in enumerate(batch):
                padded[row, : lengths[number]] = torch.tensor(units[number])
            states = self._lstm(network.char_emb(padded), self._start)
            weights = network.char_attn(states).sigmoid_() * (padded > 0)[:, :, None]
            result[batch] = (states * weights).sum(1)
        return result
