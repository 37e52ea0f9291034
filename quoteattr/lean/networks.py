"""Text to parsed words by the three networks of a Stanza pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import torch

from quoteattr.faster import reads_lemmas
from quoteattr.lean.forms import AT_ONCE
from quoteattr.lean.tags import Tagger
from quoteattr.lean.tokens import Tokenizer
from quoteattr.lean.trees import TreeParser
from quoteattr.sentences import TREELESS, RawToken, Word

Mend = Callable[[str, list[list[RawToken]]], list[list[RawToken]]]
Wanted = Callable[[Sequence[tuple[str, str, str]]], bool]
Tree = tuple[list[int], list[str]]  # heads, 0 for the root and the first word 1, and relations


class Networks:
    """Tokenizer, tagger and parser of one pipeline."""

    def __init__(self, processors: Any) -> None:
        self._tokenizer = Tokenizer(processors["tokenize"])
        self._tagger = Tagger(processors["pos"])
        self._parser = TreeParser(processors["depparse"])

    def words(self, text: str, mend: Mend, wanted: Wanted | None = None) -> list[Word]:
        """The words of ``text``; ``mend`` gets to change the sentences before they are tagged.

        ``wanted`` says by form, UPOS and FEATS which sentences get a tree; in others every word is a root.
        """
        with torch.inference_mode():
            sentences = mend(text, self._tokenizer.sentences(text))
            words: list[Word] = []
            number = 0
            for group in _groups(sentences):
                tags = self._tags(group)
                for sentence, own, (heads, relations) in zip(
                    group, tags, self._trees(group, tags, wanted), strict=True
                ):
                    base = len(words) - 1
                    for token, (upos, feats), head, relation in zip(sentence, own, heads, relations, strict=True):
                        words.append(Word(number, base + head if head else -1, *token, upos, feats, relation))
                    number += 1
        return words

    def _tags(self, group: Sequence[list[RawToken]]) -> list[list[tuple[str, str]]]:
        """UPOS and FEATS of each word of each sentence."""
        forms = [form for sentence in group for _, _, form in sentence]
        tags = iter(self._tagger.tags(forms, [len(sentence) for sentence in group]))
        return [list(islice(tags, len(sentence))) for sentence in group]

    def _trees(
        self, group: Sequence[list[RawToken]], tags: Sequence[list[tuple[str, str]]], wanted: Wanted | None
    ) -> list[Tree]:
        """The tree of each sentence."""
        found: list[Tree] = [([0] * len(sentence), [TREELESS] * len(sentence)) for sentence in group]
        chosen = list(range(len(group)))
        if wanted is not None:
            tagged = [[(t[2], *tag) for t, tag in zip(*pair, strict=True)] for pair in zip(group, tags, strict=True)]
            chosen = [number for number in chosen if wanted(tagged[number])]
        if not chosen:
            return found
        forms = [form for number in chosen for _, _, form in group[number]]
        for number, tree in zip(chosen, self._parser.trees(forms, [len(group[n]) for n in chosen]), strict=True):
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
