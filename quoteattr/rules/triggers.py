"""What in the forms and tags of a sentence makes a rule read its tree.

A tree is costly, and is made only for a sentence in which a trigger of some rule fires
(:mod:`quoteattr.rules.sentence_filter`).  A trigger may fire too often.  Where it fires too seldom, its rule gets
neither reporting clauses nor words of the sentence from the story, and in the tokens every word is a root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from attrs import field, frozen

from quoteattr.danish.lexicon import CueLexicon
from quoteattr.grammar.reporting_clauses import CUE_TAGS
from quoteattr.parse.sentences import Tags


class TaggedSentence(NamedTuple):
    """A sentence before it is parsed."""

    forms: Sequence[str]
    tags: Tags
    lowers: Sequence[str]  # the forms in lower case
    words: frozenset[str]  # the same as a set
    lexicon: CueLexicon

    @classmethod
    def of(cls, forms: Sequence[str], tags: Tags, lexicon: CueLexicon) -> TaggedSentence:
        lowers = [form.lower() for form in forms]
        return cls(forms, tags, lowers, frozenset(lowers), lexicon)

    def opens(self, place: int) -> bool:
        """Whether a word opens the sentence or stands right behind a mark."""
        return place == 0 or self.tags[place - 1][0] == "PUNCT" or not any(map(str.isalnum, self.forms[place - 1]))


Trigger = Callable[[TaggedSentence], bool]


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


@frozen
class Word:
    """A word of ``forms``, in lower case; where ``tags`` are given tagged so, and beside one of ``beside``.

    ``Word(["ifølge"])``, ``Word(["krav", "kravet"], tags=["NOUN"])``, ``Word(["efter"], beside=["mening"])``
    """

    forms: frozenset[str] = field(converter=_set)
    tags: frozenset[str] = field(default=(), converter=_set)
    beside: frozenset[str] = field(default=(), converter=_set)  # anywhere in the sentence

    def __call__(self, sentence: TaggedSentence) -> bool:
        words = sentence.words
        if self.forms.isdisjoint(words) or (self.beside and self.beside.isdisjoint(words)):
            return False
        pairs = zip(sentence.lowers, sentence.tags, strict=True)
        return not self.tags or any(lower in self.forms and upos in self.tags for lower, (upos, _) in pairs)


def cue_verb(sentence: TaggedSentence) -> bool:
    """A verb of the lexicon, with its particle: what every rule needs that asks for reporting clauses."""
    words, lexicon = sentence.words, sentence.lexicon
    cues = words & lexicon.forms
    for place, lower in enumerate(sentence.lowers) if cues else ():
        if lower in cues and (sentence.tags[place][0] in CUE_TAGS or sentence.opens(place)):
            if any(words.issuperset(cue.particle) for cue in lexicon.of(lower)):
                return True
    return False


def verb_behind_mark(sentence: TaggedSentence) -> bool:
    """``»…,« brummer formanden``: any finite verb right behind a mark, and then somebody who may speak."""
    for place, (upos, feats) in enumerate(sentence.tags):
        if upos == "VERB" and "VerbForm=Fin" in feats and sentence.opens(place) and _may_speak(sentence, place + 1):
            return True
    return False


def _may_speak(sentence: TaggedSentence, place: int) -> bool:
    """Whether somebody may be named here."""
    if place >= len(sentence.forms):
        return False
    name = sentence.forms[place][0].isupper() or sentence.lowers[place] in ("han", "hun", "de")
    return name or "Definite=Def" in sentence.tags[place][1]
