"""Role nouns: which of the named people ``ministeren``, ``franskmanden`` or ``overvågningsgruppen`` is.

A noun that the text has put beside a name goes back to that name; one that fits anybody of that kind (*stregspilleren*,
*den 40-årige*) to the person last spoken of; any other noun only to the one person that the text names at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

import regex

from quoteattr.cast import AGED, FORMER, Cast, Entity, Mention
from quoteattr.lexicon import speaker_noun
from quoteattr.names import clean
from quoteattr.phrases import Phrase, phrase_at

_DEFINITE = regex.compile(r"(?:en|et|ne|n|t)s?$")
_EPITHET = regex.compile(
    r"""(?:\p{L}*(?:spiller|rytter|angriber|målmand|målscorer|keeper|stjerne|hovedperson|veteran|verdensmester
    |europamester|danmarksmester|(?<!k)vinder|rekordholder|debutant|anfører)
    |franskmand|nordmand|englænder|tysker|dansker|svensker|islænding|amerikaner|italiener|spanier|hollænder|belgier
    |finne|russer|brite|skotte|irer|schweizer|østriger|argentiner|brasilianer|australier|canadier|kineser|japaner
    |\p{L}*jyde|fynbo|sjællænder|københavner|bornholmer|\d+-årige?)e?(?:en|n)?""",
    regex.VERBOSE,
)
_OTHERS = ("den anden", "den ene", "den første")


def described(cast: Cast, phrase: Phrase) -> str | None:
    """The name that a definite noun phrase without a name goes back to, or its fuller form, or None."""
    nouns = [token for token in phrase.tokens if token.upos == "NOUN"]
    headline = phrase.first == 0 and phrase.last < len(phrase.passage.tokens) and (
        phrase.passage.tokens[phrase.last].form == ":"
    )  # fmt: skip
    opening = phrase.tokens[0].lower
    if not nouns and opening == "den" and len(phrase.tokens) == 2:
        nouns = [phrase.tokens[1]]  # den 40-årige
    if not nouns or len(phrase.tokens) > 3:
        return None
    noun = nouns[-1].lower
    if not (headline or "Definite=Def" in nouns[-1].feats or opening in ("den", "det", "de", "denne", "dette")):
        return None
    stem = _stem(noun)
    past = any(token.lower in FORMER for token in phrase.tokens)
    found = _called(cast, phrase.start, noun, stem, past)
    if found is not None:
        return clean(found.text)
    if past:
        return None
    return _in_full(cast, phrase, noun, stem) or _brought_up(cast, phrase, stem) or _somebody(cast, phrase, noun, stem)


def _called(cast: Cast, place: int, noun: str, stem: str, past: bool) -> Entity | None:
    """The one whom the text calls by this noun, else who has been it: somebody named before ``place`` first."""
    entities = cast.remembered_at(place)
    known = [entity for entity in entities if entity.places[0] < place]
    for named in (known, entities):
        for former in (True,) if past else (False, True):
            found = _nearest_called(named, place, noun, stem, former)
            if found is not None:
                return found
    return None


def _nearest_called(entities: Iterable[Entity], place: int, noun: str, stem: str, former: bool) -> Entity | None:
    """The one of these who is called by this noun, or was: the last named before ``place``."""
    found = None
    for entity in entities:
        words = entity.former if former else entity.described
        known = {_stem(word) for word in words} | words
        last = entity.name[-1].lower()  # Vestre Landsret, Told- og Skattestyrelsen
        own = len(entity.name) > 1 and any(_same_noun(stem, noun, form, "org") for form in (last, _stem(last)))
        own = own or (len(entity.name) > 2 and entity.name[0].lower() == noun)  # Retten i Holbæk
        if own or any(_same_noun(stem, noun, other, entity.kind) for other in known):
            if found is None or _nearer(entity, found, place):
                found = entity
    return found


@lru_cache(10_000)
def _stem(noun: str) -> str:
    """*minister* of *ministeren*, *ret* of *retten*."""
    stem = _DEFINITE.sub("", noun)
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem != noun else stem


def _in_full(cast: Cast, phrase: Phrase, noun: str, stem: str) -> str | None:
    """``ministeren`` where the text has said ``justitsministeren`` before, ``retten`` for ``retten i Holbæk``."""
    for mention in reversed(cast.seen_from(phrase.start)):
        words = mention.phrase.tokens
        if mention.place >= phrase.start or mention.entity is not None:
            continue
        longer = len(words) == 1 and words[0].lower != noun and len(stem) > 3
        if longer and words[0].lower.endswith(noun):
            full = _called(cast, phrase.start, words[0].lower, _stem(words[0].lower), past=False)
            return clean(full.text) if full else words[0].form
        placed = (
            noun == "retten"
            and len(words) == 3
            and words[0].lower == noun
            and words[1].lower in ("i", "på")
            and words[2].is_name
        )
        if placed and len(phrase.tokens) == 1:
            return mention.phrase.text
    return None


def _brought_up(cast: Cast, phrase: Phrase, stem: str) -> str | None:
    """``talsmanden`` after ``en talsmand for hæren``, ``den 43-årige`` after ``en 43-årig mand``: the fuller words."""
    for mention in reversed(cast.seen_from(phrase.start)):
        if (
            mention.place < phrase.start
            and mention.phrase.tokens[0].lower in ("en", "et")
            and _is_the_same(mention, stem)
        ):
            return _in_brief(core_of(mention.phrase)) if _is_short(phrase) else None
    return None


def _is_short(phrase: Phrase) -> bool:
    return len(phrase.tokens) == 1 or (len(phrase.tokens) == 2 and AGED.fullmatch(phrase.tokens[1].lower) is not None)


def core_of(phrase: Phrase) -> Phrase:
    """A phrase without what prepositions and commas add."""
    return phrase_at(phrase.passage, phrase.first, phrase.last, full=False) or phrase


def _in_brief(core: Phrase) -> str:
    """A noun and what a preposition says of whose it is: *en talsmand for hæren*, not *en mand i nat*."""
    passage = core.passage
    limit = passage.sentence_of(core.first).stop
    if core.last < limit and passage.tokens[core.last].lower in ("for", "fra", "af"):
        owner = phrase_at(passage, core.last + 1, limit, full=False)
        return passage.slice(core.first, owner.last) if owner else core.text
    return core.text


def _somebody(cast: Cast, phrase: Phrase, noun: str, stem: str) -> str | None:
    """A person whom the text has not called so: the last one who may be called it, or the only one there is."""
    known = speaker_noun(noun)
    epithet = _EPITHET.fullmatch(noun) is not None or any(AGED.fullmatch(token.lower) for token in phrase.tokens)
    if "Number=Plur" in phrase.tokens[-1].feats or phrase.text.lower().startswith(_OTHERS):
        return None
    if not epithet and (known is None or known[1] != "person"):
        return None
    before = [m for m in cast.seen_from(phrase.start) if m.place < phrase.start]
    if any(_is_the_same(mention, stem) for mention in before):
        return None  # somebody without a name
    gender = known[0] if known else "-"
    people = [m for m in before if m.entity and m.person and (gender == "-" or m.entity.gender in ("-", gender))]
    if not people:
        return None
    if epithet:
        if noun.startswith("hovedperson"):
            return cast.protagonist()
        last = max(people, key=lambda mention: mention.place + 120 * mention.subject)
        return clean(last.entity.text) if last.entity else None
    named = _distinct(mention.entity for mention in people if mention.entity)
    return clean(named[0].text) if len(named) == 1 and not named[0].described else None


def _is_the_same(mention: Mention, stem: str) -> bool:
    """Whether an unnamed person was brought up with this noun before."""
    if mention.entity is not None:
        return False
    nouns = (token.lower for token in mention.phrase.tokens if token.upos == "NOUN" or AGED.fullmatch(token.lower))
    return any(_stem(noun).removesuffix("e") == stem.removesuffix("e") for noun in nouns)


def _distinct(entities: Iterable[Entity]) -> list[Entity]:
    found: list[Entity] = []
    for entity in entities:
        if all(entity is not other for other in found):
            found.append(entity)
    return found


def _nearer(entity: Entity, found: Entity, place: int) -> bool:
    """Whether one was named later before a place than the other, or is named before it at all."""
    return _last_before(entity, place) > _last_before(found, place)


def _last_before(entity: Entity, place: int) -> int:
    index = bisect_right(entity.places, place)
    return entity.places[index - 1] if index else -1


def _same_noun(stem: str, noun: str, other: str, kind: str) -> bool:
    """One noun in two forms, or the last part of a compound: *ministeren* and *trafikminister*."""
    if len(stem) < 3 or len(other) < 3:
        return stem == other
    if other in (stem, noun) or other.endswith(stem) or other == stem + "e":
        return True
    return kind != "org" and stem.endswith(other)
