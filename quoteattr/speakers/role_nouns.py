"""Role nouns: which of the named people ``ministeren``, ``franskmanden`` or ``overvågningsgruppen`` is.

A noun that the text has put beside a name goes back to that name; one that fits anybody of that kind (*stregspilleren*,
*den 40-årige*) to the person last spoken of; any other noun only to the one person that the text names at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import regex

from quoteattr.danish.closed_classes import FORMER
from quoteattr.danish.evidence import weight_of
from quoteattr.danish.lexicon import given_names, role_of
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.proper_names import clean
from quoteattr.parse.passage import Token
from quoteattr.speakers.cast import Cast
from quoteattr.speakers.entities import Entity, Mention
from quoteattr.speakers.noun_index import is_aged, stem_of

_EPITHET = regex.compile(
    r"""(?:\p{L}*(?:spiller|rytter|angriber|målmand|målscorer|keeper|stjerne|hovedperson|veteran|verdensmester
    |europamester|danmarksmester|(?<!k)vinder|rekordholder|debutant|anfører)
    |franskmand|nordmand|englænder|tysker|dansker|svensker|islænding|amerikaner|italiener|spanier|hollænder|belgier
    |finne|russer|brite|skotte|irer|schweizer|østriger|argentiner|brasilianer|australier|canadier|kineser|japaner
    |\p{L}*jyde|fynbo|sjællænder|københavner|bornholmer|\d+-årige?)e?(?:en|n)?""",
    regex.VERBOSE,
)
_KIN = regex.compile(r".*(?:mor|far|mode?r|fade?r|bror|brode?r|søste?r|kon|hustru|ægtefælle)en?s?")  # of who is named
_OFFICES = frozenset("kurator anklager forsvarer politiinspektør borgmester formand biskop tillidsmand".split())
_HOUSES = frozenset("selskabet virksomheden firmaet koncernen klubben foreningen organisationen".split())
_CLUBS = frozenset("FC IF BK IK GF FK HB HK SK Boldklub Idrætsforening Håndbold".split())
_ENDS = (".", "!", "?", "…")
_GENERIC = {"manden": "m", "kvinden": "f", "drengen": "m", "pigen": "f"}
_ACCUSED = frozenset(["tiltalte", "sigtede", "anholdte", "mistænkte", "dømte"])  # some man or woman, not a policeman
_ANYONE = frozenset(["mand", "kvinde", "person", "dreng", "pige", "borger", "bilist"])
_OTHERS = ("den anden", "den ene", "den første")


def described(cast: Cast, phrase: Phrase) -> str | None:
    """The name that a definite noun phrase without a name goes back to, or its fuller form, or None."""
    nouns = [token for token in phrase.tokens if token.upos == "NOUN"]
    opening = phrase.tokens[0].lower
    if not nouns and opening == "den" and len(phrase.tokens) == 2:
        nouns = [phrase.tokens[1]]  # den 40-årige
    if not nouns or len(phrase.tokens) > 3:
        return None
    noun = nouns[-1].lower
    if len(phrase.tokens) == 1 and nouns[-1].is_indefinite and not _heads_line(phrase, nouns[-1]):
        bearer = _called(cast, phrase.start, noun, past=False) if opening in _OFFICES else None
        return clean(bearer.text) if bearer is not None else None  # siger kurator
    if not (
        _heads_line(phrase, nouns[-1]) or nouns[-1].is_definite or opening in ("den", "det", "de", "denne", "dette")
    ):
        return None
    past = any(token.lower in FORMER for token in phrase.tokens)
    found = _called(cast, phrase.start, noun, past)
    several = nouns[-1].is_plural  # analytikerne are not Per Dal, who is one
    if found is not None and not (several and found.kind == "person"):
        return clean(found.text)
    if past:
        return None
    return (
        _in_full(cast, phrase, noun)
        or _brought_up(cast, phrase, noun)
        or _unnamed(cast, phrase, noun)
        or _somebody(cast, phrase, noun)
        or _house(cast, phrase, noun)
    )


def _heads_line(phrase: Phrase, noun: Token) -> bool:
    """``Minister: …``, ``Fhv. minister afviser kritik``: a headline's bare noun is a definite one."""
    tokens = phrase.passage.tokens
    if phrase.first or phrase.last >= len(tokens):
        return False
    bare = (
        phrase.tokens[0].upos not in ("DET", "NUM")
        and noun.is_indefinite
        and noun.is_common_gender
        and not noun.is_plural
    )
    return tokens[phrase.last].form == ":" or (bare and tokens[-1].form not in _ENDS)


def _called(cast: Cast, place: int, noun: str, past: bool) -> Entity | None:
    """The one whom the text calls by this noun, else who has been it: somebody named before ``place`` first."""
    called = [cast.called(noun, place, former) for former in ((True,) if past else (False, True))]
    for known in (True, False):
        for entities in called:
            fitting = [entity for entity in entities if not known or entity.places[0] < place]
            if fitting:
                return max(fitting, key=lambda entity: (_last_before(entity, place), -entity.number))
    return None


