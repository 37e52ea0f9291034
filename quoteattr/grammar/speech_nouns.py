"""Nouns for what is said (*kravet*, *meldingen*): whose they are.

The phrase behind *fra*, *i*, *hos* (*kravet i går fra beboerne*), or the genitive before (*beboernes krav*).  The
rules for nouns and the grammar of impersonal reports (*lyder kravet fra beboerne*) ask here.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.danish.closed_classes import FIXED_ADVERBIALS, NEGATIONS, TIME, YESTERDAY
from quoteattr.danish.report_nouns import NOUNS
from quoteattr.grammar.noun_phrases import Phrase, owner_of, phrase_at
from quoteattr.grammar.subjects import can_speak
from quoteattr.parse.passage import Passage, Token

_FROM = frozenset(["fra", "i", "hos", "blandt", "af"])  # whose it is


def adverbial(tokens: Sequence[Token], place: int) -> int:
    """How many words an adverb or time takes: 1 for *især*, *mandag*, 2 for *i går*, *blandt andet*, 0 for none."""
    token = tokens[place]
    if (token.upos == "ADV" and token.lower not in NEGATIONS) or token.lower in TIME:
        return 1
    behind = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    return 2 if token.upos == "ADP" and behind in TIME | YESTERDAY | FIXED_ADVERBIALS else 0


def sender_of(passage: Passage, noun: int) -> Phrase | None:
    """``beskeden fra ministeren er, at``, ``rygter i byen om, at``: the phrase behind the preposition."""
    tokens = passage.tokens
    place = noun + 1
    while place < len(tokens) and (steps := adverbial(tokens, place)):
        place += steps  # et krav i går fra
    preposition = tokens[place].lower if place < len(tokens) else ""
    if preposition not in _FROM or preposition in NOUNS[tokens[noun].lower].leads:
        return None  # kritik af ministeren
    return phrase_at(passage, place + 1, passage.sentence_of(noun).stop)


def is_somebody(sender: Phrase) -> bool:
    """Whether it is from somebody: not *en melding i går om, at*, *rygter i byen om, at*."""
    preposition = sender.passage.tokens[sender.first - 1].lower
    return preposition in ("fra", "hos") or (can_speak(sender) and sender.tokens[0].lower not in TIME)


def voice_of(passage: Passage, noun: int) -> Phrase | None:
    """Whose words a noun stands for: *hendes råd*, *meldingen fra politiet*; None for *rådet* alone."""
    owner = owner_of(passage, noun)
    sender = sender_of(passage, noun) if owner is None else None
    return sender if sender is not None and is_somebody(sender) else owner


def spoken_noun(passage: Passage, first: int, limit: int) -> int | None:
    """``lyder det klare råd``, ``lyder hendes vurdering``: the noun for what is said that a phrase at ``first`` has."""
    phrase = phrase_at(passage, first, limit, full=False)
    noun = phrase.last - 1 if phrase is not None else first  # lyder ønsket: taken for a participle
    return noun if noun < limit and passage.tokens[noun].lower in NOUNS else None
