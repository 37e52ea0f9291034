"""Proper names within a noun phrase: where they start and end, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

import regex

from quoteattr.danish.closed_classes import ABBREVIATED, QUOTATION_MARKS
from quoteattr.danish.lexicon import given_names, role_of
from quoteattr.grammar.noun_phrase_joints import name_particles, shares_ending
from quoteattr.grammar.noun_phrases import Phrase
from quoteattr.parse.passage import Token, marked_name

_PARTIES = frozenset(["radikale", "konservative", "grønne"])
_NAME_LINKS = frozenset("for af i og på under mod".split())
_TITLE_WORDS = ABBREVIATED | frozenset("fru fhv kst sir lady".split())
_APOSTROPHE = tuple(letter + mark for letter in "sxz" for mark in "'’")  # Lentz' brev
_INITIAL = regex.compile(r"\p{Lu}\.?")


def names_in(phrase: Phrase) -> Iterator[tuple[str, ...]]:
    """The proper names of a phrase, the speaker's own first: not those in a genitive or behind a preposition."""
    tokens = phrase.tokens
    later = []
    index = 0
    while index < len(tokens):
        if not (tokens[index].is_name or tokens[index].form[0].isupper()) or not _starts_name(tokens, index):
            index += 1
            continue
        last = _name_end(tokens, index, phrase)
        words = _words_of(tokens[index:last])
        owned = last < len(tokens) and (tokens[last].upos in ("NOUN", "ADJ", "PROPN") or tokens[last].form[0].islower())
        genitive = owned and _is_genitive(tokens[last - 1]) and tokens[last].upos not in ("ADP", "CCONJ", "ADV")
        of_another = last < len(tokens) and (tokens[last].upos in ("NOUN", "ADJ") or tokens[last].is_given_name)
        genitive = genitive or (owned and of_another and tokens[last - 1].form.endswith("s"))
        genitive = genitive or _owns_a_person(tokens, index, last)
        if genitive or _in_parentheses(tokens, index) or _inside_prepositional(tokens, index):
            later.append(words)
        else:
            yield words
        index = last
    yield from later


def _owns_a_person(tokens: Sequence[Token], first: int, last: int) -> bool:
    """``Dansk Folkepartis Tage Mohr``: the genitive of an organisation before a person's name."""
    if last >= len(tokens) or not tokens[last].is_given_name or not tokens[last - 1].form.endswith("s"):
        return False
    known = tokens[last - 1].role
    return known is not None and known.kind == "org" and not tokens[first].is_given_name


def _abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether the letters stand in the name in this order, the first at its start: not so a party behind a person."""
    letters = iter("".join(words).lower())
    return words[0] not in given_names() and words[0][0] == short[0] and all(c in letters for c in short.lower())


def name_start(tokens: Sequence[Token], words: tuple[str, ...]) -> int:
    """At which of the tokens of its phrase a name begins."""
    if tokens[0].form.startswith(words[0]):
        return 0
    return next((index for index, token in enumerate(tokens) if token.form.startswith(words[0])), 0)


def is_own_name(phrase: Phrase, words: tuple[str, ...]) -> bool:
    """Whether a name is that of the one whom the phrase is about, not of a place or owner beside it."""
    tokens = phrase.tokens
    at = name_start(tokens, words)
    end = at + len(words)
    owner = end < len(tokens) and _is_genitive(tokens[end - 1]) and tokens[end].upos in ("NOUN", "ADJ")
    owner = owner or (end < len(tokens) and tokens[end].upos == "NOUN" and tokens[end].form.islower())  # Korsør politi
    beside = any(_starts_name(tokens, index) for index in range(at))
    owner = owner or (beside and _in_parentheses(tokens, at) and words[0] not in given_names())  # Asta Holm (S)
    return not owner and not _inside_prepositional(tokens, at)


def without_genitive(phrase: Phrase) -> str:
    """The phrase's text, in the form it would have without an owner's ending."""
    text = phrase.text
    if phrase.tokens[-1].is_genitive and text.endswith("s") and not text.endswith("ss"):
        return text[:-1]
    return clean(text)


def abbreviation_in(phrase: Phrase, words: tuple[str, ...]) -> str | None:
    """``Nordisk Tangforening (NTF)``, ``Nordisk Tangforening, NTF,``: the short form behind a name of several words."""
    if len(phrase.tokens) < len(words) + 2:
        return None
    forms = [token.form for token in phrase.tokens]
    text = "".join(forms)
    for index in range(len(words), len(forms) - 1):
        short = forms[index + 1].rstrip(")")
        set_off = forms[index] == "," or (forms[index] == "(" and ")" in text)
        if set_off and short.isupper() and len(short) > 1:
            if forms[index - 1].startswith(words[-1]) and _abbreviates(short, words):
                return short
    return None


def _words_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The forms of a name, its last word without the genitive's ending."""
    forms = [token.form for token in tokens]
    marks = [place for place, form in enumerate(forms) if form in QUOTATION_MARKS]
    if len(marks) == 2:
        forms = [*forms[: marks[0]], *forms[marks[1] + 1 :]]  # Benny "Skruen" Holm
    last = clean(forms[-1])
    genitive = tokens[-1].is_genitive and len(last) > 3
    if (
        last == forms[-1]
        and last.endswith("s")
        and last not in given_names()
        and (genitive or (len(last) > 2 and last[:-1].isupper()))
    ):
        last = last[:-1]  # Venstres, SFs
    return (*forms[:-1], last)


