"""Why a text has the quotes it has: QuoteExtractor.explain and quoteattr show --why."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteattr import QuoteExtractor
from quoteattr.command.arguments import main

TEXT = """Karen Holm er vred. Hun siger, at det haster. Per Dal siger ikke, at det er nemt.
Hun siger, at hun mener, at vi må."""


def test_quotes_are_those_that_extract_finds(extractor: QuoteExtractor, seeds: list[dict[str, str]]) -> None:
    for seed in seeds:
        explained = extractor.explain(seed["text"]).quotes
        assert [item.quote for item in explained] == list(extractor.extract(seed["text"]))


def test_bars_losers_and_signs_are_told(extractor: QuoteExtractor) -> None:
    explanation = extractor.explain(TEXT)
    assert [(seen.cue.text, seen.bar) for seen in explanation.clauses] == [("siger", "negated")]
    assert [(lost.rule, lost.to.cue and lost.to.cue.text) for lost in explanation.lost] == [("clause", "siger")]
    first = explanation.quotes[0]
    assert first.decision == "personal pronoun"
    assert first.signs[0] == ("Karen Holm", ("subject", "gender", "sentence before"))


def test_spans_slice_back(extractor: QuoteExtractor) -> None:
    explanation = extractor.explain(TEXT)
    spans = [span for seen in explanation.clauses for span in (seen.clause, seen.cue)]
    spans += [piece for lost in explanation.lost for piece in lost.content]
    assert all(TEXT[span.start : span.end] == span.text for span in spans)


def test_nothing_but_text(extractor: QuoteExtractor) -> None:
    with pytest.raises(TypeError, match="a str is needed, not int"):
        extractor.explain(3)  # type: ignore[arg-type]


def test_show_why(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert main(["show", "--why", str(article)]) == 0
    shown = capfd.readouterr().out
    assert "negated: what is denied has not been said" in shown
    assert "chosen Karen Holm" in shown