def _in_full(cast: Cast, phrase: Phrase, noun: str) -> str | None:
    """``ministeren`` where the text has said ``justitsministeren`` before, ``retten`` for ``retten i Holbæk``."""
    own = noun == "politiet"  # whole as it is, though kriminalpolitiet has been named
    longer = cast.unnamed.compounds_of(noun) if len(stem_of(noun)) > 3 and not own else ()
    compound = next(cast.before(phrase.start, longer), None)
    courts = cast.unnamed.courts if noun == "retten" and len(phrase.tokens) == 1 else ()
    court = next(cast.before(phrase.start, courts), None)
    if court is not None and (compound is None or compound.place < court.place):
        return court.phrase.text
    if compound is None:
        return None
    word = compound.phrase.tokens[0]
    full = _called(cast, phrase.start, word.lower, past=False)
    return clean(full.text) if full else word.form


def _brought_up(cast: Cast, phrase: Phrase, noun: str) -> str | None:
    """``talsmanden`` after ``en talsmand for hæren``, ``den 43-årige`` after ``en 43-årig mand``: the fuller words."""
    before = cast.before(phrase.start, cast.unnamed.called(noun))
    mention = next((m for m in before if m.phrase.tokens[0].lower in ("en", "et")), None)
    return _in_brief(core_of(mention.phrase)) if mention is not None and _is_short(phrase) else None


def _unnamed(cast: Cast, phrase: Phrase, noun: str) -> str | None:
    """``manden`` after ``en 52-årig smed``: the last one brought up whom the text does not name."""
    if noun not in _GENERIC and noun not in _ACCUSED:
        return None
    gender = _GENERIC.get(noun, "-")
    for mention in cast.before(phrase.start):
        if mention.entity is not None or not mention.person:
            continue
        if gender != "-" and mention.gender not in (gender, "-"):
            continue
        tokens = mention.phrase.tokens
        if noun in _ACCUSED and not any(token.lower in _ANYONE or is_aged(token) for token in tokens):
            continue
        if tokens[0].lower in ("en", "et") and mention.subject:
            return _in_brief(core_of(mention.phrase))
    return None


def _is_short(phrase: Phrase) -> bool:
    return len(phrase.tokens) == 1 or (len(phrase.tokens) == 2 and is_aged(phrase.tokens[1]))


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


def _somebody(cast: Cast, phrase: Phrase, noun: str) -> str | None:
    """A person whom the text has not called so: the last one who may be called it, or the only one there is."""
    known = role_of(noun)
    epithet = _EPITHET.fullmatch(noun) is not None or any(map(is_aged, phrase.tokens))
    if phrase.tokens[-1].is_plural or phrase.text.lower().startswith(_OTHERS):
        return None
    if not epithet and (known is None or known.kind != "person" or _KIN.fullmatch(noun)):
        return None
    if next(cast.before(phrase.start, cast.unnamed.called(noun)), None) is not None:
        return None  # somebody without a name
    genders = ("-", known.gender) if known and known.gender != "-" else ("-", "m", "f")
    people = (m for m in cast.before(phrase.start) if m.person and m.entity and m.entity.gender in genders)
    if epithet:
        last = _foremost(people)
        if last is None or noun.startswith("hovedperson"):
            return cast.protagonist() if last else None
        return clean(last.text)
    only = _only(mention.entity for mention in people if mention.entity)
    return clean(only.text) if only is not None and not only.described else None


def _house(cast: Cast, phrase: Phrase, noun: str) -> str | None:
    """``selskabet`` without a name beside it: the one that the text has last told something of."""
    if noun not in _HOUSES or len(phrase.tokens) > 1:
        return None
    subjects = (mention.entity for mention in cast.before(phrase.start) if mention.subject and mention.entity)
    houses = [e for e in subjects if e.kind in ("org", "") and e.name[0] not in given_names()]
    if noun == "klubben":
        houses = [e for e in houses if _CLUBS.intersection(e.name)] or houses
    return clean(houses[0].text) if houses else None


def _foremost(mentions: Iterable[Mention]) -> Entity | None:
    """The one mentioned last, subjects first; the mentions come from the last on."""
    best, score, gain = None, float("-inf"), weight_of(["subject"])
    for mention in mentions:
        if mention.place + gain < score:
            break
        own = mention.place + gain * mention.subject
        if own >= score:
            best, score = mention.entity, own
    return best


def _only(entities: Iterable[Entity]) -> Entity | None:
    """The entity if there is only one."""
    found = None
    for entity in entities:
        if found is not None and entity is not found:
            return None
        found = entity
    return found


def _last_before(entity: Entity, place: int) -> int:
    index = bisect_right(entity.places, place)
    return entity.places[index - 1] if index else -1
