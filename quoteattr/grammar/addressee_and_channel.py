"""Who else is in a reporting clause: to whom it is said, by which channel, and the agent of a passive."""

from __future__ import annotations

from quoteattr.danish.closed_classes import OBJECT_FORMS, THINGS, TIME, YESTERDAY
from quoteattr.danish.lexicon import Cue
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.proper_names import is_own_name, names_in
from quoteattr.parse.passage import Passage

DATIVE = frozenset(["inf-obj", "inf-til", "inf-om", "inf-for", "q"])
_PLACES = frozenset(["i", "på", "hos", "over", "via"])
_MEDIA = frozenset("twitter facebook instagram linkedin x tiktok youtube truth bluesky radio tv".split())
_MEDIA_NOUNS = frozenset(
    """interview avis avisen blad bladet mail e-mail brev brevet pressemeddelelse pressemeddelelsen kronik
    indlæg læserbrev bog rapport rapporten artikel opslag radioavisen tv-avisen udsendelse program podcast
    sms skrivelse hjemmeside hjemmesiden tidsskriftet magasinet ugebladet dagbladet programmet udsendelsen
    podcasten bogen kronikken artiklen interviewet mailen opslaget tweet meddelelse notat redegørelse
    nyhedsbrev telefoninterview""".split()
)


_HEARERS = OBJECT_FORMS - {"sig", "dem"}


def find_companions(
    passage: Passage, cue: Cue, subject: Phrase | None, verb: int, last: int
) -> tuple[Phrase | None, Phrase | None]:
    """The addressee (``til AFP``, ``fortæller mig``) and the channel (``ifølge RIA``, ``på Twitter``)."""
    tokens = passage.tokens
    addressee = _addressee_in_front(passage, verb)
    via = _channel_in_front(passage, verb)
    index = verb + 1
    while index < last:
        token = tokens[index]
        if subject is not None and index in subject:
            index = subject.last
            continue
        following = index + 1 < last
        if token.lower == "til" and following and addressee is None and cue.kind != "show":
            addressee = _addressee(passage, index + 1, last)
        elif token.lower == "over" and following and tokens[index + 1].lower == "for" and addressee is None:
            addressee = phrase_at(passage, index + 2, last)
        elif token.lower == "hos" and following and cue.kind == "ask" and addressee is None:
            addressee = _addressee(passage, index + 1, last)
        elif token.lower == "ifølge" and following:
            via = via or phrase_at(passage, index + 1, last)
        elif token.lower in _PLACES and following and via is None:
            via = _channel(passage, index + 1, last, cue.kind == "write")
        elif token.lower in _HEARERS and addressee is None:
            addressee = Phrase(passage, index, index + 1)
        index += 1
    return addressee, via


def _channel_in_front(passage: Passage, finite: int) -> Phrase | None:
    """``På Facebook skriver hun``: the channel opens the sentence."""
    first = _front(passage, finite)
    if first < finite - 1 and passage.tokens[first].lower == "ifølge":
        phrase = phrase_at(passage, first + 1, finite)
        return phrase if phrase is not None and phrase.last == finite else None
    if first < finite - 1 and passage.tokens[first].lower in _PLACES:
        return _channel(passage, first + 1, finite)
    return None


def _front(passage: Passage, finite: int) -> int:
    """The first token of a sentence, without the *og* or *men* that joins it to the one before."""
    first = passage.sentence_of(finite).start
    return first + 1 if passage.tokens[first].upos == "CCONJ" else first


def _addressee_in_front(passage: Passage, finite: int) -> Phrase | None:
    """``Over for Tipsbladet bekræfter hun``, ``Til avisen siger hun``: whom it is said to opens the sentence."""
    first = _front(passage, finite)
    opening = passage.tokens[first].lower
    start = first + 1 if opening in ("til", "overfor") else 0
    if opening == "over" and passage.tokens[min(first + 1, finite)].lower == "for":
        start = first + 2
    if opening in ("i", "på") and first + 1 < finite:  # I et brev til beboerne skriver hun
        medium = phrase_at(passage, first + 1, finite, full=False)
        written = medium is not None and any(token.lower in _MEDIA_NOUNS for token in medium.tokens)
        if medium is not None and written and passage.tokens[medium.last].lower == "til":
            start = medium.last + 1
    return _addressee(passage, start, finite) if first < start < finite else None


