"""Phrases, reporting clauses and rules on hand-made trees, without any parser."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from trees import FIXTURES, assert_tree, contents, find, load_passages, load_scenes

import quoteattr.rules
from quoteattr import CueLexicon, QuoteExtractor
from quoteattr.grammar.noun_phrases import Phrase, phrase_at, phrase_before
from quoteattr.grammar.reporting_clauses import Reporting, improvised
from quoteattr.grammar.subjects import looks_like_subject
from quoteattr.page.reading import read
from quoteattr.parse.passage import Passage
from quoteattr.quotes import QuoteType
from quoteattr.rules import according, citing, clause, fronted, infinitive, marks, question, turns
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.rule import Rule
from quoteattr.rules.run import RULES, attribute
from quoteattr.rules.story import Scene, Story, story_of
from quoteattr.rules.triggers import TaggedSentence
from quoteattr.training.treebank import read_conllu

PHRASES = load_passages("phrases")
REPORTING = load_scenes("reporting")


def place(passage: Passage, form: str) -> int:
    return next(token.index for token in passage.tokens if token.form == form)


def text(phrase: Phrase | None) -> str | None:
    return None if phrase is None else phrase.text


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.conllu")), ids=lambda path: path.stem)
def test_fixtures_are_trees(path: object) -> None:
    sentences = read_conllu(path)  # type: ignore[arg-type]
    assert sentences
    for sentence in sentences:
        assert_tree(sentence)
        assert f"# text = {sentence.text}" in sentence.comments


class TestLooksLikeSubject:
    """By word order alone: no tree is asked."""

    @pytest.mark.parametrize("label", PHRASES)
    def test_first_phrase(self, label: str) -> None:
        passage = PHRASES[label]
        first = next(i for i in range(len(passage.tokens)) if phrase_at(passage, i, len(passage.tokens), by_tree=False))
        if label == "pronoun":
            first = place(passage, "hun")  # I går cyklede hun
        elif label == "time":
            first = place(passage, "Karen")  # Her cykler Karen Holm
        phrase = phrase_at(passage, first, len(passage.tokens), by_tree=False)
        assert phrase is not None
        assert looks_like_subject(phrase)

    @pytest.mark.parametrize(
        ("label", "first"), [("time", "mandag"), ("genitive", "hver"), ("title-and-apposition", "Nørby")]
    )
    def test_others(self, label: str, first: str) -> None:
        passage = PHRASES[label]
        phrase = phrase_at(passage, place(passage, first), len(passage.tokens), full=False)
        assert phrase is not None
        assert not looks_like_subject(phrase)


class TestPhraseAt:
    @pytest.mark.parametrize(
        ("label", "first", "extent"),
        [
            ("title-and-apposition", "Den", "Den tidligere borgmester i Nørby, Karen Holm"),
            ("title-and-apposition", "Karen", "Karen Holm"),
            ("organisation", "Formanden", "Formanden for Dansk Cykelklub (DCK)"),
            ("age", "Karen", "Karen Holm, 42"),
            ("relative-clause", "Manden", "Manden"),
            ("time", "Karen", "Karen Holm"),
            ("pronoun", "hun", "hun"),
            ("genitive", "Min", "Min brors nye nabo"),
            ("people", "De", "De to ældste elever"),
        ],
    )
    def test_extent(self, label: str, first: str, extent: str) -> None:
        passage = PHRASES[label]
        assert text(phrase_at(passage, place(passage, first), len(passage.tokens))) == extent

    @pytest.mark.parametrize(
        ("label", "first", "extent"),
        [
            ("title-and-apposition", "Den", "Den tidligere borgmester"),
            ("coordination", "Lars", "Lars Bo Krag"),
            ("organisation", "Formanden", "Formanden"),
            ("age", "Karen", "Karen Holm"),
        ],
    )
    def test_core_alone(self, label: str, first: str, extent: str) -> None:
        passage = PHRASES[label]
        assert text(phrase_at(passage, place(passage, first), len(passage.tokens), full=False)) == extent

    @pytest.mark.parametrize(
        ("label", "first"),
        [("pronoun", "I"), ("coordination", "og"), ("relative-clause", "der"), ("age", "cykler"), ("time", ".")],
    )
    def test_no_phrase_starts_here(self, label: str, first: str) -> None:
        passage = PHRASES[label]
        assert phrase_at(passage, place(passage, first), len(passage.tokens)) is None

    def test_limit(self) -> None:
        passage = PHRASES["coordination"]
        assert text(phrase_at(passage, 0, 3)) == "Lars Bo Krag"
        assert text(phrase_at(passage, 0, 1)) == "Lars"
        assert phrase_at(passage, 0, 0) is None

    def test_coordination_before_a_verb(self) -> None:
        """``… og hans søster cykler`` could be a clause of its own, but at a sentence's start the two are subject."""
        passage = PHRASES["coordination"]
        assert text(phrase_at(passage, 0, place(passage, "cykler"))) == "Lars Bo Krag og hans søster"
        assert text(phrase_at(passage, 0, len(passage.tokens))) == "Lars Bo Krag og hans søster"
        assert text(phrase_at(passage, 1, len(passage.tokens))) == "Bo Krag"

    def test_before(self) -> None:
        passage = PHRASES["title-and-apposition"]
        comma = place(passage, "cykler") - 1
        assert text(phrase_before(passage, comma, 0)) == "Den tidligere borgmester i Nørby, Karen Holm"
        assert text(phrase_before(passage, comma, comma - 1)) == "Holm"


