"""The annotated articles of seeds/, and the seed article of the gold data where it lies beside the repository."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Quote, QuoteExtractor, QuoteType, Span

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "seed.jsonl"
MATCH = 0.8  # token F1 from which two contents are one
RECALL = 0.75  # of the quotes of all articles, found and their speaker named rightly
FIELDS = ("cue", "speaker", "addressee", "via")


class TestFiles:
    def test_text_is_that_of_the_file(self, seed: dict[str, Any]) -> None:
        assert (ROOT / "seeds" / f"{seed['id']}.txt").read_bytes().decode("utf-8") == seed["text"]

    def test_every_file_is_annotated(self, seeds: list[dict[str, Any]]) -> None:
        assert {path.stem for path in (ROOT / "seeds").glob("*.txt")} == {seed["id"] for seed in seeds}

    def test_places_are_in_the_text(self, seed: dict[str, Any]) -> None:
        """Every place is a stretch of words with no space at its edges."""
        for quote in seed["quotes"]:
            for start, end in [*quote["content"], *(quote[field] for field in FIELDS if quote[field])]:
                assert 0 <= start < end <= len(seed["text"])
                piece = seed["text"][start:end]
                assert piece == piece.strip()
                assert not (seed["text"][start - 1 : start] + piece[0]).isalnum()

    def test_quotes_are_whole(self, seed: dict[str, Any]) -> None:
        for quote in seed["quotes"]:
            assert quote["type"] in list(QuoteType)
            assert quote["content"] == sorted(quote["content"])
            assert quote["content"]
            assert quote["cue"] is not None or quote["type"] == "direct"
            assert isinstance(quote["speaker_names"], list)

    def test_every_type_is_there(self, seeds: list[dict[str, Any]]) -> None:
        assert {quote["type"] for seed in seeds for quote in seed["quotes"]} == {"direct", "indirect", "mixed"}
        assert sum(len(seed["quotes"]) for seed in seeds) >= 60


class TestExtraction:
    def test_spans_slice_back(self, seed: dict[str, Any], extractor: QuoteExtractor) -> None:
        quotes = extractor.extract(seed["text"])
        assert quotes
        for quote in quotes:
            mention = quote.speaker and quote.speaker.mention
            for span in (*quote.content, quote.cue, mention, quote.addressee, quote.via):
                assert span is None or seed["text"][span.start : span.end] == span.text

    def test_recall_over_all(self, seeds: list[dict[str, Any]], extractor: QuoteExtractor) -> None:
        wanted = right = 0
        for seed, quotes in zip(seeds, extractor.pipe(seed["text"] for seed in seeds), strict=True):
            wanted += len(seed["quotes"])
            right += sum(named_rightly(gold, found) for gold, found in pairs(seed, quotes))
        assert right / wanted >= RECALL, f"{right} of {wanted}"

    def test_not_much_is_invented(self, seeds: list[dict[str, Any]], extractor: QuoteExtractor) -> None:
        found = matched = 0
        for seed in seeds:
            quotes = extractor.extract(seed["text"])
            found += len(quotes)
            matched += len(pairs(seed, quotes))
        assert matched / found >= RECALL, f"{matched} of {found}"

    @pytest.mark.skipif(not GOLD.is_file(), reason="the gold data is not beside this repository")
    def test_the_gold_article(self, extractor: QuoteExtractor) -> None:
        (gold,) = (json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line.strip())
        assert len(gold["quotes"]) == 9
        found = pairs(gold, extractor.extract(gold["text"]))
        assert [names(quote) for quote, _ in found] == [names(quote) for quote in gold["quotes"]]
        for quote, ours in found:
            assert named_rightly(quote, ours), (names(quote), ours.speaker)


class TestScorer:
    """The scorer of this file, on what is plainly right and plainly wrong."""

    ARTICLE = {
        "text": "Broen er slidt, siger Karen Holm.",
        "quotes": [{"content": [[0, 14]], "speaker_names": ["Karen Holm"]}],
    }

    def test_a_match(self) -> None:
        quote = Quote("indirect", (Span(0, 14, "Broen er slidt"),), rule="fronted")
        assert pairs(self.ARTICLE, [quote]) == [(self.ARTICLE["quotes"][0], quote)]
        assert not named_rightly(self.ARTICLE["quotes"][0], quote)

    def test_no_match(self) -> None:
        quote = Quote("indirect", (Span(9, 14, "slidt"),), rule="fronted")
        assert pairs(self.ARTICLE, [quote]) == []

    def test_one_quote_matches_once(self) -> None:
        quote = Quote("indirect", (Span(0, 14, "Broen er slidt"),), rule="fronted")
        assert len(pairs(self.ARTICLE, [quote, quote])) == 1


def pairs(article: dict[str, Any], quotes: list[Quote]) -> list[tuple[dict[str, Any], Quote]]:
    """Annotated quotes with the found ones that match, one to one, best first, in the annotation's order."""
    scored = []
    for number, gold in enumerate(article["quotes"]):
        for index, quote in enumerate(quotes):
            ours = words(article["text"], [(piece.start, piece.end) for piece in quote.content])
            theirs = words(article["text"], gold["content"])
            scored.append((2 * len(ours & theirs) / (len(ours) + len(theirs)), number, index))
    matched: dict[int, int] = {}
    for score, number, index in sorted(scored, reverse=True):
        if score >= MATCH and number not in matched and index not in matched.values():
            matched[number] = index
    return [(article["quotes"][number], quotes[index]) for number, index in sorted(matched.items())]


def words(text: str, stretches: Any) -> set[int]:
    """The places of the words in some stretches of a text."""
    return {match.start() for start, end in stretches for match in re.compile(r"\w+").finditer(text, start, end)}


def names(quote: dict[str, Any]) -> list[str]:
    return [name.lower() for name in quote["speaker_names"]]


def named_rightly(gold: dict[str, Any], quote: Quote) -> bool:
    """Whether the name is one of the acceptable ones, or missing where no reader could tell."""
    name = quote.speaker and quote.speaker.name
    return name.lower() in names(gold) if name else not gold["speaker_names"]
