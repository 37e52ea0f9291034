"""Sentences that can report nothing go without a tree, and no quote is other for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Cue, CueLexicon, QuoteExtractor
from quoteattr.page.reading import read
from quoteattr.parse.sentences import TREELESS
from quoteattr.rules.sentence_filter import SentenceFilter

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"

FINITE, NOUN, NAME, PUNCT = ("VERB", "VerbForm=Fin"), ("NOUN", ""), ("PROPN", ""), ("PUNCT", "")
DEFINITE, OTHER = ("NOUN", "Definite=Def"), ("ADV", "")


@pytest.fixture
def everywhere(extractor: QuoteExtractor) -> Any:
    """An extractor with the same networks that gives every sentence a tree."""
    found = object.__new__(QuoteExtractor)
    found._lexicon, found._parser, found._filter = extractor._lexicon, extractor._parser, None
    return found


class TestQuotes:
    def test_are_the_same_with_all_trees(
        self,
        extractor: QuoteExtractor,
        everywhere: QuoteExtractor,
        all_cases: list[dict[str, Any]],
        seeds: list[dict[str, Any]],
    ) -> None:
        texts = [entry["text"] for entry in all_cases + seeds]
        assert list(extractor.pipe(texts)) == list(everywhere.pipe(texts))

    @pytest.mark.skipif(not GOLD.exists(), reason="the annotated newspaper texts are not here")
    def test_of_newspapers_are_the_same_with_all_trees(
        self, extractor: QuoteExtractor, everywhere: QuoteExtractor
    ) -> None:
        texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
        assert list(extractor.pipe(texts)) == list(everywhere.pipe(texts))

    def test_only_some_sentences_get_trees(self, extractor: QuoteExtractor) -> None:
        text = "Broen er gammel og grå. Formanden siger, at den skal lukkes."
        (passage,) = extractor._parser.parse([read(text)], extractor._filter)[0]
        bare = {token.sentence for token in passage.tokens if token.deprel == TREELESS}
        assert bare == {passage.tokens[0].sentence}
        assert all(token.head == -1 for token in passage.tokens if token.sentence in bare)


class TestProspects:
    @pytest.mark.parametrize(
        ("words", "tags"),
        [
            ("Hun siger nej", [NOUN, FINITE, OTHER]),
            ("Broen falder , brummer Holm", [NOUN, FINITE, PUNCT, FINITE, NAME]),
            ("Broen falder , brummer formanden", [NOUN, FINITE, PUNCT, FINITE, DEFINITE]),
            ("Siger Holm", [OTHER, NAME]),  # a cue at the start, whatever its tag
            ("Holm : Nej", [NAME, PUNCT, OTHER]),
            ("Broen er ifølge Holm lukket", [NOUN, FINITE, OTHER, NAME, OTHER]),
            ("Broen er efter hendes mening lukket", [NOUN, FINITE, OTHER, OTHER, NOUN, OTHER]),
            ("Kravet om , at alle kommer", [NOUN, OTHER, PUNCT, OTHER, OTHER, FINITE]),
            ("Hun går ud fra det", [NOUN, FINITE, OTHER, OTHER, NOUN]),
        ],
    )
    def test_may_report(self, words: str, tags: list[tuple[str, str]]) -> None:
        assert SentenceFilter(CueLexicon.default())(words.split(), tags)

    @pytest.mark.parametrize(
        ("words", "tags"),
        [
            ("Broen er gammel", [NOUN, FINITE, OTHER]),
            ("Broen falder , men hegnet står", [NOUN, FINITE, PUNCT, OTHER, NOUN, OTHER]),
            ("Efter mødet var der kaffe", [OTHER, NOUN, FINITE, OTHER, NOUN]),
            ("Hun går ud", [NOUN, FINITE, OTHER]),
            ("Der er mange taler", [OTHER, FINITE, OTHER, NOUN]),
            ("", []),
        ],
    )
    def test_reports_nothing(self, words: str, tags: list[tuple[str, str]]) -> None:
        assert not SentenceFilter(CueLexicon.default())(words.split(), tags)

    def test_cues_are_those_of_the_lexicon(self) -> None:
        sentence = "Hun prutter løs".split(), [NOUN, FINITE, OTHER]
        own = CueLexicon.default().extended([Cue("prutte", "say", forms=("prutter",))])
        assert not SentenceFilter(CueLexicon.default())(*sentence)
        assert SentenceFilter(own)(*sentence)
