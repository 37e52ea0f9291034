"""``kravet om, at …``, ``hans påstand er, at …``, ``det er X' opfattelse, at …``: a noun reports.

Kravet om, at alle bærer hjelm, har mødt modstand.       speaker: none
Fagforeningens påstand om, at lønnen er for lav, …       speaker: Fagforeningens
Regeringens løfte om at sænke afgiften …                 content: at sænke afgiften
Meldingen fra politiet er, at vejen er spærret.          speaker: politiet
Hun fremsatte et krav om, at broen males.                speaker: Hun
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from quoteattr.danish.closed_classes import NEGATIONS, OWN
from quoteattr.danish.report_nouns import GIVING, NOUNS, REPORT_NOUNS, ReportNoun
from quoteattr.grammar.infinitives import is_infinitive_marker
from quoteattr.grammar.noun_phrases import Phrase, owner_of, phrase_at
from quoteattr.grammar.speech_nouns import adverbial, is_somebody, sender_of
from quoteattr.grammar.subjects import can_speak, find_subject
from quoteattr.parse.passage import Passage, Token
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.content_bounds import noun_content, reported_type
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import Word

ID = "noun"
_COPULAS = frozenset(["er", "var", "lyder", "lød"])
_GOES = frozenset(["går", "gik"])  # kritikken går på, at
_STEPS = 4  # phrases and adverbs between a noun and what leads in its clause
_NO = NEGATIONS | {"ingen", "intet", "uden"}
_NOT_DENYING = frozenset("desto kun blot bare alene mindst".split())  # ikke desto mindre


def find(story: Story) -> Iterator[Candidate]:
    for scene, token in story.words(REPORT_NOUNS):
        first = _reported(scene.passage, token.index) if _is_noun(scene.passage, token) else None
        content = noun_content(scene, token.index, first) if first is not None else ()
        if content:
            yield from _candidate(scene, token, content)


RULE = Rule((ID,), find, triggers=(Word(REPORT_NOUNS, tags=("NOUN", "ADJ", "VERB")),))


def _is_noun(passage: Passage, token: Token) -> bool:
    """``Beskeden lød``, ``Nu lyder beskeden``: a noun, though the tagger takes it for an adjective or a participle."""
    stands = token.initial or passage.tokens[token.index - 1].lower in _COPULAS
    return token.upos == "NOUN" or (stands and token.upos in ("ADJ", "VERB"))


def _candidate(scene: Scene, noun: Token, content: tuple[tuple[int, int], ...]) -> Iterator[Candidate]:
    passage = scene.passage
    sender = sender_of(passage, noun.index)
    somebody = sender if sender is not None and is_somebody(sender) else None
    speaker = owner_of(passage, noun.index) or somebody or _giver(passage, noun.index) or _place(passage, noun.index)
    if speaker is None and (scene.in_speech(noun.start) or NOUNS[noun.lower].takes("wish")):
        return  # »Vi fik besked på at vente«: her own words
    receiver = _receiver(passage, sender.last - 1 if sender is not None else noun.index)
    cue = noun.start, noun.end
    yield Candidate(ID, reported_type(scene, content), content, passage, cue, speaker, receiver)


def _reported(passage: Passage, noun: int) -> int | None:
    """The first token of what the noun reports, behind its preposition, a comma or its own verb."""
    tokens, kind = passage.tokens, NOUNS[passage.tokens[noun].lower]
    limit = passage.sentence_of(noun).stop
    if _is_denied(passage, noun):
        return None
    place = noun + 1
    for _ in range(_STEPS):
        if place + 2 > limit:
            return None
        first = _led_in(passage, kind, noun, place)
        if first is not None:
            return first
        if tokens[place].lower in _COPULAS | _GOES:
            return _predicate(passage, place, limit) if _stands_for_saying(passage, kind, noun) else None
        behind = _behind_step(passage, place, limit)
        if behind is None:
            break
        place = behind
    return None


def _led_in(passage: Passage, kind: ReportNoun, noun: int, place: int) -> int | None:
    """``kravet om, at``, ``besked på at``; ``det svar, at``; ``det er hans mening, at``: a clause that opens here."""
    tokens, word = passage.tokens, passage.tokens[place].lower
    if word in kind.leads or (word in ("til", "på") and kind.takes("order")):
        first = _clause(passage, place + 1)
        topic = kind.takes("letter") and first is not None and tokens[first].lower == "at"
        return None if topic else first  # not et brev om at rejse
    if word != ",":
        return None
    pointed = place == noun + 1 and noun > 0 and tokens[noun - 1].lower in ("den", "det")
    if pointed and kind.takes("that") and not _is_thought(passage, noun):
        return _clause(passage, place)  # fik det svar, at
    owned = kind.takes("is", "owned") and owner_of(passage, noun) is not None
    turned = _follows_copula(passage, noun) and _stands_for_saying(passage, kind, noun)
    return _clause(passage, place) if owned or turned else None


def _predicate(passage: Passage, verb: int, limit: int) -> int | None:
    """``er, at``, ``var fortsat, at``, ``går især på, at``: the clause behind the verb of a noun that reports."""
    tokens = passage.tokens
    place = verb + 1
    while place + 1 < limit and (steps := adverbial(tokens, place)):
        place += steps
    on = tokens[place].lower == "på" if place < limit else False
    if tokens[verb].lower in _GOES and not on:
        return None
    if on and tokens[verb].lower in ("er", "var"):
        return None
    return _clause(passage, place + on)


def _stands_for_saying(passage: Passage, kind: ReportNoun, noun: int) -> bool:
    """Whether a noun with a verb of its own is somebody's words: its owner or sender is named, or the noun says so."""
    if not kind.takes("is", "owned"):
        return False
    sender = sender_of(passage, noun)
    if owner_of(passage, noun) is not None or (sender is not None and is_somebody(sender)):
        return True
    return kind.takes("is") and kind.is_definite(passage.tokens[noun].lower)


