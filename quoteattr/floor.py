"""What a text says of who has the floor: questions, answers, names given to pronouns, reports in passing."""

from __future__ import annotations

import regex

from quoteattr.candidates import Candidate
from quoteattr.lexicon import speaker_noun
from quoteattr.phrases import Phrase, head_of, phrase_at
from quoteattr.quotes import QuoteType

_ASKED = 400  # code points of a question
_YOU = regex.compile(r"\b(?:[Dd](?:u|ig|in|it|ine)|De|Dem|Deres)\b")


def name_given(pronoun: Phrase) -> str | None:
    """``Hun hedder Sidsel``: the name that a pronoun is given."""
    tokens = pronoun.passage.tokens
    verb = pronoun.last
    if verb + 1 >= len(tokens) or tokens[verb].lower not in ("hedder", "hed") or not tokens[verb + 1].is_name:
        return None
    phrase = phrase_at(pronoun.passage, verb + 1, pronoun.passage.sentence_of(verb).stop, full=False)
    return phrase.text if phrase is not None else None


def asks_you(candidate: Candidate) -> bool:
    """Whether the paragraph before free marks is an interviewer's question, without marks: ``Er du glad?``."""
    if candidate.cue is not None or not candidate.rule.startswith("marks"):
        return False
    passage = candidate.passage
    if candidate.content[0][0] > passage.start + 1:
        return False
    before = passage.text[max(0, passage.start - _ASKED) : passage.start].rstrip()
    question = before.rpartition("\n")[2]
    return question.endswith("?") and _YOU.search(question) is not None


def in_passing(candidate: Candidate) -> bool:
    """``Da produceren i fjor udtalte, at …, klippede hun artiklen ud``: a report that only sets the scene."""
    if candidate.type is QuoteType.DIRECT or candidate.cue is None:
        return False
    passage = candidate.passage
    sentence = passage.sentence_of(passage.token_at(candidate.cue[0]))
    return passage.tokens[sentence.start].lower in ("da", "når", "efter", "mens", "siden")


def is_question(candidate: Candidate) -> bool:
    return candidate.passage.text[candidate.content[-1][1] - 1] == "?"


def is_paper(speaker: Phrase | None) -> bool:
    """``I brevet står der, at …``: a document has no floor."""
    head = head_of(speaker) if speaker is not None else None
    known = speaker_noun(head.lower) if head is not None and not head.is_name else None
    return known is not None and known[1] == "document"
