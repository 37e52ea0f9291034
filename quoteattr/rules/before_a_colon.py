"""Who the words before a colon bring up, when it leads in to speech that is set off.

Han er ikke i tvivl: »…«                 a sentence: its subject may be who speaks
Formanden, Karen Holm:                   a phrase: this is who speaks
Med Per Dals ord: »…«                    the owner of the words
…, siger hun og fortsætter:              a reporting clause
"""

from __future__ import annotations

from itertools import pairwise

from quoteattr.danish.closed_classes import VIEWS
from quoteattr.grammar.noun_phrases import Phrase, head_of, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.grammar.subjects import can_speak
from quoteattr.parse.passage import Passage
from quoteattr.rules.story import Scene

_REACTIONS = frozenset("svaret reaktionen beskeden meldingen budskabet dommen".split())
Introduced = tuple[Phrase | None, Phrase | None]  # the speaker, or somebody who may be


def introduced(scene: Scene, colon: int) -> Introduced:
    """Who the words before the colon at ``colon`` bring up: the speaker, or a hint where they are a sentence."""
    passage = scene.passage
    last = passage.token_at(colon)
    if last >= len(passage.tokens) or not passage.tokens:
        last = len(passage.tokens) - 1
    first = passage.sentence_of(last).start
    if passage.tokens[first].lower in _REACTIONS:
        return None, None  # Svaret kom prompte: »Nej.«
    phrase = phrase_at(passage, first, last)
    if phrase is not None and phrase.last == last:
        owner = _owner_of_words(phrase)
        return owner or (phrase if not _is_scene(phrase) else None), None
    worded = _in_words_of(passage, first, last)
    if worded is not None:
        return worded, None
    for token in passage.tokens[first:last]:
        if token.relation == "nsubj" and (token.head < 0 or passage.tokens[token.head].relation == "root"):
            subject = None
            for start in range(first, token.index + 1):
                subject = phrase_at(passage, start, last)
                if subject is not None and token.index in subject:
                    break
            return None, subject if subject is not None and can_speak(subject) else None
    return None, phrase if phrase is not None and can_speak(phrase) else None


def _is_scene(phrase: Phrase) -> bool:
    """``Jubel i Kolding:``: a bare noun for nobody, whose only name is a place's."""
    head = head_of(phrase)
    bare = head.upos == "NOUN" and head.is_indefinite and head.index == phrase.first
    return bare and head.role is None and any(token.upos == "ADP" for token in phrase.tokens)


def _in_words_of(passage: Passage, first: int, last: int) -> Phrase | None:
    """``Eller med Per Dals ord:``: the owner of the words."""
    tokens = passage.tokens
    lead = next((index for index in range(last - 1, first - 1, -1) if tokens[index].lower == "med"), last)
    if last - lead < 3 or tokens[last - 1].lower != "ord":
        return None
    return Phrase(passage, lead + 1, last - 1) if tokens[last - 2].is_genitive else None


def _owner_of_words(phrase: Phrase) -> Phrase | None:
    """``Dals forklaring i retten:``: whose words they are."""
    for owner, noun in pairwise(phrase.tokens):
        if noun.lower in VIEWS and (owner.is_genitive or owner.form.endswith(("s", "’", "'"))):
            return Phrase(phrase.passage, phrase.first, noun.index)
    return None


def leading_clause(scene: Scene) -> Reporting | None:
    """The clause right before the colon that ends a paragraph."""
    tokens = scene.passage.tokens
    if not tokens or tokens[-1].form != ":":
        return None
    colon = len(tokens) - 1
    for reporting in scene.reportings:
        if scene.free(reporting) and reporting.cue.kind != "mind" and reporting.subject is not None:
            if colon - 1 <= reporting.last <= colon:
                return reporting
    return None
