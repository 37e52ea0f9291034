"""Which of the organisations that a text names ``partiet``, ``avisen``, ``selskabet`` or ``museet`` is.

A noun that is part of an organisation's name, or that a reader knows to be what it is (*Venstre* a party), goes to the
one of these that the text told of last; a noun for firms, unions or clubs goes to any organisation of which the text
says nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.danish.called_too import narrower_than
from quoteattr.danish.lexicon import given_names, organisations, role_of
from quoteattr.speakers.cast import Cast
from quoteattr.speakers.descriptions import FIRM_WORDS
from quoteattr.speakers.entities import Entity
from quoteattr.speakers.noun_index import stem_of

_SHORTEST = 3  # letters of a noun that ends a name
_FIRMS = frozenset("selskab virksomhed firma koncern".split())
_UNIONS = frozenset("forening organisation forbund".split())
_CLUBS = frozenset("klub hold mandskab".split())
_CLUB_WORDS = frozenset("FC IF BK IK GF FK HB HK SK fB Boldklub Idrætsforening Håndbold Fodbold Badminton".split())


def organisation_called(cast: Cast, place: int, noun: str) -> Entity | None:
    """The organisation told of last before ``place`` that a noun may be for, never a person."""
    stem = stem_of(noun)
    known = role_of(noun)
    if known is None or known.kind != "org" or len(stem) < _SHORTEST:
        return None
    nouns = narrower_than(noun) | {stem}
    for entity in cast.named_before(place):
        if _is_organisation(entity) and any(_ends_like(own, nouns) for own in _nouns_of(entity)):
            return entity
    told = (mention.entity for mention in cast.before(place) if mention.subject and mention.entity)
    return next((entity for entity in told if _is_organisation(entity) and _may_be_one(entity, stem)), None)


def _is_organisation(entity: Entity) -> bool:
    first = entity.name[0].partition("-")[0]  # Hans-Åge
    return entity.kind in ("org", "") and not {first, entity.name[0]} & given_names().keys()


def _may_be_one(entity: Entity, stem: str) -> bool:
    """Whether an organisation of which no noun is known may be a firm, a union, a club."""
    if next(_nouns_of(entity), None) is not None:
        return False
    if not _CLUB_WORDS.isdisjoint(entity.name):
        return _ends_like(stem, _CLUBS)
    return _ends_like(stem, _FIRMS | _UNIONS | _CLUBS)


def _nouns_of(entity: Entity) -> Iterator[str]:
    """What an organisation is: by the nouns beside its name, within it, and by what readers know."""
    for word in (*entity.described, *entity.name):
        known = role_of(word.lower())
        if known is not None and known.kind == "org":
            yield stem_of(word.lower())
    if not FIRM_WORDS.isdisjoint(entity.name):
        yield "selskab"
    if entity.text in organisations():
        yield organisations()[entity.text]


def _ends_like(noun: str, nouns: frozenset[str]) -> bool:
    return any(noun.endswith(end) for end in nouns)
