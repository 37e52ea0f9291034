"""Every case of tests/cases, quote by quote.

A case that is not reached yet stands in its file with ``"expect": "fail"``; when it starts to pass, this says so.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from quoteattr import Quote, QuoteExtractor, QuoteType, Span

EDGE = " \t\n.,!?»«\"”“'"  # not compared at the end of contents and mentions
FIELDS = {"type", "content", "cue", "speaker", "name", "addressee", "via"}


def test_case(case: dict[str, Any], extractor: QuoteExtractor) -> None:
    found = [flat(quote) for quote in extractor.extract(case["text"])]
    wanted = [flat_case(quote) for quote in case["quotes"]]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


def test_cases_are_well_formed(all_cases: list[dict[str, Any]]) -> None:
    """Contents and mentions stand in the text, contents in order; types and outcomes are known."""
    for case in all_cases:
        assert case["expect"] in ("pass", "fail"), case["label"]
        for quote in case["quotes"]:
            assert set(quote) == FIELDS, case["label"]
            assert quote["type"] in list(QuoteType), case["label"]
            place = 0
            for piece in quote["content"]:
                assert piece in case["text"][place:], case["label"]
                place = case["text"].index(piece, place) + len(piece)
            assert place, case["label"]
            for field in ("speaker", "addressee", "via"):
                assert quote[field] is None or quote[field] in case["text"], case["label"]


def test_labels_differ(all_cases: list[dict[str, Any]]) -> None:
    counts = Counter(case["label"] for case in all_cases)
    assert [label for label, count in counts.items() if count > 1] == []
    assert len(counts) > 200


def test_constructions_have_enough_cases(all_cases: list[dict[str, Any]]) -> None:
    counts = Counter(case["file"] for case in all_cases)
    assert min(counts.values()) >= 12, counts


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
        quote["cue"],
        trimmed(quote["speaker"]),
        quote["name"],
        trimmed(quote["addressee"]),
        trimmed(quote["via"]),
    )


def trimmed(mention: Span | str | None) -> str | None:
    if mention is None:
        return None
    return (mention if isinstance(mention, str) else mention.text).rstrip(EDGE)
