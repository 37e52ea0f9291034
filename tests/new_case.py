"""Print what the library finds in a text as a case, to be corrected by hand and pasted into a file of tests/cases.

python tests/new_case.py "Det haster, siger hun." [--label LABEL] [--file NAME.json]

With ``--file`` the case is put at the end of that file, which is made where there is none.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from case_files import CASES, Case, case_files, written_case, written_file

from quoteattr import Quote, QuoteExtractor


def new_case(text: str, label: str, extractor: QuoteExtractor) -> Case:
    """A case of a text that says what the library finds, right or wrong."""
    return {"label": label, "text": text, "quotes": [_found(quote) for quote in extractor.extract(text)]}


def _found(quote: Quote) -> dict[str, Any]:
    speaker = quote.speaker
    spans = {"cue": quote.cue, "speaker": speaker and speaker.mention, "addressee": quote.addressee, "via": quote.via}
    return {
        "type": quote.type.value,
        "content": [piece.text for piece in quote.content],
        "name": speaker and speaker.name,
        **{key: span and span.text for key, span in spans.items()},
    }


def append(case: Case, path: Path) -> None:
    """Put a case at the end of a file, which is made where there is none."""
    document: dict[str, Any] = {"construction": path.stem, "about": "", "cases": []}
    if path.exists():
        document = json.loads(path.read_text(encoding="utf-8"))
    document["cases"].append(case)
    path.write_text(written_file(document), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Print what the library finds in a text as a case of tests/cases.")
    parser.add_argument("text", help="the text; in bash, $'…\\n…' has more than one line")
    parser.add_argument("--label", default="", help="the case's name, which no other case has")
    parser.add_argument("--file", metavar="NAME.json", help="put the case at the end of this file of tests/cases")
    args = parser.parse_args(arguments)
    if args.file and not args.label:
        parser.error("--file needs a --label")
    if any(args.label == case["label"] for _, document in case_files() for case in document["cases"]):
        parser.error(f"there is a case {args.label} already")
    case = new_case(args.text, args.label, QuoteExtractor())
    print(written_case(case))
    if args.file:
        append(case, CASES / args.file)


if __name__ == "__main__":
    main()
