"""``python -m quoteattr.evaluate GOLD.jsonl``: score the extractor on texts that you annotated.

A gold file holds a document a line: ``{"id", "text", "quotes": [{"type", "content": [[start, end], …],
"speaker_names": [acceptable names], "cue", "speaker", "addressee", "via": [start, end] or null}, …]}``, offsets in
code points.  Gold and found quotes are paired one to one, best first, by the F1 of the words that their contents share
(punctuation aside).  From 0.8 on a pair is a match; a match whose speaker is named rightly is *attributed*, the
headline figure, after PARC 3.0 and PolNeAR.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex
from attrs import define, field, frozen

from quoteattr.extractor import QuoteExtractor
from quoteattr.quotes import Quote, Span

MATCH = 0.8
TOUCH = 0.5
FIELDS = ("cue", "speaker", "addressee", "via")
_WORD = regex.compile(r"\w+")
_TITLES = frozenset(["hr", "fru", "frk"])

Words = frozenset[int]


@frozen
class Annotation:
    """A gold or found quote, as the positions of the words it covers."""

    type: str
    content: Words
    fields: Mapping[str, Words | None]
    names: tuple[str, ...]
    rule: str
    shown: str  # the content's text, for the list of errors

    def shares(self, other: Annotation, name: str) -> bool:
        """Whether a field of both covers a common word, or neither has it."""
        mine, theirs = self.fields[name], other.fields[name]
        if mine is None or theirs is None:
            return mine is theirs
        return bool(mine & theirs)


@frozen
class Ratio:
    """Precision, recall and F1 from counts."""

    right: int
    found: int
    gold: int
    recalled: int | None = None  # where what is right of the gold differs from what is right of the found

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        right = self.right if self.recalled is None else self.recalled
        return right / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@define
class Tally:
    """Counts over documents."""

    counts: Counter[str] = field(factory=Counter)
    errors: list[str] = field(factory=list)

    def ratio(self, name: str, found: str = "found", gold: str = "gold") -> Ratio:
        return Ratio(self.counts[name], self.counts[found], self.counts[gold])


def evaluate(documents: Iterable[Mapping[str, Any]], extractor: QuoteExtractor) -> Tally:
    """Score an extractor on gold documents; ``ValueError`` where one is not in the format."""
    tally = Tally()
    for document in documents:
        try:
            text = document["text"]
            gold = [_from_gold(text, quote) for quote in document["quotes"]]
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not a gold document ({error!r}): {str(document)[:80]}") from error
        found = [_from_quote(text, quote) for quote in extractor.extract(text)]
        _count(tally, str(document.get("id", "")), gold, found)
    return tally


def _from_gold(text: str, quote: Mapping[str, Any]) -> Annotation:
    pieces = [tuple(piece) for piece in quote["content"]]
    fields = {name: None if quote.get(name) is None else _words(text, [tuple(quote[name])]) for name in FIELDS}
    shown = " … ".join(text[start:end] for start, end in pieces)
    return Annotation(quote["type"], _words(text, pieces), fields, tuple(quote["speaker_names"]), "", shown)


def _from_quote(text: str, quote: Quote) -> Annotation:
    speaker = quote.speaker
    spans = (quote.cue, speaker.mention if speaker else None, quote.addressee, quote.via)
    fields = {name: _span_words(text, span) for name, span in zip(FIELDS, spans, strict=True)}
    content = _words(text, [(piece.start, piece.end) for piece in quote.content])
    names = (speaker.name,) if speaker and speaker.name else ()
    return Annotation(quote.type.value, content, fields, names, quote.rule, quote.text)


def _span_words(text: str, span: Span | None) -> Words | None:
    return None if span is None else _words(text, [(span.start, span.end)])


def _words(text: str, pieces: Iterable[tuple[int, ...]]) -> Words:
    return frozenset(word.start() for start, end in pieces for word in _WORD.finditer(text, start, end))


def _overlap(gold: Annotation, found: Annotation) -> float:
    total = len(gold.content) + len(found.content)
    return 2 * len(gold.content & found.content) / total if total else 1.0


def _pairs(gold: Sequence[Annotation], found: Sequence[Annotation]) -> Iterator[tuple[float, int, int]]:
    """Pairs of indices with their overlap, best first; a common cue decides between equals."""
    candidates = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            score = _overlap(one, other)
            if score > 0:
                cues = one.fields["cue"], other.fields["cue"]
                same = bool(cues[0] and cues[1] and min(cues[0]) == min(cues[1]))
                candidates.append((-score, not same, i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for negative, _, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            yield -negative, i, j


def _count(tally: Tally, identity: str, gold: Sequence[Annotation], found: Sequence[Annotation]) -> None:
    counts = tally.counts
    counts.update({"documents": 1, "gold": len(gold), "found": len(found)})
    counts.update(f"gold {quote.type}" for quote in gold)
    counts.update(f"found {quote.type}" for quote in found)
    counts.update(f"rule {quote.rule}" for quote in found)
    for name in ("addressee", "via"):
        counts[f"gold {name}"] += sum(1 for quote in gold if quote.fields[name] is not None)
        counts[f"found {name}"] += sum(1 for quote in found if quote.fields[name] is not None)
    matched_gold, matched_found = set(), set()
    for score, i, j in _pairs(gold, found):
        counts["touch"] += score >= TOUCH
        counts["exact"] += score == 1.0
        if score >= MATCH:
            matched_gold.add(i)
            matched_found.add(j)
            _count_match(tally, identity, gold[i], found[j])
    tally.errors += [f"[missed] {identity}: {quote.shown}" for i, quote in enumerate(gold) if i not in matched_gold]
    tally.errors += [
        f"[spurious] {identity} ({quote.rule}): {quote.shown}"
        for j, quote in enumerate(found)
        if j not in matched_found
    ]


def _count_match(tally: Tally, identity: str, gold: Annotation, found: Annotation) -> None:
    counts = tally.counts
    named = _named_rightly(gold, found)
    counts.update(["match", f"recalled {gold.type}", f"right {found.type}", f"rule right {found.rule}"])
    counts["attributed"] += named
    counts["same type"] += gold.type == found.type
    counts["same cue"] += gold.shares(found, "cue")
    counts["same speaker"] += gold.shares(found, "speaker")
    for name in ("addressee", "via"):
        both = gold.fields[name] is not None and found.fields[name] is not None
        counts[f"right {name}"] += both and gold.shares(found, name)
    if not (named and gold.shares(found, "cue") and gold.shares(found, "speaker")):
        names = f"{' / '.join(gold.names) or 'nobody'} but found {' '.join(found.names) or 'nobody'}"
        tally.errors.append(f"[attribution] {identity} ({found.rule}): {names}: {found.shown}")


def _named_rightly(gold: Annotation, found: Annotation) -> bool:
    if not gold.names:
        return not found.names
    return bool(found.names) and _normal(found.names[0]) in {_normal(name) for name in gold.names}


def _normal(name: str) -> tuple[str, ...]:
    """A name without case, titles, punctuation and genitive endings."""
    words = [word for word in _WORD.findall(name.lower()) if word not in _TITLES]
    return tuple(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def figures(tally: Tally) -> dict[str, Any]:
    """The figures as plain data."""
    counts = tally.counts
    ratios = {name: tally.ratio(name) for name in ("attributed", "match", "touch", "exact")}
    for name in ("direct", "indirect", "mixed"):
        recalled = counts[f"recalled {name}"]
        ratios[name] = Ratio(counts[f"right {name}"], counts[f"found {name}"], counts[f"gold {name}"], recalled)
    for name in ("addressee", "via"):
        ratios[name] = Ratio(counts[f"right {name}"], counts[f"found {name}"], counts[f"gold {name}"])
    matches = max(1, counts["match"])
    accuracies = {f"{name} accuracy": counts[f"same {name}"] / matches for name in ("type", "cue", "speaker")}
    accuracies["speaker name accuracy"] = counts["attributed"] / matches
    rules = sorted(name.removeprefix("rule ") for name in counts if name.startswith("rule ") and "right" not in name)
    return {
        "documents": counts["documents"],
        **{
            name: {"precision": ratio.precision, "recall": ratio.recall, "f1": ratio.f1, "gold": ratio.gold}
            for name, ratio in ratios.items()
        },
        **accuracies,
        "rules": {rule: {"found": counts[f"rule {rule}"], "right": counts[f"rule right {rule}"]} for rule in rules},
    }


def table(result: Mapping[str, Any]) -> str:
    """The figures as lines for a person."""
    lines = []
    for name, value in result.items():
        if name == "rules":
            lines += [f"rule {rule:14s} found {n['found']:4d}  right {n['right']:4d}" for rule, n in value.items()]
        elif isinstance(value, Mapping):
            p, r, f = value["precision"], value["recall"], value["f1"]
            lines.append(f"{name:22s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({value['gold']} gold)")
        else:
            lines.append(f"{name:22s} {value:.3f}" if isinstance(value, float) else f"{name:22s} {value}")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command line takes, here and as ``quoteattr evaluate``."""
    parser.add_argument("gold", type=Path, metavar="GOLD", help="JSON Lines of annotated texts")
    parser.add_argument("--model", default="embedded", help="embedded (default), stanza, or a model directory")
    parser.add_argument("--cues", metavar="FILE", help="a lexicon of cue verbs in place of ours")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--errors", action="store_true", help="list what was missed, spurious or named wrongly")


def run(args: argparse.Namespace) -> int:
    """Score and print; 0, or 1 where the gold or the model cannot be read."""
    try:
        tally = evaluate(read_gold(args.gold), QuoteExtractor(args.model, cues=args.cues))
    except (OSError, ValueError) as error:
        print(f"quoteattr evaluate: {error}", file=sys.stderr)
        return 1
    result = figures(tally)
    print(json.dumps(result, indent=1) if args.json else table(result))
    if args.errors:
        print("\n".join(tally.errors))
    return 0


def read_gold(path: Path) -> list[Any]:
    """The documents of a file; ``ValueError`` names the line that is no JSON."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                documents.append(json.loads(line))
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: not JSON ({error})") from error
    return documents


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m quoteattr.evaluate", description="Score on annotated texts.")
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
