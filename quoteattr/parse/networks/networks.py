"""Text to parsed words by the three networks of a Stanza pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import torch

from quoteattr.parse.networks.batches import starts_of
from quoteattr.parse.networks.forms import AT_ONCE
from quoteattr.parse.networks.tags import Tagger
from quoteattr.parse.networks.tokens import Tokenizer
from quoteattr.parse.networks.trees import TreeParser
from quoteattr.parse.sentences import TREELESS, Tags, Tree, Words
from quoteattr.parse.stanza_speedup import reads_lemmas
from quoteattr.parse.word_repairs import RawToken

Mend = Callable[[str, list[list[RawToken]]], list[list[RawToken]]]
Wanted = Callable[[Sequence[str], Tags], bool]


class Networks:
    """Tokenizer, tagger and parser of one pipeline."""

    def __init__(self, processors: Any) -> None:
        self._tokenizer = Tokenizer(processors["tokenize"])
        self._tagger = Tagger(processors["pos"])
        self._parser = TreeParser(processors["depparse"])

    def words(self, text: str, mend: Mend, wanted: Wanted | None = None) -> Words:
        """The words of ``text``; ``mend`` gets to change the sentences before they are tagged.

        ``wanted`` says by forms and tags which sentences get a tree; in others every word is a root.
        """
        with torch.inference_mode():
            sentences = mend(text, self._tokenizer.sentences(text))
            words = Words()
            for group in _groups(sentences):
                forms = [form for _, _, form in chain.from_iterable(group)]
                lengths = [len(sentence) for sentence in group]
                tags = self._tagger.tags(forms, lengths)
                words.add(group, tags, self._trees(forms, lengths, tags, wanted))
        return words

    def _trees(self, forms: list[str], lengths: Sequence[int], tags: Tags, wanted: Wanted | None) -> list[Tree]:
        """The tree of each sentence that is wanted; in the others every word is a root."""
        found: list[Tree] = [([0] * length, [TREELESS] * length) for length in lengths]
        bounds = [(start, start + length) for start, length in zip(starts_of(lengths), lengths, strict=True)]
        chosen = [
            number
            for number, (start, end) in enumerate(bounds)
            if wanted is None or wanted(forms[start:end], tags[start:end])
        ]
        if chosen:
            read = list(chain.from_iterable(forms[slice(*bounds[number])] for number in chosen))
            trees = self._parser.trees(read, [lengths[number] for number in chosen])
            for number, tree in zip(chosen, trees, strict=True):
                found[number] = tree
        return found


def networks_of(pipeline: Any) -> Networks | None:
    """The networks of a pipeline, or None where one is of a kind that these modules do not know."""
    processors = pipeline.processors
    tokenizer, tagger, parser = (processors.get(name) for name in ("tokenize", "pos", "depparse"))
    if set(processors) - {"tokenize", "pos", "lemma", "depparse"} or None in (tokenizer, tagger, parser):
        return None
    if reads_lemmas(pipeline):
        return None
    if Tokenizer.knows(tokenizer) and Tagger.knows(tagger) and TreeParser.knows(parser):
        return Networks(processors)
    return None


def _groups(sentences: Sequence[list[RawToken]]) -> Iterator[list[list[RawToken]]]:
    """As many sentences as may be read together."""
    group: list[list[RawToken]] = []
    size = 0
    for sentence in sentences:
        if group and size + len(sentence) + 1 > AT_ONCE:
            yield group
            group, size = [], 0
        group.append(sentence)
        size += len(sentence) + 1
    if group:
        yield group
