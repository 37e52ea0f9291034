"""From characters to tokens and sentences: Stanza's tokenizer network over arrays of characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import regex
import torch
from torch import Tensor
from torch.nn.functional import logsigmoid

from quoteattr.parse.networks.batches import cut, starts_of
from quoteattr.parse.networks.recurrent import Batch, TwoWay
from quoteattr.parse.word_repairs import RawToken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_WINDOW = 1000  # characters that the network sees at once, as in Stanza
_BUDGET = 8_000  # characters a batch
_PARAGRAPH_BREAK = regex.compile(r"\n[\s\x80-\x9f]*\n")
_SPACES = regex.compile(r"[\s\x80-\x9f]+")
# without one of these there is no address, and Stanza's slow pattern for addresses need not be tried
_ADDRESS = regex.compile(r"@|https?://|www\.|\.(?:gov|org|edu|net|com|co)")
_FEATURES = ["space_before", "capitalized", "numeric", "end_of_para", "start_of_para"]
_SENTENCE_END = 2  # 1 is the end of a token, 0 neither
_UNSEEN = -1


class _Paragraph(NamedTuple):
    """A paragraph with white space collapsed; ``places`` are those of its characters in the whole text."""

    text: str
    places: Array
    units: Array
    features: Array


class Tokenizer:
    """Runs the network of a Stanza tokenize processor."""

    def __init__(self, processor: Any) -> None:
        self._network = processor.trainer.model.eval()
        self._first, self._second = TwoWay(self._network.rnn), TwoWay(self._network.rnn2)
        self._vocab = processor.vocab
        self._longest: int = processor.config.get("max_seqlen", _WINDOW)  # characters in a word
        self._window: int = max(_WINDOW, self._longest)
        self._units = np.full(0x110000, _UNSEEN, dtype=np.int32)
        self._traits = np.zeros((0x110000, len(_FEATURES)), dtype=np.bool_)

    @staticmethod
    def knows(processor: Any) -> bool:
        """Whether the processor's network and settings are of the kind that this runs."""
        from stanza.models.tokenization.model import Tokenizer as Network

        trainer, config = processor.trainer, processor.config
        return (
            not hasattr(processor, "_variant")
            and type(getattr(trainer, "model", None)) is Network
            and trainer.model.charmodel is None
            and trainer.args["feat_funcs"] == _FEATURES
            and trainer.args["hierarchical"]
            and trainer.args["hier_invtemp"] > 0
            and trainer.args["rnn_layers"] == 1
            and trainer.args["conv_res"] is None
            and trainer.args["shorthand"].startswith("da")
            and not any(trainer.args.get(name) for name in ("use_dictionary", "use_mwt", "skip_newline"))
            and not any(config.get(name) for name in ("pretokenized", "no_ssplit", "postprocessor", "speaker_delim"))
        )

    def sentences(self, text: str) -> list[list[RawToken]]:
        """The tokens of each sentence of ``text``."""
        paragraphs = self._read(text)
        return self._decode(paragraphs, self._labels(paragraphs)) if paragraphs else []

    def _look_up(self, codes: Array) -> None:
        """Remember unit and features of the characters that were not met before."""
        for code in np.unique(codes[self._units[codes] == _UNSEEN]).tolist():
            unit = _SPACES.sub(" ", chr(code))
            self._units[code] = self._vocab.unit2id(unit)
            self._traits[code, :3] = unit == " ", unit.isupper(), regex.match(r"\d", unit) is not None

    def _read(self, text: str) -> list[_Paragraph]:
        """The paragraphs of a text with what the network reads of their characters."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._look_up(codes)
        bounds = list(_paragraphs(text))
        kept = ~self._traits[codes, 0]
        kept[1:] |= kept[:-1]
        kept[[start for start, _ in bounds]] = True  # of several spaces the first
        places = np.flatnonzero(kept)
        units, features = self._units[codes[places]], self._traits[codes[places]].astype(np.float32)
        result = []
        for (start, end), (first, last) in zip(bounds, np.searchsorted(places, bounds).tolist(), strict=True):
            features[last - 1, 3] = features[first, 4] = 1
            piece, own = text[start:end], slice(first, last)
            if last - first < len(piece) or not piece.isprintable():
                piece = _SPACES.sub(" ", piece)
            result.append(_Paragraph(piece, places[own], units[own], features[own]))
        return result

    def _labels(self, paragraphs: Sequence[_Paragraph]) -> list[Array]:
        """For each paragraph whether its characters end a token or a sentence.

        One that is longer than the window is read piece by piece, each from the last sentence end of the one before.
        """
        labels: list[list[Array]] = [[] for _ in paragraphs]
        begun = dict.fromkeys(range(len(paragraphs)), 0)
        while begun:
            windows = [(n, start, self._window_end(paragraphs[n], start)) for n, start in begun.items()]
            for chosen in cut([end - start for _, start, end in windows], _BUDGET):
                batch = [windows[index] for index in chosen]
                for (number, start, end), best in zip(batch, self._predict(paragraphs, batch), strict=True):
                    size = len(paragraphs[number].text)
                    piece = best[: min(end, size) - start]
                    if start < size - self._window and (breaks := np.flatnonzero(piece == _SENTENCE_END)).size:
                        piece = piece[: breaks[-1] + 1]
                    labels[number].append(piece)
                    begun[number] = start + len(piece)
            begun = {n: start for n, start in begun.items() if start < len(paragraphs[n].text)}
        return [np.concatenate(pieces) for pieces in labels]

    def _window_end(self, paragraph: _Paragraph, start: int) -> int:
        size = len(paragraph.text)
        if size < self._window:
            return size + 1  # with a pad behind it, as the network has learned
        return min(size, start + self._window)

    def _predict(self, paragraphs: Sequence[_Paragraph], batch: Sequence[tuple[int, int, int]]) -> list[Array]:
        lengths = [end - start for _, start, end in batch]
        starts = starts_of(lengths)
        units = np.zeros(sum(lengths), dtype=np.int64)  # 0 is the pad
        features = np.zeros((len(units), len(_FEATURES)), dtype=np.float32)
        for place, (number, start, end) in zip(starts, batch, strict=True):
            piece = paragraphs[number].units[start:end]
            units[place : place + len(piece)] = piece
            features[place : place + len(piece)] = paragraphs[number].features[start:end]
        scores = self._scores(torch.from_numpy(units), torch.from_numpy(features), Batch(starts, lengths))
        return np.split(scores.argmax(1).numpy(), starts[1:])

    def _scores(self, units: Tensor, features: Tensor, batch: Batch) -> Tensor:
        """For each character how well it goes on, ends a token, or ends a sentence: the network's two levels."""
        network = self._network
        first = self._first(torch.cat([network.embeddings(units), features], 1), batch)
        token, sentence = network.tok_clf(first), network.sent_clf(first)
        gate = 1 - torch.sigmoid(-token * network.args["hier_invtemp"])
        second = self._second(first * gate, batch)
        token, sentence = token + network.tok_clf2(second), sentence + network.sent_clf2(second)
        ends = logsigmoid(token)
        return torch.cat([logsigmoid(-token), ends + logsigmoid(-sentence), ends + logsigmoid(sentence)], 1)

    def _decode(self, paragraphs: Sequence[_Paragraph], labels: Sequence[Array]) -> list[list[RawToken]]:
        """The tokens of each sentence, by what ends with each character of all paragraphs."""
        for paragraph, own in zip(paragraphs, labels, strict=True):
            own[-1] = _SENTENCE_END
            if _ADDRESS.search(paragraph.text):
                from stanza.models.tokenization.utils import update_pred_regex

                update_pred_regex(list(paragraph.text), own)
        text = "".join(paragraph.text for paragraph in paragraphs)
        ends, places = np.concatenate(labels), np.concatenate([paragraph.places for paragraph in paragraphs])
        lasts = np.flatnonzero(ends)
        firsts = np.concatenate(([0], lasts[:-1] + 1))
        firsts += np.concatenate([paragraph.features[:, 0] for paragraph in paragraphs])[firsts] > 0  # the space before
        tokens = firsts <= lasts  # else there is nothing but a space
        firsts, lasts = firsts[tokens], lasts[tokens]
        forms = [text[first:behind] for first, behind in zip(firsts.tolist(), (lasts + 1).tolist(), strict=True)]
        for number in np.flatnonzero(lasts - firsts >= self._longest).tolist():
            forms[number] = "<UNK>"
        found = list(zip(places[firsts].tolist(), (places[lasts] + 1).tolist(), forms, strict=True))
        closed = np.flatnonzero(ends[lasts] == _SENTENCE_END) + 1
        return [found[first:behind] for first, behind in pairwise([0, *closed.tolist()])]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in (*_PARAGRAPH_BREAK.finditer(text), None):
        end = match.start() if match else len(text)
        end = start + len(text[start:end].rstrip())
        if start < end:
            yield start, end
        if match:
            start = match.end()
