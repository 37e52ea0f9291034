"""The lean networks give Stanza's own tokens, tags and trees."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.hlstm import HighwayLSTM
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from quoteattr.page.reading import read
from quoteattr.parse import parser
from quoteattr.parse.model_files import load_plain
from quoteattr.parse.networks import Networks, forms, networks, networks_of
from quoteattr.parse.networks.batches import cut, starts_of
from quoteattr.parse.networks.highway import Highway
from quoteattr.parse.networks.recurrent import Batch, TwoWay
from quoteattr.parse.sentences import Words
from quoteattr.parse.word_repairs import RawToken

TEXTS = {
    "white space": "Broen  er\tlukket .\n\n\n \nHun   siger nej\u00a0.\n  Det er\u2003sent.",
    "an address": "Skriv til per.dal@fjordby.dk eller se www.fjordby.dk/broen. Se også http://fjord.org/a.b.",
    "an emoji": "Det går godt 🙂, siger Karen Holm. 🚢🚢 Skibet sejler!",
    "marks in a row": "Hvad siger du?!?! Nej!!! Er det sandt??? Ja ...",
    "a long word": "Ordet er " + "vand" * 90 + ", siger Per Dal.",
    "one word": "Nej",
    "marks alone": "... – ? !",
    "a long paragraph": "Formanden siger, at broen skal lukkes i morgen. " * 30,
    "no end": "og så " * 260,
    "two subjects": "Hun han siger broen den er lukket, og Per Karen venter de det.",
    "headline": "BROEN LUKKER\nDet haster, siger Karen Holm.",
}


@pytest.fixture(scope="module")
def plain() -> Any:
    return load_plain("embedded")


@pytest.fixture(scope="module")
def lean(plain: Any) -> Networks:
    found = networks_of(plain)
    assert found is not None
    return found


def unmended(_: str, sentences: list[list[RawToken]]) -> list[list[RawToken]]:
    return sentences


class TestWords:
    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
    def test_are_stanzas(self, plain: Any, lean: Networks, text: str) -> None:
        assert lean.words(text, unmended) == parser._words(plain(text))

    def test_of_whole_articles_are_stanzas(self, plain: Any, lean: Networks, seeds: list[dict[str, Any]]) -> None:
        for seed in seeds:
            text = read(seed["text"]).text
            assert lean.words(text, unmended) == parser._words(plain(text))

    @pytest.mark.parametrize("threads", [1, 2])
    def test_alone_and_in_a_batch_are_the_same(self, lean: Networks, threads: int) -> None:
        before = torch.get_num_threads()
        torch.set_num_threads(threads)
        try:
            batch = lean.words("\n\n".join(TEXTS.values()), unmended)
            alone = [told for text in TEXTS.values() for told in _told(lean.words(text, unmended))]
        finally:
            torch.set_num_threads(before)
        assert _told(batch) == alone

    def test_forgotten_forms_are_computed_again(
        self, plain: Any, seeds: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With room for few forms, and few words at once, nothing changes."""
        text = read(seeds[0]["text"]).text
        monkeypatch.setattr(forms, "_REMEMBERED", 120)
        monkeypatch.setattr(networks, "AT_ONCE", 100)
        small = networks_of(plain)
        assert small is not None
        assert small.words(text, unmended) == parser._words(plain(text))

    @settings(max_examples=40, deadline=None)
    @given(st.text('abehn NÅ.,!?:»«"-–()\n\t 12', max_size=300))
    def test_sentences_of_any_text_are_stanzas(self, text: str) -> None:
        processor = _tokenizer()
        found = networks.Tokenizer(processor).sentences(text) if text.strip() else []
        document = processor.process(text) if text.strip() else None
        sentences = document.sentences if document else []
        assert [[(t.start_char, t.end_char, t.text) for t in sentence.tokens] for sentence in sentences] == found


def _told(words: Words) -> list[tuple[str, ...]]:
    return list(zip(words.forms, words.upos, words.feats, words.deprels, strict=True))


_kept: list[Any] = []


def _tokenizer() -> Any:
    if not _kept:
        _kept.append(load_plain("embedded").processors["tokenize"])
    return _kept[0]


class TestNetworksOf:
    def test_none_for_another_processor(self, plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(plain.processors, "ner", object())
        assert networks_of(plain) is None

    def test_none_without_a_parser(self, plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(plain.processors, "depparse")
        assert networks_of(plain) is None

    @pytest.mark.parametrize("option", ["no_ssplit", "pretokenized", "postprocessor"])
    def test_none_for_another_way_to_tokenize(self, plain: Any, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(plain.processors["tokenize"].config, option, True)
        assert networks_of(plain) is None

    @pytest.mark.parametrize("option", ["charlm", "bert_model"])
    def test_none_for_other_inputs(self, plain: Any, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(plain.processors["pos"].trainer.args, option, "large")
        assert networks_of(plain) is None


class TestParts:
    @given(st.lists(st.integers(1, 40), max_size=30), st.integers(1, 200))
    def test_batches_hold_everything_once(self, lengths: list[int], budget: int) -> None:
        batches = list(cut(lengths, budget))
        assert sorted(number for batch in batches for number in batch) == list(range(len(lengths)))
        for batch in batches:
            assert len(batch) == 1 or len(batch) * max(lengths[number] for number in batch) <= budget

    @pytest.mark.parametrize("lengths", [[5], [7, 7], [9, 6, 2, 1]])
    def test_both_ways_are_torchs(self, lengths: list[int]) -> None:
        torch.manual_seed(1)
        lstm = nn.LSTM(4, 6, batch_first=True, bidirectional=True).eval()
        rows = torch.randn(sum(lengths), 4)
        with torch.inference_mode():
            batch = Batch(starts_of(lengths), lengths)
            packed = pack_padded_sequence(batch.padded(rows), lengths, batch_first=True)
            expected = pad_packed_sequence(lstm(packed)[0], batch_first=True)[0]
            torch.testing.assert_close(TwoWay(lstm)(rows, batch), batch.rows(expected))

    @pytest.mark.parametrize("lengths", [[5], [7, 7], [9, 6, 2, 1]])
    def test_highways_are_stanzas(self, lengths: list[int]) -> None:
        torch.manual_seed(2)
        network = HighwayLSTM(
            4, 6, num_layers=2, batch_first=True, bidirectional=True, highway_func=torch.tanh, rec_dropout=0
        ).eval()
        forms, h_init, c_init = torch.randn(5, 4), torch.randn(4, 1, 6), torch.randn(4, 1, 6)
        which = torch.randint(5, (sum(lengths),))  # a form may occur several times
        with torch.inference_mode():
            batch = Batch(starts_of(lengths), lengths)
            packed = pack_padded_sequence(batch.padded(forms[which]), lengths, batch_first=True)
            start = tuple(part.expand(-1, len(lengths), -1).contiguous() for part in (h_init, c_init))
            expected = pad_packed_sequence(network(packed, lengths, hx=start)[0], batch_first=True)[0]
            highway = Highway(network, h_init, c_init)
            torch.testing.assert_close(highway(highway.read(forms), which, batch), expected[batch.inside])