def _follows_copula(passage: Passage, noun: int) -> bool:
    """``Samtidig er vurderingen, at``, ``Det er et krav fra X, at``: the noun's verb stands before it."""
    index = noun - 1
    tokens = passage.tokens
    while index > 0 and (adverbial(tokens, index) == 1 or tokens[index].upos in ("DET", "ADJ", "PRON")):
        index -= 1
    return index >= 0 and tokens[index].lower in _COPULAS


def _behind_step(passage: Passage, place: int, limit: int) -> int | None:
    """Behind an adverb, a time or a phrase with its preposition: ``kravet i går fra beboerne til ministeren om``."""
    tokens = passage.tokens
    if steps := adverbial(tokens, place):
        return place + steps
    if tokens[place].upos != "ADP" or place + 1 >= limit:
        return None
    full = tokens[place].lower == "fra"
    phrase = phrase_at(passage, place + 1, limit, full=full)
    if phrase is None or any(token.lower in NOUNS for token in phrase.tokens):
        return None  # svar på X' forslag om at: the proposal's
    apposed = full and any(token.form == "," for token in phrase.tokens)
    return phrase.last + (apposed and phrase.last < limit and tokens[phrase.last].form == ",")


def _clause(passage: Passage, place: int) -> int | None:
    """The first token of a clause whose *at*, perhaps behind a comma, stands at ``place``; an infinitive keeps it.

    A negation before the *at* of an infinitive belongs to it.
    """
    tokens = passage.tokens
    place += place < len(tokens) and tokens[place].form == ","
    denied = place < len(tokens) and tokens[place].lower in NEGATIONS
    marker = place + denied
    if marker + 2 < len(tokens) and tokens[marker + 1].lower == "at" and _is_adverb(tokens[marker]):
        marker += is_infinitive_marker(passage, marker + 1)  # om straks at rejse
    if marker + 1 >= len(tokens) or tokens[marker].lower != "at":
        return None
    infinitive = is_infinitive_marker(passage, marker)
    return place if infinitive else None if denied else marker + 1


def _is_adverb(token: Token) -> bool:
    return token.upos in ("ADV", "ADJ") or token.lower.endswith("ende")  # omgående


def _is_thought(passage: Passage, noun: int) -> bool:
    """``Man kan nå til den konklusion, at``, ``Jeg fik det svar, at``: nobody's answer, or the author's."""
    before = passage.tokens[passage.sentence_of(noun).start : noun]
    return any(token.lower in ("jeg", "vi", "man", "kan", "kunne", "vil", "ville") for token in before)