class TestFindReportings:
    def the(self, label: str) -> Reporting:
        (reporting,) = REPORTING[label].reportings
        return reporting

    @pytest.mark.parametrize(
        ("label", "cue", "subject", "addressee", "via", "inverted"),
        [
            ("addressee", "siger", "Formand Karen Holm", "avisen", None, False),
            ("channel", "skrev", "Karen Holm", None, "Facebook", True),
            ("according", "siger", "Karen Holm", None, "Ritzau", True),
            ("object", "fortalte", "Rektor", "eleverne", None, False),
            ("perfect", "sagt", "Ministeren", None, None, False),
            ("passive", "oplyses", "politiet", None, None, True),
            ("particle", "går ud fra", "Politiet", None, None, False),
        ],
    )
    def test_parts(
        self, label: str, cue: str, subject: str, addressee: str | None, via: str | None, inverted: bool
    ) -> None:
        reporting = self.the(label)
        start, end = reporting.cue_span
        assert reporting.passage.text[start:end] == cue
        assert text(reporting.subject) == subject
        assert text(reporting.addressee) == addressee
        assert text(reporting.via) == via
        assert reporting.inverted == inverted
        assert reporting.barred == ""

    @pytest.mark.parametrize(
        ("label", "barred"),
        [
            ("negated", "negated"),
            ("future", "unreal"),
            ("condition", "unreal"),
            ("purpose", "unreal"),
            ("author", "author"),
            ("thing", "thing"),
        ],
    )
    def test_barred(self, label: str, barred: str) -> None:
        assert self.the(label).barred == barred

    def test_finite_verb_and_passive(self) -> None:
        perfect = self.the("perfect")
        assert perfect.passage.tokens[perfect.finite].form == "har"
        assert [self.the(label).passive for label in ("passive", "perfect", "object")] == [True, False, False]

    def test_a_clause_ends_before_its_content(self) -> None:
        for label in ("addressee", "channel", "object", "passive"):
            reporting = self.the(label)
            assert reporting.passage.tokens[reporting.last].form == ","
            assert reporting.passage.tokens[reporting.last + 1].form == "at"

    def test_any_verb_can_report_by_its_place(self) -> None:
        scene = REPORTING["manner"]
        found = improvised(scene.passage, place(scene.passage, "brummer"))
        assert found is not None
        assert text(found.subject) == "formanden"
        assert improvised(scene.passage, place(scene.passage, "Kom")) is None
        assert improvised(scene.passage, len(scene.passage.tokens) - 1) is None


