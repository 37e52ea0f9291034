"""Whom the words beside a cue are for: a name, a short form of one, a pronoun, a noun.

``MENTIONS`` is asked from top to bottom what a mention is; the first that knows decides.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from attrs import evolve

from quoteattr.danish.called_too import is_bystander, is_calling
from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.grammar.proper_names import clean, is_own_name, names_in, without_genitive
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.speakers.cast import is_plural
from quoteattr.speakers.dialogue import asked_by_name
from quoteattr.speakers.memory import Answer, Memory
from quoteattr.speakers.pronouns import GENDERS, he_or_she, it, one, they, two_people
from quoteattr.speakers.role_nouns import described
from quoteattr.speakers.turn_signs import answers, is_only_heard

_THEY = frozenset(["de", "dem", "deres", "begge"])
_ALL = frozenset(["begge", "to", "tre", "alle", "selv"])
_OWN = frozenset(["eget", "egne", "egen"])  # ifølge eget udsagn
_LAST = 8  # pronouns of one sentence
_ANYBODY = frozenset("nogen ingen enhver alle mange".split())


def meant_by_mention(candidate: Candidate, memory: Memory) -> Answer:
    """Whom the mention of a quote's speaker is for."""
    for decide in MENTIONS:
        answer = decide(candidate, memory)
        if answer is not None:
            return evolve(answer, why=decide.__name__)
    return Answer(None)


def _mention(candidate: Candidate) -> Phrase:
    mention = candidate.speaker or candidate.hint
    assert mention is not None
    return mention


def _single(candidate: Candidate) -> str:
    """The mention's word, in lower case, where it is but one."""
    tokens = _mention(candidate).tokens
    return tokens[0].lower if len(tokens) == 1 else ""


def own_word(candidate: Candidate, memory: Memory) -> Answer | None:
    """``Dal, som efter eget udsagn …``: the one named last in the sentence, else whoever *hun* would be."""
    phrase = _mention(candidate)
    if phrase.tokens[0].lower not in _OWN:
        return None
    start = phrase.passage.tokens[phrase.passage.sentence_of(phrase.first).start].start
    near = takewhile(lambda mention: mention.place >= start, memory.cast.before(phrase.start))
    named = next((mention for mention in near if mention.person and mention.entity), None)
    known = [voice for voice in memory.read[-_LAST:] if voice is not None and voice.place >= start]
    if known and (named is None or named.place < known[-1].place):
        return Answer(known[-1].name)  # Siden har hun ifølge eget udsagn …
    if named is not None and named.entity is not None:
        return Answer(clean(named.entity.text))
    return Answer(he_or_she(memory, phrase, "-"))


def answering_pronoun(candidate: Candidate, memory: Memory) -> Answer | None:
    """``Er du glad?`` and then ``…, siger hun``: the one who is interviewed, unless the pronoun is not for her."""
    word = _single(candidate)
    if word not in ("han", "hun") or not memory.asked_by_interviewer(candidate):
        return None
    interviewed = memory.whom_they_interview(candidate.start)
    fits = interviewed is None or memory.gender_of(interviewed, "-") in (GENDERS[word], "-")
    return Answer(interviewed) if fits else None


