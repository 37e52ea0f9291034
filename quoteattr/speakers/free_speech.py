"""Whose words are quoted where nothing beside them says so: an answer, a turn without a reporting clause, free marks.

``NO_CUE`` is asked from top to bottom; each either decides, perhaps that a reader cannot tell, or leaves it to the
next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import takewhile

from attrs import evolve

from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.grammar.proper_names import clean
from quoteattr.grammar.subjects import is_moved
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.speakers.dialogue import whom_asked
from quoteattr.speakers.entities import Mention
from quoteattr.speakers.memory import Answer, Memory
from quoteattr.speakers.mentions import meant_by_mention
from quoteattr.speakers.pronouns import GENDERS, he_or_she, people_in, unnamed
from quoteattr.speakers.turn_signs import (
    asks_somebody,
    called_upon,
    called_within,
    does_something,
    follows_at_once,
    is_followed_at_once,
    is_put_to_you,
    is_question,
    is_written,
    opens_paragraph,
    says_i,
    speaks_of,
)

_RIGHT_BEHIND = 4  # code points: a mark and a space
_SIGNATURE = 100  # of a line with a name and what somebody is
_BEFORE_SIGNATURE = " \t\n.!?-–—»«\"”“„'’‘*"
_LONG = 120  # code points: no interviewer asks so much


def in_a_headline(candidate: Candidate, memory: Memory) -> Answer | None:
    """``Jubel i Kolind: - Vi vandt``, below another story: that story's speaker has not said so."""
    if memory.floor is None:
        return None
    tokens = candidate.passage.tokens
    led_in = candidate.cue is None and not opens_paragraph(candidate)
    before = tokens[: candidate.passage.token_at(candidate.start)]
    return Answer(None) if led_in and not (tokens[-1].is_punct or any(t.is_given_name for t in before)) else None


