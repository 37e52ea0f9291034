"""displaCy's manual format of spans: quotes drawn by spaCy's visualiser, without a spaCy model.

displaCy has two styles that could show them.  ``style="ent"`` takes offsets, but writes the text twice where spans
overlap, and a quote may hold another.  ``style="span"`` draws spans that nest and cross, and wants tokens; so the text
is cut at white space and wherever a span begins or ends.  displaCy sets a space between tokens and drops line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from html import escape
from typing import Any

from quoteattr.formats.parts import Id, checked, name_of, parts
from quoteattr.quotes import Quote

_WORD = re.compile(r"\S+")


def to_displacy(text: str, quotes: Iterable[Quote], *, id: Id = None) -> dict[str, Any]:
    """A dict for ``displacy.render(…, style="span", manual=True)``.

    Labels are the parts in capitals (CONTENT, CUE, SPEAKER, ADDRESSEE, VIA), for displaCy's option ``colors``; beside
    them stand the quote's number and, for a content, the speaker's name.  ``start`` and ``end`` are code points,
    ``start_token`` and ``end_token`` count tokens, all half-open.  ``ValueError`` where the quotes are of another text.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(1, 3, "Ja")], cue=Span(6, 11, "siger"))
    >>> data = formats.to_displacy("»Ja,« siger hun.", [quote])
    >>> data["tokens"]
    ['»', 'Ja', ',«', 'siger', 'hun.']
    >>> [(span["label"], span["start_token"], span["end_token"], span["kb_id"]) for span in data["spans"]]
    [('CONTENT', 1, 2, '1'), ('CUE', 3, 4, '1')]
    """
    quotes = checked(text, quotes)
    pieces_of_all = [piece for quote in quotes for _, pieces in parts(quote) for piece in pieces]
    tokens = _tokens(text, sorted({edge for piece in pieces_of_all for edge in (piece.start, piece.end)}))
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    spans = []
    for number, quote in enumerate(quotes, 1):
        for role, pieces in parts(quote):
            shown = f"{number} {name_of(quote) or ''}".strip() if role == "content" else str(number)
            spans += [
                {
                    "start": piece.start,
                    "end": piece.end,
                    "start_token": bisect_left(starts, piece.start),
                    "end_token": bisect_right(ends, piece.end),
                    "label": role.upper(),
                    "kb_id": escape(shown),  # displaCy writes it, and the title, as they are
                }
                for piece in pieces
            ]
    data = {"text": text, "tokens": [text[start:end] for start, end in tokens], "spans": spans}
    return data if id is None else {**data, "title": escape(str(id))}


def _tokens(text: str, cuts: list[int]) -> list[tuple[int, int]]:
    """Words between white space, cut further at ``cuts``."""
    tokens: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        tokens += zip([start, *inner], [*inner, end], strict=True)
    return tokens
