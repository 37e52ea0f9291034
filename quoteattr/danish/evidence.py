"""What makes a reader think of somebody, or take a sentence for speech: signs with their weights.

They stand in ``quoteattr/danish/evidence.tsv``; ``python -m quoteattr.training.evidence`` tunes them on annotated
texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quoteattr.danish.lexicon import rows

TABLE = Path(__file__).parent / "evidence.tsv"
WEIGHTS = {sign: float(weight) for _, (sign, weight, _) in rows(TABLE)}


def weight_of(signs: Iterable[str]) -> float:
    """What some signs are worth together.

    >>> weight_of(["subject", "gender"])
    200.0
    """
    return sum(WEIGHTS[sign] for sign in signs)
