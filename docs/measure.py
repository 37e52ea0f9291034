"""Measure what docs/accuracy.rst reports, and write its tables.

python docs/measure.py --gold dev=DEV.jsonl seed=SEED.jsonl [--other MODEL]

scores the gold files, runs every case of tests/cases, both with a second model too where one is given, and writes
docs/accuracy_tables.rst.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quoteattr import QuoteExtractor
from quoteattr.evaluate import evaluate, figures

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"
sys.path.insert(0, str(TESTS))
from case_files import case_files  # noqa: E402
from test_cases import flat, flat_case  # noqa: E402

RATIOS = ("attributed", "match", "direct", "indirect", "mixed", "addressee", "via")
ACCURACIES = ("type accuracy", "cue accuracy", "speaker accuracy", "speaker name accuracy")


def score(path: Path, extractor: QuoteExtractor) -> dict[str, Any]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return figures(evaluate([json.loads(line) for line in lines if line.strip()], extractor))


def run_cases(extractor: QuoteExtractor) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """By construction how many cases fire, must not, and pass; by rule in how many passing cases it fires."""
    constructions: dict[str, Counter[str]] = {}
    rules: Counter[str] = Counter()
    for path, document in case_files():
        counts = constructions[path.stem] = Counter()
        for case in document["cases"]:
            found = extractor.extract(case["text"])
            right = sorted(map(flat, found), key=repr) == sorted(map(flat_case, case["quotes"]), key=repr)
            counts["fire"] += bool(case["quotes"])
            counts["near-miss"] += "near" in case["label"] or not case["quotes"]
            counts["pass"] += right
            counts["all"] += 1
            if right:
                rules.update({quote.rule for quote in found})
    return constructions, rules


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [".. list-table::", "   :header-rows: 1", ""]
    for row in [head, *rows]:
        lines += [f"   {'*' if not number else ' '} - {cell}" for number, cell in enumerate(row)]
    return "\n".join(lines) + "\n"


def three(value: float) -> str:
    return f"{value:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="+", required=True, metavar="NAME=FILE")
    parser.add_argument("--other", help="directory of a second model")
    args = parser.parse_args()
    files = dict(pair.split("=", 1) for pair in args.gold)
    own, other = QuoteExtractor(), QuoteExtractor(args.other) if args.other else None
    results = {name: score(Path(path), own) for name, path in files.items()}
    first = next(iter(files))
    parts = ["..", "   Written by docs/measure.py; do not edit.", "", "Scores", "------", ""]
    parts.append(table(["", *(f"{name}: P, R, F1 (gold)" for name in results)], _ratio_rows(results)))
    parts.append(table(["on matches", *results], [[n, *(three(r[n]) for r in results.values())] for n in ACCURACIES]))
    parts += [f"Rules, on {first}", "-" * (10 + len(first)), ""]
    cases, fired = run_cases(own)
    rules = sorted(set(results[first]["rules"]) | set(fired))
    none = {"found": 0, "right": 0}
    counts = [(rule, results[first]["rules"].get(rule, none), fired[rule]) for rule in rules]
    parts.append(table(["rule", "found", "right", "own cases"], [[r, c["found"], c["right"], n] for r, c, n in counts]))
    parts += ["Own cases", "---------", ""]
    head = ["construction", "cases", "with quotes", "near-misses", "pass"]
    rows = [[n, c["all"], c["fire"], c["near-miss"], c["pass"]] for n, c in cases.items()]
    if other is not None:
        head.append("pass with the other parser")
        again, _ = run_cases(other)
        rows = [[*row, again[str(row[0])]["pass"]] for row in rows]
    total = ["all", *(sum(int(row[column]) for row in rows) for column in range(1, len(head)))]
    parts.append(table(head, [*rows, total]))
    if other is not None:
        second = score(Path(files[first]), other)
        drop = [[n, three(results[first][n]["f1"]), three(second[n]["f1"])] for n in RATIOS[:5]]
        parts.append(table([f"F1 on {first}", "embedded model", "other model"], drop))
    (HERE / "accuracy_tables.rst").write_text("\n".join(parts), encoding="utf-8")


def _ratio_rows(results: dict[str, Any]) -> list[list[str]]:
    rows = []
    for name in RATIOS:
        cells = [result[name] for result in results.values()]
        texts = [f"{three(c['precision'])}, {three(c['recall'])}, {three(c['f1'])} ({c['gold']})" for c in cells]
        rows.append([name, *texts])
    return rows


if __name__ == "__main__":
    main()