def asks_again(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Kommer du? spørger hun.``, ``- Måske.``, ``- Hvornår?``: who asked before."""
    goes_on = memory.asker is not None and memory.partner is not None and memory.follows_at_once(candidate)
    return Answer(memory.asker) if goes_on and _is_short_question(candidate) else None


def question_in_a_turn(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Hvad nu?``, ``- Vi ser.``: an interviewer asks, who is nobody."""
    if not (candidate.rule.startswith("turn") and is_question(candidate) and is_followed_at_once(candidate)):
        return None
    if not (_is_short_question(candidate) or is_put_to_you(candidate)):
        return None
    return Answer(None if memory.is_interview else memory.known_asker)  # who asks in a court asks again


def remark_of_an_interviewer(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Så det er ikke jeres skyld.``: what is put to the one who has answered, with or without a question mark."""
    among = memory.follows_at_once(candidate) and is_followed_at_once(candidate)
    return Answer(None) if memory.is_interview and among and is_put_to_you(candidate) else None


def answer_to_a_speaker(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Kommer du? spørger hun.``, ``- Ja.``: whom she asks, or with whom she has spoken."""
    if memory.asker is None or memory.last is None or not memory.is_answer(candidate):
        return None
    if not asks_somebody(memory.last):
        return None
    return Answer(whom_asked(memory.last, memory))


def answer_to_an_interviewer(candidate: Candidate, memory: Memory) -> Answer | None:
    """``Hvad gik galt?``, ``- Alt.``: whom they interview."""
    return Answer(memory.whom_they_interview(candidate.start)) if memory.asked_by_interviewer(candidate) else None


def speaks_to_the_last(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Gå nu, sagde Anna.``, ``- Nej, Anna.``: not she who is called, but who spoke before her."""
    called = (memory.cast.named(words) for words in called_within(candidate))
    if memory.floor is None or not any(entity is not None and entity.text == memory.floor for entity in called):
        return None
    return Answer(memory.before_floor)


def called_by_name(candidate: Candidate, memory: Memory) -> Answer | None:
    """``Er det sket, Karen Holm?``: whom the question before calls."""
    called = called_upon(candidate)
    entity = memory.cast.named(called) if called else None
    return Answer(clean(entity.text)) if entity is not None and entity.kind == "person" else None


def signed_behind(candidate: Candidate, memory: Memory) -> Answer | None:
    """``»Vi er i chok.«`` and a line ``Karen Holm, vagtchef``: who stands below her words."""
    passage, end = candidate.passage, candidate.content[-1][1]
    mention = next(memory.cast.behind(end), None)
    if candidate.cue is not None or mention is None or mention.entity is None or not mention.person:
        return None
    if (
        passage.text[end : mention.phrase.passage.start].strip(_BEFORE_SIGNATURE)
        and mention.phrase.passage is not passage
    ):
        return None
    line = mention.phrase.passage
    rest = line.tokens[line.token_at(end) :]
    opens = not passage.text[max(end, line.start) : mention.place].strip(_BEFORE_SIGNATURE)
    short = line.end - max(end, line.start) < _SIGNATURE and not any(token.is_finite for token in rest)
    told = any(token.upos == "NOUN" for token in rest) and line.tokens[-1].form != ":"
    short = short and told  # not who wrote the text, nor who speaks next
    return Answer(clean(mention.entity.text)) if opens and short else None


def acts_right_behind(candidate: Candidate, memory: Memory) -> Answer | None:
    """``»Se her.« Han løfter låget.``: what he does who speaks."""
    if candidate.cue is not None or not candidate.rule.startswith("marks"):
        return None
    end = candidate.content[-1][1]
    pronouns = memory.cast.pronouns
    behind = bisect_left(pronouns, end, key=_start)
    pronoun = pronouns[behind] if behind < len(pronouns) else None
    if pronoun is None or pronoun.passage is not candidate.passage or pronoun.start > end + _RIGHT_BEHIND:
        return None
    if not does_something(pronoun) or speaks_of(candidate, pronoun.text):
        return None  # »Han er en god mand.« Han blev valgt i 1998.
    name = _meant_by(memory, pronoun)
    return Answer(name) if name is not None else None


def pronoun_since(candidate: Candidate, memory: Memory) -> Answer | None:
    """``Hun ryster på hovedet. »…«``: whom the story speaks of last before a quote, if only by a pronoun."""
    start = candidate.start
    mention = next(_brought_up(start, memory), None)
    pronouns = memory.cast.pronouns
    behind = bisect_left(pronouns, start, key=_start)
    last = pronouns[behind - 1] if behind else None
    if last is None or last.start <= (mention.place if mention else memory.floor_until):
        return None
    name = _meant_by(memory, last)
    return Answer(name) if name is not None else None


def brought_up_since(candidate: Candidate, memory: Memory) -> Answer | None:
    """A person of whom the story has told something since the last one spoke."""
    mention = next(_brought_up(candidate.start, memory), None)
    if mention is None:
        return None
    several = memory.floor is None and people_in(memory, mention, "-") > 1
    return Answer(None if several else clean(_name_of(mention, memory)))


def paper_says(candidate: Candidate, memory: Memory) -> Answer | None:
    """``I rapporten står, at …``, ``…, hedder det``: the paper that was quoted last; nobody where nothing was."""
    if candidate.cue is None:
        return None
    if memory.paper is not None and is_written(candidate):
        return Answer(memory.paper)
    return Answer(None) if memory.floor is None else None


def said_in_one_run(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Vi er klar.``, ``- Nu skal det være, siger Dal.``: behind some story, whom the turns that follow name."""
    if memory.follows_at_once(candidate) or is_question(candidate):
        return None
    run = [candidate]
    for following in memory.ahead:
        alone = following.passage is run[-1].passage or is_question(following)
        if alone or following.type is not QuoteType.DIRECT or not follows_at_once(following, run[-1]):
            return None
        if following.speaker is not None:
            answer = meant_by_mention(following, memory)
            return Answer(answer.name) if answer.name is not None else None
        run.append(following)
    return None


def speaks_as_one(candidate: Candidate, memory: Memory) -> Answer | None:
    """``- Jeg så det hele.``: the last person who spoke, where a force or a firm has the floor."""
    if memory.floor is None or memory.is_person(memory.floor) or not says_i(candidate):
        return None
    return Answer(memory.person)


def keeps_the_floor(candidate: Candidate, memory: Memory) -> Answer | None:
    return Answer(memory.floor) if memory.floor is not None else None


def first_named_behind(candidate: Candidate, memory: Memory) -> Answer | None:
    named = (m.entity for m in memory.cast.behind(candidate.content[0][1]) if m.person and m.entity)
    entity = next(named, None)
    return Answer(clean(entity.text)) if entity else None


def meant_by_place(candidate: Candidate, memory: Memory) -> Answer:
    """Whose words a quote is that says itself who speaks neither before nor behind it."""
    for decide in NO_CUE:
        answer = decide(candidate, memory)
        if answer is not None:
            return evolve(answer, why=decide.__name__)
    return Answer(None)


Decision = Callable[[Candidate, Memory], Answer | None]
NO_CUE: tuple[Decision, ...] = (
    in_a_headline,
    asks_again,
    answer_to_a_speaker,
    question_in_a_turn,
    remark_of_an_interviewer,
    called_by_name,
    answer_to_an_interviewer,
    speaks_to_the_last,
    signed_behind,
    acts_right_behind,
    pronoun_since,
    said_in_one_run,
    brought_up_since,
    paper_says,
    speaks_as_one,
    keeps_the_floor,
    first_named_behind,
)


def _is_short_question(candidate: Candidate) -> bool:
    start, end = candidate.content[0]
    return is_question(candidate) and end - start < _LONG


def _brought_up(start: int, memory: Memory) -> Iterator[Mention]:
    """Who may be the next to speak: the people whom the story brings up since the last speaker, the last first."""
    since = takewhile(lambda mention: mention.place > memory.floor_place, memory.cast.before(start))
    for mention in since:
        if mention.person and (mention.subject or is_moved(mention.phrase)) and _is_named(mention, memory):
            yield mention


def _is_named(mention: Mention, memory: Memory) -> bool:
    """Whether a mention is by a name, or by a noun that goes back to one: ``Det glæder moren``."""
    if mention.entity is not None:
        return memory.floor is None or mention.entity.kind == "person"
    entity = memory.cast.by_text(unnamed(memory, mention)) if mention.phrase.tokens[-1].is_definite else None
    return entity is not None and entity.kind == "person"


def _name_of(mention: Mention, memory: Memory) -> str:
    return mention.entity.text if mention.entity is not None else unnamed(memory, mention)


def _meant_by(memory: Memory, pronoun: Phrase) -> str | None:
    return he_or_she(memory, pronoun, GENDERS[pronoun.text.lower()])


def _start(phrase: Phrase) -> int:
    return phrase.start
