"""The files of tests/cases: reading them, and the one form that they are written in.

python tests/case_files.py

puts every file into that form: a key a line, and a quote on two lines, its words and who they are ascribed to.  What
is null in a quote is left out, and so is ``"expect": "pass"``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
KEYS = ("label", "text", "english", "gallery", "comment", "expect", "quotes")  # of a case, in the order written
WORDS, ASCRIBED = ("type", "content"), ("cue", "speaker", "name", "addressee", "via")  # of a quote, a line each
Case = dict[str, Any]


def case_files() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The files in order, each with what it holds: ``construction``, ``about`` and ``cases``."""
    for path in sorted(CASES.glob("*.json")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


def expected_to_fail(case: Case) -> bool:
    """Whether a case is known not to work yet."""
    return case.get("expect") == "fail"


def written_file(document: Mapping[str, Any]) -> str:
    """A whole file, as it is to stand on disk."""
    head = [f" {_pair(key, value)},\n" for key, value in document.items() if key != "cases"]
    cases = ",\n\n".join(written_case(case) for case in document["cases"])
    return "{\n" + "".join(head) + f' "cases": [\n{cases}\n ]\n}}\n'


def written_case(case: Case) -> str:
    """A case, as it is to stand in its file; ``ValueError`` where it or a quote has a key that is none."""
    _check_keys(case, KEYS)
    told = [key for key in KEYS[:-1] if key in case and (key, case[key]) != ("expect", "pass")]
    opening = '"quotes": ['
    between = ",\n   " + " " * len(opening)
    quotes = between.join(_quote(quote, between) for quote in case["quotes"])
    return "  {" + ",\n   ".join([*(_pair(key, case[key]) for key in told), f"{opening}{quotes}]}}"])


def _quote(quote: Mapping[str, Any], between: str) -> str:
    """On two lines, or on one where it is ascribed to nobody."""
    _check_keys(quote, WORDS + ASCRIBED)
    rows = [[_pair(key, quote[key]) for key in keys if quote.get(key) is not None] for keys in (WORDS, ASCRIBED)]
    return "{" + f"{between} ".join(", ".join(row) for row in rows if row) + "}"


def _check_keys(found: Mapping[str, Any], known: Sequence[str]) -> None:
    if unknown := set(found) - set(known):
        raise ValueError(f"{', '.join(sorted(unknown))} is no key of {found}")


def _pair(key: str, value: object) -> str:
    return f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"


def main() -> None:
    """Put every file into the form."""
    for path, document in case_files():
        path.write_text(written_file(document), encoding="utf-8")


if __name__ == "__main__":
    main()
