"""Text to parsed words by the three networks of a Stanza pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import torch

from quoteattr.faster import reads_lemmas
from quoteattr.lean.forms import AT_ONCE
from quoteattr.lean.tags import Tagger
from quoteattr.lean.tokens import Tokenizer
from quoteattr.lean.trees import TreeParser
from quoteattr.sentences import TREELESS, RawToken, Words

Mend = Callable[[str, list[list[RawToken]]], list[list[RawToken]]]
Tags = list[tuple[str, str]]  # UPOS and FEATS of each word
Wanted = Callable[[Sequence[str], Tags], bool]
Tree = tuple[list[int], list[str]]  # heads, 0 for the root and the first word 1, and relations


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
            number = 0
            for group in _groups(sentences):
                forms = [[form for _, _, form in sentence] for sentence in group]
                tags = self._tags(forms)
                trees = self._trees(forms, tags, wanted)
                for sentence, own, (heads, relations) in zip(group, tags, trees, strict=True):
                    words.add(number, heads, sentence, own, relations)
                    number += 1
        return words

    def _tags(self, sentences: Sequence[list[str]]) -> list[Tags]:
        """UPOS and FEATS of each word of each sentence."""
        tags = iter(self._tagger.tags(list(chain.from_iterable(sentences)), [len(forms) for forms in sentences]))
        return [list(islice(tags, len(forms))) for forms in sentences]

    def _trees(self, sentences: Sequence[list[str]], tags: Sequence[Tags], wanted: Wanted | None) -> list[Tree]:
        """The tree of each sentence that is wanted; in the others every word is a root."""
        found: list[Tree] = [([0] * len(forms), [TREELESS] * len(forms)) for forms in sentences]
        chosen = [n for n, forms in enumerate(sentences) if wanted is None or wanted(forms, tags[n])]
        if chosen:
            forms = list(chain.from_iterable(sentences[number] for number in chosen))
            trees = self._parser.trees(forms, [len(sentences[number]) for number in chosen])
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
