"""Sentences that can report nothing go without a tree, and no quote is other for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Cue, CueLexicon, QuoteExtractor
from quoteattr.page.reading import read
from quoteattr.parse.sentences import TREELESS
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.rule import Rule
from quoteattr.rules.run import RULES
from quoteattr.rules.sentence_filter import SentenceFilter
from quoteattr.rules.story import Story, story_of
from quoteattr.rules.triggers import TaggedSentence, Word

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


class TestTriggers:
    """The filter is made from what the rules say."""

    def test_of_an_invented_rule_make_its_sentences_get_trees(self, extractor: QuoteExtractor) -> None:
        """*Det er Karen Holms havregryn, at …*: a noun that no rule knows, found through the story."""
        layout = read("Det er Karen Holms havregryn, at broen holder.\n\nBroen er gammel og grå.")
        nouns = frozenset(["havregryn"])

        def find(story: Story) -> Iterator[Candidate]:
            for scene, token in story.words(nouns):
                piece = scene.passage.tokens[token.index + 3].start, scene.passage.end
                cue = token.start, token.end
                yield Candidate("porridge", QuoteType.INDIRECT, (piece,), scene.passage, cue)

        rule = Rule(("porridge",), find, triggers=(Word(nouns, tags=["NOUN"]),))

        def read_by(rules: Iterable[Rule]) -> tuple[Story, list[int]]:
            passages = extractor._parser.parse([layout], SentenceFilter(extractor._lexicon, rules))[0]
            trees = [passage.start for passage in passages if passage.tokens[0].deprel != TREELESS]
            return story_of(layout, passages, extractor._lexicon), trees

        story, trees = read_by(RULES)
        assert trees == []
        assert list(find(story)) == []  # without its trigger it finds nothing at all
        story, trees = read_by([*RULES, rule])
        assert trees == [0]
        (candidate,) = rule.find(story)
        assert layout.text[slice(*candidate.content[0])] == "broen holder."

    @pytest.mark.parametrize(
        ("trigger", "fires"),
        [
            (Word(["mening"]), True),
            (Word(["mening"], tags=["NOUN", "ADJ"]), True),
            (Word(["mening"], tags=["VERB"]), False),
            (Word(["mening"], beside=["efter", "med"]), True),
            (Word(["mening"], beside=["ifølge"]), False),
            (Word(["ytring"]), False),
        ],
    )
    def test_words(self, trigger: Word, fires: bool) -> None:
        words, tags = "Efter hendes Mening holder broen", [OTHER, OTHER, NOUN, FINITE, DEFINITE]
        assert trigger(TaggedSentence.of(words.split(), tags, CueLexicon.default())) == fires


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
