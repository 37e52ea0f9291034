"""``python -m quoteattr.benchmark``: how fast, against plain Stanza with the same weights, in one run.

Articles of about 350 words are put together from the paragraphs of seed articles with other numbers in them.  Plain
Stanza is called once per article, as its users do; it does not find quotes.  The two alternate, so that a busy machine
slows both.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import regex

from quoteattr import QuoteExtractor
from quoteattr.evaluate import evaluate
from quoteattr.parse.model_files import load_plain
from quoteattr.parse.threads import use_threads

WORDS = 350
_DIGIT = regex.compile(r"\d")


def annotated(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def articles(seeds: Path, number: int, words: int = WORDS, seed: int = 1) -> list[str]:
    """``number`` articles of about ``words`` words from the paragraphs of the seed articles."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    paragraphs = [p for text in texts for p in text.split("\n\n" if "\n\n" in text else "\n") if p.strip()]
    if not paragraphs:
        raise SystemExit(f"no articles (*.txt) in {seeds}; give --seeds the folder of a checkout")
    chance = random.Random(seed)
    return [_article(paragraphs, words, chance) for _ in range(number)]


def _article(paragraphs: Sequence[str], words: int, chance: random.Random) -> str:
    chosen: list[str] = []
    count = 0
    while count < words:
        paragraph = _DIGIT.sub(lambda _: str(chance.randrange(10)), chance.choice(paragraphs))
        chosen.append(paragraph)
        count += len(paragraph.split())
    return "\n\n".join(chosen)


