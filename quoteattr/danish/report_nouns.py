"""Nouns that report: *kravet om, at*, *hans vurdering er, at*; sets of all their forms, by what leads in the report."""

from __future__ import annotations

_ENDINGS = ("", "et", "en", "t", "n", "ne", "er", "erne", "e", "ene", "r", "rne")


def _forms(nouns: str) -> frozenset[str]:
    """All forms of the nouns; *advarslen* beside *advarsel*."""
    stems = nouns.split()
    stems += [noun[:-2] + "l" for noun in stems if noun.endswith("el")]
    return frozenset(stem + ending for stem in stems for ending in _ENDINGS)


WITH_OM = _forms(
    """krav påstand løfte udtalelse erklæring melding meddelelse besked oplysning anklage beskyldning advarsel
    opfordring forslag anbefaling udsagn indrømmelse forsikring garanti appel spådom forudsigelse
    forklaring forlydende rygte ordre lønkrav hovedkrav brev mail"""
)
WITH_CLAUSE = _forms(  # hans vurdering er, at
    "opfattelse mening vurdering påstand konklusion melding budskab udmelding holdning argument hovedbudskab"
)
GIVEN = _forms("svar begrundelse besked forklaring argument konklusion")  # det svar, at
WITH_TIL = _forms("opfordring appel")  # opfordringen til at blive inde
WITH_MOD = _forms("advarsel")  # en advarsel mod at bade
ORDERS = _forms("ordre besked")  # ordre til at rejse, besked på at blive
LETTERS = _forms("brev mail")
CLAIMS = frozenset(["krav", "påstand"])  # med krav om at
REPORT_NOUNS = WITH_OM | WITH_CLAUSE | GIVEN | WITH_TIL | WITH_MOD