class TestRules:
    """What each rule finds, and what it leaves alone."""

    def one(self, rule: Rule, scene: Scene) -> Candidate:
        (candidate,) = find(rule, scene)
        return candidate

    def none(self, rule: Rule, scene: Scene) -> None:
        assert find(rule, scene) == []

    def test_according(self) -> None:
        scenes = load_scenes("according")
        first = self.one(according.RULE, scenes["first"])
        assert contents(scenes["first"], first) == ["er vejen lukket"]
        assert (text(first.speaker), first.rule, first.type) == ("politiet", "according", QuoteType.INDIRECT)
        middle = self.one(according.RULE, scenes["middle"])
        assert contents(scenes["middle"], middle) == ["Vejen er", "lukket"]
        opinion = self.one(according.RULE, scenes["opinion"])
        assert contents(scenes["opinion"], opinion) == ["er vejen for smal"]
        assert text(opinion.speaker) == "ministerens"
        self.none(according.RULE, scenes["time"])

    def test_according_beside_a_speaker_is_a_channel(self) -> None:
        scene = load_scenes("according")["channel"]
        candidate = self.one(fronted.RULE, scene)
        assert text(candidate.via) == "Ritzau"
        self.none(according.RULE, scene)

    def test_citing(self) -> None:
        scenes = load_scenes("citing")
        candidate = self.one(citing.RULE, scenes["clause"])
        assert contents(scenes["clause"], candidate) == ["aftalen er på plads"]
        assert (text(candidate.speaker), text(candidate.via)) == ("en kilde", "Avisen")
        self.none(citing.RULE, scenes["noun"])

    def test_clause(self) -> None:
        scenes = load_scenes("clause")
        candidate = self.one(clause.RULE, scenes["at"])
        assert contents(scenes["at"], candidate) == ["broen er slidt"]
        assert (text(candidate.speaker), text(candidate.addressee)) == ("Formanden", "avisen")
        assert contents(scenes["no-comma"], self.one(clause.RULE, scenes["no-comma"])) == ["broen er slidt"]
        self.none(clause.RULE, scenes["mind"])
        self.none(clause.RULE, scenes["noun"])

    def test_fronted(self) -> None:
        scenes = load_scenes("fronted")
        after = self.one(fronted.RULE, scenes["after"])
        assert contents(scenes["after"], after) == ["Broen er slidt"]
        assert text(after.speaker) == "formanden"
        between = self.one(fronted.RULE, scenes["between"])
        assert contents(scenes["between"], between) == ["Broen", "er slidt"]
        impersonal = self.one(fronted.RULE, scenes["impersonal"])
        assert text(impersonal.speaker) == "rapporten"
        self.none(fronted.RULE, scenes["subordinate"])

    def test_infinitive(self) -> None:
        scenes = load_scenes("infinitive")
        request = self.one(infinitive.RULE, scenes["request"])
        assert contents(scenes["request"], request) == ["at spare"]
        assert (text(request.speaker), text(request.addressee)) == ("Ministeren", "kommunerne")
        promise = self.one(infinitive.RULE, scenes["promise"])
        assert contents(scenes["promise"], promise) == ["at spare"]
        assert promise.addressee is None
        self.none(infinitive.RULE, scenes["noun"])

    def test_question(self) -> None:
        scenes = load_scenes("question")
        candidate = self.one(question.RULE, scenes["why"])
        assert contents(scenes["why"], candidate) == ["hvorfor loven var forsinket"]
        assert (text(candidate.speaker), text(candidate.addressee)) == ("Hun", "ministeren")
        self.none(question.RULE, scenes["knowing"])

    @pytest.mark.parametrize(
        ("label", "rule", "pieces"),
        [
            ("after", "marks-after", ["Broen er slidt"]),
            ("colon", "marks-colon", ["Broen er slidt."]),
            ("between", "marks-after", ["Broen", "er slidt."]),
            ("answer", "marks-after", ["Ja"]),
            ("last-word", "marks-after", ["Broen skal", "lukkes."]),
        ],
    )
    def test_marks(self, label: str, rule: str, pieces: list[str]) -> None:
        scene = load_scenes("marks")[label]
        candidate = self.one(marks.RULE, scene)
        assert (candidate.rule, candidate.type) == (rule, QuoteType.DIRECT)
        assert contents(scene, candidate) == pieces
        assert (text(candidate.speaker) or "").lower() == "formanden"
        assert all(scene.in_speech(start) for start, _ in candidate.content)

    def test_marks_around_a_title(self) -> None:
        scene = load_scenes("marks")["title"]
        assert len(scene.stretches) == 1
        self.none(marks.RULE, scene)
        assert scene.speech == []

    def test_turns(self) -> None:
        scenes = load_scenes("turns")
        reported = self.one(turns.RULE, scenes["reported"])
        assert (reported.rule, reported.type) == ("turn", QuoteType.DIRECT)
        assert contents(scenes["reported"], reported) == ["Broen er slidt", "Vi må handle nu."]
        assert text(reported.speaker) == "formanden"
        free = self.one(turns.RULE, scenes["free"])
        assert (free.rule, free.speaker, free.cue, free.carried) == ("turn-free", None, None, True)
        assert contents(scenes["free"], free) == ["Hvad gør vi så?"]
        self.none(turns.RULE, scenes["narration"])

    def test_a_report_has_one_content(self) -> None:
        """What a rule has taken, no later rule takes again."""
        scene = load_scenes("clause")["at"]
        found = [candidate.rule for rule in RULES for candidate in find(rule, scene)]
        assert found == ["clause"]


