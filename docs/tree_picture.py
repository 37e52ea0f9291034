"""A dependency tree as an arc diagram in SVG, in the colours of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from quoteattr.parse.passage import Token

_GAP = 26  # pixels between two words
_LETTER = 8.2  # width of a letter
_LEVEL = 26  # height of an arc above the one below


def drawn(tokens: Sequence[Token]) -> str:
    """The tree of one sentence; ``head`` of its tokens counts within their passage."""
    first = tokens[0].index
    centres, right = [], 10.0
    for token in tokens:
        width = max(len(token.form), 0.8 * len(token.upos)) * _LETTER
        centres.append(right + width / 2)
        right += width + _GAP
    arcs = [(t.head - first, t.index - first, t.deprel) for t in tokens if t.head >= 0]
    levels = _levels([(min(head, dependent), max(head, dependent)) for head, dependent, _ in arcs])
    ground = (max(levels, default=0) + 1) * _LEVEL + 14
    parts = []
    for (head, dependent, label), level in zip(arcs, levels, strict=True):
        side = 5 if dependent > head else -5
        start, end, top = centres[head] + side, centres[dependent] - side / 2, ground - level * _LEVEL - 8
        parts.append(
            f'<path d="M{start:.0f} {ground} C{start:.0f} {top:.0f} {end:.0f} {top:.0f} {end:.0f} {ground - 4}"/>'
            f'<path class="tip" d="M{end - 3:.0f} {ground - 6} L{end:.0f} {ground} L{end + 3:.0f} {ground - 6} Z"/>'
            f'<text class="label" x="{(start + end) / 2:.0f}" y="{ground - 0.75 * (ground - top) - 5:.0f}">'
            f"{escape(label)}</text>"
        )
    for token, centre in zip(tokens, centres, strict=True):
        root = ' class="root"' if token.head < 0 else ""
        parts.append(f'<text{root} x="{centre:.0f}" y="{ground + 18}">{escape(token.form)}</text>')
        parts.append(f'<text class="tag" x="{centre:.0f}" y="{ground + 34}">{token.upos}</text>')
    words = escape(" ".join(token.form for token in tokens))
    height = ground + 44
    return (
        f'<div class="tree"><svg role="img" aria-label="Dependency tree: {words}" width="{right:.0f}" '
        f'viewBox="0 0 {right:.0f} {height:.0f}">{"".join(parts)}</svg></div>'
    )


def _levels(spans: Sequence[tuple[int, int]]) -> list[int]:
    """How high each arc must be to lie above the arcs within it."""
    levels = [0] * len(spans)
    for number in sorted(range(len(spans)), key=lambda number: spans[number][1] - spans[number][0]):
        start, end = spans[number]
        inner = [
            levels[other]
            for other, (left, right) in enumerate(spans)
            if other != number and levels[other] and left < end and start < right
        ]
        levels[number] = 1 + max(inner, default=0)
    return levels
