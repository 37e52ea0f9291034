"""What joins words within the core of a noun phrase: *og*, a comma, a title's full stop, the particle of a name."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.danish.closed_classes import ABBREVIATED, NAME_PARTICLES, QUOTATION_MARKS
from quoteattr.parse.passage import Passage, Token, marked_name

LINKS = QUOTATION_MARKS | NAME_PARTICLES | {",", ".", "og", "eller"}
_CONTENT = ("NOUN", "PROPN", "X")


def behind_name(passage: Passage, place: int, limit: int, nounless: bool) -> int:
    """Behind what goes on with a name at ``place``: *den tiltalte "Laila"*, *Ursula von der Leyen*, *TV 2*; else 0."""
    tokens = passage.tokens
    before = tokens[place - 1]
    behind = marked_name(tokens, place, limit) if nounless or before.is_name else 0
    if behind and (nounless or (behind < limit and tokens[behind].is_name)):
        return behind if nounless else behind + 1  # Benny "Skruen" Holm
    if before.is_name and (behind := name_particles(passage, place, limit)):
        return behind
    return place + 1 if before.form == "TV" and tokens[place].upos == "NUM" else 0


def links_modifiers(tokens: Sequence[Token], place: int, limit: int, nounless: bool) -> bool:
    """``en nervøs, stolt bruger``, ``lic. jur. Vagn Holm``, ``social- og sundhedsdirektør``: a mark or *og* within."""
    before, link = tokens[place - 1], tokens[place]
    if link.form in (",", "og", "eller") and nounless and _joins_adjectives(tokens, place, limit):
        return True
    if link.form == "." and place + 1 < limit and is_abbreviated(before):
        return True
    return before.form.endswith("-") and _joins_compounds(tokens, place, limit)


def _joins_adjectives(tokens: Sequence[Token], comma: int, limit: int) -> bool:
    """Whether a comma or conjunction stands between two adjectives, and a noun behind them."""
    behind = comma + 1
    while behind < limit and tokens[behind].upos == "ADJ":
        behind += 1
    described = tokens[comma - 1].upos == "ADJ" or tokens[comma - 1].lower.endswith(("årig", "årige"))
    return comma + 1 < behind < limit and described and is_noun(tokens[behind])


def _joins_compounds(tokens: Sequence[Token], conjunction: int, limit: int) -> bool:
    """Whether a conjunction or comma stands between two compounds that share their last part."""
    return conjunction + 1 < limit and is_noun(tokens[conjunction + 1]) and shares_ending(tokens, conjunction)


def shares_ending(tokens: Sequence[Token], link: int) -> bool:
    """``Told- og Skattestyrelsen``, ``Social-, Bolig- og Ældreministeriet``: what joins compounds that share a part."""
    joints = ("og", "eller", "samt")
    if tokens[link].form == "," and tokens[link + 1].form.endswith("-"):
        return any(token.lower in joints for token in tokens[link + 2 : link + 5])
    return tokens[link].lower in joints


def is_abbreviated(token: Token) -> bool:
    return token.lower.partition(".")[0] in ABBREVIATED


def name_particles(passage: Passage, first: int, limit: int) -> int:
    """Behind *von der* and the name that follows, where they start at ``first``; else 0."""
    index = first
    while index < limit and passage.tokens[index].form in NAME_PARTICLES:
        index += 1
    return index + 1 if first < index < limit and passage.tokens[index].is_name else 0


def is_noun(token: Token) -> bool:
    if token.upos in _CONTENT and (token.form[0].isalnum() or not token.is_punct):
        return True
    return token.is_name or token.form == "&"