def _addressee(passage: Passage, first: int, last: int) -> Phrase | None:
    phrase = phrase_at(passage, first, last)
    if phrase is None or phrase.text.lower() in ("trods", "sidst", "gengæld", "eksempel", "orde", "det"):
        return None
    return phrase if _can_hear(phrase) else None


def _can_hear(phrase: Phrase) -> bool:
    """Whether a phrase is for people or a paper: a name of their own, *mig*, *pressen*, *beboerne*."""
    if phrase.tokens[0].lower in OBJECT_FORMS:
        return True
    name = next(names_in(phrase), None)
    if name is not None and is_own_name(phrase, name):
        return True
    known = [facts for token in phrase.tokens if (facts := token.role)]
    definite = any(token.is_definite or token.is_plural for token in phrase.tokens)
    definite = definite or phrase.tokens[0].lower in ("samme", "sin", "sit", "sine")
    return definite and any(role.kind != "document" for role in known)


def _channel(passage: Passage, first: int, last: int, written: bool = False) -> Phrase | None:
    """``på Twitter``, ``i Berlingske Tidende``, ``i en pressemeddelelse``, ``i et interview med Politiken``."""
    phrase = phrase_at(passage, first, last, full=False)
    if phrase is None:
        return None
    if phrase.tokens[-1].upos == "NUM":
        return None  # i 1979
    nouns = [token for token in phrase.tokens if token.lower in _MEDIA_NOUNS or token.lower.endswith("interview")]
    after = passage.tokens[phrase.last] if phrase.last < last else None
    if nouns and after is not None and after.lower in ("med", "i", "på", "hos"):
        inner = phrase_at(passage, phrase.last + 1, last)
        if inner is not None:
            return inner
    if nouns or any(token.lower in _MEDIA for token in phrase.tokens):
        return phrase
    if written and passage.tokens[first - 1].lower == "i" and phrase.tokens[0].is_name:
        return phrase  # skriver hun i Havnebladet
    paper = ("avis", "tidende", "posten", "politiken", "information", "bladet", "stiftstidende", "folkeblad", "radio")
    if any(token.is_name and token.lower.endswith(paper) for token in phrase.tokens):
        return phrase
    return None


def find_object(passage: Passage, subject: Phrase | None, verb: int, last: int) -> Phrase | None:
    """``fortalte han kvinden, at``: the person right behind verb and subject."""
    first = subject.last if subject is not None and subject.first > verb else verb + 1
    tokens = passage.tokens
    while first < last and (tokens[first].upos == "ADV" or tokens[first].lower in TIME):
        first += 1
    if first + 1 < last and tokens[first].lower == "i" and tokens[first + 1].lower in TIME | YESTERDAY:
        first += 2  # fortalte i går beboerne, at
    if first >= last or tokens[first].upos == "ADP":
        return None
    phrase = phrase_at(passage, first, last)
    while phrase is not None and phrase.tokens[-1].lower in TIME:
        phrase = phrase_at(passage, phrase.last, last)  # bad fredag i september beboerne om at
    if phrase is None or (len(phrase.tokens) == 1 and phrase.tokens[0].lower in THINGS | {"sig"}):
        return None
    known = [token.role for token in phrase.tokens]
    person = any(t.is_name for t in phrase.tokens) or any(k and k[1] != "document" for k in known)
    people = any(t.is_definite and t.is_plural for t in phrase.tokens)
    return phrase if person or people or phrase.tokens[0].lower in OBJECT_FORMS else None


def find_agent(passage: Passage, verb: int, last: int) -> Phrase | None:
    """The ``af`` phrase of a passive."""
    for index in range(verb + 1, last):
        if passage.tokens[index].lower == "af":
            return phrase_at(passage, index + 1, last)
    return None
