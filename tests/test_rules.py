"""Phrases, reporting clauses and rules on hand-made trees, without any parser."""

from __future__ import annotations

import pytest
from trees import FIXTURES, assert_tree, contents, load_passages, load_scenes

from quoteattr.grammar.noun_phrases import Phrase, phrase_at, phrase_before
from quoteattr.grammar.reporting_clauses import Reporting, improvised
from quoteattr.grammar.subjects import looks_like_subject
from quoteattr.parse.passage import Passage
from quoteattr.quotes import QuoteType
from quoteattr.rules import according, citing, clause, fronted, infinitive, marks, question, turns
from quoteattr.rules.candidates import Candidate, Scene
from quoteattr.rules.run import RULES
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

    def one(self, rule: object, scene: Scene) -> Candidate:
        (candidate,) = rule(scene)  # type: ignore[operator]
        return candidate

    def none(self, rule: object, scene: Scene) -> None:
        assert list(rule(scene)) == []  # type: ignore[operator]

    def test_according(self) -> None:
        scenes = load_scenes("according")
        first = self.one(according.find, scenes["first"])
        assert contents(scenes["first"], first) == ["er vejen lukket"]
        assert (text(first.speaker), first.rule, first.type) == ("politiet", "according", QuoteType.INDIRECT)
        middle = self.one(according.find, scenes["middle"])
        assert contents(scenes["middle"], middle) == ["Vejen er", "lukket"]
        opinion = self.one(according.find, scenes["opinion"])
        assert contents(scenes["opinion"], opinion) == ["er vejen for smal"]
        assert text(opinion.speaker) == "ministerens"
        self.none(according.find, scenes["time"])

    def test_according_beside_a_speaker_is_a_channel(self) -> None:
        scene = load_scenes("according")["channel"]
        candidate = self.one(fronted.find, scene)
        assert text(candidate.via) == "Ritzau"
        self.none(according.find, scene)

    def test_citing(self) -> None:
        scenes = load_scenes("citing")
        candidate = self.one(citing.find, scenes["clause"])
        assert contents(scenes["clause"], candidate) == ["aftalen er på plads"]
        assert (text(candidate.speaker), text(candidate.via)) == ("en kilde", "Avisen")
        self.none(citing.find, scenes["noun"])

    def test_clause(self) -> None:
        scenes = load_scenes("clause")
        candidate = self.one(clause.find, scenes["at"])
        assert contents(scenes["at"], candidate) == ["broen er slidt"]
        assert (text(candidate.speaker), text(candidate.addressee)) == ("Formanden", "avisen")
        assert contents(scenes["no-comma"], self.one(clause.find, scenes["no-comma"])) == ["broen er slidt"]
        self.none(clause.find, scenes["mind"])
        self.none(clause.find, scenes["noun"])

    def test_fronted(self) -> None:
        scenes = load_scenes("fronted")
        after = self.one(fronted.find, scenes["after"])
        assert contents(scenes["after"], after) == ["Broen er slidt"]
        assert text(after.speaker) == "formanden"
        between = self.one(fronted.find, scenes["between"])
        assert contents(scenes["between"], between) == ["Broen", "er slidt"]
        impersonal = self.one(fronted.find, scenes["impersonal"])
        assert text(impersonal.speaker) == "rapporten"
        self.none(fronted.find, scenes["subordinate"])

    def test_infinitive(self) -> None:
        scenes = load_scenes("infinitive")
        request = self.one(infinitive.find, scenes["request"])
        assert contents(scenes["request"], request) == ["at spare"]
        assert (text(request.speaker), text(request.addressee)) == ("Ministeren", "kommunerne")
        promise = self.one(infinitive.find, scenes["promise"])
        assert contents(scenes["promise"], promise) == ["at spare"]
        assert promise.addressee is None
        self.none(infinitive.find, scenes["noun"])

    def test_question(self) -> None:
        scenes = load_scenes("question")
        candidate = self.one(question.find, scenes["why"])
        assert contents(scenes["why"], candidate) == ["hvorfor loven var forsinket"]
        assert (text(candidate.speaker), text(candidate.addressee)) == ("Hun", "ministeren")
        self.none(question.find, scenes["knowing"])

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
        (candidate,) = marks.find([scene], scene.stretches)
        assert (candidate.rule, candidate.type) == (rule, QuoteType.DIRECT)
        assert contents(scene, candidate) == pieces
        assert (text(candidate.speaker) or "").lower() == "formanden"
        assert all(scene.in_speech(start) for start, _ in candidate.content)

    def test_marks_around_a_title(self) -> None:
        scene = load_scenes("marks")["title"]
        assert len(scene.stretches) == 1
        assert list(marks.find([scene], scene.stretches)) == []
        assert scene.speech == []

    def test_turns(self) -> None:
        scenes = load_scenes("turns")
        (reported,) = turns.find([scenes["reported"]])
        assert (reported.rule, reported.type) == ("turn", QuoteType.DIRECT)
        assert contents(scenes["reported"], reported) == ["Broen er slidt", "Vi må handle nu."]
        assert text(reported.speaker) == "formanden"
        (free,) = turns.find([scenes["free"]])
        assert (free.rule, free.speaker, free.cue, free.carried) == ("turn-free", None, None, True)
        assert contents(scenes["free"], free) == ["Hvad gør vi så?"]
        assert list(turns.find([scenes["narration"]])) == []

    def test_a_report_has_one_content(self) -> None:
        """What a rule has taken, no later rule takes again."""
        scene = load_scenes("clause")["at"]
        found = [candidate.rule for rule in RULES for candidate in rule(scene)]
        assert found == ["clause"]


def test_an_unknown_verb_in_s_beside_a_quote_does_no_harm(extractor):
    """The verb is no cue; its ending looks like a passive."""
    for text in ("- Nu gik det, lykkedes Karen Holm.", "»Nu gik det,« lykkes Karen Holm.", "- Nu, hviskes hun."):
        assert all(quote.content for quote in extractor.extract(text))
