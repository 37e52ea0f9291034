"""The one place that knows Stanza: parse readings, hand passages to the rules.

torch and stanza are imported when a model is first loaded.  Networks of the kind that the embedded model is made of
run lean (:mod:`quoteattr.parse.networks`), others through Stanza's own processors.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from quoteattr.page.reading import GAP, Layout
from quoteattr.parse.model_files import EMBEDDED, PROCESSORS, check_device, load_directory, load_official
from quoteattr.parse.passage import Passage, Token
from quoteattr.parse.sentences import Tree, Words, mended
from quoteattr.parse.tag_repairs import mark_names, surnames_of
from quoteattr.parse.word_repairs import RawToken

if TYPE_CHECKING:
    import stanza

    from quoteattr.parse.networks import Networks
    from quoteattr.parse.networks.networks import Wanted

_UNREAD = "?"  # a lemma for a parser that knows none
_WITHIN = (",", "(", ")", ".", "&")  # marks behind which no sentence begins


@define
class Parser:
    """A Stanza pipeline and the lock that lets threads share it; ``networks`` where it can run lean."""

    pipeline: Any
    name: str
    networks: Networks | None = None
    device: str = "cpu"
    _lock: threading.Lock = field(factory=threading.Lock, repr=False)

    def parse(self, layouts: Sequence[Layout], wanted: Wanted | None = None) -> list[list[Passage]]:
        """Parse many readings at once; for each its passages, one a block.

        ``wanted`` says by the forms and tags of its words whether a sentence needs a tree; where that saves nothing,
        all get one.
        """
        joined = GAP.join(layout.text for layout in layouts)
        if not joined.strip():
            return [[] for _ in layouts]
        with self._lock:
            words = self.networks.words(joined, mended, wanted) if self.networks else _words(self._annotate(joined))
        result, offset = [], 0
        for layout in layouts:
            result.append(_passages(layout, words, offset))
            offset += len(layout.text) + len(GAP)
        return result

    def _annotate(self, text: str) -> Any:
        """The text as a Document, by Stanza's processors."""
        import torch

        from quoteattr.parse.stanza_speedup import reads_lemmas

        processors = self.pipeline.processors
        lemmas = reads_lemmas(self.pipeline)
        with torch.inference_mode():
            document = _mend(processors["tokenize"].process(text), text)
            for name in PROCESSORS:
                if name == "lemma" and not lemmas:
                    for word in document.iter_words():
                        word.lemma = _UNREAD  # unknown to the parser, as every lemma is
                elif name in processors and name != "tokenize":
                    document = processors[name].process(document)
        return document


def load(model: str | os.PathLike[str] | stanza.Pipeline, device: str = "cpu") -> Parser:
    """Load ``"embedded"``, ``"stanza"`` (the user's official models), a model directory, or a ready pipeline.

    Raises :class:`ModelNotFoundError` where there is no such model, :class:`ModelDamagedError` where its files
    are not what ``model.json`` says, ``ValueError`` where there is no such device, and ``TypeError`` for anything else.
    """
    check_device(device)
    if model == "embedded":
        return _parser(load_directory(EMBEDDED, device), "embedded", device)
    if model == "stanza":
        return _parser(load_official(device), "stanza", device)
    if isinstance(model, (str, os.PathLike)):
        return _parser(load_directory(Path(model), device), str(model), device)
    if device != "cpu":
        raise ValueError("a ready pipeline stays where it is: give its device to stanza.Pipeline")
    processors = getattr(model, "processors", None)
    if not isinstance(processors, dict):
        raise TypeError(f"model must be 'embedded', 'stanza', a directory or a stanza.Pipeline, not {model!r}")
    missing = {"tokenize", "pos", "depparse"} - set(processors)
    if missing:
        raise ValueError(f"the pipeline lacks {', '.join(sorted(missing))}; it needs tokenize, pos, lemma, depparse")
    return Parser(model, "pipeline")


def _parser(pipeline: Any, name: str, device: str) -> Parser:
    """A pipeline that is ours alone, to be run in the quickest way that gives its trees."""
    from quoteattr.parse.networks import networks_of
    from quoteattr.parse.stanza_speedup import speed_up

    networks = networks_of(pipeline) if device == "cpu" else None
    return Parser(pipeline if networks else speed_up(pipeline), name, networks, device)


