"""Words before they are passages, and where a sentence ends: one that was cut within a name goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex
from attrs import define, field

from quoteattr.danish.lexicon import given_names, role_of

LONGEST = 300  # words; a tree of more is no sentence, and its cost grows with the square
# a title or number word that a name or figure follows, so that its full stop ends no sentence
_ABBREVIATION = regex.compile(
    r"""(?<!\p{L})(?:dr|theol|jur|lic|cand|mag|phil|(?<=(?:cand|dr|lic)\.\ ?)med|polit|scient|hr|fr|frk|prof|adm|dir
    |(?:dr|cand|lic)\.-[-.\p{L}]+|cand\.\p{L}+|alm|kgl|nr|ca|kl|sct|skt|st|bl\.a)\s?\.$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_OPENERS = frozenset("Den Det De Der Han Hun I En Et Vi Jeg Du Men Og Nu Da Så Som På For Ved Af Til Med Om".split())

_WORD = 3  # letters

TREELESS = ""  # the relation of every word of a sentence that was given no tree

RawToken = tuple[int, int, str]  # start, end, form
Tags = Sequence[tuple[str, str]]  # UPOS and FEATS of each word
Tree = tuple[Sequence[int], Sequence[str]]  # heads, 0 for the root and the first word 1, and relations


@define
class Words:
    """The parsed words of a text, a list a column: a hundred thousand of them take no object each.

    ``sentences`` are numbers of sentences; ``heads`` count within all words, -1 for a root; ``lowers`` are the forms in
    lower case.
    """

    sentences: list[int] = field(factory=list)
    heads: list[int] = field(factory=list)
    starts: list[int] = field(factory=list)
    ends: list[int] = field(factory=list)
    forms: list[str] = field(factory=list)
    lowers: list[str] = field(factory=list)
    upos: list[str] = field(factory=list)
    feats: list[str] = field(factory=list)
    deprels: list[str] = field(factory=list)

    def add(self, sentences: Sequence[Sequence[RawToken]], tags: Tags, trees: Iterable[Tree]) -> None:
        """Add sentences: their tokens, the tags of all these one behind the other, and the tree of each."""
        first = self.sentences[-1] + 1 if self.sentences else 0
        for number, (sentence, (heads, deprels)) in enumerate(zip(sentences, trees, strict=True), first):
            base = len(self.heads) - 1
            starts, ends, forms = zip(*sentence, strict=True)
            self.sentences += [number] * len(sentence)
            self.heads += [base + head if head else -1 for head in heads]
            self.deprels += deprels
            self.starts += starts
            self.ends += ends
            self.forms += forms
            self.lowers += map(str.lower, forms)
        self.upos += [upos for upos, _ in tags]
        self.feats += [feats for _, feats in tags]


def mended(text: str, sentences: Sequence[Sequence[RawToken]]) -> list[list[RawToken]]:
    """The sentences with those that go on joined, and those that are too long cut.

    >>> mended("Dr. Holm går.", [[(0, 3, "Dr.")], [(4, 8, "Holm"), (9, 12, "går"), (12, 13, ".")]])
    [[(0, 3, 'Dr.'), (4, 8, 'Holm'), (9, 12, 'går'), (12, 13, '.')]]
    """
    joined: list[list[RawToken]] = []
    for number, sentence in enumerate(sentences):
        if number and _goes_on(text, sentences[number - 1], sentence):
            joined[-1].extend(sentence)
        else:
            dots = [place for place, (_, _, form) in enumerate(sentence, 1) if form == "."]
            stops = [0, *[place for place in dots if _stops(text, sentence, place)], len(sentence)]
            joined += [list(sentence[first:last]) for first, last in pairwise(stops)]
    if all(len(sentence) <= LONGEST for sentence in joined):
        return joined
    return [part[start : start + LONGEST] for part in joined for start in range(0, len(part), LONGEST)]


def _stops(text: str, sentence: Sequence[RawToken], place: int) -> bool:
    """``New York. Formand Dal siger``: whether the full stop before ``place``, which no tokenizer took for the end of
    its sentence, stands apart from the word before."""
    if not 1 < place < len(sentence) or not sentence[place][2][0].isupper():
        return False
    before, end = sentence[place - 2][2], sentence[place - 1][1]
    short = len(before) < _WORD or not before.isalpha() or _ABBREVIATION.search(text, max(0, end - 12), end) is not None
    return not short and sentence[place][0] > end


def _goes_on(text: str, sentence: Sequence[RawToken], following: Sequence[RawToken]) -> bool:
    """Whether a sentence ends in *dr.*, *lic. jur.* or a given name and its paragraph goes on with a capital."""
    end, (start, _, opener) = sentence[-1][1], following[0]
    if not text[start].isupper() or "\n" in text[end:start]:
        return False
    last = [form for _, _, form in sentence[-2:]]
    if last[-1] in given_names():
        return True  # Dorrit | Holm
    if last[-1].isalpha() and last[-1].islower() and opener not in _OPENERS:
        return True  # den røde | Opel
    if len(sentence) == 1 and role_of(last[-1].lower()) is not None:
        return True  # Industrikoncernen | Hedegren
    name = len(last) == 2 and all(word[0].isupper() and word[-1].isalpha() for word in last)
    if name and last[0] in given_names() and opener not in _OPENERS:
        return True  # Jørgen Lautrup | Bay
    return _ABBREVIATION.search(text, max(0, end - 12), end) is not None