def answers_back(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Er du træt? spurgte Per Dal sin bror.``, ``- Ja, svarede han.``: not he who asked."""
    word = _single(candidate)
    if word not in GENDERS or memory.last is None or memory.asker is None or not memory.is_answer(candidate):
        return None
    asked = asked_by_name(memory.last, memory)
    if asked is not None and memory.gender_of(asked, "-") in (GENDERS[word], "-"):
        return Answer(asked)
    name = he_or_she(memory, _mention(candidate), GENDERS[word], memory.asker) if answers(candidate) else None
    return Answer(name) if name is not None else None


def another(candidate: Candidate, memory: Memory) -> Answer | None:
    """``Selv siger hun``: not the one who spoke last."""
    phrase, word = _mention(candidate), _single(candidate)
    first = phrase.passage.sentence_of(phrase.first).start
    if word not in GENDERS or phrase.passage.tokens[first].lower != "selv" or phrase.first != first + 2:
        return None
    name = he_or_she(memory, phrase, GENDERS[word], memory.floor)
    return Answer(name) if name is not None else None


def personal_pronoun(candidate: Candidate, memory: Memory) -> Answer | None:
    word = _single(candidate)
    return Answer(he_or_she(memory, _mention(candidate), GENDERS[word])) if word in GENDERS else None


def plural_pronoun(candidate: Candidate, memory: Memory) -> Answer | None:
    phrase = _mention(candidate)
    words = [token.lower for token in phrase.tokens]
    return Answer(they(memory, phrase)) if words[0] in _THEY and {*words} <= _THEY | _ALL else None


def impersonal_pronoun(candidate: Candidate, memory: Memory) -> Answer | None:
    word = _single(candidate)
    if word == "man":
        return Answer(one(memory, _mention(candidate)))
    return Answer(it(memory, _mention(candidate))) if word in ("den", "det") else None


def somebody_unknown(candidate: Candidate, memory: Memory) -> Answer | None:
    return Answer(None) if _single(candidate) in ("jeg", "du", "vi", "i") else None


def several_people(candidate: Candidate, memory: Memory) -> Answer | None:
    both = two_people(memory, _mention(candidate))
    return Answer(both) if both else None


def proper_name(candidate: Candidate, memory: Memory) -> Answer | None:
    """The fullest form of a name; of a surname that several people have, the one who spoke last, or nobody."""
    phrase = _mention(candidate)
    words = next(names_in(phrase), None) or _misread_name(memory, phrase)
    if words is None or not is_own_name(phrase, words):
        return None
    namesakes = memory.cast.namesakes(words, phrase.start)
    if len(namesakes) > 1:
        return Answer(memory.floor if memory.floor in namesakes else None)
    entity = memory.cast.named(words)
    if entity is None:
        return Answer(" ".join(words), gender="-")
    return Answer(entity.text, gender=entity.gender if entity.kind in ("person", "") else None)


def _misread_name(memory: Memory, phrase: Phrase) -> tuple[str, ...] | None:
    """``Falk siger``: a name of the text that opens a sentence, and that a parser takes for a noun there."""
    token = phrase.tokens[0]
    alone = len(phrase.tokens) == 1 and token.initial and token.form[0].isupper() and token.role is None
    known = alone and token.upos not in ("PRON", "DET") and memory.cast.named((token.form,)) is not None
    return (token.form,) if known else None


def speaker_again(candidate: Candidate, memory: Memory) -> Answer | None:
    """``»…,« siger Per Dal. »…,« siger advokaten.``: the last speaker, of whom the text has told no calling."""
    phrase = _mention(candidate)
    word, own = _single(candidate), candidate.type is QuoteType.DIRECT and memory.floor in memory.voices
    calling = phrase.tokens[0].is_definite and phrase.tokens[0].is_singular and is_calling(word)
    if not own or not calling or is_bystander(word) or memory.asker is not None or described(memory, phrase):
        return None
    speaker = memory.cast.by_text(memory.floor) if memory.floor is not None else None
    if speaker is None or speaker.kind != "person" or any(map(is_calling, speaker.described)):
        return None
    return Answer(clean(speaker.text), gender=speaker.gender)


def noun(candidate: Candidate, memory: Memory) -> Answer | None:
    """The name that the text has for *ministeren*, else the words themselves."""
    phrase = _mention(candidate)
    name = described(memory, phrase) or without_genitive(phrase)
    if is_plural(phrase):
        return Answer(name, group=True)
    if phrase.tokens[0].lower in _ANYBODY:
        return Answer(name)
    role = next((role for token in phrase.tokens if (role := token.role)), None)
    person = role.kind == "person" if role is not None else not is_only_heard(candidate)  # lød det fra salen
    return Answer(name, gender=memory.gender_of(name, role.gender if role else "-") if person else None)


Decision = Callable[[Candidate, Memory], Answer | None]
MENTIONS: tuple[Decision, ...] = (
    own_word,
    answering_pronoun,
    answers_back,
    another,
    personal_pronoun,
    plural_pronoun,
    impersonal_pronoun,
    somebody_unknown,
    several_people,
    proper_name,
    speaker_again,
    noun,
)
