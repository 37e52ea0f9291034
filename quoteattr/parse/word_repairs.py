"""Words that the tokenizer cut in the wrong place, put right before they are tagged.

A genitive's apostrophe and an elided article are parts of their word; the full stop behind a short name ends the
sentence and is none of the name's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from quoteattr.danish.lexicon import given_names

RawToken = tuple[int, int, str]  # start, end, form

_ABBREVIATED = frozenset(  # with a full stop of their own before a capital
    """dr hr fr frk prof adm dir kgl kgs nr kl ca sct skt st mr mrs ms jr sr gl ndr sdr brdr chr vilh joh jac th ths
    edv ludv alb rasm kbh bl fig tab afs stk kap pkt jf jvf tlf inc ltd corp co bros mt ft capt sgt sen gov rev cand
    lic jur theol phil polit scient stud ing mio mia pct kr maks inkl ekskl evt osv mv mfl pga vha iflg vedr resp
    fmd ref foto""".split()
)
_COUNTED = frozenset(  # Liste Ø, vitamin C: what a single letter tells apart
    """liste vitamin hepatitis gruppe type klasse plan kategori punkt bilag blok serie linje opgang indgang niveau
    person spor bane hal zone sal bogstav bogstavet partibogstavet rute vej stuen opgave fase skema model""".split()
)
_ELIDED = regex.compile(r"[dlDLOo]['’]")  # d'Aubert, l'Oréal, O'Brien
_LETTER = regex.compile(r"\p{Lu}\.")
_STOPPED = regex.compile(r"(?:\p{Lu}|\p{Ll}\p{Lu})[\p{L}'’-]+\.")  # Kjær., KL., fB.
_MEDIA = frozenset("på via over fra hos".split())  # på X.


def repaired(text: str, sentence: Sequence[RawToken]) -> list[RawToken]:
    """The words of a sentence, cut where a reader would cut them.

    >>> repaired("siger Per Kjær. Mona", [(0, 5, "siger"), (6, 9, "Per"), (10, 15, "Kjær."), (16, 20, "Mona")])
    [(0, 5, 'siger'), (6, 9, 'Per'), (10, 14, 'Kjær'), (14, 15, '.'), (16, 20, 'Mona')]
    """
    words: list[RawToken] = []
    for start, end, form in sentence:
        if words and words[-1][1] == start and any(joins(text, words, form) for joins in _JOINS):
            start, form = words[-1][0], text[words.pop()[0] : end]
        if form[-1] == "." and len(form) > 1 and _is_stopped(text, words, form, end):
            words += [(start, end - 1, form[:-1]), (end - 1, end, ".")]
        else:
            words.append((start, end, form))
    return words


def _is_possessive_s(text: str, words: Sequence[RawToken], form: str) -> bool:
    """``USA’s`` in three words: this is the last of them, or the first two are joined already."""
    return form == "s" and words[-1][2][-1] in "'’" and words[-1][2][:-1][-1:].isalpha()


def _is_possessive_mark(text: str, words: Sequence[RawToken], form: str) -> bool:
    """``USA’``, where an s and a space follow."""
    end = words[-1][1]
    behind = text[end + 1 : end + 3]
    return form in "'’" and words[-1][2][-1].isalpha() and behind[:1] == "s" and not behind[1:].isalpha()


def _is_elided(text: str, words: Sequence[RawToken], form: str) -> bool:
    """``d’`` before *Aubert*."""
    return form[0].isupper() and _ELIDED.fullmatch(words[-1][2]) is not None


def _is_initial(text: str, words: Sequence[RawToken], form: str) -> bool:
    """``W`` and its full stop behind a given name and before a capital: *Anders W. Berg*."""
    letter = words[-1][2]
    behind = text[words[-1][1] + 1 : words[-1][1] + 3]
    named = len(words) > 1 and words[-2][2] in given_names()
    return form == "." and named and len(letter) == 1 and letter.isupper() and behind[1:].isupper()


_JOINS: tuple[Callable[[str, Sequence[RawToken], str], bool], ...] = (
    _is_possessive_s,
    _is_possessive_mark,
    _is_elided,
    _is_initial,
)


def _is_stopped(text: str, before: Sequence[RawToken], form: str, end: int) -> bool:
    """Whether the full stop at a word's end is the sentence's: ``Kjær. Mona``, ``på X. Partiet``, not ``Dr. Holm``."""
    behind = text[end : end + 2].strip(" ")
    if behind and not (text[end].isspace() and (behind[0] == "\n" or not behind[-1].islower())):
        return False
    if _LETTER.fullmatch(form):
        earlier = before[-1][2].lower() if before else ""
        return earlier in _COUNTED or (form == "X." and earlier in _MEDIA)
    return _STOPPED.fullmatch(form) is not None and form[:-1].lower() not in _ABBREVIATED