def _is_denied(passage: Passage, noun: int) -> bool:
    """``det har aldrig været hans mening, at``, ``ingen krav om at``: a negation before a noun that is no given one.

    Not ``Han troede ikke på forklaringen om, at``: there was one.
    """
    tokens = passage.tokens
    owned = owner_of(passage, noun) is not None or tokens[noun - 1].is_genitive
    predicate = _follows_copula(passage, noun) or any(t.lower == "været" for t in tokens[max(0, noun - 4) : noun])
    if not predicate and (NOUNS[tokens[noun].lower].is_definite(tokens[noun].lower) or owned):
        return False
    before = tokens[passage.sentence_of(noun).start : noun]
    clause = takewhile(lambda token: token.form != "," and token.upos not in ("CCONJ", "SCONJ"), reversed(before))
    return any(token.lower in _NO and tokens[token.index + 1].lower not in _NOT_DENYING for token in clause)


def _place(passage: Passage, noun: int) -> Phrase | None:
    """``Hos kommunen er vurderingen, at``: whoever opens the sentence, where the noun's verb stands between."""
    tokens = passage.tokens
    start = passage.sentence_of(noun).start
    finite = next((i for i in range(noun - 1, start, -1) if tokens[i].lower in _COPULAS), None)
    led_in = tokens[noun + 1].lower in NOUNS[tokens[noun].lower].leads  # I byen er kravet om, at …, blevet hørt
    if led_in or finite is None or tokens[start].lower not in ("fra", "hos", "i") or not _follows_copula(passage, noun):
        return None
    phrase = phrase_at(passage, start + 1, finite)
    return phrase if phrase is not None and phrase.last == finite and is_somebody(phrase) else None


def _giver(passage: Passage, noun: int) -> Phrase | None:
    """``Styrelsen afviser ansøgningen med den begrundelse, at``, ``Hun fremsatte et krav om``: who brings it forth."""
    tokens = passage.tokens
    own = noun > 1 and tokens[noun - 1].lower in OWN  # fastholder sin anbefaling om at
    given = noun > 1 and tokens[noun - 2].lower == "med" and tokens[noun - 1].lower in ("den", "det")
    claiming = noun > 0 and tokens[noun - 1].lower == "med" and NOUNS[tokens[noun].lower].takes("claim")  # med krav om
    verb = _giving_verb(passage, noun)
    if not (own or given or claiming or verb is not None):
        return None
    finite = next((i for i in range(noun - 1, passage.sentence_of(noun).start - 1, -1) if tokens[i].is_finite), None)
    if finite is None:
        return None
    if verb is None or verb < finite:
        verb = next((i for i in range(finite + 1, noun) if tokens[i].upos == "VERB" and tokens[i].head < 0), finite)
    subject = find_subject(passage, verb, finite, verb + 1)
    return subject if subject is not None and noun not in subject and can_speak(subject) else None


def _giving_verb(passage: Passage, noun: int) -> int | None:
    """The verb of ``fremsatte et nyt krav``, ``fremsatte Karen Holm et krav``, ``kom med en advarsel``."""
    tokens = passage.tokens
    index = noun - 1
    while index > 0 and tokens[index].upos in ("DET", "ADJ", "NUM", "ADV"):
        index -= 1
    index -= tokens[index].lower == "med"
    while index > 0 and tokens[index].upos == "ADV":
        index -= 1
    if tokens[index].lower in GIVING:
        return index
    above = tokens[noun].head
    return above if 0 <= above < noun and tokens[noun].relation == "obj" and tokens[above].lower in GIVING else None


def _receiver(passage: Passage, last: int) -> Phrase | None:
    """``advarsler til beboerne om, at``: whom the noun's words are for."""
    tokens = passage.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].lower != "til" or tokens[last + 2].lower == "at":
        return None
    receiver = phrase_at(passage, last + 2, passage.sentence_of(last).stop, full=False)
    behind = tokens[receiver.last].lower if receiver is not None and receiver.last < len(tokens) else ""
    return receiver if behind in ("om", "er", "var") else None
