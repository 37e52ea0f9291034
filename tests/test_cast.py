"""Who is in a text: which phrases are read for it, and how a name or noun finds whom it is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from quoteattr import QuoteExtractor
from quoteattr.grammar.noun_phrases import phrase_at
from quoteattr.page.reading import read
from quoteattr.parse.passage import Passage
from quoteattr.speakers.cast import _behind_dateline, _may_be_somebody, _phrases
from quoteattr.speakers.entities import Entity
from quoteattr.speakers.name_index import NameIndex
from quoteattr.speakers.noun_index import NounIndex


def entity(name: str, number: int, **facts: Any) -> Entity:
    return Entity(tuple(name.split()), number=number, **facts)


def every_phrase(passage: Passage) -> Iterator[tuple[int, int]]:
    """All noun phrases behind a passage's dateline, from left to right, none within another."""
    index = _behind_dateline(passage)
    while index < len(passage.tokens):
        token = passage.tokens[index]
        phrase = None
        if token.is_name or token.upos not in ("ADP", "AUX", "CCONJ", "PUNCT", "SCONJ"):
            phrase = phrase_at(passage, index, passage.sentence_of(index).stop, by_tree=False)
        if phrase is not None:
            yield phrase.first, phrase.last
        index = max(index + 1, phrase.last if phrase else 0)


def test_no_phrase_about_somebody_is_left_out(
    extractor: QuoteExtractor, seeds: list[dict[str, Any]], all_cases: list[dict[str, Any]]
) -> None:
    texts = [document["text"] for document in [*seeds, *all_cases]]
    passages = [p for found in extractor._parser.parse([read(text) for text in texts]) for p in found]
    assert len(passages) > len(texts)
    for passage in passages:
        read_for_it = {(phrase.first, phrase.last) for phrase in _phrases(passage)}
        for first, last in every_phrase(passage):
            if any(_may_be_somebody(token) for token in passage.tokens[first:last]):
                assert (first, last) in read_for_it, passage.slice(first, last)


class TestRegister:
    @pytest.fixture
    def register(self) -> NameIndex:
        register = NameIndex()
        for number, name in enumerate(["Karen Holm", "Per Holm Dal", "New York Times", "Retten i Holbæk"]):
            register.enter(entity(name, number))
        return register

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("Karen Holm", "Karen Holm"),
            ("Holm", "Karen Holm"),
            ("Holms", "Karen Holm"),
            ("Karen", "Karen Holm"),
            ("Anna Karen Holm", "Karen Holm"),
            ("Dal", "Per Holm Dal"),
            ("Per Holm", "Per Holm Dal"),
            ("New York", None),
            ("Holbæk", None),
            ("Vibe", None),
        ],
    )
    def test_find(self, register: NameIndex, name: str, found: str | None) -> None:
        entity = register.find(tuple(name.split()))
        assert (entity and entity.text) == found

    def test_a_name_that_grows(self, register: NameIndex) -> None:
        karen = register.find(("Karen",))
        assert karen is not None
        karen.name = ("Anna", "Karen", "Holm")
        register.enter(karen)
        assert [register.find((name,)) for name in ("Anna", "Holm")] == [karen, karen]
        assert register.find(("Karen",)) is None  # neither her first name nor her last

    def test_surnamed(self, register: NameIndex) -> None:
        register.enter(entity("Ida Holm", 4))
        assert [entity.text for entity in register.surnamed("holm")] == ["Karen Holm", "Ida Holm"]


class TestCallings:
    @pytest.mark.parametrize(
        ("noun", "former", "found"),
        [
            ("ministeren", False, ["Karen Holm", "Per Dal"]),
            ("trafikministeren", False, ["Karen Holm", "Per Dal"]),
            ("justitsministeren", False, ["Per Dal"]),
            ("retten", False, ["Retten i Holbæk", "Vestre Landsret"]),
            ("landsretten", False, ["Vestre Landsret"]),
            ("direktøren", False, []),
            ("direktøren", True, ["Per Dal"]),
            ("en", False, []),
        ],
    )
    def test_near(self, noun: str, former: bool, found: list[str]) -> None:
        entities = [
            entity("Karen Holm", 0, described={"trafikminister"}, places=[10, 500]),
            entity("Per Dal", 1, described={"minister"}, former={"direktør"}, places=[20]),
            entity("Retten i Holbæk", 2, kind="org", places=[30]),
            entity("Vestre Landsret", 3, kind="org", places=[40]),
            entity("Ida Vibe", 4, described={"minister"}, places=[9_000]),
        ]
        assert [entity.text for entity in NounIndex(entities).near(noun, 0, 1_000, former)] == found
