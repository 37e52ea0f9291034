"""The one place that knows Stanza: parse readings, hand passages to the rules.

torch and stanza are imported when a model is first loaded.  Networks of the kind that the embedded model is made of
run lean (:mod:`quoteattr.lean`), others through Stanza's own processors.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex
from attrs import define, field

from quoteattr.layout import GAP, Layout
from quoteattr.lexicon import given_names, speaker_noun
from quoteattr.passage import VERBS, Passage, Token, may_be_name
from quoteattr.sentences import RawToken, Tree, Words, mended
from quoteattr.weights import EMBEDDED, PROCESSORS, check_device, load_directory, load_official

if TYPE_CHECKING:
    import stanza

    from quoteattr.lean import Networks
    from quoteattr.lean.networks import Wanted

_UNREAD = "?"  # a lemma for a parser that knows none
_OF = frozenset("ved i på hos for over fra af".split())  # what an office is followed by
_OWNERS = frozenset("min mit din dit sin sit hans hendes dens dets deres vores jeres".split())
_ADVERB = regex.compile(r"(?:Her|Der|Hvor)(?:i|om|til|ved|af|for|fra|med|på|under|over|efter|imod|udover|foruden)")
_SHORT_FORM = 5  # letters of an abbreviation that is a name
_COMMON = "Definite=Ind|Gender=Com|Number=Sing"
_SURNAMES = 3  # words behind a given name
_WITHIN = (",", "(", ")", ".", "&")  # marks behind which no sentence begins
_STRESSED = frozenset(
    """jeg du han hun den det de vi man der her hvad hvem hvor en et ja nej ikke nu så og men at er var har skal vil
    kan må alle alt min din sin af om på til for med i ny tv""".split()
)


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

        from quoteattr.faster import reads_lemmas

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
    from quoteattr.faster import speed_up
    from quoteattr.lean import networks_of

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
    surnames = _surnames(words, bisect_left(starts, offset), bisect_left(starts, offset + len(layout.text)))
    result = []
    for block in layout.blocks:
        first, last = bisect_left(starts, offset + block.start), bisect_left(starts, offset + block.end)
        sentences = _sentences(words.sentences[first:last])
        tokens = _tokens(words, first, last, offset, sentences)
        _mark_names(tokens, surnames)
        forms = frozenset(words.lowers[first:last])
        result.append(Passage(block.start, block.end, block.speech, layout.text, tokens, sentences, forms))
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


def _mark_names(tokens: Sequence[Token], surnames: set[str]) -> None:
    """Say of each token whether it is a name or a part of one, and mend the tags of those near names."""
    given = given_names()
    for token in tokens:
        form = token.form
        if form[0].islower() and token.upos not in ("VERB", "PROPN"):
            continue
        index, capital = token.index, form[0].isupper()
        following = tokens[index + 1].form if index + 1 < len(tokens) else ""
        if capital or token.upos in ("VERB", "PROPN"):
            before = tokens[index - 1] if index else None
            opens = before is None or before.sentence != token.sentence
            token.upos, token.feats = _mended_tags(
                form, token.upos, token.feats, before, following, opens, form in surnames
            )
        if capital or token.upos == "PROPN" or form[0].isdigit():
            named = capital and form in given and following[:1].isupper()
            token.is_name = may_be_name(form, token.upos, token.feats, token.initial, named)


def _mended_tags(
    form: str, upos: str, feats: str, before: Token | None, following: str, opens: bool, surname: bool
) -> tuple[str, str]:
    """The tags of a word that may be a name or a title and that was read as something else."""
    if upos in VERBS and form[0].isupper() and before is not None and before.is_name:
        return "PROPN", ""  # Jørgen Bay, Svend Holdt
    if upos == "VERB" and before is not None and _is_title(before, form, following):
        return "NOUN", _COMMON
    if upos == "PROPN" and opens and _is_office(form, following):
        return "NOUN", _COMMON
    if upos == "PROPN" and opens and _ADVERB.fullmatch(form):
        return "ADV", ""
    if upos != "PROPN" and surname:
        return "PROPN", ""
    if _is_short_form(form, following):
        return "PROPN", feats if form.endswith("s") else ""
    return upos, feats


def _surnames(words: Words, first: int, last: int) -> set[str]:
    """The capitalised words behind given names: names also where they open a sentence."""
    given, found = given_names(), set()
    for index in [index for index, form in enumerate(words.forms[first:last], first) if form in given]:
        for place in range(index + 1, min(index + 1 + _SURNAMES, last)):
            if not words.forms[place][0].isupper() or words.sentences[place] != words.sentences[index]:
                break
            found.add(words.forms[place])
    return found


def _is_title(before: Token, form: str, following: str) -> bool:
    """``siger leder Asta Holm``, ``hans lærer``: a noun for people where no verb can stand."""
    named = before.is_finite and form.endswith("er") and following in given_names()
    named = named or (before.form == "," and following in given_names() and speaker_noun(form) is not None)
    owned = (before.lower in _OWNERS or "Case=Gen" in before.feats) and speaker_noun(form) is not None
    known = speaker_noun(form) if before.lower in ("har", "havde") and following.endswith("et") else None
    witness = known is not None and known[1] == "person"  # har vidnet forklaret
    return form.islower() and (named or owned or witness)


def _is_office(form: str, following: str) -> bool:
    """``Vagtchef ved …``, ``Biskop over …``: a noun for people that opens a sentence before its preposition."""
    known = speaker_noun(form.lower())
    return following in _OF and form not in given_names() and known is not None and known[1] == "person"


def _is_short_form(form: str, following: str) -> bool:
    """``LO``, ``DSBs``: capitals in a row, which are a name unless they stress a small word or are a whole line's."""
    letters = form.removesuffix("s")
    short = 1 < len(letters) <= _SHORT_FORM and letters.isalpha() and letters.isupper()
    return short and form.lower() not in _STRESSED and not (len(following) > 1 and following.isupper())


def _mend(document: Any, text: str) -> Any:
    """Let the sentences of a Document that is not tagged yet end where :func:`~quoteattr.sentences.mended` says."""
    from stanza.models.common.doc import Sentence

    words = [word for sentence in document.sentences for word in sentence.to_dict()]
    found: list[list[RawToken]] = [
        [(token.start_char, token.end_char, token.text) for token in sentence.tokens] for sentence in document.sentences
    ]
    sentences = mended(text, found)
    if sentences != found:
        document.sentences = []
        start = 0
        for number, sentence in enumerate(sentences):
            entries = [{**word, "id": place} for place, word in enumerate(words[start : start + len(sentence)], 1)]
            document.sentences.append(Sentence(entries, doc=document))
            document.sentences[-1].index = number
            start += len(sentence)
    return document
