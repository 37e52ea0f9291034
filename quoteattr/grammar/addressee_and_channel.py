"""Who else is in a reporting clause: to whom it is said, by which channel, and the agent of a passive.

A channel is a medium or platform (*i Fjordposten*, *på Facebook*, *i et interview med Ritzau*, *i årsrapporten*); a
letter, a mail, a comment is none, but may tell who got it (*i en sms til avisen*).
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.danish.closed_classes import OBJECT_FORMS, THINGS, TIME, YESTERDAY
from quoteattr.danish.lexicon import Cue
from quoteattr.danish.media import PLATFORMS, is_medium, is_message, is_paper
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.proper_names import is_own_name, names_in
from quoteattr.parse.passage import Passage

DATIVE = frozenset(["inf-obj", "inf-til", "inf-om", "inf-for", "q"])
_PLACES = frozenset(["i", "på", "hos", "over", "via"])
_BY_WHICH = frozenset(["med", "i", "på", "hos"])
_HEARERS = OBJECT_FORMS - {"sig", "dem"}
_NO_HEARER = frozenset(["trods", "sidst", "gengæld", "eksempel", "orde", "det"])  # til trods for


def find_companions(
    passage: Passage, cue: Cue, subject: Phrase | None, verb: int, last: int
) -> tuple[Phrase | None, Phrase | None]:
    """The addressee (``til AFP``, ``fortæller mig``) and the channel (``ifølge RIA``, ``på Twitter``)."""
    addressee = _addressee_in_front(passage, verb)
    via = _channel_in_front(passage, verb)
    for index in _outside(subject, verb + 1, last):
        addressee = addressee or _addressee_from(passage, cue, index, last)
        via = via or _channel_from(passage, index, last, cue.kind == "write")
    return addressee, via


def _outside(phrase: Phrase | None, first: int, last: int) -> Iterator[int]:
    return (index for index in range(first, last) if phrase is None or index not in phrase)


def _addressee_from(passage: Passage, cue: Cue, index: int, last: int) -> Phrase | None:
    """``til AFP``, ``over for avisen``, ``spørger hos kommunen``, ``mig``: the addressee that opens at a token."""
    word = passage.tokens[index].lower
    if word in _HEARERS:
        return Phrase(passage, index, index + 1)
    if index + 1 >= last:
        return None
    if word == "over" and passage.tokens[index + 1].lower == "for":
        return phrase_at(passage, index + 2, last)
    leads = (word in ("til", "overfor") and cue.kind != "show") or (word == "hos" and cue.kind == "ask")
    return _addressee(passage, index + 1, last) if leads else None


def _channel_from(passage: Passage, index: int, last: int, written: bool) -> Phrase | None:
    """``ifølge RIA``, ``på Twitter``: the channel that opens at a token."""
    word = passage.tokens[index].lower
    if index + 1 >= last:
        return None
    if word == "ifølge":
        return phrase_at(passage, index + 1, last)
    return _channel(passage, index + 1, last, written) if word in _PLACES else None


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
        sent = phrase_at(passage, first + 1, finite, full=False)
        written = sent is not None and any(is_message(t.lower) or is_medium(t.lower) for t in sent.tokens)
        if sent is not None and written and passage.tokens[sent.last].lower == "til":
            start = sent.last + 1
    return _addressee(passage, start, finite) if first < start < finite else None


def _addressee(passage: Passage, first: int, last: int) -> Phrase | None:
    phrase = phrase_at(passage, first, last)
    if phrase is None or phrase.text.lower() in _NO_HEARER:
        return None
    return phrase if _can_hear(phrase) else None


def _can_hear(phrase: Phrase) -> bool:
    """Whether a phrase is for people or a paper: a name of their own, *mig*, *pressen*, *beboerne*."""
    if phrase.tokens[0].lower in OBJECT_FORMS:
        return True
    name = next(names_in(phrase), None)
    if name is not None and is_own_name(phrase, name):
        return True
    roles = [role for token in phrase.tokens if (role := token.role)]
    definite = any(token.is_definite or token.is_plural for token in phrase.tokens)
    definite = definite or phrase.tokens[0].lower in ("samme", "sin", "sit", "sine")
    return definite and any(role.kind != "document" for role in roles)


def _channel(passage: Passage, first: int, last: int, written: bool = False) -> Phrase | None:
    """``på Twitter``, ``i Berlingske Tidende``, ``i rapporten``, ``i et interview med Politiken``: the medium."""
    phrase = phrase_at(passage, first, last, full=False)
    if phrase is None or phrase.tokens[-1].upos == "NUM":
        return None  # but not i 1979
    sent = any(is_message(token.lower) for token in phrase.tokens)
    published = any(is_medium(token.lower) or token.lower in PLATFORMS for token in phrase.tokens)
    if (sent or published) and phrase.last + 1 < last and passage.tokens[phrase.last].lower in _BY_WHICH:
        inner = phrase_at(passage, phrase.last + 1, last)  # i et interview med Ritzau, i et opslag på Facebook
        if inner is not None and inner.tokens[0].lower not in TIME | YESTERDAY:
            return inner
    if sent or published:
        return phrase if published else None
    if any(token.is_name and is_paper(token.form) for token in phrase.tokens):
        return phrase
    in_print = written and passage.tokens[first - 1].lower == "i"  # skriver hun i Havnebladet
    return phrase if in_print and phrase.tokens[0].is_name else None


def find_object(passage: Passage, subject: Phrase | None, verb: int, last: int) -> Phrase | None:
    """``fortalte han kvinden, at``: the person right behind verb and subject."""
    first = _behind_times(passage, subject.last if subject is not None and subject.first > verb else verb + 1, last)
    if first >= last or passage.tokens[first].upos == "ADP":
        return None
    phrase = phrase_at(passage, first, last)
    while phrase is not None and phrase.tokens[-1].lower in TIME:
        phrase = phrase_at(passage, phrase.last, last)  # bad fredag i september beboerne om at
    if phrase is None or (len(phrase.tokens) == 1 and phrase.tokens[0].lower in THINGS | {"sig"}):
        return None
    roles = [token.role for token in phrase.tokens]
    person = any(t.is_name for t in phrase.tokens) or any(role and role.kind != "document" for role in roles)
    people = any(t.is_definite and t.is_plural for t in phrase.tokens)
    return phrase if person or people or phrase.tokens[0].lower in OBJECT_FORMS else None


def _behind_times(passage: Passage, first: int, last: int) -> int:
    """``fortalte i går beboerne, at``: the first token behind adverbs and times."""
    tokens = passage.tokens
    while first < last and (tokens[first].upos == "ADV" or tokens[first].lower in TIME):
        first += 1
    if first + 1 < last and tokens[first].lower == "i" and tokens[first + 1].lower in TIME | YESTERDAY:
        first += 2
    return first


def find_agent(passage: Passage, verb: int, last: int) -> Phrase | None:
    """The ``af`` phrase of a passive."""
    for index in range(verb + 1, last):
        if passage.tokens[index].lower == "af":
            return phrase_at(passage, index + 1, last)
    return None
