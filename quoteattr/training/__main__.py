"""``python -m quoteattr.training``: from a treebank and word vectors to a model directory."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable
from pathlib import Path

import torch
from stanza.models.common.pretrain import Pretrain

from quoteattr.training.networks import LemmatizerTask, ParserTask, TaggerTask, TokenizerTask
from quoteattr.training.pack import pack, record
from quoteattr.training.schedule import Task, fit, seed_all
from quoteattr.training.scores import score
from quoteattr.training.treebank import (
    FORM,
    TreebankSentence,
    hang_reported_clauses,
    read_conllu,
    space_after,
    write_conllu,
)
from quoteattr.training.typography import augment

EPOCHS = {"tokenizer": 45, "tagger": 28, "lemmatizer": 12, "parser": 60}


def prepare(treebank: Path, work: Path, seed: int, relabel: bool) -> None:
    """Write the training files into ``work``: restyled, reported clauses hung on their verb, text with labels."""
    work.mkdir(parents=True, exist_ok=True)
    train = read_conllu(_only(treebank, "train"))
    dev = read_conllu(_only(treebank, "dev"))
    if relabel:
        print("reported clauses:", hang_reported_clauses(train), flush=True)
    styled = augment(train, seed)
    write_conllu(styled, work / "train.conllu")
    write_conllu(dev, work / "dev.conllu")
    # once in paragraphs and once as running text, where a headline ends without any sign
    write_text(styled, work / "train.txt", running=(False, True))
    write_text(dev, work / "dev.txt", running=(False,))


def write_text(sentences: list[TreebankSentence], path: Path, running: Iterable[bool]) -> None:
    """Raw text, and beside it a digit a character: 1 ends a token, 2 ends a sentence, 0 neither."""
    text, labels = [], []
    for as_one_paragraph in running:
        for index, sentence in enumerate(sentences):
            if sentence.starts_paragraph and index and not as_one_paragraph:
                text.append("\n\n")
                labels.append("\n\n")
            for position, row in enumerate(sentence.rows):
                last = position + 1 == len(sentence.rows)
                gap = " " if last or space_after(row) else ""
                text.append(row[FORM] + gap)
                labels.append("0" * (len(row[FORM]) - 1) + ("2" if last else "1") + "0" * len(gap))
        text.append("\n\n")
        labels.append("\n\n")
    path.write_text("".join(text), encoding="utf-8")
    path.with_suffix(".labels").write_text("".join(labels), encoding="utf-8")


def _only(directory: Path, split: str) -> Path:
    found = sorted(directory.glob(f"*{split}*.conllu"))
    if len(found) != 1:
        raise SystemExit(f"{directory} must hold one *{split}*.conllu file, found {len(found)}")
    return found[0]


def build(name: str, work: Path, vectors: Pretrain, options: list[str]) -> Task:
    train, dev = work / "train.conllu", work / "dev.conllu"
    if name == "tokenizer":
        return TokenizerTask(work / "train.txt", work / "dev.txt", options)
    if name == "tagger":
        return TaggerTask(train, dev, vectors, options)
    if name == "lemmatizer":
        return LemmatizerTask(train, dev, options)
    return ParserTask(train, dev, vectors, options)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m quoteattr.training", description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help="folder with *train*, *dev*, *test*.conllu")
    parser.add_argument("--vectors", type=Path, required=True, help="word2vec text file, plain, .gz or .xz")
    parser.add_argument("--out", type=Path, required=True, help="model directory to write")
    parser.add_argument("--only", nargs="+", choices=EPOCHS, default=list(EPOCHS), help="train just these")
    parser.add_argument("--epochs", type=int, help="in place of each network's own number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--official-labels", action="store_true", help="leave reported clauses as they are")
    parser.add_argument("options", nargs="*", help="after --: options of Stanza's trainer, e.g. --hidden_dim 400")
    args = parser.parse_args()
    logging.getLogger("stanza").setLevel(logging.WARNING)
    torch.set_num_threads(args.threads)
    work = args.out / "work"
    prepare(args.treebank, work, args.seed, not args.official_labels)
    vectors = Pretrain(str(work / "vectors.pt"), str(args.vectors))
    for name in args.only:
        seed_all(args.seed)
        task = build(name, work, vectors, args.options)
        best = fit(task, args.epochs or EPOCHS[name], args.seed, work / f"{name}.pt")
        print(f"{name}: best dev score {100 * best:.2f}", flush=True)
    if all((work / f"{name}.pt").exists() for name in EPOCHS):
        finish(args.treebank, args.out, {"seed": args.seed, "official labels": args.official_labels})


def finish(treebank: Path, out: Path, settings: dict[str, object]) -> None:
    """Pack the trained networks into ``out``, score them on the test file, and record all that in ``model.json``."""
    facts = {"treebank": _only(treebank, "train").name, **settings}
    pack(out / "work", out, facts)
    scores = score(str(out), treebank)
    record(out, {**facts, "scores": scores})
    for part, values in scores.items():
        print(part, values, flush=True)


if __name__ == "__main__":
    main()
