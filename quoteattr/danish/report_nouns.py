"""Nouns that report: *kravet om, at*, *hans vurdering er, at*; they stand in ``quoteattr/danish/report_nouns.tsv``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from quoteattr.danish.lexicon import rows

_TABLE = Path(__file__).parent / "report_nouns.tsv"


class ReportNoun(NamedTuple):
    """A noun that reports: the prepositions that lead in its clause, and what else it takes.

    >>> NOUNS["kravet"].leads == {"om"}, NOUNS["svaret"].takes("owned")
    (True, True)
    """

    lemma: str
    leads: frozenset[str]
    traits: frozenset[str]

    def takes(self, *traits: str) -> bool:
        return any(trait in self.traits for trait in traits)

    def is_definite(self, form: str) -> bool:
        """Whether a form has the article: *kravet*, *beskeden*; the tagger takes many for adjectives.

        >>> NOUNS["beskeden"].is_definite("beskeden"), NOUNS["klager"].is_definite("klager")
        (True, False)
        """
        return form != self.lemma and form.endswith(("en", "et", "ne"))


def _list(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split(","))


def _read() -> tuple[dict[str, ReportNoun], frozenset[str]]:
    """The nouns by their forms, and the forms of the verbs by which somebody brings them forth."""
    nouns: dict[str, ReportNoun] = {}
    verbs: set[str] = set()
    for _, (lemma, leads, traits, forms) in rows(_TABLE):
        if traits == "gives":
            verbs.update(forms.split())
        else:
            noun = ReportNoun(lemma, _list(leads), _list(traits))
            nouns.update((form, noun) for form in forms.split())
    return nouns, frozenset(verbs)


NOUNS, GIVING = _read()
REPORT_NOUNS = frozenset(NOUNS)
