"""``kravet om, at …``, ``hans påstand om, at …``, ``det er X' opfattelse, at …``: a noun reports.

Kravet om, at alle bærer hjelm, har mødt modstand.       speaker: none
Fagforeningens påstand om, at lønnen er for lav, …       speaker: Fagforeningens
Regeringens løfte om at sænke afgiften …                 content: at sænke afgiften
Hun fik besked på at vente.                              speaker: none
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from quoteattr.danish.closed_classes import NEGATIONS, OWN, TIME
from quoteattr.danish.report_nouns import (
    CLAIMS,
    GIVEN,
    LETTERS,
    ORDERS,
    REPORT_NOUNS,
    WITH_CLAUSE,
    WITH_MOD,
    WITH_OM,
    WITH_TIL,
)
from quoteattr.grammar.infinitives import is_infinitive_marker
from quoteattr.grammar.noun_phrases import Phrase, owner_of, phrase_at
from quoteattr.grammar.subjects import can_speak, find_subject
from quoteattr.parse.passage import Passage
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.content_bounds import noun_content, type_of
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Story
from quoteattr.rules.triggers import Word

ID = "noun"


def find(story: Story) -> Iterator[Candidate]:
    for scene, token in story.words(REPORT_NOUNS):
        passage = scene.passage
        if token.index + 2 >= len(passage.tokens):
            continue
        if token.upos != "NOUN" and not (token.initial and token.upos == "ADJ"):
            continue
        first = _reported(passage, token.index)
        if first is None:
            continue
        content = noun_content(scene, token.index, first)
        if content:
            cue = (token.start, token.end)
            sender = _sender(passage, token.index)
            somebody = sender if sender is not None and _is_somebody(sender) else None
            speaker = owner_of(passage, token.index) or somebody or _who_gives(passage, token.index)
            if speaker is None and scene.in_speech(token.start):
                continue  # »Vi fik besked på at vente«: her own words
            receiver = _receiver(passage, sender.last - 1 if sender is not None else token.index)
            yield Candidate(ID, type_of(scene, content), content, passage, cue, speaker, receiver)


RULE = Rule((ID,), find, triggers=(Word(REPORT_NOUNS, tags=("NOUN", "ADJ")),))


def _reported(passage: Passage, noun: int) -> int | None:
    """The first token of what the noun reports, behind *om*, *til*, *på*, a comma or *er*."""
    tokens = passage.tokens
    word, behind = tokens[noun].lower, noun + 1
    owned = owner_of(passage, noun) is not None
    sender = _sender(passage, noun)
    if word in WITH_OM:
        place = sender.last if sender is not None else behind  # et forslag fra bestyrelsen om at
        receiver = _receiver(passage, place - 1)
        place = receiver.last if receiver is not None else place
        if place < len(tokens) and tokens[place].lower == "om":
            first = _clause(passage, place + 1)
            topic = word in LETTERS and first is not None and tokens[first].lower == "at"
            return None if topic else first  # not et brev om at rejse
    if tokens[behind].lower in ("til", "på") and word in ORDERS:
        return _clause(passage, behind + 1)
    if tokens[behind].lower == "mod" and word in WITH_MOD:
        return _clause(passage, behind + 1)
    if tokens[behind].lower == "til" and word in WITH_TIL and owned:
        return _clause(passage, behind + 1)
    pointed = noun > 0 and tokens[noun - 1].lower in ("den", "det") and tokens[behind].form == ","
    if pointed and word in GIVEN and not _is_thought(passage, noun):
        return _clause(passage, behind)  # fik det svar, at
    if word in WITH_CLAUSE and owned and not _is_denied(passage, noun):
        copula = tokens[behind].lower in ("er", "var")  # hans vurdering er, at
        return _clause(passage, behind + copula) if copula or tokens[behind].form == "," else None
    if sender is not None and word in WITH_OM | WITH_CLAUSE:  # kravet fra foreningen er, at
        after = sender.last + (tokens[sender.last].form == "," if sender.last < len(tokens) else 0)
        if after < len(tokens) and tokens[after].lower in ("er", "var", "lyder", "lød"):
            return _clause(passage, after + 1)
    return None


def _clause(passage: Passage, place: int) -> int | None:
    """The first token of a clause whose *at*, perhaps behind a comma, stands at ``place``; an infinitive keeps it.

    A negation before the *at* of an infinitive belongs to it.
    """
    tokens = passage.tokens
    place += place < len(tokens) and tokens[place].form == ","
    denied = place < len(tokens) and tokens[place].lower in NEGATIONS
    marker = place + denied
    if marker + 1 >= len(tokens) or tokens[marker].lower != "at":
        return None
    infinitive = is_infinitive_marker(passage, marker)
    return place if infinitive else None if denied else marker + 1


def _is_thought(passage: Passage, noun: int) -> bool:
    """``Man kan nå til den konklusion, at``, ``Jeg fik det svar, at``: nobody's answer, or the author's."""
    before = passage.tokens[passage.sentence_of(noun).start : noun]
    return any(token.lower in ("jeg", "vi", "man", "kan", "kunne", "vil", "ville") for token in before)


def _is_denied(passage: Passage, noun: int) -> bool:
    """``det har aldrig været hans mening, at``: a negation before the noun in its sentence."""
    before = passage.tokens[passage.sentence_of(noun).start : noun]
    clause = takewhile(lambda token: token.form != "," and token.upos != "CCONJ", reversed(before))
    return any(token.lower in NEGATIONS for token in clause)


def _sender(passage: Passage, noun: int) -> Phrase | None:
    """``beskeden fra ministeren er, at``, ``rygter i byen om, at``: the phrase behind the preposition."""
    tokens = passage.tokens
    preposition = tokens[noun + 1].lower if noun + 1 < len(tokens) else ""
    if preposition not in ("fra", "i", "hos", "blandt"):
        return None
    return phrase_at(passage, noun + 2, passage.sentence_of(noun).stop, full=preposition == "fra")


def _is_somebody(sender: Phrase) -> bool:
    """Whether it is from somebody: not *en melding i går om, at*, *rygter i byen om, at*."""
    preposition = sender.passage.tokens[sender.first - 1].lower
    return preposition == "fra" or (can_speak(sender) and sender.tokens[0].lower not in TIME)


def _who_gives(passage: Passage, noun: int) -> Phrase | None:
    """``Styrelsen afviser ansøgningen med den begrundelse, at``: the subject of the sentence."""
    tokens = passage.tokens
    own = noun > 1 and tokens[noun - 1].lower in OWN  # fastholder sin anbefaling om at
    given = noun > 1 and tokens[noun - 2].lower == "med" and tokens[noun - 1].lower in ("den", "det")
    claiming = noun > 0 and tokens[noun - 1].lower == "med" and tokens[noun].lower in CLAIMS  # med krav om
    if not own and not given and not claiming:
        return None
    finite = next((i for i in range(noun - 2, passage.sentence_of(noun).start - 1, -1) if tokens[i].is_finite), None)
    if finite is None:
        return None
    verb = next((i for i in range(finite + 1, noun) if tokens[i].upos == "VERB" and tokens[i].head < 0), finite)
    subject = find_subject(passage, verb, finite, verb + 1)
    return subject if subject is not None and can_speak(subject) else None


def _receiver(passage: Passage, last: int) -> Phrase | None:
    """``advarsler til beboerne om, at``: whom the noun's words are for."""
    tokens = passage.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].lower != "til" or tokens[last + 2].lower == "at":
        return None
    receiver = phrase_at(passage, last + 2, passage.sentence_of(last).stop, full=False)
    behind = tokens[receiver.last].lower if receiver is not None and receiver.last < len(tokens) else ""
    return receiver if behind == "om" else None
