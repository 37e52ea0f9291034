"""The same trees and tags from Stanza in less time.

Half of what Stanza's parser takes is the search for the best tree, which contracts cycles one by one in Python even
where there are none; and features are written anew for every word.  Here the search looks first at trees that need no
contraction, and what is written once is kept.  Both give Stanza's own result (a test compares them), and are put on
one loaded model, not on Stanza.

The search is over single-rooted trees (Stanojević and Cohen 2021, A Root of a Problem), with an upper bound for
each root: the best head of every other word, cycles or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.floating[Any]]
    Tree = NDArray[np.integer[Any]]

UNREAD = "?"  # a lemma for a parser that knows none
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
    from stanza.models.depparse.head_constraints import resolve_head_constraint_violations

    result = []
    for index in range(batch_size):
        size = sentlens[index]
        scores, best = preds[0][index][:size, :size], preds[1][index]
        tree = best_tree(scores)
        labels = best[np.arange(1, size), tree[1:]].tolist()
        if resolve_head_constraints and _doubles(vocab, tree, labels):
            tree, raw = resolve_head_constraint_violations(scores, preds[2][index][:size, :size, :], tree, vocab)
            labels = [label + VOCAB_PREFIX_SIZE for label in raw]
        relations = vocab.unmap(labels)
        result.append([[tree[place + 1], relations[place]] for place in range(size - 1)])
    return result


def _doubles(vocab: Any, tree: Tree, labels: list[int]) -> bool:
    """Whether a word has two subjects or two objects, which Stanza then mends."""
    from stanza.models.depparse.head_constraints import DEPREL_TO_GROUP

    seen = set()
    for head, label in zip(tree[1:].tolist(), labels, strict=True):
        group = DEPREL_TO_GROUP.get(vocab.id2unit(label))
        if group is not None:
            if (head, group) in seen:
                return True
            seen.add((head, group))
    return False


def best_tree(scores: Scores) -> Tree:
    """The heads of the best tree with one root; ``scores[i, j]`` is for word ``j`` as head of ``i``, 0 the root."""
    import numpy as np
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds

    tree: Tree
    weights = scores.astype(np.float64)
    np.fill_diagonal(weights, -np.inf)
    size = len(weights)
    if size == 2:
        return np.array([0, 0])
    heads = weights[1:, 1:].argmax(1) + 1
    gain = weights[1:, 1:].max(1)
    bounds = weights[1:, 0] + (gain.sum() - gain)
    best = -np.inf
    found: Tree | None = None
    for root in np.argsort(-bounds, kind="stable").tolist():
        if bounds[root] <= best:
            break
        tree = np.concatenate(([0], heads))
        tree[root + 1] = 0
        if not _has_cycle(tree.tolist()):
            return tree if found is None or bounds[root] > best else found
        fixed = weights.copy()
        fixed[1:, 0] = -np.inf
        fixed[root + 1] = -np.inf
        fixed[root + 1, 0] = weights[root + 1, 0]
        tree = chuliu_edmonds(fixed)
        value = weights[np.arange(1, size), tree[1:]].sum()
        if value > best:
            best, found = value, tree
    assert found is not None
    return found


def _has_cycle(heads: list[int]) -> bool:
    """Whether some word never reaches the root by going from head to head."""
    reaches = [False] * len(heads)
    reaches[0] = True
    for word in range(1, len(heads)):
        path = []
        place = word
        while not reaches[place]:
            if heads[place] < 0:
                return True
            path.append((place, heads[place]))
            heads[place], place = -1, heads[place]
        for place, head in path:
            heads[place], reaches[place] = head, True
    return False
