"""A parsed paragraph as the rules see it: tokens with tags, heads and places, read-only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import regex
from attrs import define, field

from quoteattr.danish.closed_classes import QUOTATION_MARKS
from quoteattr.danish.lexicon import Role, given_names, role_of
from quoteattr.page.blocks import Block

VERBS = ("VERB", "AUX")
_ARTICLED = regex.compile(r"\p{Ll}{1,2}[-'’]\p{Lu}")  # el-Masri, d'Aubert
_NAMELIKE = ("NOUN", "ADJ", "ADV", "X")  # Danish writes none of them with a capital but in names


@define(eq=False)  # not frozen, as setting its fields would take most of the time that passages take
class Token:
    """A word or mark.  ``index``, ``head`` and ``sentence`` count within the passage; the head of a root is -1.

    ``start`` and ``end`` are code points of the reading, half-open.  ``upos``, ``feats`` and ``deprel`` are
    Universal Dependencies' (de Marneffe et al. 2021), ``feats`` as the string ``Case=Nom|Number=Sing`` or "".
    """

    index: int
    form: str
    upos: str
    feats: str
    head: int
    deprel: str
    start: int
    end: int
    sentence: int
    lower: str  # the form in lower case
    initial: bool  # the first word of its sentence, or behind a colon, dash or mark
    is_name: bool = False  # a proper name or a part of one

    @property
    def relation(self) -> str:
        """The relation without its subtype: ``obl`` for ``obl:tmod``."""
        return self.deprel.partition(":")[0]

    @property
    def is_finite(self) -> bool:
        """A verb that agrees with a subject and so makes a clause."""
        return "VerbForm=Fin" in self.feats and self.upos in VERBS

    @property
    def is_infinitive(self) -> bool:
        return "VerbForm=Inf" in self.feats

    @property
    def is_participle(self) -> bool:
        return "VerbForm=Part" in self.feats

    @property
    def is_imperative(self) -> bool:
        return "Mood=Imp" in self.feats

    @property
    def is_past(self) -> bool:
        return "Tense=Past" in self.feats

    @property
    def is_present(self) -> bool:
        return "Tense=Pres" in self.feats

    @property
    def is_definite(self) -> bool:
        """By its ending: *formanden*."""
        return "Definite=Def" in self.feats

    @property
    def is_indefinite(self) -> bool:
        return "Definite=Ind" in self.feats

    @property
    def is_common_gender(self) -> bool:
        return "Gender=Com" in self.feats

    @property
    def is_singular(self) -> bool:
        return "Number=Sing" in self.feats

    @property
    def is_plural(self) -> bool:
        return "Number=Plur" in self.feats

    @property
    def is_genitive(self) -> bool:
        return "Case=Gen" in self.feats

    @property
    def is_possessive(self) -> bool:
        """*min*, *deres*."""
        return "Poss=Yes" in self.feats

    @property
    def is_given_name(self) -> bool:
        return self.form in given_names()

    @property
    def role(self) -> Role | None:
        """The gender and kind of speaker that a noun denotes, in any of its forms; None for other words."""
        return role_of(self.lower)

    @property
    def is_punct(self) -> bool:
        return self.upos == "PUNCT" or not (self.form[0].isalnum() or any(char.isalnum() for char in self.form))


def may_be_name(form: str, upos: str, feats: str, initial: bool, given: bool) -> bool:
    """Whether a word with a capital, a figure or a proper noun's tag is a name or a part of one.

    ``initial`` words would have their capital anyhow; ``given`` ones are given names before another capital.
    """
    if not form[0].isupper() and not form[0].isdigit():
        return _ARTICLED.match(form) is not None
    if "-" in form and form.rpartition("-")[2][:1].islower():
        return False  # Viborg-træneren, S-ordføreren: a noun
    if upos == "PROPN" or given:
        return True
    participle = upos == "VERB" and "VerbForm=Part" in feats  # Forenede Fiskere
    return not initial and (participle or upos in _NAMELIKE)


def marked_name(tokens: Sequence[Token], mark: int, limit: int) -> int:
    """Behind up to three words with a capital between two quotation marks (*efter "Lailas" forlis*); else 0."""
    if tokens[mark].form not in QUOTATION_MARKS or mark + 2 >= limit or not tokens[mark + 1].form[0].isupper():
        return 0
    ends = (index for index in range(mark + 2, min(mark + 5, limit)) if tokens[index].form in QUOTATION_MARKS)
    return next(ends, -1) + 1


@define
class Passage:
    """A paragraph ``start:end`` of the reading; ``speech`` is where a dash turn's words begin, else None."""

    block: Block
    text: str  # the whole reading
    tokens: list[Token]
    sentences: list[range]  # the token indices of each sentence
    forms: frozenset[str]  # of its tokens, in lower case
    start: int = field(init=False)
    end: int = field(init=False)
    speech: int | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.start, self.end, self.speech = self.block.start, self.block.end, self.block.speech

    @cached_property
    def children(self) -> list[list[int]]:
        """For every token the indices of its dependents, in order."""
        result: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                result[token.head].append(token.index)
        return result

    def sentence_of(self, index: int) -> range:
        """The sentence that holds a token."""
        return self.sentences[self.tokens[index].sentence]

    def child(self, index: int, *relations: str) -> Token | None:
        """The first dependent with one of these relations."""
        for number in self.children[index]:
            token = self.tokens[number]
            if token.deprel in relations or (":" in token.deprel and token.relation in relations):
                return token
        return None

    def dependents(self, index: int, *relations: str) -> Iterator[Token]:
        """The dependents with one of these relations; a bare ``obl`` stands for its subtypes too."""
        for number in self.children[index]:
            token = self.tokens[number]
            if token.deprel in relations or (":" in token.deprel and token.relation in relations):
                yield token

    def subtree(self, index: int) -> list[int]:
        """The token and all that depends on it, in order."""
        found, queue = {index}, [index]
        while queue:
            for number in self.children[queue.pop()]:
                if number not in found:
                    found.add(number)
                    queue.append(number)
        return sorted(found)

    def slice(self, first: int, last: int) -> str:
        """The text from token ``first`` up to but without token ``last``."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def token_at(self, position: int) -> int:
        """The index of the first token that ends behind ``position``; ``len(tokens)`` where there is none."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= position:
                low = middle + 1
            else:
                high = middle
        return low
