"""What a text says of who has the floor: questions, answers, names given to pronouns, reports in passing."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoteattr.grammar.noun_phrases import Phrase, head_of, phrase_at
from quoteattr.grammar.reporting_clauses import AUXILIARIES
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate

_CLOSING = " .»«\"”“'’"
_OPENERS = ("-", "–", "—", "»", "«", '"', "”", "“", "„", "'", "’", "‘")
_OPENING = 3  # code points of a dash and a mark
_REMARK = 120  # and of what else an interviewer says
_ASKED = 400  # code points of a question
_CALL = regex.compile(r"(?:^|(?<=, ))\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*(?=[,.!?]|$)")
_I = regex.compile(r"\b(?:[Jj]eg|[Mm]ig|[Mm]in|[Mm]it|[Mm]ine)\b")
_GAP = " \t\n-–—»«\"”“„'’‘"  # between a question and its answer
_YOU = regex.compile(r"\b(?:[Dd](?:u|ig|in|it|ine)|[Jj]er(?:es)?|(?<=\p{Ll} )(?:De|I)|Dem|Deres)\b")
_ME = regex.compile(r"\b(?:[Jj]eg|[Vv]i|[Mm]ig|[Oo]s|[Mm]in|[Mm]it|[Mm]ine|[Vv]ore?s?)\b")
_ASKS = ("spørg", "spurgt")
_WRITTEN = frozenset("hedder hed står stod".split())
_HEARD = frozenset("lyder lød hedder hed".split())
_CALLED = regex.compile(r",\s(\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+)*)\?$")  # Er det sket, Karen Holm?
_SAYS = regex.compile(r"\bsiger\s(\p{Lu}[\p{L}'-]+(?:\s\p{Lu}[\p{L}'-]+)*)[\s\p{Ll}]{0,20}\?$")  # siger Holm til det?


def name_given(pronoun: Phrase) -> str | None:
    """``Hun hedder Sidsel``: the name that a pronoun is given."""
    tokens = pronoun.passage.tokens
    verb = pronoun.last
    if verb + 1 >= len(tokens) or tokens[verb].lower not in ("hedder", "hed") or not tokens[verb + 1].is_name:
        return None
    phrase = phrase_at(pronoun.passage, verb + 1, pronoun.passage.sentence_of(verb).stop, full=False)
    return phrase.text if phrase is not None else None


def opens_paragraph(candidate: Candidate) -> bool:
    """Whether a quote stands where its paragraph starts, but for a dash and a mark."""
    return candidate.start <= candidate.passage.start + _OPENING


def paragraph_before(candidate: Candidate) -> str:
    """The paragraph that stands before a quote that opens its own, without the marks that a page has."""
    passage = candidate.passage
    if not opens_paragraph(candidate):
        return ""
    before = passage.text[max(0, passage.start - _ASKED) : passage.start].rstrip()
    return before.rpartition("\n")[2]


def asked_outright(candidate: Candidate) -> bool:
    """Whether a question of an interviewer's stands before: ``Hvad gik galt?``, ``Nu går I efter guld!``."""
    free = candidate.cue is None and candidate.rule.endswith("free")
    before = paragraph_before(candidate) if free else ""
    if not before or before[0] in _GAP:
        return False
    remark = len(before) < _REMARK and (before[-1] == "!" or _YOU.search(before) is not None)
    return before[-1] == "?" or remark


def asks(candidate: Candidate) -> bool:
    """``- Kommer du?``, ``Hun spurgte, om han kom``."""
    start, end = candidate.cue or (0, 0)
    return is_question(candidate) or candidate.passage.text[start:end].lower().startswith(_ASKS)


def asks_somebody(question: Candidate) -> bool:
    """Whether a speaker's question waits for an answer: ``- Kommer du?``, ``- Hvornår? spurgte hun.``"""
    if question.cue is None:
        return True
    text = question.passage.text
    start, end = question.cue
    content = " ".join(text[first:last] for first, last in question.content)
    return text[start:end].lower().startswith(_ASKS) or _YOU.search(content) is not None


def is_put_to_you(candidate: Candidate) -> bool:
    """``Så det er ikke jeres skyld.``: whether a free quote speaks to somebody, and not of its speaker."""
    text = " ".join(candidate.passage.text[start:end] for start, end in candidate.content)
    return candidate.cue is None and _YOU.search(text) is not None and _ME.search(text) is None


def says_i(candidate: Candidate) -> bool:
    """Whether a quote speaks for one person."""
    return any(_I.search(candidate.passage.text, start, end) is not None for start, end in candidate.content)


