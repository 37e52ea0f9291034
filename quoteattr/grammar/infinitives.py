"""Infinitives: whether an *at* marks one."""

from __future__ import annotations

from quoteattr.parse.passage import Passage


def is_infinitive_marker(passage: Passage, index: int) -> bool:
    """Whether the *at* at ``index`` marks an infinitive."""
    tokens = passage.tokens
    for token in tokens[index + 1 : index + 4]:
        if token.upos in ("VERB", "AUX"):
            return token.is_infinitive
        if token.upos != "ADV" and not token.is_punct:  # til at »komme ind i kampen«
            return False
    return False
