"""Text to parsed words by the three networks of a Stanza pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch

from quoteattr.faster import reads_lemmas
from quoteattr.lean.forms import AT_ONCE
from quoteattr.lean.tags import Tagger
from quoteattr.lean.tokens import Tokenizer
from quoteattr.lean.trees import TreeParser
from quoteattr.sentences import RawToken, Word

Mend = Callable[[str, list[list[RawToken]]], list[list[RawToken]]]


class Networks:
    """Tokenizer, tagger and parser of one pipeline."""

    def __init__(self, processors: Any) -> None:
        self._tokenizer = Tokenizer(processors["tokenize"])
        self._tagger = Tagger(processors["pos"])
        self._parser = TreeParser(processors["depparse"])

    def words(self, text: str, mend: Mend) -> list[Word]:
        """The words of ``text``; ``mend`` gets to change the sentences before they are tagged."""
        with torch.inference_mode():
            sentences = mend(text, self._tokenizer.sentences(text))
            words: list[Word] = []
            number = 0
            for group in _groups(sentences):
                lengths = [len(sentence) for sentence in group]
                forms = [form for sentence in group for _, _, form in sentence]
                tags = iter(self._tagger.tags(forms, lengths))
                for sentence, (heads, relations) in zip(group, self._parser.trees(forms, lengths), strict=True):
                    base = len(words) - 1
                    for token, head, relation in zip(sentence, heads, relations, strict=True):
                        words.append(Word(number, base + head if head else -1, *token, *next(tags), relation))
                    number += 1
        return words


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
