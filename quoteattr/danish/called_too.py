"""What else somebody may be called whom a text calls a director: nouns by the narrower nouns that they stand for.

They stand in ``quoteattr/danish/called_too.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import regex

from quoteattr.danish.lexicon import forms_of, role_of, rows

TABLE = Path(__file__).parent / "called_too.tsv"
ANYBODY, NOTHING_ELSE = "*", "?"  # whomever; of whom no other calling is told
_SHORTEST = 3  # letters of a calling that a compound may end in
_NO_CALLINGS = frozenset("mand kvinde person menneske dreng pige borger dansker mor far kone".split())
_BYSTANDERS = frozenset(
    """dommer retsformand anklager specialanklager senioranklager bistandsadvokat vidne øjenvidne tolk tiltalt
    sagsøger sagsøgt nabo genbo underbo overbo nabokone kollega ven veninde kammerat makker kunde gæst passager
    tilskuer beboer lejer udlejer patient klient bilist cyklist fodgænger turist interviewer vært journalist
    reporter betjent elev gidsel offer gerningsmand tyv røver kæreste samlever partner tjener ekspedient chauffør
    sagsbehandler ringer spørger læser lytter seer anmelder kritiker modstander rival""".split()
)
_KIN = regex.compile(
    r".*(?:mor|far|mode?r|fade?r|bror|brode?r|søste?r|kone|hustru|ægtefælle|datter|søn|fætter|kusine|onkel|tante|niece|nevø)"
    r"(?:en|n|nen)?s?"
)
_SEXES = regex.compile(r"(\p{L}{3,})(?:mand|kvinde|person)")
_NOBODY: frozenset[str] = frozenset()


@cache
def _nouns() -> dict[str, frozenset[str]]:
    """Each noun of the table, with its hyphen if it has one, and the narrower ones."""
    known: dict[str, frozenset[str]] = {}
    for _, (nouns, narrower) in rows(TABLE):
        for noun in nouns.split():
            known[noun] = known.get(noun, _NOBODY) | frozenset(narrower.split())
    return known


@lru_cache(10_000)
def narrower_than(noun: str) -> frozenset[str]:
    """The callings that a noun, in any of its forms, may stand for besides itself.

    >>> "professor" in narrower_than("søvnforskeren")
    True
    """
    known = _nouns()
    for form in forms_of(noun):
        if form in known or f"-{form}" in known:
            return known.get(form, _NOBODY) | known.get(f"-{form}", _NOBODY)
        for start in range(2, len(form) - _SHORTEST + 1):
            if f"-{form[start:]}" in known:
                return known[f"-{form[start:]}"]
    return _NOBODY


def may_be_called(noun: str, callings: Iterable[str]) -> bool:
    """Whether somebody whom a text calls so may be meant by a noun that is wider, or says nothing of her office.

    >>> may_be_called("lederen", ["bankdirektør"]), may_be_called("dommeren", ["bankdirektør"])
    (True, False)
    >>> may_be_called("talskvinden", ["talsmand"])
    True
    """
    narrower = narrower_than(noun)
    if ANYBODY in narrower:
        return True
    own = [calling for calling in callings if is_calling(calling)]
    if NOTHING_ELSE in narrower and not own:
        return True
    if any(form.endswith(end) for calling in own for form in forms_of(calling) for end in narrower - {NOTHING_ELSE}):
        return True
    return any(_neutral(calling) == _neutral(noun) is not None for calling in own)


@lru_cache(10_000)
def _neutral(noun: str) -> str | None:
    """*talskvinde*, *talsmand* and *talsperson* without what tells them apart."""
    found = next((found for form in forms_of(noun) if (found := _SEXES.fullmatch(form))), None)
    return found[1] if found is not None else None


def fits_anybody(noun: str) -> bool:
    """*franskmanden*, *stregspilleren*: a noun that a text needs not put beside a name.

    >>> fits_anybody("franskmanden"), fits_anybody("naboen")
    (True, False)
    """
    return not narrower_than(noun).isdisjoint((ANYBODY, NOTHING_ELSE))


@lru_cache(10_000)
def is_calling(noun: str) -> bool:
    """Whether a noun says what somebody is by trade or office."""
    known = role_of(noun)
    return known is not None and known.kind == "person" and _NO_CALLINGS.isdisjoint(forms_of(noun))


def is_bystander(noun: str) -> bool:
    """*naboen*, *dommeren*, *søsteren*: somebody beside the one whom a story is about.

    >>> is_bystander("naboen"), is_bystander("tandlægen")
    (True, False)
    """
    return not _BYSTANDERS.isdisjoint(forms_of(noun)) or _KIN.fullmatch(noun) is not None
