"""Words before they are passages, and where a sentence ends: one that was cut within a name goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex
from attrs import define, field

from quoteattr.danish.lexicon import given_names, role_of
from quoteattr.parse.word_repairs import RawToken, repaired

LONGEST = 300  # words; a tree of more is no sentence, and its cost grows with the square
# a title or number word that a name or figure follows, so that its full stop ends no sentence
_ABBREVIATION = regex.compile(
    r"""(?<!\p{L})(?:dr|theol|jur|lic|cand|mag|phil|(?<=(?:cand|dr|lic)\.\ ?)med|polit|scient|hr|fr|frk|prof|adm|dir
    |(?:dr|cand|lic)\.-[-.\p{L}]+|cand\.\p{L}+|alm|kgl|nr|ca|kl|sct|skt|st|bl\.a)\s?\.$""",
    regex.IGNORECASE | regex.VERBOSE,
)
_OPENERS = frozenset(  # begin a sentence oftener than they go on with a name
    """Den Det De Der At Han Hun I En Et Vi Jeg Du Man Dette Denne Disse Men Og Eller Nu Da Så Som På For Ved Af Til Med
    Om Fra Efter Før Under Over Mod Hos Siden Mens Når Hvis Hvad Hvem Hvor Hvordan Hvorfor Hvornår Hvilken Hvilke Ifølge
    Ikke Ingen Alle Mange Flere Nogle Her Desuden Derfor Dermed Samtidig Også Selv Begge Både Min Mit Mine Vores Deres
    Hans Hendes Går Er Har Kan Skal Vil Bliver""".split()
)
_WITHIN = frozenset("i på ved af til for fra med om hos mellem under over mod efter ifølge".split())  # ends no sentence

_WORD = 3  # letters
_SHORT_FORM = 4  # letters of what may be an abbreviation

TREELESS = ""  # the relation of every word of a sentence that was given no tree

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
    whole = [repaired(text, sentence) for sentence in sentences]
    for number, sentence in enumerate(whole):
        if number and _goes_on(text, whole[number - 1], sentence):
            joined[-1].extend(sentence)
        else:
            joined.append(list(sentence))
    parted: list[list[RawToken]] = []
    for sentence in joined:
        dots = [place for place, (_, _, form) in enumerate(sentence, 1) if form == "."]
        stops = [0, *[place for place in dots if _stops(text, sentence, place)], len(sentence)]
        parted += [sentence[first:last] for first, last in pairwise(stops)]
    joined = parted
    if all(len(sentence) <= LONGEST for sentence in joined):
        return joined
    return [part[start : start + LONGEST] for part in joined for start in range(0, len(part), LONGEST)]


def _stops(text: str, sentence: Sequence[RawToken], place: int) -> bool:
    """``New York. Formand Dal siger``: whether the full stop before ``place``, which no tokenizer took for the end of
    its sentence, stands apart from the word before."""
    if not 1 < place < len(sentence) or not sentence[place][2][0].isupper():
        return False
    before, end = sentence[place - 2][2], sentence[place - 1][1]
    if sentence[place][0] == end or _ABBREVIATION.search(text, max(0, end - 12), end) is not None:
        return False
    if before.isnumeric():
        return place > 2 and sentence[place - 3][2] == "TV"  # ses på TV 2. Formand Dal siger
    return before.isalpha() and (len(before) >= _WORD or sentence[place - 1][0] == sentence[place - 2][1])


def _goes_on(text: str, sentence: Sequence[RawToken], following: Sequence[RawToken]) -> bool:
    """Whether what the tokenizer took for a sentence is cut within a name, and its paragraph goes on with a capital."""
    end, start = sentence[-1][1], following[0][0]
    if not text[start].isupper() or "\n" in text[end:start]:
        return False
    if _ABBREVIATION.search(text, max(0, end - 12), end) is not None:
        return True
    last, opener = [form for _, _, form in sentence[-2:]], following[0][2]
    return any(test(last, opener) for test in _GOING_ON)


def _ends_in_preposition(last: Sequence[str], opener: str) -> bool:
    """``samarbejdet mellem | Det Kgl. Kapel``."""
    return last[-1].lower() in _WITHIN


def _ends_in_given_name(last: Sequence[str], opener: str) -> bool:
    """``Dorrit | Holm``."""
    return last[-1] in given_names() and opener not in _OPENERS


def _ends_in_small_letters(last: Sequence[str], opener: str) -> bool:
    """``den røde | Opel``."""
    return last[-1].isalpha() and last[-1].islower() and opener not in _OPENERS


def _is_title(last: Sequence[str], opener: str) -> bool:
    """``Industrikoncernen | Hedegren``: a noun for somebody alone is no sentence."""
    return len(last) == 1 and role_of(last[-1].lower()) is not None and opener not in _OPENERS


def _ends_in_name(last: Sequence[str], opener: str) -> bool:
    """``Ifølge Ribe-Korsvig | HK``, ``set på TV 2 | Sport``: two words with capitals and no mark between them."""
    if len(last) < 2 or opener in _OPENERS or not last[-1][-1].isalnum():
        return False
    heading = last[-1].isupper() and (len(last[-1]) > _SHORT_FORM or last[0].isupper())
    return (last[-1][0].isupper() and not heading) or (last[-1].isnumeric() and last[0] == "TV")


def _ends_in_initial(last: Sequence[str], opener: str) -> bool:
    """``Anders W. | Berg``, ``J. | D. Vang``."""
    letter = len(last[-1]) == 2 and last[-1][0].isupper() and last[-1][1] == "."
    owned = len(last) == 1 or last[0] in given_names() or last[0].endswith(".")
    return letter and owned and opener not in _OPENERS


_GOING_ON = (
    _ends_in_preposition,
    _ends_in_given_name,
    _ends_in_small_letters,
    _is_title,
    _ends_in_name,
    _ends_in_initial,
)
