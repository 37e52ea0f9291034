"""Write down every quote of many texts, so that a change of structure can be shown to change none.

python tests/snapshot.py [GOLD.jsonl …] > before.jsonl

reads the seeds, the cases and the files named (JSON Lines with ``id`` and ``text``), and prints a text a line with all
fields of its quotes.  Run it before and after, and compare the two files with ``cmp``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from conftest import load_cases, load_seeds

from quoteattr import QuoteExtractor


def texts(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The names and texts of the seeds, the cases and the files."""
    for seed in load_seeds():
        yield f"seed {seed['id']}", seed["text"]
    for case in load_cases():
        yield f"case {case['label']}", case["text"]
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            yield f"{path.stem} {document['id']}", document["text"]


def main(paths: Sequence[Path]) -> None:
    pairs = ((text, name) for name, text in texts(paths))
    for quotes, name in QuoteExtractor().pipe(pairs, as_tuples=True):
        print(json.dumps({"text": name, "quotes": [quote.to_dict() for quote in quotes]}, ensure_ascii=False))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
