"""``python -m quoteattr.training.scores --model DIR --treebank DIR``: how good a model is, by CoNLL 2018 scoring.

Scores are F1 in per cent (Zeman et al. 2018), once end to end from raw text and once with gold tokens and
sentences.  Sentence splitting round marks and dashes is counted apart, and where ``reported.tsv`` lies beside the
treebank, how many reported heads hang on the word that reports them.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from udtools.udeval import evaluate, load_conllu, load_conllu_file

from quoteattr.parse.parser import load
from quoteattr.training.treebank import DEPREL, FORM, HEAD, ID, TreebankSentence, read_conllu, space_after

METRICS = ("Tokens", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS")
_MARKS = "\"'”“„»«’‘‚-–—"


def score(model: str, treebank: Path, split: str = "test") -> dict[str, dict[str, float]]:
    """All scores of a model on one split: ``raw``, ``gold tokens``, ``round marks`` and ``reported``."""
    path = next(treebank.glob(f"*{split}*.conllu"))
    gold = load_conllu_file(str(path))
    sentences = read_conllu(path)
    pipeline = load(model).pipeline
    text = _running_text(sentences)
    raw = pipeline(text)
    pretokenized = _with_gold_tokens(pipeline, sentences)
    result = {
        "raw": _metrics(gold, raw),
        "gold tokens": _metrics(gold, pretokenized),
        "round marks": _round_marks(sentences, raw),
    }
    reported = treebank / "reported.tsv"
    if reported.exists():
        result["reported"] = _reported(reported, path.name, sentences, pretokenized)
    return result


def _running_text(sentences: Sequence[TreebankSentence]) -> str:
    parts = []
    for index, sentence in enumerate(sentences):
        if index:
            parts.append("\n\n" if sentence.starts_paragraph else " ")
        parts.append(sentence.text)
    return "".join(parts)


def _with_gold_tokens(pipeline: Any, sentences: Sequence[TreebankSentence]) -> Any:
    from stanza.models.common.doc import Document

    document = Document(
        [
            [
                {"id": int(row[ID]), "text": row[FORM], "misc": "" if space_after(row) else "SpaceAfter=No"}
                for row in s.rows
            ]
            for s in sentences
        ]
    )
    for name in ("pos", "lemma", "depparse"):
        if name in pipeline.processors:
            document = pipeline.processors[name].process(document)
    return document


def _metrics(gold: Any, document: Any) -> dict[str, float]:
    system = load_conllu(io.StringIO(f"{document:C}\n\n"), "", {})
    scores = evaluate(gold, system)
    return {name: round(100 * scores[name].f1, 2) for name in METRICS}


def _round_marks(sentences: Sequence[TreebankSentence], document: Any) -> dict[str, float]:
    """F1 of the sentence boundaries that have a mark or dash on one side."""
    gold = _boundaries([[row[FORM] for row in sentence.rows] for sentence in sentences])
    found = _boundaries([[word.text for word in sentence.words] for sentence in document.sentences])
    right = len(gold & found)
    return {"Sentences": round(200 * right / max(1, len(gold) + len(found)), 2), "boundaries": len(gold)}


def _boundaries(sentences: Sequence[Sequence[str]]) -> set[int]:
    """Where marked sentence boundaries lie, in characters without spaces."""
    places, place = set(), 0
    for words, following in zip(sentences, [*sentences[1:], [""]], strict=True):
        place += sum(len(word.replace(" ", "")) for word in words)
        if words[-1][-1:] in _MARKS or (following[0] and following[0][0] in _MARKS):
            places.add(place)
    return places


def _reported(table: Path, name: str, sentences: Sequence[TreebankSentence], document: Any) -> dict[str, float]:
    """Of the reported heads: how many there are, hang on their word of reporting, and are its ``ccomp``."""
    found: dict[str, Any] = {}
    for sentence, parsed in zip(sentences, document.sentences, strict=True):
        identity = next(line.split("=", 1)[1].strip() for line in sentence.comments if line.startswith("# sent_id"))
        found[identity] = (sentence, parsed)
    heads = attached = labelled = official = 0
    for row in _rows(table, name):
        sentence, parsed = found[row["sent_id"]]
        word = parsed.words[int(row["id"]) - 1]
        heads += 1
        attached += word.head == int(row["verb_id"])
        labelled += word.head == int(row["verb_id"]) and word.deprel == "ccomp"
        gold = sentence.rows[int(row["id"]) - 1]
        official += gold[HEAD] == row["verb_id"] and gold[DEPREL] == "ccomp"
    return {"heads": heads, "attached": attached, "as ccomp": labelled, "ccomp in the official file": official}


def _rows(table: Path, name: str) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["file"] == name and row["verb_id"] != "_":
                yield row


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m quoteattr.training.scores", description=__doc__)
    parser.add_argument("--model", default="embedded", help="embedded, stanza or a model directory")
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--split", default="test", choices=("dev", "test"))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = score(args.model, args.treebank, args.split)
    if args.json:
        print(json.dumps(result, indent=1))
        return
    for part, scores in result.items():
        print(f"{part:12s}", "  ".join(f"{name} {value:g}" for name, value in scores.items()))


if __name__ == "__main__":
    main()