class TestAll:
    """What holds of every rule, of one that is added too."""

    def test_every_rule_is_run(self) -> None:
        names = [f"quoteattr.rules.{module.name}" for module in pkgutil.iter_modules(quoteattr.rules.__path__)]
        rules = [module.RULE for module in map(importlib.import_module, names) if hasattr(module, "RULE")]
        assert set(map(id, rules)) == set(map(id, RULES))
        assert len(rules) == len(RULES)

    def test_every_rule_is_in_the_contract_that_none_knows_another(self) -> None:
        contract = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
        assert [rule.ids for rule in RULES if f'"{rule.find.__module__}"' not in contract] == []

    def test_a_rule_names_what_it_yields_and_why_it_reads_the_sentence(
        self, extractor: QuoteExtractor, all_cases: list[dict[str, Any]]
    ) -> None:
        """Its own triggers fire, not only those of others."""
        rules = {name: rule for rule in RULES for name in rule.ids}
        layouts = [read(case["text"]) for case in all_cases]
        for layout, passages in zip(layouts, extractor._parser.parse(layouts), strict=True):
            story = story_of(layout, passages, extractor._lexicon)
            for candidate in attribute(story).stand:
                if candidate.cue is not None:
                    sentence = tagged_sentence(story, candidate.cue[0], extractor._lexicon)
                    triggers = rules[candidate.rule].triggers
                    assert any(trigger(sentence) for trigger in triggers), (candidate.rule, sentence.forms)


def tagged_sentence(story: Story, place: int, lexicon: CueLexicon) -> TaggedSentence:
    """The sentence at a place as the triggers see it."""
    scene = story.scene_at(place)
    assert scene is not None
    passage = scene.passage
    tokens = [passage.tokens[index] for index in passage.sentence_of(passage.token_at(place))]
    return TaggedSentence.of([token.form for token in tokens], [(t.upos, t.feats) for t in tokens], lexicon)


def test_an_unknown_verb_in_s_beside_a_quote_does_no_harm(extractor):
    """The verb is no cue; its ending looks like a passive."""
    for text in ("- Nu gik det, lykkedes Karen Holm.", "»Nu gik det,« lykkes Karen Holm.", "- Nu, hviskes hun."):
        assert all(quote.content for quote in extractor.extract(text))
