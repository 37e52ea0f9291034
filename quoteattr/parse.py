"""The one place that knows Stanza: load a model, parse readings, hand passages to the rules.

torch and stanza are imported when a model is first loaded.  The embedded model is checked against the hashes of
its ``model.json`` and read with ``weights_only``; nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import tempfile
import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex
from attrs import define, field

from quoteattr.errors import ModelDamagedError, ModelNotFoundError
from quoteattr.faster import UNREAD, reads_lemmas, speed_up
from quoteattr.layout import GAP, Layout
from quoteattr.lexicon import given_names
from quoteattr.passage import Passage, Token

if TYPE_CHECKING:
    import stanza

EMBEDDED = Path(__file__).parent / "models" / "da"
PROCESSORS = {"tokenize": "tokenizer", "pos": "tagger", "lemma": "lemmatizer", "depparse": "parser"}
# a title or number word that a name or figure follows, so that its full stop ends no sentence
_ABBREVIATION = regex.compile(
    r"(?<!\p{L})(?:dr|theol|jur|lic|cand|mag|phil|med|polit|scient|hr|fr|frk|prof|adm|dir|kgl|nr|ca|kl|sct|skt|st|bl\.a)\s?\.$",
    regex.IGNORECASE,
)
LONGEST_SENTENCE = 300  # words; a tree of more is no sentence, and its cost grows with the square
# read by Stanza's batching: words a batch for the parser, sentences for the tagger
BATCHES = {"depparse_batch_size": 400, "pos_batch_size": 50}


@define
class Parser:
    """A Stanza pipeline and the lock that lets threads share it."""

    pipeline: Any
    name: str
    _lock: threading.Lock = field(factory=threading.Lock, repr=False)

    def parse(self, layouts: Sequence[Layout]) -> list[list[Passage]]:
        """Parse many readings at once; for each its passages, one a block."""
        joined = GAP.join(layout.text for layout in layouts)
        if not joined.strip():
            return [[] for _ in layouts]
        with self._lock:
            document = self._annotate(joined)
        words = _words(document)
        result, offset = [], 0
        for layout in layouts:
            result.append(_passages(layout, words, offset))
            offset += len(layout.text) + len(GAP)
        return result

    def _annotate(self, text: str) -> Any:
        import torch

        processors = self.pipeline.processors
        lemmas = reads_lemmas(self.pipeline)
        with torch.inference_mode():
            document = _mend(processors["tokenize"].process(text), text)
            for name in PROCESSORS:
                if name == "lemma" and not lemmas:
                    for word in document.iter_words():
                        word.lemma = UNREAD  # unknown to the parser, as every lemma is
                elif name in processors and name != "tokenize":
                    document = processors[name].process(document)
        return document


def load(model: str | os.PathLike[str] | stanza.Pipeline) -> Parser:
    """Load ``"embedded"``, ``"stanza"`` (the user's official models), a model directory, or a ready pipeline.

    Raises :class:`ModelNotFoundError` where there is no such model, :class:`ModelDamagedError` where its files
    are not what ``model.json`` says, and ``TypeError`` for anything else.
    """
    if model == "embedded":
        return Parser(speed_up(_load_directory(EMBEDDED)), "embedded")
    if model == "stanza":
        return Parser(speed_up(_load_official()), "stanza")
    if isinstance(model, (str, os.PathLike)):
        return Parser(speed_up(_load_directory(Path(model))), str(model))
    processors = getattr(model, "processors", None)
    if not isinstance(processors, dict):
        raise TypeError(f"model must be 'embedded', 'stanza', a directory or a stanza.Pipeline, not {model!r}")
    missing = {"tokenize", "pos", "depparse"} - set(processors)
    if missing:
        raise ValueError(f"the pipeline lacks {', '.join(sorted(missing))}; it needs tokenize, pos, lemma, depparse")
    return Parser(model, "pipeline")


def load_plain(directory: str | os.PathLike[str]) -> Any:
    """A model as a plain ``stanza.Pipeline``, as Stanza itself would run it: what speed is measured against."""
    return _load_directory(EMBEDDED if directory == "embedded" else Path(directory))


def passages_of(document: Any, layout: Layout) -> list[Passage]:
    """The passages of a Document that the caller parsed; ``layout`` must be the reading of ``document.text``."""
    if any(word.head is None or word.upos is None for sentence in document.sentences for word in sentence.words):
        raise ValueError("the Document is not parsed: run it through tokenize, pos, lemma and depparse")
    if any(word.start_char is None for sentence in document.sentences for word in sentence.words):
        raise ValueError("the Document's words have no start_char; parse raw text, not pretokenized words")
    return _passages(layout, _to_reading(_words(document), layout), 0)


def _load_directory(directory: Path) -> Any:
    names = verify(directory)
    try:
        return _read_directory(directory, names)
    except (pickle.UnpicklingError, KeyError, TypeError, AttributeError, RuntimeError, ValueError, EOFError) as error:
        raise ModelDamagedError(f"the files in {directory} are no quoteattr model ({error})") from error


def _read_directory(directory: Path, names: set[str]) -> Any:
    import stanza
    from stanza.models.common.foundation_cache import FoundationCache

    cache = FoundationCache()
    options: dict[str, Any] = {}
    if "vectors.pt" in names:
        vectors = str(directory / "vectors.pt")
        cache.pretrains[vectors] = read_vectors(vectors)
        options.update(pos_pretrain_path=vectors, depparse_pretrain_path=vectors, foundation_cache=cache)
    with tempfile.TemporaryDirectory(prefix="quoteattr-") as scratch:  # Stanza reads from files alone
        (Path(scratch) / "resources.json").write_text("{}", encoding="utf-8")
        for processor, name in PROCESSORS.items():
            if f"{name}.pt" in names:
                options[f"{processor}_model_path"] = expand(directory / f"{name}.pt", Path(scratch) / f"{name}.pt")
        return stanza.Pipeline(
            "da",
            dir=scratch,
            package=None,
            download_method=None,
            processors=",".join(PROCESSORS),
            use_gpu=False,
            verbose=False,
            depparse_resolve_head_constraints=True,
            **BATCHES,
            **options,
        )


def expand(packed: Path, target: Path) -> str:
    """Write a packed network as a file that Stanza reads, with its int8 rows multiplied out; its path."""
    import torch

    checkpoint = torch.load(packed, map_location="cpu", weights_only=True)
    for key, value in checkpoint["model"].items():
        if isinstance(value, list):
            rows, scales = value
            value = rows.float() * scales.float().reshape([-1] + [1] * (rows.dim() - 1))
        checkpoint["model"][key] = value.float() if value.dtype.is_floating_point else value
    torch.save(checkpoint, target)
    return str(target)


def verify(directory: Path) -> set[str]:
    """The names of a model directory's files, after their sizes and hashes are found to be as recorded."""
    record = directory / "model.json"
    if not record.is_file():
        raise ModelNotFoundError(f"no model in {directory}: it has no model.json (see python -m quoteattr.training)")
    try:
        files = json.loads(record.read_text(encoding="utf-8"))["files"]
        missing = {f"{name}.pt" for name in PROCESSORS.values()} - set(files)
        if missing:
            raise ModelDamagedError(f"{record} lacks {', '.join(sorted(missing))}; install quoteattr again")
        expected = {str(name): (int(facts["size"]), str(facts["sha256"])) for name, facts in files.items()}
    except ModelDamagedError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelDamagedError(f"{record} is not a model record ({error!r}); install quoteattr again") from error
    for name, (size, digest) in expected.items():
        path = directory / name
        if not path.is_file():
            raise ModelDamagedError(f"{path} is missing; install quoteattr again or rebuild the model")
        content = path.read_bytes()
        if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            raise ModelDamagedError(f"{path} is not the file that model.json records; install quoteattr again")
    return set(expected)


def read_vectors(path: str) -> Any:
    """Expand the int8 rows of word vectors into the object that Stanza keeps them in."""
    import torch
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    packed = torch.load(path, map_location="cpu", weights_only=True)
    words = packed["words"].decode("utf-8").split("\n")
    matrix = torch.zeros(len(words) + len(VOCAB_PREFIX), packed["rows"].shape[1])
    matrix[len(VOCAB_PREFIX) :] = packed["rows"].float() * packed["scales"].float()[:, None]
    vectors = Pretrain(path)
    vectors._vocab = PretrainedWordVocab(words)
    vectors._emb = matrix
    return vectors


def _load_official() -> Any:
    import stanza
    from stanza.resources.common import DEFAULT_MODEL_DIR

    directory = os.environ.get("STANZA_RESOURCES_DIR", DEFAULT_MODEL_DIR)
    if not (Path(directory) / "resources.json").is_file():
        raise ModelNotFoundError(f'no Stanza models in {directory}: run stanza.download("da") once')
    try:
        return stanza.Pipeline(
            "da", dir=directory, processors=",".join(PROCESSORS), download_method=None, verbose=False
        )
    except (FileNotFoundError, KeyError, ValueError) as error:
        raise ModelNotFoundError(
            f'the Danish models are not in {directory} ({error}): run stanza.download("da") once'
        ) from error


_Word = tuple[int, int, int, int, str, str, str, str]  # sentence, head, start, end, form, upos, feats, deprel


def _words(document: Any) -> list[_Word]:
    """All words of a Stanza Document; heads count within the list, -1 for a root."""
    words: list[_Word] = []
    for number, sentence in enumerate(document.sentences):
        base = len(words) - 1
        for token in sentence.tokens:
            for word in token.words:
                start = token.start_char if word.start_char is None else word.start_char
                end = token.end_char if word.end_char is None else word.end_char
                head = base + word.head if word.head else -1
                words.append((number, head, start, end, word.text, word.upos, word.feats or "", word.deprel))
    return words


def _to_reading(words: list[_Word], layout: Layout) -> list[_Word]:
    """Move words from places of the source to places of the reading."""
    origin = layout.origin

    def place(position: int) -> int:
        return max(0, bisect_right(origin, position) - 1)

    return [(n, h, place(s), place(e - 1) + 1, *rest) for n, h, s, e, *rest in words]  # type: ignore[misc]


def _passages(layout: Layout, words: list[_Word], offset: int) -> list[Passage]:
    """Deal the words out to the blocks of a reading that starts at ``offset`` of the parsed text."""
    starts = [word[2] for word in words]
    result = []
    for block in layout.blocks:
        first = bisect_right(starts, offset + block.start - 1)
        last = bisect_right(starts, offset + block.end - 1)
        tokens: list[Token] = []
        for index in range(first, last):
            number, head, start, end, form, upos, feats, deprel = words[index]
            following = words[index + 1][4] if index + 1 < last else ""
            if upos in ("VERB", "AUX") and form[0].isupper() and tokens and tokens[-1].is_name:
                upos, feats = "PROPN", ""  # Jørgen Bay, Svend Holdt
            inside = first <= head < last
            tokens.append(
                Token(
                    index=index - first,
                    form=form,
                    upos=upos,
                    feats=feats,
                    head=head - first if inside else -1,
                    deprel=deprel if inside or head < 0 else "root",
                    start=start - offset,
                    end=end - offset,
                    sentence=number,
                    given=following[:1].isupper() and form in given_names(),
                    initial=not tokens
                    or tokens[-1].sentence != number
                    or (not tokens[-1].form[-1].isalnum() and tokens[-1].form not in (",", "(", ")", ".", "&")),
                )
            )
        result.append(Passage(block.start, block.end, block.speech, layout.text, tokens))
    return result


_OPENERS = frozenset("Den Det De Der Han Hun I En Et Vi Jeg Du Men Og Nu Da Så Som På For Ved Af Til Med Om".split())


def _mend(document: Any, text: str) -> Any:
    """Join sentences that were cut within a name or behind an abbreviation, and cut what is too long to be one."""
    joined = [False, *(_goes_on(text, *pair) for pair in pairwise(document.sentences))]
    if not any(joined) and all(len(sentence.words) <= LONGEST_SENTENCE for sentence in document.sentences):
        return document
    groups: list[list[Any]] = []
    for sentence, goes_on in zip(document.sentences, joined, strict=True):
        if goes_on:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    mended = [piece for group in groups for piece in _resentenced(group, document)]
    for number, sentence in enumerate(mended):
        sentence.index = number
    document.sentences = mended
    return document


def _resentenced(group: list[Any], document: Any) -> Iterator[Any]:
    """One sentence of several, or several of one that is too long; the sentence itself where neither is asked for."""
    from stanza.models.common.doc import Sentence

    if len(group) == 1 and len(group[0].words) <= LONGEST_SENTENCE:
        yield group[0]
        return
    words = [entry for sentence in group for entry in sentence.to_dict()]
    for start in range(0, len(words), LONGEST_SENTENCE):
        piece = words[start : start + LONGEST_SENTENCE]
        yield Sentence([{**word, "id": number} for number, word in enumerate(piece, 1)], doc=document)


def _goes_on(text: str, sentence: Any, following: Any) -> bool:
    """Whether a sentence ends in *dr.*, *lic. jur.* or a given name and its paragraph goes on with a capital."""
    end, start = sentence.tokens[-1].end_char, following.tokens[0].start_char
    if "\n" in text[end:start] or not text[start].isupper():
        return False
    last = [token.text for token in sentence.tokens[-2:]]
    if last[-1] in given_names():
        return True  # Dorrit | Holm
    if last[-1].isalpha() and last[-1].islower() and following.tokens[0].text not in _OPENERS:
        return True  # den røde | Opel
    name = len(last) == 2 and all(word[0].isupper() and word[-1].isalpha() for word in last)
    if name and last[0] in given_names() and following.tokens[0].text not in _OPENERS:
        return True  # Jørgen Lautrup | Bay
    return _ABBREVIATION.search(text, max(0, end - 12), end) is not None