def follows_at_once(candidate: Candidate, other: Candidate) -> bool:
    """Whether no sentence of the story stands between a quote and an earlier one, or the paragraph that has it."""
    passage = candidate.passage
    if passage is not other.passage:  # which may lead in to it with a colon, and end before its words
        end = max(other.passage.end, other.content[-1][1])
        return opens_paragraph(candidate) and not passage.text[end : passage.start].strip(_GAP)
    end = max(other.content[-1][1], other.cue[1] if other.cue else 0)
    first, last = passage.token_at(end), passage.token_at(candidate.start)
    between = passage.tokens[min(passage.sentence_of(min(first, last)).stop, last) : last]
    return all(token.is_punct for token in between)


def is_followed_at_once(candidate: Candidate) -> bool:
    """Whether another turn or mark opens the paragraph behind a quote."""
    text, end = candidate.passage.text, candidate.content[-1][1]
    behind = text[end : end + _OPENING * 4].lstrip(_CLOSING)
    return behind.startswith("\n") and behind.lstrip()[:1] in _OPENERS


def called_within(candidate: Candidate) -> Iterator[tuple[str, ...]]:
    """``Det ved jeg, Anna.``, ``Hr. Dal, er De vred?``: names by which a speaker may call somebody."""
    text = candidate.passage.text
    for start, end in candidate.content:
        for found in _CALL.finditer(text[start:end]):
            yield tuple(found[0].split())


def in_passing(candidate: Candidate) -> bool:
    """``Da produceren i fjor udtalte, at …, klippede hun artiklen ud``: a report that only sets the scene."""
    if candidate.type is QuoteType.DIRECT or candidate.cue is None:
        return False
    passage = candidate.passage
    verb = passage.tokens[passage.token_at(candidate.cue[0])]
    if verb.deprel == "acl:relcl" and candidate.speaker is not None and verb.head < candidate.speaker.first:
        return True  # en sag, som ministeren har bedt dem om at se på
    sentence = passage.sentence_of(verb.index)
    return passage.tokens[sentence.start].lower in ("da", "når", "efter", "mens", "siden")


def is_only_heard(candidate: Candidate) -> bool:
    """``lød det fra salen``: a cue that needs nobody who speaks."""
    start, end = candidate.cue or (0, 0)
    return candidate.passage.text[start:end].lower().partition(" ")[0] in _HEARD


def is_written(candidate: Candidate) -> bool:
    """``hedder det``, ``står der``: what a paper does."""
    start, end = candidate.cue or (0, 0)
    return candidate.passage.text[start:end].lower().partition(" ")[0] in _WRITTEN


def is_heard_behind(candidate: Candidate) -> bool:
    """``…, lyder det``, ``…, hedder det``: behind its content, where a reader has just heard whose words it is."""
    behind = candidate.cue is not None and candidate.cue[0] >= candidate.content[0][1]
    return behind and is_only_heard(candidate)


def answers(candidate: Candidate) -> bool:
    """``svarede han``."""
    start, end = candidate.cue or (0, 0)
    return candidate.passage.text[start:end].lower().startswith("svar")


def is_question(candidate: Candidate) -> bool:
    return candidate.passage.text[candidate.content[-1][1] - 1] == "?"


def is_label(candidate: Candidate) -> bool:
    """``Minister: …`` over a story: a bare noun that leaves it to the story to name somebody."""
    speaker = candidate.speaker or candidate.hint
    return candidate.cue is None and speaker is not None and all(token.is_indefinite for token in speaker.tokens)


def is_paper(speaker: Phrase | None) -> bool:
    """``I brevet står der, at …``: a document has no floor."""
    head = head_of(speaker) if speaker is not None else None
    known = head.role if head is not None and not head.is_name else None
    return known is not None and known.kind == "document"


def called_upon(candidate: Candidate) -> tuple[str, ...] | None:
    """The name by which the question before a quote that opens its paragraph calls somebody."""
    before = paragraph_before(candidate)
    called = _CALLED.search(before) or _SAYS.search(before)
    return tuple(called[1].split()) if called else None


def does_something(pronoun: Phrase) -> bool:
    """``Han løfter låget``: whether what is told of *han* is no state."""
    tokens = pronoun.passage.tokens
    verb = tokens[pronoun.last] if pronoun.last < len(tokens) else None
    return verb is not None and verb.upos == "VERB" and verb.lower not in AUXILIARIES


def speaks_of(candidate: Candidate, pronoun: str) -> bool:
    """Whether a quote holds the pronoun in one of its forms."""
    forms = {"han", "ham", "hans"} if pronoun.lower() == "han" else {"hun", "hende", "hendes"}
    text = candidate.passage.text
    return any(not forms.isdisjoint(text[start:end].lower().split()) for start, end in candidate.content)


def document_behind(house: Phrase) -> str | None:
    """``Kommunen oplyser, at rapporten er klar. Den …``: the paper that the sentence of an organisation tells of."""
    passage = house.passage
    for token in reversed(passage.tokens[house.last : passage.sentence_of(house.first).stop]):
        known = token.role if token.is_definite and token.is_common_gender else None
        if known is not None and known.kind == "document":
            return token.form
    return None