def _in_parentheses(tokens: Sequence[Token], index: int) -> bool:
    return any(token.form.startswith("(") for token in tokens[:index]) and not any(
        token.form.endswith(")") for token in tokens[:index]
    )


def _starts_name(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if not (token.form[0].isupper() or (token.is_name and token.form[0].isdigit())):
        return False
    if token.lower.rstrip(".") in _TITLE_WORDS or _is_degree(token):
        return False
    if token.form in ("Det", "Den", "De") and index + 1 < len(tokens) and tokens[index + 1].form[0].isupper():
        named = index + 2 < len(tokens) and tokens[index + 2].form[0].isupper()  # Det Radikale Venstre
        party = tokens[index + 1].is_name and (not token.initial or tokens[index + 1].lower in _PARTIES)
        return named or (token.form == "De" and party)  # mener De Radikale
    if index == 0 and token.initial and token.upos == "ADJ" and len(tokens) > 1 and tokens[1].is_name:
        return not tokens[1].is_given_name  # Nordisk Tangforening, not Danske Asta Holm
    if index == 0 and len(tokens) > 3 and tokens[1].form == "(" and _abbreviates(tokens[2].form, (token.form,)):
        return tokens[2].form.isupper() and len(tokens[2].form) > 1  # Vejdirektoratet (VD)
    if token.form.endswith("-") and index + 2 < len(tokens) and tokens[index + 2].is_name:
        return shares_ending(tokens, index + 1)
    if index == 0 and _opens_foreign_name(tokens):
        return True  # Amnesty International
    if index == 0 and (_owns_organisation(tokens) or _is_bare_organisation(tokens)):
        return True  # Ostevendernes Landsforening, Region Fyn
    if _opens_organisation(tokens, index):
        return True  # Landsforeningen for Sjældne Fugle
    if index == 0 and len(tokens) > 1 and token.initial and not token.is_given_name:
        if token.role or (token.upos != "PROPN" and tokens[1].is_given_name):
            return False  # a title that opens the sentence
    return token.is_name


def _is_degree(token: Token) -> bool:
    """*dr.-scient.-pol.*, *cand.jur.*: a title of abbreviations."""
    return "." in token.form[:-1] and all(
        part.strip("-") in _TITLE_WORDS for part in token.lower.rstrip(".").split(".")
    )


def _owns_organisation(tokens: Sequence[Token]) -> bool:
    """A noun's genitive that opens a sentence, and an organisation's noun whose capital says that both are its name."""
    if len(tokens) < 2 or tokens[0].upos != "NOUN" or not tokens[1].is_name or not tokens[0].is_genitive:
        return False
    known = tokens[1].role
    return (known is not None and known.kind == "org") or (tokens[1].upos == "NOUN" and not tokens[1].initial)


def _is_bare_organisation(tokens: Sequence[Token]) -> bool:
    """An organisation's noun without its article that opens a sentence before a name."""
    if len(tokens) < 2 or not tokens[0].initial or not tokens[1].is_name or tokens[1].is_given_name:
        return False
    known = tokens[0].role
    bare = tokens[0].is_indefinite and not tokens[0].lower.endswith(("en", "et"))
    return bare and known is not None and known.kind == "org"


def _opens_foreign_name(tokens: Sequence[Token]) -> bool:
    """A noun that opens a sentence, bare and for nobody that we know, before a name that is no given name."""
    if len(tokens) < 2 or tokens[0].upos != "NOUN" or not tokens[0].initial or not tokens[0].is_indefinite:
        return False
    named = tokens[1].upos == "PROPN" and tokens[1].is_name and not tokens[1].is_given_name
    return named and tokens[0].role is None and not tokens[0].is_genitive


def _opens_organisation(tokens: Sequence[Token], index: int) -> bool:
    """``Foreningen af …``, ``Retten i Holbæk``: a noun with a capital, a preposition, and another capital."""
    if index + 2 >= len(tokens) or not tokens[index + 2].form[0].isupper():
        return False
    known = tokens[index].role
    link = tokens[index + 1].lower
    return (
        known is not None
        and known.kind == "org"
        and (link in ("for", "af") or (tokens[index].form, link) == ("Retten", "i"))
    )


def _name_end(tokens: Sequence[Token], index: int, phrase: Phrase) -> int:
    last = index + 1
    organisation = (index > 0 and _calls_organisation(tokens[index - 1])) or _opens_organisation(tokens, index)
    while last < len(tokens):
        token = tokens[last]
        if token.lower == "og" and tokens[index].is_given_name:
            break  # ægteparret Inge og Poul Dal
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        capital = following is not None and following.form[0].isupper()
        if capital and tokens[last - 1].form.endswith("-") and shares_ending(tokens, last):
            last += 2
            continue
        if token.form in QUOTATION_MARKS and (behind := marked_name(tokens, last, len(tokens) - 1)):
            if not tokens[behind].is_name:
                break
            last = behind
            continue
        if token.is_name or (organisation and token.form[0].isupper()):
            if last + 1 < len(tokens) and token.is_given_name and not tokens[index].is_given_name:
                owner = tokens[last - 1].form.endswith("s") or _is_genitive(tokens[last - 1])
                owner = owner or tokens[last - 1].role is not None
                owner = owner or (index > 0 and tokens[index - 1].upos == "ADP")  # direktør i Nordisk Tang Per Dal
                if not organisation and owner and tokens[last + 1].is_name:
                    break  # SF's Roland Holm, Fyns Politi Erik Lind
            last += 1
        elif capital and (token.form == "&" or (organisation and token.lower in _NAME_LINKS)):
            last += 1
        elif capital and token.lower == "og" and last == index + 1 and _is_one_organisation(tokens, index):
            last += 1  # Forbundet Metal og Energi
        elif capital and _INITIAL.fullmatch(token.form):
            last += 1
        elif token.upos == "NUM" and tokens[last - 1].form == "TV":
            last += 1
        elif behind := name_particles(phrase.passage, token.index, phrase.last):
            last += behind - token.index
        else:
            break
    return last


def _is_one_organisation(tokens: Sequence[Token], index: int) -> bool:
    """Whether a definite singular noun for an organisation stands before a name, and no given name in it."""
    noun = tokens[index - 1].lower if index else ""
    known = role_of(noun) if noun.endswith(("en", "et")) else None
    return known is not None and known.kind == "org" and not tokens[index + 2].is_given_name


def _calls_organisation(token: Token) -> bool:
    """*overvågningsgruppen*, *nyhedsbureauet*: a definite noun before an organisation's name."""
    known = token.role
    return token.upos == "NOUN" and known is not None and known.kind == "org"


def _is_genitive(token: Token) -> bool:
    short = len(token.form) > 2 and token.form[:-1].isupper() and token.form[-1] == "s"  # SFs
    return short or token.is_genitive or token.form.endswith(("'s", "’s", "s'"))


def _inside_prepositional(tokens: Sequence[Token], index: int) -> bool:
    """Whether a preposition stands before the name without a comma between: ``chefen for styrken Dancon``."""
    if index and tokens[index - 1].upos != "ADP" and tokens[index].is_given_name:
        return False  # ekspert i adoption Stig Thomsen
    while index > 1 and tokens[index - 1].lower in ("og", "samt") and tokens[index - 2].is_name:
        index -= 2  # fem forskere fra Aarhus og Lund
    for token in reversed(tokens[:index]):
        if token.form in (",", ")"):
            return False
        if token.form.endswith("-"):
            continue  # ved Midt- og Vestjyllands Politi
        if token.upos == "ADP":
            return True
        if token.is_name:
            return False
    return False


def is_part(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether a short form, perhaps in the genitive, stands for a name."""
    return len(part) < len(whole) and any(own in (part, without_ending(part)) for own in parts_of(whole))


def parts_of(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What stands for a folded name: its surname, its first name, its last words or its first."""
    for size in range(1, len(name)):
        if name[-size - 1] in _NAME_LINKS:
            continue  # Holbæk is not Retten i Holbæk
        yield name[-size:]
        if size == 1 or name[0].capitalize() in given_names():
            yield name[:size]  # New York is not New York Times


@lru_cache(10_000)
def folded(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name as it is compared with others."""
    return tuple(plain(word) for word in name)


def without_ending(name: tuple[str, ...]) -> tuple[str, ...]:
    """A folded name without what may be the genitive's ending."""
    return (*name[:-1], name[-1].removesuffix("s"))


def plain(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s").rstrip("'’.")


def clean(name: str) -> str:
    """A name without the genitive's ending."""
    if name.endswith(("'s", "’s")):
        return name[:-2]
    return name[:-1] if name.endswith(_APOSTROPHE) else name


def stands_for_somebody(part: Phrase, name: tuple[str, ...] | None) -> bool:
    """Whether one side of *og* is a speaker by itself: a name of its own, or a definite noun for people."""
    if name is not None and part.tokens[0].is_name and is_own_name(part, name):
        return True
    core = takewhile(lambda token: token.upos != "ADP", part.tokens)  # not og ansvarlig for analysen
    noun = next((token for token in core if token.upos == "NOUN"), None)
    if noun is None or noun.role is None or name is not None:
        return False
    return noun.is_definite or part.tokens[0].upos in ("DET", "PRON") or noun.is_plural
