"""What a text calls those whom it names: the nouns beside a name, right behind it and before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from quoteattr.danish.closed_classes import FORMER
from quoteattr.danish.lexicon import given_names, organisations, speaker_nouns
from quoteattr.grammar.noun_phrases import Phrase, head_of, phrase_at
from quoteattr.grammar.proper_names import name_start
from quoteattr.parse.passage import Token
from quoteattr.speakers.entities import Entity
from quoteattr.speakers.noun_index import is_aged

_IS = frozenset(["er", "var", "bliver", "blev"])
FIRM_WORDS = frozenset(
    "A/S ApS AS Group Holding Invest Gruppen Company Corporation Inc. Inc Ltd Ltd. AB AG GmbH".split()
)
_ADDRESS = {"hr": "m", "herr": "m", "fru": "f", "frk": "f", "frøken": "f"}
_AGED_NAME = regex.compile(r"(?: \(|, )(\d{1,3})\b")


def describe(entity: Entity, phrase: Phrase, words: tuple[str, ...], own: bool) -> None:
    """Remember the nouns beside a name, and what they say of gender and kind."""
    tokens = phrase.tokens
    if len(tokens) == 1 and tokens[0].upos != "NOUN":
        return
    aged = _AGED_NAME.search(phrase.text)  # Sune Kolby, 43
    if aged and phrase.text[: aged.start()].endswith(words[-1]):
        entity.described.add(aged[1] + "-årige")
    at = name_start(tokens, words)
    for index, token in enumerate(tokens):
        beside = index + 1 == at
        title = token.upos == "NOUN" or (index == 0 and beside and token.initial)
        title = title and token.form.removesuffix("s") not in organisations()  # Enhedslistens Mie Sandahl
        if not (title or beside):
            continue
        if beside and token.lower.rstrip(".") in _ADDRESS:
            entity.kind = "person"  # hr. Olsen
            entity.gender = _ADDRESS[token.lower.rstrip(".")] if entity.gender == "-" else entity.gender
        if index and token.form[0].isupper() and index < at:
            continue  # of another name: professor ved Kongsby Universitet Mads Ovesen
        if not beside and _goes_with_another(tokens, index, at):
            continue
        if beside and is_aged(token):
            entity.described.add(token.lower)
        if not title or not (beside or own) or (index and tokens[index - 1].upos == "ADP" and not beside):
            continue
        known = token.role
        if known and known.kind == "org" and words[0] in given_names() and not beside:
            continue  # Bent Holm, drabsafdelingen
        former = any(earlier.lower in FORMER for earlier in tokens[max(0, index - 2) : index])
        nouns = {token.lower, *_sharing(tokens, index)}
        (entity.former if former else entity.described).update(nouns)
        if known:
            if entity.gender == "-":
                entity.gender = known.gender
            person = entity.kind == "person" and words[0] in given_names()  # venstrefløjen Kaj Bøgh
            firm = known.kind == "person" and not FIRM_WORDS.isdisjoint(words)  # pumpeproducenten Nordbyg A/S
            entity.kind = known.kind if beside and not (person or firm) else entity.kind or known.kind


def _sharing(tokens: Sequence[Token], noun: int) -> Iterator[str]:
    """*klimaminister* in ``klima- og energiminister``: what shares the noun's last part."""
    if noun > 1 and tokens[noun - 1].lower == "og" and tokens[noun - 2].form.endswith("-"):
        word = tokens[noun].lower
        last = next((word[start:] for start in range(1, len(word) - 2) if word[start:] in speaker_nouns()), "")
        if last:
            yield tokens[noun - 2].lower.removesuffix("-") + last


def describe_further(entity: Entity, phrase: Phrase) -> None:
    """``Asta Holm, der er formand, …``, ``Asta Holm er formand``: what is said of a person right behind the name."""
    tokens = phrase.passage.tokens
    limit = phrase.passage.sentence_of(phrase.first).stop
    verb = phrase.last
    if verb + 1 < limit and tokens[verb].form == "," and tokens[verb + 1].lower in ("der", "som"):
        verb += 2
    if verb >= limit or tokens[verb].lower not in _IS:
        return
    predicate = phrase_at(phrase.passage, verb + 1, limit, full=False, by_tree=False)
    if predicate is None or any(token.is_name for token in predicate.tokens):
        return
    head = head_of(predicate)
    known = head.role
    bare = len(predicate.tokens) == 1 and head.is_indefinite and head.is_common_gender  # blev topscorer
    person = (known is not None and known.kind == "person") or (bare and entity.kind == "person")
    if head.upos == "NOUN" and person and not head.is_genitive:
        (entity.former if tokens[verb].lower == "var" else entity.described).add(head.lower)


def describe_before(entity: Entity, phrase: Phrase) -> None:
    """``en gruppe, der kalder sig Gråhejren``: who bears a name is what stands before the clause."""
    if phrase.first < 5 or phrase.passage.tokens[phrase.first - 1].lower != "sig":
        return
    noun, comma, relative, verb = phrase.passage.tokens[phrase.first - 5 : phrase.first - 1]
    known = noun.role
    called = verb.lower in ("kalder", "kaldte") and comma.form == "," and relative.lower in ("der", "som")
    if called and known is not None:
        entity.described.add(noun.lower)
        entity.kind = entity.kind or known.kind


def _goes_with_another(tokens: Sequence[Token], noun: int, name: int) -> bool:
    """Whether a noun stands right before some other name, or is one of two: *lægerne og Falck*."""
    between = tokens[min(noun, name) : max(noun, name)]
    joints = {token.lower for token in between}
    if "samt" in joints or (tokens[noun].is_definite and "og" in joints):
        return True
    following = tokens[noun + 1] if noun + 1 < len(tokens) else None
    return following is not None and following.is_name and noun < name
