"""``python -m quoteattr.training.evidence GOLD.jsonl …``: what each sign of the table is worth, and tune it.

Prints attributed F1 on annotated texts with each sign's weight as it is, at nothing and doubled.  ``--tune`` looks for
better weights, sign by sign, among nothing, half, the same and double: once for all texts, and by cross-validation for
each fifth of them on the other four, which is what such weights may be expected to do on other texts.  The table,
``quoteattr/danish/evidence.tsv``, is changed by hand alone: few round weights that do as well are better than many.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field

from quoteattr.danish.evidence import WEIGHTS
from quoteattr.evaluate import evaluate, read_gold
from quoteattr.extractor import QuoteExtractor
from quoteattr.page.reading import Layout
from quoteattr.parse.parser import Parser
from quoteattr.parse.passage import Passage

FACTORS = (0.0, 0.5, 1.0, 2.0)
_SWEEPS = 3  # over all signs
Counts = tuple[int, int, int]  # attributed rightly, found, gold


@define
class ReadOnce:
    """A parser that keeps what it has parsed: weights change nothing before the rules."""

    parser: Parser
    known: dict[str, list[Passage]] = field(factory=dict)

    def parse(self, layouts: Sequence[Layout], wanted: Any = None) -> list[list[Passage]]:
        for layout in layouts:
            if layout.source not in self.known:
                self.known[layout.source] = self.parser.parse([layout], wanted)[0]
        return [self.known[layout.source] for layout in layouts]


@define
class Scorer:
    """Attributed F1 of some of the texts with some weights; each set of weights is tried once."""

    documents: Sequence[Any]
    extractor: QuoteExtractor
    tried: dict[tuple[float, ...], list[Counts]] = field(factory=dict)

    def f1(self, weights: dict[str, float], texts: Sequence[int]) -> float:
        counts = self._counts(weights)
        right, found, gold = (sum(counts[text][place] for text in texts) for place in range(3))
        return 2 * right / (found + gold) if found + gold else 0.0

    def _counts(self, weights: dict[str, float]) -> list[Counts]:
        key = tuple(weights.values())
        if key not in self.tried:
            before = dict(WEIGHTS)
            WEIGHTS.update(weights)
            try:
                tallies = [evaluate([document], self.extractor).counts for document in self.documents]
            finally:
                WEIGHTS.update(before)
            self.tried[key] = [(counts["attributed"], counts["found"], counts["gold"]) for counts in tallies]
        return self.tried[key]


def worth(scorer: Scorer, texts: Sequence[int]) -> Iterator[str]:
    """A line for each sign: its weight, and what F1 is without it and with twice of it."""
    base = scorer.f1(WEIGHTS, texts)
    yield f"{'sign':20s} {'weight':>7s} {'without':>9s} {'doubled':>9s}   (attributed F1 {base:.4f} as it is)"
    for sign, weight in WEIGHTS.items():
        changed = [scorer.f1({**WEIGHTS, sign: factor * weight}, texts) - base for factor in (0.0, 2.0)]
        yield f"{sign:20s} {weight:7g} {changed[0]:+9.4f} {changed[1]:+9.4f}"


def tuned(scorer: Scorer, texts: Sequence[int]) -> dict[str, float]:
    """The weights that do best on some texts: each sign in turn, until none gains."""
    best = dict(WEIGHTS)
    for _ in range(_SWEEPS):
        before = dict(best)
        for sign, weight in WEIGHTS.items():
            trials = [{**best, sign: factor * weight} for factor in FACTORS]
            best = max(trials, key=lambda trial: (scorer.f1(trial, texts), trial[sign] == best[sign]))
        if best == before:
            break
    return best


def cross_validated(scorer: Scorer, folds: int) -> tuple[float, float]:
    """F1 as it is and with weights tuned on the other folds, each averaged over the folds."""
    numbers = range(len(scorer.documents))
    as_it_is, fitted = [], []
    for fold in range(folds):
        held, others = numbers[fold::folds], [number for number in numbers if number % folds != fold]
        as_it_is.append(scorer.f1(WEIGHTS, held))
        fitted.append(scorer.f1(tuned(scorer, others), held))
    return sum(as_it_is) / folds, sum(fitted) / folds


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m quoteattr.training.evidence", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", metavar="GOLD", help="JSON Lines of annotated texts")
    parser.add_argument("--tune", action="store_true", help="look for better weights, too")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args(arguments)
    extractor = QuoteExtractor()
    extractor._parser = ReadOnce(extractor._parser)  # type: ignore[assignment]
    scorer = Scorer([document for path in args.gold for document in read_gold(path)], extractor)
    everything = range(len(scorer.documents))
    print("\n".join(worth(scorer, everything)))
    if args.tune:
        best = tuned(scorer, everything)
        changes = ", ".join(
            f"{sign} {WEIGHTS[sign]:g} -> {best[sign]:g}" for sign in best if best[sign] != WEIGHTS[sign]
        )
        print(f"\nbest on these texts: {scorer.f1(best, everything):.4f} ({changes or 'as it is'})")
        print("on the texts of each fold, as it is and tuned on the others: {:.4f}, {:.4f}".format(
            *cross_validated(scorer, args.folds)))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
