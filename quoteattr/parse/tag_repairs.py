"""Which words are names, and the tags of words near names that were read as something else."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quoteattr.danish.lexicon import given_names, role_of
from quoteattr.parse.passage import VERBS, Token, may_be_name
from quoteattr.parse.sentences import Words

_OF = frozenset("ved i på hos for over fra af".split())  # what an office is followed by
_OWNERS = frozenset("min mit din dit sin sit hans hendes dens dets deres vores jeres".split())
_ADVERB = regex.compile(r"(?:Her|Der|Hvor)(?:i|om|til|ved|af|for|fra|med|på|under|over|efter|imod|udover|foruden)")
_SHORT_FORM = 5  # letters of an abbreviation that is a name
_COMMON = "Definite=Ind|Gender=Com|Number=Sing"
_SURNAMES = 3  # words behind a given name
_STRESSED = frozenset(
    """jeg du han hun den det de vi man der her hvad hvem hvor en et ja nej ikke nu så og men at er var har skal vil
    kan må alle alt min din sin af om på til for med i ny tv""".split()
)


def mark_names(tokens: Sequence[Token], surnames: set[str]) -> None:
    """Say of each token whether it is a name or a part of one, and mend the tags of those near names."""
    given = given_names()
    for token in tokens:
        form = token.form
        if form[0].islower() and token.upos not in ("VERB", "PROPN"):
            continue
        index, capital = token.index, form[0].isupper()
        following = tokens[index + 1].form if index + 1 < len(tokens) else ""
        if capital or token.upos in ("VERB", "PROPN"):
            before = tokens[index - 1] if index else None
            opens = before is None or before.sentence != token.sentence
            token.upos, token.feats = _mended_tags(
                form, token.upos, token.feats, before, following, opens, form in surnames
            )
        if capital or token.upos == "PROPN" or form[0].isdigit():
            named = capital and form in given and following[:1].isupper()
            token.is_name = may_be_name(form, token.upos, token.feats, token.initial, named)


def _mended_tags(
    form: str, upos: str, feats: str, before: Token | None, following: str, opens: bool, surname: bool
) -> tuple[str, str]:
    """The tags of a word that may be a name or a title and that was read as something else."""
    if upos in VERBS and form[0].isupper() and before is not None and before.is_name:
        return "PROPN", ""  # Jørgen Bay, Svend Holdt
    if upos == "VERB" and before is not None and _is_title(before, form, following):
        return "NOUN", _COMMON
    if upos == "PROPN" and opens and _is_office(form, following):
        return "NOUN", _COMMON
    if upos == "PROPN" and opens and _ADVERB.fullmatch(form):
        return "ADV", ""
    if upos != "PROPN" and surname:
        return "PROPN", ""
    if _is_short_form(form, following):
        return "PROPN", feats if form.endswith("s") else ""
    return upos, feats


def surnames_of(words: Words, first: int, last: int) -> set[str]:
    """The capitalised words behind given names: names also where they open a sentence."""
    given, found = given_names(), set()
    for index in [index for index, form in enumerate(words.forms[first:last], first) if form in given]:
        for place in range(index + 1, min(index + 1 + _SURNAMES, last)):
            if not words.forms[place][0].isupper() or words.sentences[place] != words.sentences[index]:
                break
            found.add(words.forms[place])
    return found


def _is_title(before: Token, form: str, following: str) -> bool:
    """``siger leder Asta Holm``, ``hans lærer``: a noun for people where no verb can stand."""
    named = before.is_finite and form.endswith("er") and following in given_names()
    named = named or (before.form == "," and following in given_names() and role_of(form) is not None)
    owned = (before.lower in _OWNERS or before.is_genitive) and role_of(form) is not None
    known = role_of(form) if before.lower in ("har", "havde") and following.endswith("et") else None
    witness = known is not None and known.kind == "person"  # har vidnet forklaret
    return form.islower() and (named or owned or witness)


def _is_office(form: str, following: str) -> bool:
    """``Vagtchef ved …``, ``Biskop over …``: a noun for people that opens a sentence before its preposition."""
    known = role_of(form.lower())
    return following in _OF and form not in given_names() and known is not None and known.kind == "person"


def _is_short_form(form: str, following: str) -> bool:
    """``LO``, ``DSBs``: capitals in a row, which are a name unless they stress a small word or are a whole line's."""
    letters = form.removesuffix("s")
    short = 1 < len(letters) <= _SHORT_FORM and letters.isalpha() and letters.isupper()
    return short and form.lower() not in _STRESSED and not (len(following) > 1 and following.isupper())
