"""Trees from CoNLL-U fixtures, as the rules see them: no parser, no model."""

from __future__ import annotations

from pathlib import Path

from quoteattr import CueLexicon
from quoteattr.page.reading import read
from quoteattr.parse import parser
from quoteattr.parse.passage import Passage
from quoteattr.parse.sentences import Words
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Scene, Story, story_of
from quoteattr.training.treebank import DEPREL, FEATS, FORM, HEAD, ID, UPOS, TreebankSentence, read_conllu

FIXTURES = Path(__file__).parent / "fixtures"


def load_scenes(name: str) -> dict[str, Scene]:
    """The paragraphs of a fixture by the ids of their ``# newpar`` lines."""
    paragraphs: dict[str, list[TreebankSentence]] = {}
    label = ""
    for sentence in read_conllu(FIXTURES / f"{name}.conllu"):
        if sentence.starts_paragraph:
            label = sentence.comments[0].removeprefix("# newpar id = ")
        paragraphs.setdefault(label, []).append(sentence)
    return {label: scene_of(sentences) for label, sentences in paragraphs.items()}


def load_passages(name: str) -> dict[str, Passage]:
    return {label: scene.passage for label, scene in load_scenes(name).items()}


def scene_of(sentences: list[TreebankSentence]) -> Scene:
    """One paragraph of these sentences, with its reporting clauses and marked stretches."""
    layout = read(" ".join(sentence.text for sentence in sentences))
    words, place = Words(), 0
    for sentence in sentences:
        tokens = []
        for row in sentence.rows:
            start = layout.text.index(row[FORM], place)
            place = start + len(row[FORM])
            tokens.append((start, place, row[FORM]))
        tags = [(row[UPOS], row[FEATS].removeprefix("_")) for row in sentence.rows]
        heads, relations = [int(row[HEAD]) for row in sentence.rows], [row[DEPREL] for row in sentence.rows]
        words.add([tokens], tags, [(heads, relations)])
    passages = parser._passages(layout, words, 0)
    (scene,) = story_of(layout, passages, CueLexicon.default()).scenes
    return scene


def find(rule: Rule, scene: Scene) -> list[Candidate]:
    """What a rule finds in a text of one paragraph."""
    return list(rule.find(Story([scene], scene.stretches)))


def contents(scene: Scene, candidate: Candidate) -> list[str]:
    return [scene.passage.text[start:end] for start, end in candidate.content]


def assert_tree(sentence: TreebankSentence) -> None:
    """Ids count from 1, every head is a word or the root, and all words hang on one root."""
    ids = [int(row[ID]) for row in sentence.rows]
    heads = {int(row[ID]): int(row[HEAD]) for row in sentence.rows}
    assert ids == list(range(1, len(ids) + 1))
    assert [row[DEPREL] for row in sentence.rows if row[HEAD] == "0"] == ["root"]
    for number in ids:
        seen = set()
        while number:
            assert number in heads, sentence.text
            assert number not in seen, sentence.text
            seen.add(number)
            number = heads[number]
