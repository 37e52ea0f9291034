"""The same trees and tags from Stanza's own processors in less time.

Half of what Stanza's parser takes is the search for the best tree, which is made once for each word as the root; and
features are written anew for every word.  Here the search is that of :mod:`quoteattr.parse.tree_search`, and what is
written once is kept.  Both give Stanza's own result (a test compares them), and are put on one loaded model, not on
Stanza.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quoteattr.parse.tree_search import best_tree, doubled, relation_groups, without_doubles

_STANZA = "1.15."  # the version whose code this knows


def reads_lemmas(pipeline: Any) -> bool:
    """Whether the parser knows any lemma: one trained without them needs no lemmatizer before it."""
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE

    vocab = getattr(getattr(pipeline.processors["depparse"], "trainer", None), "vocab", None)
    return vocab is None or len(vocab["lemma"]) > VOCAB_PREFIX_SIZE + 1  # "_", where training had none


def speed_up(pipeline: Any) -> Any:
    """Let a pipeline's tagger and parser take the shorter way, where they are of the kind that this knows."""
    import stanza
    from stanza.models.common.vocab import CompositeVocab
    from stanza.models.depparse.model import GraphParser

    if not stanza.__version__.startswith(_STANZA):
        return pipeline
    parser = pipeline.processors["depparse"].trainer.model
    if isinstance(parser, GraphParser):
        parser.decode_graph_predictions = decode
    feats = pipeline.processors["pos"].trainer.vocab["feats"]
    if isinstance(feats, CompositeVocab):
        _remember(feats)
    return pipeline


def _remember(vocab: Any) -> None:
    """Keep the string of each bundle of features."""
    write, written = vocab.id2unit, {}

    def id2unit(bundle: Any) -> Any:
        key = tuple(bundle) if isinstance(bundle, (list, tuple)) else bundle
        if key not in written:
            written[key] = write(bundle)
        return written[key]

    vocab.id2unit = id2unit


def decode(
    vocab: Any, batch_size: int, preds: Sequence[Any], sentlens: Sequence[int], resolve_head_constraints: bool = False
) -> list[list[list[Any]]]:
    """Head and relation of each word of each sentence, as Stanza's ``GraphParser.decode_graph_predictions``."""
    import numpy as np
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE

    result = []
    groups = relation_groups(vocab, preds[2][0].shape[-1])
    for index in range(batch_size):
        size = sentlens[index]
        scores, best = preds[0][index][:size, :size], preds[1][index]
        tree = best_tree(scores)
        labels = (best[np.arange(1, size), tree[1:]] - VOCAB_PREFIX_SIZE).tolist()
        if resolve_head_constraints and doubled(tree, labels, groups):
            tree, labels = without_doubles(scores, preds[2][index][:size, :size, :], tree, groups)
        relations = vocab.unmap([label + VOCAB_PREFIX_SIZE for label in labels])
        result.append([[tree[place + 1], relations[place]] for place in range(size - 1)])
    return result
