"""Show the models the marks and dashes of Danish papers.

The Danish Dependency Treebank knows only ``"`` and ``-``.  Newspapers write »…«, ”…”, “…”, '…' and dashes of
three lengths, open a spoken paragraph with a dash instead of marks, and leave the full stop out of headlines.
The variants here are drawn with a seeded generator, so that the same treebank gives the same training file.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from copy import deepcopy

from quoteattr.training.treebank import (
    DEPREL,
    FORM,
    HEAD,
    ID,
    LEMMA,
    UPOS,
    TreebankSentence,
    set_space_after,
    space_after,
)

STYLES = {'""': 8, "””": 5, "»«": 5, "“”": 3, "«»": 1, "„“": 1, "’’": 1, "''": 1}
DASHES = {"-": 2, "–": 2, "—": 1}
RESTYLED_RUN = 6  # sentences that share a style, as an article does
TURN_SHARE = 0.4  # of the sentences that open with a quotation mark
DOUBLE_SHARE = 0.35  # of the sentences with marks that are shown in a second style too
HEADLINE_SHARE = 0.06


def augment(sentences: Sequence[TreebankSentence], seed: int) -> list[TreebankSentence]:
    """Restyle the sentences' marks and dashes; sentences with marks may come twice, in two styles."""
    rng = random.Random(seed)
    result: list[TreebankSentence] = []
    style, dash = '""', "-"
    for number, original in enumerate(sentences):
        if number % RESTYLED_RUN == 0 or original.starts_paragraph:
            style, dash = _draw(rng, STYLES), _draw(rng, DASHES)
        result.append(_variant(original, style, dash, rng))
        if any(row[FORM] == '"' for row in original.rows) and rng.random() < DOUBLE_SHARE:
            result.append(_variant(original, _draw(rng, STYLES), _draw(rng, DASHES), rng))
    return result


def _draw(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def _variant(original: TreebankSentence, style: str, dash: str, rng: random.Random) -> TreebankSentence:
    sentence = deepcopy(original)
    if _can_be_turn(sentence) and rng.random() < TURN_SHARE:
        return _as_dash_turn(sentence, _draw(rng, DASHES))
    opens = [_opens(sentence, index) for index in range(len(sentence.rows))]
    for index, row in enumerate(sentence.rows):
        if row[FORM] == '"':
            row[FORM] = row[LEMMA] = style[0] if opens[index] else style[1]
        elif row[FORM] in ("-", "--") and _stands_alone(sentence, index):
            row[FORM] = row[LEMMA] = dash
    if len(sentence.rows) < 16 and sentence.rows[-1][FORM] == "." and rng.random() < HEADLINE_SHARE:
        _drop(sentence, {len(sentence.rows) - 1})
    return sentence


def _opens(sentence: TreebankSentence, index: int) -> bool:
    before = index == 0 or space_after(sentence.rows[index - 1])
    return before and not space_after(sentence.rows[index])


def _stands_alone(sentence: TreebankSentence, index: int) -> bool:
    row = sentence.rows[index]
    return row[UPOS] == "PUNCT" and space_after(row) and (index == 0 or space_after(sentence.rows[index - 1]))


def _can_be_turn(sentence: TreebankSentence) -> bool:
    marks = {row[ID] for row in sentence.rows if row[FORM] == '"'}
    heads = {row[HEAD] for row in sentence.rows}
    return (
        len(sentence.rows) > 4
        and sentence.rows[0][FORM] == '"'
        and _opens(sentence, 0)
        and len(marks) <= 2
        and not marks & heads
    )


def _as_dash_turn(sentence: TreebankSentence, dash: str) -> TreebankSentence:
    """``"Vi må tale," siger hun.`` becomes ``- Vi må tale, siger hun.``"""
    first = sentence.rows[0]
    first[FORM] = first[LEMMA] = dash
    set_space_after(first, True)
    _drop(sentence, {index for index, row in enumerate(sentence.rows) if row[FORM] == '"'})
    return sentence


def _drop(sentence: TreebankSentence, indices: set[int]) -> None:
    """Take words without dependents out and number the rest anew; a space after one stays before the next."""
    rows = sentence.rows
    heads = {row[HEAD] for row in rows}
    indices = {index for index in indices if rows[index][ID] not in heads and rows[index][DEPREL] != "root"}
    for index in sorted(indices):
        if index and space_after(rows[index]):
            set_space_after(rows[index - 1], True)
    kept = [row for index, row in enumerate(rows) if index not in indices]
    number = {row[ID]: str(position) for position, row in enumerate(kept, 1)} | {"0": "0"}
    for row in kept:
        row[ID], row[HEAD] = number[row[ID]], number[row[HEAD]]
    sentence.rows = kept