def words_in(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(extractor: QuoteExtractor, texts: Sequence[str], rounds: int, processes: int, batch_size: int) -> None:
    """Words a second of plain Stanza, of one text at a time, of ``pipe``, and of ``pipe`` with processes."""
    plain = load_plain("embedded")
    ways: dict[str, Callable[[], Any]] = {
        "plain Stanza, a text at a time": lambda: [plain(text) for text in texts],
        "extract, a text at a time": lambda: [extractor.extract(text) for text in texts],
        "pipe": lambda: list(extractor.pipe(texts, batch_size)),
    }
    if processes > 1:
        ways[f"pipe, {processes} processes"] = lambda: list(extractor.pipe(texts, batch_size, n_process=processes))
    spent = dict.fromkeys(ways, 0.0)
    for _ in range(rounds):
        for name, work in ways.items():
            spent[name] += timed(work)
    base = spent["plain Stanza, a text at a time"]
    print(f"{'':40s} words/s   ratio")
    for name, seconds in spent.items():
        print(f"{name:40s} {rounds * words_in(texts) / seconds:7.0f} {base / seconds:7.2f}")


def ablation(
    extractor: QuoteExtractor, texts: Sequence[str], documents: Sequence[dict[str, Any]], batch_size: int
) -> None:
    """What each idea gains on top of those before it, with the quotes (and F1) that come out."""
    from quoteattr.parse.stanza_speedup import speed_up

    plain = QuoteExtractor(load_plain("embedded"))
    searching = QuoteExtractor(speed_up(load_plain("embedded")))
    everywhere = QuoteExtractor()
    everywhere._filter = None
    steps: dict[str, tuple[QuoteExtractor, int]] = {
        "Stanza and rules, a text at a time": (plain, 1),
        "+ texts share batches": (plain, batch_size),
        "+ one search for the best tree": (searching, batch_size),
        "+ networks on whole batches, each form once": (everywhere, batch_size),
        "+ trees only where something may be reported": (extractor, batch_size),
    }
    print(f"\n{'':50s} words/s    gain   other quotes{'   attributed F1' if documents else ''}")
    found: list[Any] = []
    before = 0.0
    for name, (own, size) in steps.items():
        started = time.perf_counter()
        result = list(own.pipe(texts, size))
        speed = words_in(texts) / (time.perf_counter() - started)
        found = found or result
        others = sum(first != second for first, second in zip(found, result, strict=True))
        row = f"{name:50s} {speed:7.0f} {speed / before if before else 1:7.2f} {others:9d} texts"
        if documents:
            row += f" {evaluate(documents, own).ratio('attributed').f1:12.4f}"
        print(row, flush=True)
        before = speed


def shares(extractor: QuoteExtractor, texts: Sequence[str], batch_size: int, name: str) -> None:
    """What share of the time of ``pipe`` is spent in the networks, in what leads to and from them, and outside."""
    networks = extractor._parser.networks
    if networks is None:
        return
    spent = {"networks": 0.0, "parse": 0.0}
    tagger, parser = networks._tagger, networks._parser
    watched: list[tuple[Any, str, str]] = [(networks, "words", "parse"), (networks._tokenizer, "_scores", "networks")]
    for part, works in ((tagger, ["_best"]), (parser, ["_scores", "_labels", "_relation_scores"])):
        watched += [(part, work, "networks") for work in works]
        watched += [(part._forms, "_compute", "networks"), (part._lstm, "read", "networks")]
    kept = [(holder, work, getattr(holder, work)) for holder, work, _ in watched]
    for holder, work, stage in watched:
        setattr(holder, work, _measured(getattr(holder, work), spent, stage))
    try:
        found: list[Any] = []
        total = timed(lambda: found.extend(extractor.pipe(texts, batch_size)))
    finally:
        for holder, work, own in kept:
            setattr(holder, work, own)
    quotes = max(1, sum(map(len, found)))
    print(f"\n{name}, a quote in every {words_in(texts) / quotes:.0f} words")
    print(f"share of pipe: networks {spent['networks'] / total:.1%}, "
          f"to and from them {(spent['parse'] - spent['networks']) / total:.1%}, "
          f"layout, rules and names {(total - spent['parse']) / total:.1%}")  # fmt: skip


def _measured(work: Callable[..., Any], spent: dict[str, float], stage: str) -> Callable[..., Any]:
    def measured(*args: Any) -> Any:
        begun = time.perf_counter()
        result = work(*args)
        spent[stage] += time.perf_counter() - begun
        return result

    return measured


def single(extractor: QuoteExtractor, text: str) -> None:
    times = sorted(timed(lambda: extractor.extract(text)) for _ in range(21))
    print(f"one article of {words_in([text])} words, warm: {1000 * times[10]:.0f} ms (median of 21)")


def scaling(extractor: QuoteExtractor, seeds: Path, batch_size: int) -> None:
    """Time against the length of one text, and against the batch size."""
    print("\nlength of one text   seconds   words/s")
    for words in (160, 1_600, 16_000, 160_000, 1_600_000):
        text = articles(seeds, 1, words)[0]
        seconds = timed(lambda text=text: extractor.extract(text))  # type: ignore[misc]
        print(f"{len(text) / 1000:12.0f} kB {seconds:12.2f} {words_in([text]) / seconds:9.0f}")
    print("\nbatch size   words/s")
    texts = articles(seeds, 64)
    for size in (1, 4, 16, 32, 64):
        seconds = timed(lambda size=size: list(extractor.pipe(texts, size)))  # type: ignore[misc]
        print(f"{size:10d} {words_in(texts) / seconds:9.0f}{'  (default)' if size == batch_size else ''}")


def memory(extractor: QuoteExtractor, seeds: Path, number: int, batch_size: int) -> None:
    """Memory in use while ``number`` articles go through ``pipe``."""
    print("\narticles   MB now   MB at most")
    made = (text for start in range(0, number, 100) for text in articles(seeds, min(100, number - start), seed=start))
    for done, _ in enumerate(extractor.pipe(made, batch_size), 1):
        if done == number or done % max(1, number // 10) == 0:
            print(f"{done:8d} {_resident():8.0f} {_at_most():12.0f}", flush=True)


def _resident() -> float:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return float("nan")
    return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6


def _at_most() -> float:
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1e6 if sys.platform == "darwin" else 1e3)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m quoteattr.benchmark", description="Speed against plain Stanza.")
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), help="folder of seed articles (*.txt)")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2, help="of torch, outside of worker processes")
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--ablation", action="store_true", help="what each idea gains")
    parser.add_argument(
        "--gold", type=Path, help="annotated texts (*.jsonl): shares for them too, F1 at each step of the ablation"
    )
    parser.add_argument("--scaling", action="store_true", help="time against length and batch size")
    parser.add_argument("--memory", type=int, default=0, metavar="N", help="memory over N articles")
    args = parser.parse_args(arguments)
    use_threads(args.threads)
    texts = articles(args.seeds, args.articles)
    extractor = QuoteExtractor()
    list(extractor.pipe(texts[:64], args.batch_size))
    print(f"{len(texts)} articles, {words_in(texts)} words, {args.rounds} rounds, {args.threads} threads\n")
    compare(extractor, texts, args.rounds, args.processes, args.batch_size)
    shares(extractor, texts, args.batch_size, "articles")
    documents = annotated(args.gold) if args.gold else []
    if documents:
        shares(extractor, 8 * [document["text"] for document in documents], args.batch_size, "annotated texts")
    single(extractor, texts[0])
    if args.ablation:
        ablation(extractor, texts[: args.articles // 4 or 1], documents, args.batch_size)
    if args.scaling:
        scaling(extractor, args.seeds, args.batch_size)
    if args.memory:
        memory(extractor, args.seeds, args.memory, args.batch_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
