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
from quoteattr.phrases import Phrase, phrase_at, phrase_before

ID = "noun"
_AUTHOR = frozenset("min mit mine vor vort vores vore sin sit sine".split())
# a noun and the prepositions that lead in what it reports; "" is none
_OM = "krav påstand løfte udtalelse erklæring melding meddelelse besked oplysning anklage beskyldning advarsel".split()
_OM += "opfordring forslag anbefaling udsagn indrømmelse forsikring garanti appel spådom forudsigelse".split()
_BARE = "opfattelse mening vurdering påstand konklusion melding budskab udmelding".split()
_TIL = ["opfordring", "appel"]  # opfordringen til at blive inde
_ENDINGS = ("", "et", "en", "t", "n", "ne", "er", "erne", "e", "ene", "r", "rne")


def _forms(nouns: list[str]) -> frozenset[str]:
    """All forms of the nouns; *advarslen* beside *advarsel*."""
    stems = nouns + [noun[:-2] + "l" for noun in nouns if noun.endswith("el")]
    return frozenset(stem + ending for stem in stems for ending in _ENDINGS)


_FORMS_OM, _FORMS_BARE, _FORMS_TIL = _forms(_OM), _forms(_BARE), _forms(_TIL)
FORMS = _FORMS_OM | _FORMS_BARE | _FORMS_TIL


def find(scene: Scene) -> Iterator[Candidate]:
    passage = scene.passage
    if passage.forms.isdisjoint(FORMS):
        return
    for token in passage.tokens:
        if token.lower not in FORMS or token.index + 2 >= len(passage.tokens):
            continue
        if token.upos != "NOUN" and not (token.initial and token.upos == "ADJ"):
            continue
        first = _reported(passage, token.index)
        if first is None:
            continue
        content = noun_content(scene, token.index, first)
        if content:
            cue = (token.start, token.end)
            speaker = _owner(passage, token.index) or _sender(passage, token.index)
            yield Candidate(ID, type_of(scene, content), content, passage, cue, speaker)


def _reported(passage: Passage, noun: int) -> int | None:
    """The first token of what the noun reports: behind *om, at*, or the *at* of an infinitive behind *om*."""
    tokens = passage.tokens
    word = tokens[noun].lower
    following = [token.lower for token in tokens[noun + 1 : noun + 4]]
    if word in _FORMS_OM and following[0] == "om":
        if following[1:3] == [",", "at"]:
            return noun + 4
        if following[1:2] == ["at"]:
            infinitive = noun + 3 < len(tokens) and "VerbForm=Inf" in tokens[noun + 3].feats
            return noun + 2 if infinitive else noun + 3
    if word in _FORMS_TIL and following[:2] == ["til", "at"] and _owner(passage, noun) is not None:
        return noun + 2
    if word in _FORMS_BARE and following[:2] == [",", "at"] and _owner(passage, noun) is not None:
        return noun + 3
    if following[:1] == ["fra"] and word in _FORMS_OM:  # et forslag fra bestyrelsen om at
        sent = _sender(passage, noun)
        behind = [token.lower for token in tokens[sent.last : sent.last + 4]] if sent else []
        for words, skipped in ((["om", ",", "at"], 3), (["om", "at"], 2)):
            if sent and behind[: len(words)] == words:
                first = sent.last + skipped
                infinitive = first < len(tokens) and "VerbForm=Inf" in tokens[first].feats and skipped == 2
                return first - 1 if infinitive else first
    sender = _sender(passage, noun) if word in _FORMS_OM | _FORMS_BARE else None
    if sender is not None:  # kravet fra foreningen er, at
        after = sender.last + (tokens[sender.last].form == "," if sender.last < len(tokens) else 0)
        behind = [token.lower for token in tokens[after : after + 3]]
        if behind[:1] and behind[0] in ("er", "var", "lyder", "lød"):
            forms = {(",", "at"): 3, ("at",): 2}
            return next((after + n for words, n in forms.items() if tuple(behind[1 : 1 + len(words)]) == words), None)
    return None


def _sender(passage: Passage, noun: int) -> Phrase | None:
    """``beskeden fra ministeren er, at``: the phrase behind *fra*."""
    tokens = passage.tokens
    if noun + 1 < len(tokens) and tokens[noun + 1].lower == "fra":
        return phrase_at(passage, noun + 2, passage.sentence_of(noun).stop)
    return None


def _genitive(passage: Passage, last: int) -> Phrase | None:
    """The genitive phrase that ends before token ``last``, not what stands before its preposition."""
    floor = passage.sentence_of(last).start
    for index in range(last - 1, floor - 1, -1):
        if passage.tokens[index].upos == "ADP":
            floor = index + 1
            break
    return phrase_before(passage, last, floor)


def _owner(passage: Passage, noun: int) -> Phrase | None:
    """The genitive before the noun, as a phrase."""
    tokens = passage.tokens
    last = noun
    while last > 0 and tokens[last - 1].upos == "ADJ":
        last -= 1
    if last == 0 or not ("Case=Gen" in tokens[last - 1].feats or "Poss=Yes" in tokens[last - 1].feats):
        return None
    if tokens[last - 1].lower in _AUTHOR:
        return None
    return _genitive(passage, last)
