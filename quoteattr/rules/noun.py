"""``kravet om, at …``, ``hans påstand om, at …``, ``det er X' opfattelse, at …``: a noun reports.

Kravet om, at alle bærer hjelm, har mødt modstand.       speaker: none
Fagforeningens påstand om, at lønnen er for lav, …       speaker: Fagforeningens
Regeringens løfte om at sænke afgiften …                 content: at sænke afgiften
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.candidates import Candidate, Scene
from quoteattr.content import noun_content, type_of
from quoteattr.passage import Passage
from quoteattr.phrases import Phrase, phrase_before

ID = "noun"
# a noun and the prepositions that lead in what it reports; "" is none
_OM = "krav påstand løfte udtalelse erklæring melding meddelelse besked oplysning anklage beskyldning advarsel".split()
_OM += "opfordring forslag anbefaling udsagn indrømmelse forsikring garanti appel spådom forudsigelse".split()
_BARE = "opfattelse mening vurdering påstand konklusion melding budskab udmelding".split()
_ENDINGS = ("", "et", "en", "t", "n", "ne", "er", "erne", "e", "ene")


def find(scene: Scene) -> Iterator[Candidate]:
    passage = scene.passage
    for token in passage.tokens:
        if token.upos != "NOUN" or token.index + 2 >= len(passage.tokens):
            continue
        first = _reported(passage, token.index)
        if first is None:
            continue
        content = noun_content(scene, token.index, first)
        if content:
            cue = (token.start, token.end)
            speaker = _owner(passage, token.index)
            yield Candidate(ID, type_of(scene, content), content, passage, cue, speaker)


def _reported(passage: Passage, noun: int) -> int | None:
    """The first token of what the noun reports: behind *om, at*, or the *at* of an infinitive behind *om*."""
    tokens = passage.tokens
    word = tokens[noun].lower
    following = [token.lower for token in tokens[noun + 1 : noun + 4]]
    if _is_form(word, _OM) and following[0] == "om":
        if following[1:3] == [",", "at"]:
            return noun + 4
        if following[1:2] == ["at"]:
            infinitive = noun + 3 < len(tokens) and "VerbForm=Inf" in tokens[noun + 3].feats
            return noun + 2 if infinitive else noun + 3
    if _is_form(word, _BARE) and following[:2] == [",", "at"] and _owner(passage, noun) is not None:
        return noun + 3
    return None


def _is_form(word: str, nouns: list[str]) -> bool:
    return any(word == noun + ending for noun in nouns for ending in _ENDINGS)


def _owner(passage: Passage, noun: int) -> Phrase | None:
    """The genitive before the noun, as a phrase."""
    tokens = passage.tokens
    last = noun
    while last > 0 and tokens[last - 1].upos == "ADJ":
        last -= 1
    if last == 0 or not ("Case=Gen" in tokens[last - 1].feats or "Poss=Yes" in tokens[last - 1].feats):
        return None
    return phrase_before(passage, last, passage.sentence_of(noun).start)
