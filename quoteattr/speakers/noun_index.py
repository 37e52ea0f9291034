"""By which nouns a text calls people and organisations, so that a later noun finds whom it is for.

Nouns are looked up by their endings, and only what is named near a place is looked at: a long text takes no longer by
the word than a short one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from quoteattr.parse.passage import Token
from quoteattr.speakers.entities import Entity, Mention

_DEFINITE = regex.compile(r"(?:en|et|ne|n|t)s?$")
_KIN = regex.compile(r"(mo|fa|bro)der$")  # moderen is who is called mor
_AGED = regex.compile(r"\d{1,3}-årige?")
_SHORTEST = 3  # letters that a noun must share with its compound


@lru_cache(10_000)
def stem_of(noun: str) -> str:
    """*minister* of *ministeren*, *ret* of *retten*, *museum* of *museet*."""
    if noun.removesuffix("s").endswith("eet"):
        return noun.removesuffix("s").removesuffix("et") + "um"
    if noun.removesuffix("s").endswith("tret"):
        return noun.removesuffix("s").removesuffix("ret") + "er"  # centret
    stem = _KIN.sub(r"\1r", _DEFINITE.sub("", noun))
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem != noun else stem


def is_aged(token: Token) -> bool:
    """*43-årig*, *43-årige*."""
    return token.form[0].isdigit() and _AGED.fullmatch(token.lower) is not None


class NounIndex:
    """The named ones by the nouns that the text has put beside their names, or that are in their names."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._called, self._been = _Nouns(), _Nouns()
        for entity in entities:
            self._called.enter(entity, entity.described)
            self._been.enter(entity, entity.former)

    def near(self, noun: str, first: int, last: int, former: bool) -> list[Entity]:
        """Those who are called by a noun (or, ``former``, have been it) and are named from ``first`` to ``last``."""
        namings = (self._been if former else self._called).namings(noun)
        start, stop = (bisect_left(namings, place, key=_place) for place in (first, last))
        return list({entity.number: entity for _, entity in namings[start:stop]}.values())


class _Nouns:
    """Entities by nouns: by one noun in its forms, and by compounds with it."""

    def __init__(self) -> None:
        self._by_noun: dict[str, list[Entity]] = {}
        self._by_name: dict[str, list[Entity]] = {}  # the noun that ends the name: Vestre Landsret
        self._by_opening: dict[str, list[Entity]] = {}  # the noun that opens it
        self._compounds: dict[str, set[str]] = {}
        self._namings: dict[str, list[tuple[int, Entity]]] = {}

    def enter(self, entity: Entity, nouns: set[str]) -> None:
        for noun in nouns | {stem_of(noun) for noun in nouns}:
            self._put(self._by_noun, noun, entity)
        last = entity.name[-1].lower()
        if len(entity.name) > 1:
            for noun in {last, stem_of(last)}:
                self._put(self._by_name, noun, entity)
        if len(entity.name) > 2 or (len(entity.name) == 2 and entity.kind == "org"):
            self._by_opening.setdefault(entity.name[0].lower(), []).append(entity)

    def _put(self, nouns: dict[str, list[Entity]], noun: str, entity: Entity) -> None:
        nouns.setdefault(noun, []).append(entity)
        for start in range(len(noun) - _SHORTEST + 1):
            self._compounds.setdefault(noun[start:], set()).add(noun)

    def namings(self, noun: str) -> list[tuple[int, Entity]]:
        """The places where those are named whom the noun may be for, in order."""
        if noun not in self._namings:
            entities = {entity.number: entity for entity in self._fitting(noun, stem_of(noun))}
            places = [(place, entity) for entity in entities.values() for place in entity.places]
            self._namings[noun] = sorted(places, key=_place)
        return self._namings[noun]

    def _fitting(self, noun: str, stem: str) -> Iterator[Entity]:
        """*ministeren* is who is called *minister* or *trafikminister*; *trafikministeren* a *minister*, too."""
        long = len(stem) >= _SHORTEST
        whole = {stem, noun, stem + "e", noun.removesuffix("n")}  # gruppe, of gruppen
        for word in {*whole, *self._compounds.get(stem, ())} if long else {stem}:
            yield from self._by_noun.get(word, ())
            yield from self._by_name.get(word, ())
        for start in range(1, len(stem) - _SHORTEST + 1):
            yield from (entity for entity in self._by_noun.get(stem[start:], ()) if entity.kind != "org")
        for opening in {noun, stem}:  # Retten i Holbæk, Region Fyn
            yield from self._by_opening.get(opening, ())


class Unnamed:
    """The mentions of those whom the text does not name there, by their nouns."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_stem: dict[str, list[Mention]] = {}
        self._compounds: dict[str, list[Mention]] = {}
        self.courts: list[Mention] = []  # retten i Holbæk
        for mention in mentions:
            if mention.entity is None:
                self._enter(mention)

    def _enter(self, mention: Mention) -> None:
        tokens = mention.phrase.tokens
        for stem in {_key(token.lower) for token in tokens if token.upos == "NOUN" or is_aged(token)}:
            self._by_stem.setdefault(stem, []).append(mention)
        opening = tokens[0].lower
        if len(tokens) == 1:
            for start in range(1, len(opening) - _SHORTEST):
                self._compounds.setdefault(opening[start:], []).append(mention)
        elif len(tokens) == 3 and opening == "retten" and tokens[1].lower in ("i", "på") and tokens[2].is_name:
            self.courts.append(mention)

    def called(self, noun: str) -> Sequence[Mention]:
        """The mentions with a form of this noun."""
        return self._by_stem.get(_key(noun), ())

    def compounds_of(self, noun: str) -> Sequence[Mention]:
        """The mentions by a compound alone that ends in this noun: *justitsministeren*."""
        return self._compounds.get(noun, ())


def _key(noun: str) -> str:
    return stem_of(noun).removesuffix("e")


def _place(naming: tuple[int, Entity]) -> int:
    return naming[0]