def passages_of(document: Any, layout: Layout) -> list[Passage]:
    """The passages of a Document that the caller parsed; ``layout`` must be the reading of ``document.text``."""
    if any(word.head is None or word.upos is None for sentence in document.sentences for word in sentence.words):
        raise ValueError("the Document is not parsed: run it through tokenize, pos, lemma and depparse")
    if any(word.start_char is None for sentence in document.sentences for word in sentence.words):
        raise ValueError("the Document's words have no start_char; parse raw text, not pretokenized words")
    words = _words(document)
    words.starts = [layout.place_of(start) for start in words.starts]
    words.ends = [layout.place_of(end - 1) + 1 for end in words.ends]
    return _passages(layout, words, 0)


def _words(document: Any) -> Words:
    """All words of a Stanza Document."""
    sentences: list[list[RawToken]] = []
    tags: list[tuple[str, str]] = []
    trees: list[Tree] = []
    for sentence in document.sentences:
        pairs = [(token, word) for token in sentence.tokens for word in token.words]
        sentences.append(
            [
                (
                    token.start_char if word.start_char is None else word.start_char,
                    token.end_char if word.end_char is None else word.end_char,
                    word.text,
                )
                for token, word in pairs
            ]
        )
        tags += [(word.upos, word.feats or "") for _, word in pairs]
        trees.append(([word.head for _, word in pairs], [word.deprel for _, word in pairs]))
    words = Words()
    words.add(sentences, tags, trees)
    return words


def _passages(layout: Layout, words: Words, offset: int) -> list[Passage]:
    """Deal the words out to the blocks of a reading that starts at ``offset`` of the parsed text."""
    starts = words.starts
    surnames = surnames_of(words, bisect_left(starts, offset), bisect_left(starts, offset + len(layout.text)))
    result = []
    for block in layout.blocks:
        first, last = bisect_left(starts, offset + block.start), bisect_left(starts, offset + block.end)
        sentences = _sentences(words.sentences[first:last])
        tokens = _tokens(words, first, last, offset, sentences)
        mark_names(tokens, surnames)
        forms = frozenset(words.lowers[first:last])
        result.append(Passage(block, layout.text, tokens, sentences, forms))
    return result


def _sentences(numbers: list[int]) -> list[range]:
    """Which words of a passage each of its sentences holds, by the numbers of their sentences."""
    starts = [index for index, (before, own) in enumerate(pairwise([-1, *numbers])) if own != before]
    return [range(first, last) for first, last in pairwise([*starts, len(numbers)])]


def _tokens(words: Words, first: int, last: int, offset: int, sentences: Sequence[range]) -> list[Token]:
    """The words ``first:last`` as the tokens of a passage."""
    own = slice(first, last)
    forms, deprels = words.forms[own], words.deprels[own]
    initial = [True, *[not (form[-1].isalnum() or form in _WITHIN) for form in forms]]  # behind a colon, dash or mark
    for sentence in sentences:
        initial[sentence.start] = True
    heads = [head - first for head in words.heads[own]]
    for index, head in enumerate(heads):
        if not 0 <= head < last - first:
            heads[index] = -1
            if head + first >= 0:
                deprels[index] = "root"  # the passage ends within the sentence
    return list(
        map(
            Token,
            range(last - first),
            forms,
            words.upos[own],
            words.feats[own],
            heads,
            deprels,
            [start - offset for start in words.starts[own]],
            [end - offset for end in words.ends[own]],
            [number for number, sentence in enumerate(sentences) for _ in sentence],
            words.lowers[own],
            initial,
        )
    )


def _mend(document: Any, text: str) -> Any:
    """Let the sentences of a Document that is not tagged yet end where :func:`mended` says."""
    from stanza.models.common.doc import Sentence

    found: list[list[RawToken]] = [
        [(token.start_char, token.end_char, token.text) for token in sentence.tokens] for sentence in document.sentences
    ]
    sentences = mended(text, found)
    if sentences != found:
        document.sentences = []
        for number, sentence in enumerate(sentences):
            entries = [
                {"id": place, "text": form, "start_char": start, "end_char": end}
                for place, (start, end, form) in enumerate(sentence, 1)
            ]
            document.sentences.append(Sentence(entries, doc=document))
            document.sentences[-1].index = number
    return document
