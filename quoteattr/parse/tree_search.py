"""The best tree of a sentence from the scores of its arcs, and another where a word would have two subjects.

The search is Chu and Liu's (1965) and Edmonds's (1967) as Gabow et al. (1986) do it, along a path; that the tree has
one root is seen to by the scores (Stanojević and Cohen 2021, A Root of a Problem).  It takes time that grows with the
square of the sentence's length, whatever the scores are, and gives Stanza's own trees (a test compares them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.floating[Any]]
    Tree = NDArray[np.integer[Any]]

_ROUNDS = 5  # as many as Stanza's


def relation_groups(vocab: Any, size: int) -> list[str | None]:
    """For each relation the group of which a word may have one: subjects, objects."""
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.head_constraints import DEPREL_TO_GROUP

    return [DEPREL_TO_GROUP.get(vocab.id2unit(label + VOCAB_PREFIX_SIZE)) for label in range(size)]


def doubled(tree: Tree, labels: list[int], groups: list[str | None]) -> tuple[int, str, list[int]] | None:
    """The first word, in the order of its dependents, with two subjects or two objects; the group; the dependents."""
    found: dict[int, dict[str, list[int]]] = {}
    for word, (head, label) in enumerate(zip(tree[1:].tolist(), labels, strict=True), 1):
        group = groups[label]
        if group is not None:
            found.setdefault(head, {}).setdefault(group, []).append(word)
    return next(((h, g, d) for h, of in found.items() for g, d in of.items() if len(d) > 1), None)


def without_doubles(
    scores: Scores, label_scores: Scores, tree: Tree, groups: list[str | None]
) -> tuple[Tree, list[int]]:
    """Give all but one of a word's two subjects another relation or head, whichever scores best.

    This is Stanza's ``resolve_head_constraint_violations``, a matrix at a time: each choice of the one that stays is
    tried with a new search, in which the others may not be of the group at that word.
    """
    import numpy as np

    words = np.arange(1, len(tree))
    barred: dict[tuple[int, int], set[str]] = {}
    of_group = {g: np.array([other == g for other in groups]) for g in set(groups) if g is not None}

    def allowed(dependent: int, head: int, also: str | None = None) -> Any:
        row = label_scores[dependent, head]
        out = barred.get((dependent, head), set()) | ({also} if also else set())
        for group in out:
            row = np.where(of_group[group], -np.inf, row)
        return row

    def labels_of(heads: Tree) -> list[int]:
        labels: list[int] = label_scores[words, heads[1:]].argmax(1).tolist()
        for dependent, head in barred:
            if heads[dependent] == head:
                labels[dependent - 1] = int(allowed(dependent, head).argmax())
        return labels

    labels = labels_of(tree)
    for _ in range(_ROUNDS):
        found = doubled(tree, labels, groups)
        if found is None:
            break
        head, group, dependents = found
        best: tuple[Any, Tree, list[int], int] | None = None
        for stays in dependents:
            trial = scores.copy()
            for dependent in dependents:
                if dependent != stays:
                    gain = label_scores[dependent].max(1).astype(np.float64)
                    for place in {head, *(h for d, h in barred if d == dependent)}:
                        gain[place] = allowed(dependent, place, group if place == head else None).max()
                    trial[dependent, :] = scores[dependent, :] + gain
            heads = best_tree(trial)
            names = labels_of(heads)
            for dependent in dependents:
                if dependent != stays and heads[dependent] == head:
                    names[dependent - 1] = int(allowed(dependent, head, group).argmax())
            each = scores[words, heads[1:]] + label_scores[words, heads[1:], names]
            value = each.cumsum()[-1]  # added one after the other, as Stanza does
            if best is None or value > best[0]:
                best = (value, heads, names, stays)
        assert best is not None
        _, tree, labels, stayed = best
        for dependent in dependents:
            if dependent != stayed:
                barred.setdefault((dependent, head), set()).add(group)
    return tree, labels


def best_tree(scores: Scores) -> Tree:
    """The heads of the best tree with one root; ``scores[i, j]`` is for word ``j`` as head of ``i``, 0 the root."""
    import numpy as np

    weights = scores.astype(np.float64)
    np.fill_diagonal(weights, -np.inf)
    if len(weights) == 2:
        return np.array([0, 0])
    gain = weights[1:, 1:].max(1)
    heads: Tree = np.concatenate(([0], weights[1:, 1:].argmax(1) + 1))
    heads[1 + (weights[1:, 0] - gain).argmax()] = 0
    if not _has_cycle(heads.tolist()):
        return heads
    heads = _without_cycles(weights)
    if (heads[1:] == 0).sum() > 1:
        inside = weights[np.isfinite(weights)]
        weights[1:, 0] -= len(weights) * (inside.max() - inside.min()) + 1  # no tree gains what a second root costs
        heads = _without_cycles(weights)
    return heads


def _without_cycles(weights: Scores) -> Tree:
    """The best tree, with however many roots.

    From each word on its way to the root is followed over best heads; a cycle on the way becomes one component, whose
    heads are scored by what the cycle loses at the word that they enter.
    """
    import numpy as np

    size = len(weights)
    component = list(range(size))  # of each word
    members = [[word] for word in component]
    rows = list(weights)
    chosen = weights.argmax(1).tolist()
    cycles: dict[int, tuple[list[int], Tree]] = {}  # their components, and which of these each head enters
    rooted = {0}
    for word in range(1, size):
        path: list[int] = []
        place = component[word]
        while place not in rooted:
            if place not in path:
                path.append(place)
                place = component[chosen[place]]
                continue
            cycle = path[path.index(place) :]
            del path[-len(cycle) :]
            losses = np.stack([rows[part] - rows[part][chosen[part]] for part in cycle])
            place = len(rows)
            cycles[place] = cycle, losses.argmax(0)
            members.append([inner for part in cycle for inner in members[part]])
            for inner in members[place]:
                component[inner] = place
            rows.append(losses.max(0))
            rows[place][members[place]] = -np.inf
            chosen.append(int(rows[place].argmax()))
        rooted.update(path)
    heads = np.zeros(size, dtype=np.int64)
    open_parts = [(part, chosen[part]) for part in set(component[1:])]
    while open_parts:
        part, head = open_parts.pop()
        if part in cycles:
            parts, entered = cycles[part]
            open_parts += [(other, head if n == entered[head] else chosen[other]) for n, other in enumerate(parts)]
        else:
            heads[part] = head
    return heads


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
