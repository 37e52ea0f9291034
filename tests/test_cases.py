"""Every case of tests/cases, quote by quote.

A case that is not reached yet stands in its file with ``"expect": "fail"``; when it starts to pass, this says so.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from case_files import ASCRIBED, KEYS, WORDS, Case, case_files, written_file

from quoteattr import Quote, QuoteExtractor, QuoteType, Span

EDGE = " \t\n.,!?»«\"”“'"  # not compared at the end of contents and mentions


def test_case(case: Case, extractor: QuoteExtractor) -> None:
    found = [flat(quote) for quote in extractor.extract(case["text"])]
    wanted = [flat_case(quote) for quote in case["quotes"]]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


@pytest.mark.parametrize(("path", "document"), [pytest.param(*pair, id=pair[0].stem) for pair in case_files()])
class TestFiles:
    """Each file by itself."""

    def test_well_formed(self, path: Path, document: dict[str, Any]) -> None:
        assert list(document) == ["construction", "about", "cases"]
        assert document["construction"] == path.stem
        for case in document["cases"]:
            check_case(case)

    def test_in_one_form(self, path: Path, document: dict[str, Any]) -> None:
        """``python tests/case_files.py`` puts them into it."""
        assert path.read_text(encoding="utf-8") == written_file(document)

    def test_enough_cases(self, path: Path, document: dict[str, Any]) -> None:
        assert len(document["cases"]) >= 12


def check_case(case: Case) -> None:
    """Its keys are known, its types and outcome too; contents and mentions stand in the text, contents in order."""
    label = case["label"]
    assert label
    assert {"text", "quotes"} <= set(case) <= set(KEYS), label
    assert case.get("expect", "fail") == "fail", f"{label}: what passes is not said to"
    for quote in case["quotes"]:
        assert set(WORDS) <= set(quote) <= {*WORDS, *ASCRIBED}, label
        assert None not in quote.values(), f"{label}: what is null is left out"
        assert quote["type"] in list(QuoteType), label
        place = 0
        for piece in quote["content"]:
            assert piece in case["text"][place:], label
            place = case["text"].index(piece, place) + len(piece)
        assert place, label
        for field in ("speaker", "addressee", "via"):
            assert quote.get(field, "") in case["text"], label


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "?"},
        {"label": ""},
        {"expect": "pass"},
        {"quotes": [{"type": "direct"}]},
        {"quotes": [{"content": ["Ja"]}]},
        {"quotes": [{"type": "direct", "content": []}]},
        {"quotes": [{"type": "direct", "content": ["Nej"]}]},
        {"quotes": [{"type": "direct", "content": ["Ja"], "cue": None}]},
        {"quotes": [{"type": "direct", "content": ["Ja"], "who": "hun"}]},
        {"quotes": [{"type": "direct", "content": ["Ja"], "speaker": "hun"}]},
    ],
)
def test_a_case_that_is_not_well_formed(wrong: Case) -> None:
    case = {"label": "yes", "text": "- Ja.", "quotes": []}
    check_case(case)
    with pytest.raises(AssertionError):
        check_case({**case, **wrong})


def test_labels_differ(all_cases: list[Case]) -> None:
    counts = Counter(case["label"] for case in all_cases)
    assert [label for label, count in counts.items() if count > 1] == []
    assert len(counts) > 200


def flat(quote: Quote) -> tuple[Any, ...]:
    """What a case says of a quote."""
    speaker = quote.speaker
    return (
        quote.type.value,
        tuple(piece.text.rstrip(EDGE) for piece in quote.content),
        quote.cue and quote.cue.text,
        trimmed(speaker and speaker.mention),
        speaker and speaker.name,
        trimmed(quote.addressee),
        trimmed(quote.via),
    )


def flat_case(quote: dict[str, Any]) -> tuple[Any, ...]:
    return (
        quote["type"],
        tuple(piece.rstrip(EDGE) for piece in quote["content"]),
        quote.get("cue"),
        trimmed(quote.get("speaker")),
        quote.get("name"),
        trimmed(quote.get("addressee")),
        trimmed(quote.get("via")),
    )


def trimmed(mention: Span | str | None) -> str | None:
    if mention is None:
        return None
    return (mention if isinstance(mention, str) else mention.text).rstrip(EDGE)
