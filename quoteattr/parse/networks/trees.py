"""From words to trees: Stanza's graph parser, with relations scored for the arcs of the tree alone.

The parser is Dozat and Manning's (2017, Deep Biaffine Attention for Neural Dependency Parsing) with the linear order
and distance of head and dependent scored beside the arc (Qi et al. 2018).  Where every word's best head makes a tree
with one root, that is the best tree; the others go through :func:`~quoteattr.parse.stanza_speedup.best_tree`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import linear, log_softmax, logsigmoid, pad, softplus

from quoteattr.parse.networks.batches import cut, starts_of
from quoteattr.parse.networks.forms import ROOT, Forms
from quoteattr.parse.networks.highway import Highway, Read
from quoteattr.parse.networks.recurrent import Batch
from quoteattr.parse.tree_search import best_tree, relation_groups, without_doubles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_BUDGET = 2_000  # words a batch
_ARCS = 128  # whose relations are scored at once
_ARC_SCORERS = ("unlabeled", "linearization", "distance")


class TreeParser:
    """Runs the network of a Stanza depparse processor."""

    def __init__(self, processor: Any) -> None:
        from stanza.models.common.vocab import VOCAB_PREFIX_SIZE

        trainer = processor.trainer
        network = trainer.model.eval()
        self._lstm = Highway(network.parserlstm, network.parserlstm_h_init, network.parserlstm_c_init)
        self._forms = Forms(trainer, processor.pretrain, ("vector", "word", "lemma", "characters"))
        scorers = [getattr(network, name) for name in (*_ARC_SCORERS, "deprel")]
        layers = [scorer.W1 for scorer in scorers] + [scorer.W2 for scorer in scorers]
        # a view ends in a 1, by which the scorers add what word and head weigh alone
        self._view_weight = torch.cat([pad(layer.weight, (0, 0, 0, 1)) for layer in layers]).detach()
        self._view_bias = torch.cat([pad(layer.bias, (0, 1), value=1) for layer in layers]).detach()
        self._width = layers[0].out_features + 1
        pairs = [scorer.scorer.W_bilin for scorer in scorers]
        self._arc_weight = torch.stack([pair.weight[:, :, 0] for pair in pairs[:-1]])
        self._arc_bias = torch.stack([pair.bias for pair in pairs[:-1]])[:, :, None]
        self._relation_weight, self._relation_bias = pairs[-1].weight.detach(), pairs[-1].bias.detach()
        names = trainer.vocab["deprel"].unmap(range(len(trainer.vocab["deprel"])))
        self._relations = np.array(names[VOCAB_PREFIX_SIZE:], dtype=object)
        self._mends = processor.config.get("resolve_head_constraints", True)
        self._groups = relation_groups(trainer.vocab["deprel"], len(self._relations))
        kinds = sorted({group for group in self._groups if group is not None})
        self._group_of = np.array([kinds.index(group) if group is not None else -1 for group in self._groups])

    @staticmethod
    def knows(processor: Any) -> bool:
        """Whether the processor's network is of the kind that this runs."""
        from stanza.models.depparse.model import GraphParser

        trainer = processor.trainer
        return (
            not hasattr(processor, "_variant")
            and type(getattr(trainer, "model", None)) is GraphParser
            and trainer.args["linearization"]
            and trainer.args["distance"]
            and not trainer.args["tag_emb_dim"]
            and not trainer.args.get("use_arc_embedding")
            and Forms.knows(trainer, processor.pretrain)
        )

    def trees(self, forms: Sequence[str], lengths: Sequence[int]) -> list[tuple[list[int], list[str]]]:
        """For each sentence its words' heads, 0 for the root and the first word 1, and relations."""
        rooted: list[str] = []
        start = 0
        for length in lengths:
            rooted += [ROOT, *forms[start : start + length]]
            start += length
        read, which = self._forms.read(rooted, self._lstm)
        sizes = [length + 1 for length in lengths]
        starts = starts_of(sizes)
        found: list[tuple[list[int], list[str]]] = [([], [])] * len(lengths)
        for numbers in cut(sizes, _BUDGET):
            batch = Batch([starts[n] for n in numbers], [sizes[n] for n in numbers])
            for number, tree in zip(numbers, self._parse(batch, read, which[batch.order]), strict=True):
                found[number] = tree
        return found

    def _parse(self, batch: Batch, read: Read, which: Tensor) -> list[tuple[list[int], list[str]]]:
        views, scores = self._scores(read, which, batch)
        heads = _best_trees(scores, batch.lengths)
        labels = self._labels(batch, views[:, :, -1], heads)
        sizes = batch.lengths.tolist()
        starts = starts_of(sizes)
        for number in self._doubled(heads, labels) if self._mends else ():
            size, own = sizes[number], views[starts[number] : starts[number] + sizes[number], :, -1]
            relation_scores = self._relation_scores(own[:, 0], own[:, 1])
            arc_scores = scores[number, :size, :size].numpy()
            tree = without_doubles(arc_scores, relation_scores.numpy(), heads[number, :size], self._groups)
            heads[number, :size], labels[number, 1:size] = tree
        relations = self._relations[labels].tolist()
        return [(own[1:size], named[1:size]) for size, own, named in zip(sizes, heads.tolist(), relations, strict=True)]

    def _scores(self, read: Read, which: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
        """How each word looks to each scorer, as a dependent and as a head (word, side, scorer, view); arc scores."""
        views = linear(self._lstm(read, which, batch), self._view_weight, self._view_bias).relu_()
        views = views.view(-1, 2, len(_ARC_SCORERS) + 1, self._width)
        return views, self._arc_scores(batch, views[:, :, :-1])

    def _arc_scores(self, batch: Batch, views: Tensor) -> Tensor:
        """How well each word fits each other as its head: sentence, dependent, head."""
        padded = batch.padded(views.flatten(1))
        dependents, heads = padded.view(*padded.shape[:2], *views.shape[1:]).permute(2, 0, 3, 1, 4)
        arc, order, distance = (dependents @ self._arc_weight @ heads.mT + self._arc_bias).unbind(1)
        places = torch.arange(batch.longest)
        offset = places[None, :] - places[:, None]
        arc = arc + logsigmoid(order * offset.sign())
        arc -= torch.log((offset.abs() - (1 + softplus(distance))) ** 2 / 2 + 1)
        scores: Tensor = arc.masked_fill_((offset == 0) | ~batch.inside[:, None, :], -torch.inf)
        return scores

    def _labels(self, batch: Batch, views: Tensor, heads: Array) -> Array:
        """The best relation of each word to its head; 0 for the root."""
        labels = np.zeros(heads.shape, dtype=np.int64)
        sentence, position = batch.inside.nonzero(as_tuple=True)
        starts = batch.lengths.cumsum(0) - batch.lengths
        head_rows = starts[sentence] + torch.from_numpy(heads)[sentence, position]
        best = []
        for start in range(0, len(views), _ARCS):
            part = slice(start, start + _ARCS)
            spread = (views[part, 0] @ self._relation_weight.flatten(1)).view(-1, *self._relation_weight.shape[1:])
            best.append(((views[head_rows[part], 1].unsqueeze(1) @ spread)[:, 0] + self._relation_bias).argmax(1))
        labels[sentence.numpy(), position.numpy()] = torch.cat(best).numpy()
        labels[:, 0] = 0
        return labels

    def _relation_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """The log probability of each relation between each two words of a sentence."""
        spread = torch.einsum("ni,ijr->njr", dependents, self._relation_weight)
        return log_softmax(torch.einsum("njr,mj->nmr", spread, heads) + self._relation_bias, 2)

    def _doubled(self, heads: Array, labels: Array) -> list[int]:
        """The sentences in which a word has two subjects or two objects."""
        groups = self._group_of[labels]
        groups[:, 0] = -1
        sentence, position = np.nonzero(groups >= 0)
        keys = np.stack([sentence, heads[sentence, position], groups[sentence, position]])
        unique, counts = np.unique(keys, axis=1, return_counts=True)
        return sorted(set(unique[0, counts > 1].tolist()))


def _best_trees(scores: Tensor, lengths: Tensor) -> Array:
    """The heads of the best tree of each sentence, with a root at 0 and zeros behind its end."""
    best = scores.argmax(2)
    best[:, 0] = 0
    best[torch.arange(best.shape[1])[None, :] >= lengths[:, None]] = 0
    roots = (best[:, 1:] == 0).sum(1) - (best.shape[1] - lengths)
    reached = best
    for _ in range(int(best.shape[1]).bit_length()):
        reached = reached.gather(1, reached)
    heads: Array = best.numpy()
    for number in ((roots != 1) | reached.any(1)).nonzero()[:, 0].tolist():
        size = int(lengths[number])
        heads[number, :size] = best_tree(scores[number, :size, :size].numpy())
    return heads
