"""The shorter way to trees and tags gives what Stanza gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import QuoteExtractor
from quoteattr.page.reading import read
from quoteattr.parse import parser, stanza_speedup, tree_search
from quoteattr.parse.model_files import load_plain


def stock_tree(scores: np.ndarray[Any, Any]) -> list[int]:
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

    heads: list[int] = chuliu_edmonds_one_root(scores.copy()).tolist()
    return heads


def total(scores: np.ndarray[Any, Any], heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads) if word))


class TestBestTree:
    @given(st.integers(1, 9), st.integers(0, 10_000))
    def test_is_stanzas(self, words: int, seed: int) -> None:
        """Of random scores the same tree, or where two are equally good one as good."""
        scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
        scores = np.log(np.exp(scores) / np.exp(scores).sum(1, keepdims=True))
        np.fill_diagonal(scores, -np.inf)
        mine = tree_search.best_tree(scores).tolist()
        assert mine == stock_tree(scores) or total(scores, mine) == pytest.approx(total(scores, stock_tree(scores)))

    @pytest.mark.parametrize("number", range(5))
    def test_is_stanzas_in_a_long_sentence(self, number: int) -> None:
        """Every word likes its neighbours best: cycles within cycles."""
        random = np.random.default_rng(number)
        scores = random.normal(size=(41, 41)) - np.abs(np.arange(41)[:, None] - np.arange(41)[None, :])
        np.fill_diagonal(scores, -np.inf)
        assert tree_search.best_tree(scores).tolist() == stock_tree(scores)

    @given(st.integers(2, 7), st.integers(0, 10_000))
    def test_where_every_word_prefers_another(self, words: int, seed: int) -> None:
        """Cycles: every word's best head is its neighbour."""
        scores = np.random.default_rng(seed).uniform(-9, -5, size=(words + 1, words + 1))
        for word in range(1, words + 1):
            scores[word, word % words + 1] = -0.1
        np.fill_diagonal(scores, -np.inf)
        heads = tree_search.best_tree(scores).tolist()
        assert heads == stock_tree(scores)
        assert heads[1:].count(0) == 1

    def test_one_word(self) -> None:
        assert tree_search.best_tree(np.zeros((2, 2))).tolist() == [0, 0]


class TestDecode:
    def test_is_stanzas_on_the_seeds(self, extractor: QuoteExtractor, seeds: list[dict[str, Any]]) -> None:
        """Heads and relations of whole articles, those with two subjects among them."""
        from stanza.models.depparse.model import GraphParser

        model = extractor._parser.pipeline.processors["depparse"].trainer.model
        compared = []

        def both(vocab: Any, size: int, preds: Any, lengths: Any, resolve_head_constraints: bool = False) -> Any:
            mine = stanza_speedup.decode(vocab, size, preds, lengths, resolve_head_constraints)
            stock = GraphParser.decode_graph_predictions(vocab, size, preds, lengths, resolve_head_constraints)
            compared.append([[int(h), r] for s in mine for h, r in s] == [[int(h), r] for s in stock for h, r in s])
            return mine

        model.decode_graph_predictions = both
        try:
            for seed in seeds:
                extractor._parser._annotate(read(seed["text"]).text)
        finally:
            del model.decode_graph_predictions
        assert compared
        assert all(compared)

    def test_speed_up_keeps_every_word(self, extractor: QuoteExtractor, seeds: list[dict[str, Any]]) -> None:
        """A pipeline that cannot run lean gets the shorter search and the remembered features."""
        text = read(seeds[0]["text"]).text
        plain = extractor._parser._annotate(text)
        quick = parser.Parser(stanza_speedup.speed_up(load_plain("embedded")), "quick")._annotate(text)
        assert parser._words(quick) == parser._words(plain)

    def test_two_subjects_are_mended(self) -> None:
        tree = np.array([0, 2, 0, 2])
        assert tree_search.doubled(tree, [0, 1, 0], ["subj", None]) == (2, "subj", [1, 3])
        assert tree_search.doubled(tree, [0, 1, 1], ["subj", None]) is None


class TestLemmas:
    def test_ours_are_not_read(self, extractor: QuoteExtractor) -> None:
        """The parser was trained without lemmas, so none are made."""
        assert not stanza_speedup.reads_lemmas(extractor._parser.pipeline)
        document = extractor._parser._annotate("Broen er lukket.")
        assert {word.lemma for word in document.iter_words()} == {"?"}
