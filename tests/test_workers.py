"""Many texts: in order, lazily, alone or together, in one process or two, with or without errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from quoteattr import QuoteExtractor, Quotes, benchmark

TEXTS = ["Det haster, siger Karen Holm.", "", "Ifølge Per Dal haster det ikke.", "Solen skinner."]


def names(results: Any) -> list[list[str]]:
    return [[quote.speaker.name for quote in quotes] for quotes in results]


class TestOrder:
    @pytest.mark.parametrize("size", [1, 3, 50])
    def test_batch_sizes(self, extractor: QuoteExtractor, size: int) -> None:
        assert names(extractor.pipe(TEXTS, size)) == [["Karen Holm"], [], ["Per Dal"], []]

    def test_two_processes(self, extractor: QuoteExtractor, seeds: list[dict[str, Any]]) -> None:
        """Worker processes give the same quotes, in the same order, as one text at a time."""
        if extractor._parser.name != "embedded":
            pytest.skip("one model is enough")
        texts = [seed["text"] for seed in seeds] + TEXTS
        assert list(extractor.pipe(texts, 2, n_process=2)) == [extractor.extract(text) for text in texts]

    def test_lazy(self, extractor: QuoteExtractor) -> None:
        """No more is read than the batch asked for."""
        taken = []

        def source() -> Iterator[str]:
            for text in TEXTS:
                taken.append(text)
                yield text

        results = extractor.pipe(source(), 2)
        assert taken == []
        next(results)
        assert len(taken) == 2

    def test_tuples(self, extractor: QuoteExtractor) -> None:
        pairs = [(text, number) for number, text in enumerate(TEXTS)]
        assert [number for _, number in extractor.pipe(pairs, as_tuples=True)] == [0, 1, 2, 3]


class TestErrors:
    def test_in_place(self, extractor: QuoteExtractor) -> None:
        """A text that fails gives its error and loses no other."""
        results = list(extractor.pipe([TEXTS[0], None, 7, TEXTS[2]], 3, on_error="yield"))
        assert [type(result) for result in results] == [Quotes, TypeError, TypeError, Quotes]
        assert results[3][0].speaker.name == "Per Dal"

    def test_raised(self, extractor: QuoteExtractor) -> None:
        with pytest.raises(TypeError, match="texts must be str, not int"):
            list(extractor.pipe([TEXTS[0], 7]))  # type: ignore[list-item]

    def test_arguments(self, extractor: QuoteExtractor) -> None:
        with pytest.raises(TypeError, match="use extract for one"):
            extractor.pipe("Det haster.")
        with pytest.raises(ValueError, match="at least 1"):
            extractor.pipe(TEXTS, n_process=0)
        with pytest.raises(ValueError, match="'raise' or 'yield'"):
            extractor.pipe(TEXTS, on_error="skip")

    def test_ready_pipelines_stay_at_home(self, pipeline: Any) -> None:
        with pytest.raises(ValueError, match="cannot be sent to other processes"):
            QuoteExtractor(pipeline).pipe(TEXTS, n_process=2)


class TestBenchmark:
    def test_articles(self) -> None:
        """The same seed gives the same articles, of the length asked for."""
        from conftest import SEEDS

        made = benchmark.articles(SEEDS, 3, words=200)
        assert made == benchmark.articles(SEEDS, 3, words=200)
        assert all(200 <= benchmark.words_in([text]) < 320 for text in made)

    def test_prints(self, capsys: pytest.CaptureFixture[str]) -> None:
        import torch
        from conftest import SEEDS

        threads = torch.get_num_threads()
        try:
            benchmark.main(["--seeds", str(SEEDS), "--articles", "2", "--processes", "1", "--memory", "2"])
        finally:
            torch.set_num_threads(threads)
        printed = capsys.readouterr().out
        assert "plain Stanza, a text at a time" in printed
        assert "share of pipe: networks" in printed
        assert "MB at most" in printed
